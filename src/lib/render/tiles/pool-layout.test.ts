import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planPools } from './pool-layout';
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
});
