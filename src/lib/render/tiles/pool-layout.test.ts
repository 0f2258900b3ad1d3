import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeOf, planPools } from './pool-layout';
import { type Bucket, bucketTileBytes } from './tile-format';

const limits = { maxBytes: 64 * 2 ** 20, maxTextureBytes: 2 ** 24, maxLayers: 256 };
const buckets = fc.uniqueArray(fc.constantFrom<Bucket>('r8uint', 'r16uint', 'r32uint', 'rg32uint'), {
  minLength: 1,
});

describe('planPools', () => {
  it('gives every bucket the same number of slots, within the budget, and wastes less than one round of tiles', () => {
    fc.assert(
      fc.property(buckets, fc.integer({ min: -1000, max: 2 ** 28 }), (list, maxBytes) => {
        const layout = planPools(list, { ...limits, maxBytes });
        const round = list.reduce((sum, bucket) => sum + bucketTileBytes(bucket), 0);
        expect(layout.bytes).toBeLessThanOrEqual(Math.max(0, maxBytes));
        expect(layout.bytes + round).toBeGreaterThan(maxBytes);
        for (const { textures } of layout.buckets)
          expect(textures.reduce((sum, layers) => sum + layers, 0)).toBe(layout.slots);
      }),
    );
  });

  it('keeps textures within the limits of the device', () => {
    for (const { bucket, textures } of planPools(['r8uint', 'rg32uint'], limits).buckets)
      for (const layers of textures) {
        expect(layers).toBeLessThanOrEqual(256);
        expect(layers * bucketTileBytes(bucket)).toBeLessThanOrEqual(limits.maxTextureBytes);
      }
  });

  it('begins with little, so that a first picture does not wait until all of it is cleared', () => {
    const large = { maxBytes: 400 * 2 ** 20, maxTextureBytes: 2 ** 27, maxLayers: 2048 };
    const [{ textures } = { textures: [] }] = planPools(['r16uint'], large).buckets;
    const megabytes = textures.map((layers) => Math.round((layers * bucketTileBytes('r16uint')) / 2 ** 20));
    expect(megabytes).toEqual([16, 32, 64, 128, 128, 32]);
  });
});

describe('placeOf', () => {
  it('gives every slot a layer of its own', () => {
    const places = [0, 1, 2, 3, 4, 5].map((slot) => placeOf([1, 2, 3], slot));
    expect(places.map(({ texture, layer }) => `${texture}:${layer}`)).toEqual([
      '0:0',
      '1:0',
      '1:1',
      '2:0',
      '2:1',
      '2:2',
    ]);
    expect(() => placeOf([1, 2, 3], 6)).toThrow('no slot 6');
  });
});
