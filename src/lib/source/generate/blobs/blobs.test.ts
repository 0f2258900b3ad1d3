import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { generatedBlobs, generatorStore, generatorValue } from '../index';
import type { GeneratedBlob } from '../index';

const SMALL = 'gen:blobs?shape=40,60,50&tile=16&count=60';

/** The slow truth: what all ellipsoids say of a place in level-0 indices. */
function idAt(blobs: readonly GeneratedBlob[], place: readonly number[]): bigint {
  let nearest = { distance: Infinity, id: 0n };
  for (const { id, center, radius } of blobs) {
    const distance = place.reduce(
      (sum, x, axis) => sum + ((x - (center[axis] ?? 0)) / (radius[axis] ?? 1)) ** 2,
      0,
    );
    if (distance <= 1 && distance < nearest.distance) nearest = { distance, id };
  }
  return nearest.id;
}

async function chunk(location: string, key: string): Promise<Uint8Array> {
  const bytes = await generatorStore(location).get(key);
  if (!bytes) throw new Error(`There is nothing at ${key} of ${location}.`);
  return bytes;
}

const shapes = fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 2, maxLength: 3 });

describe('blobs', () => {
  test('hold at every level what all ellipsoids together say of a voxel', () => {
    const cases = fc.record({
      shape: shapes,
      count: fc.integer({ min: 1, max: 200 }),
      seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      factor: fc.integer({ min: 2, max: 4 }),
      pyramid: fc.constantFrom('sample', 'decimate'),
      level: fc.integer({ min: 0, max: 2 }),
      at: fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
        minLength: 3,
        maxLength: 3,
      }),
    });
    const check = fc.property(cases, ({ shape, count, seed, factor, pyramid, level, at }) => {
      const most = shape.reduce((all, size) => all * Math.max(1, Math.floor(size / 4)), 1);
      const query = `levels=3&tile=8&factor=${factor}&pyramid=${pyramid}&seed=${seed}&count=${Math.min(count, most)}`;
      const location = `gen:blobs?shape=${shape.join()}&${query}`;
      const scale = factor ** level;
      const index = shape.map((size, axis) => Math.floor((at[axis] ?? 0) * Math.ceil(size / scale)));
      const place = index.map((i) => i * scale + (pyramid === 'sample' ? (scale - 1) / 2 : 0));
      expect(BigInt(generatorValue(location, level, index))).toBe(idAt(generatedBlobs(location), place));
    });
    fc.assert(check, { numRuns: 300 });
  });

  test('are as many as asked for, each with its own id at its centre and inside the image', () => {
    const cases = fc.record({ shape: shapes, part: fc.double({ min: 0, max: 1, noNaN: true }) });
    const check = fc.property(cases, ({ shape, part }) => {
      const most = shape.reduce((all, size) => all * Math.max(1, Math.floor(size / 4)), 1);
      const count = Math.max(1, Math.round(part * most));
      const location = `gen:blobs?shape=${shape.join()}&tile=8&count=${count}`;
      const blobs = generatedBlobs(location);
      expect(blobs.map(({ id }) => id)).toEqual(Array.from({ length: count }, (_, k) => BigInt(k + 1)));
      for (const { id, center } of blobs.slice(0, 20)) {
        expect(center.every((x, axis) => x >= 0 && x < (shape[axis] ?? 0))).toBe(true);
        expect(BigInt(generatorValue(location, 0, center))).toBe(id);
      }
    });
    fc.assert(check, { numRuns: 100 });
  });

  it('are the same in chunks as voxel by voxel, and repeat over times and channels', async () => {
    const location = 'gen:blobs?shape=20,24,28&tile=16&levels=2&count=20&times=2&channels=2';
    const bytes = await chunk(location, '/1/c/1/1/0/0/0');
    const values = new Uint32Array(bytes.buffer);
    for (let i = 0; i < values.length; i++) {
      const index = [Math.floor(i / 256), Math.floor(i / 16) % 16, i % 16];
      const isInside = index.every((x, axis) => x < ([10, 12, 14][axis] ?? 0));
      expect(values[i]).toBe(isInside ? generatorValue(location, 1, [0, 0, ...index]) : 0);
    }
  });

  it('are others with another seed', () => {
    const centers = [0, 1].map((seed) => generatedBlobs(`${SMALL}&seed=${seed}`).map(({ center }) => center));
    expect(centers[0]).not.toEqual(centers[1]);
  });

  it.each([
    ['uint64', 2n ** 64n - 60n],
    ['uint64', 2n ** 53n + 1n],
    ['int64', 2n ** 63n - 60n],
    ['uint32', 2n ** 32n - 60n],
    ['uint16', 65_476n],
    ['int8', 68n],
  ] as const)('of %s count exactly from %i on', (dtype, first) => {
    const location = `${SMALL}&dtype=${dtype}&first=${first}`;
    const blobs = generatedBlobs(location);
    expect([blobs[0]?.id, blobs.at(-1)?.id]).toEqual([first, first + 59n]);
    for (const { id, center } of blobs) expect(BigInt(generatorValue(location, 0, center))).toBe(id);
    expect(BigInt(generatorValue(location, 0, [0, 0, 0]))).toBe(0n);
  });

  it.each([
    ['dtype=float32', /float32/],
    ['dtype=uint8&count=200&first=100', /uint8.*255/],
    ['first=0', /first/],
    ['first=-1', /first/],
    ['first=1e3', /first/],
    ['dtype=uint64&first=18446744073709551616', /first/],
    ['count=0', /count/],
    ['shape=8,8&count=5', /count.*1 to 4/],
    ['pyramid=mean', /pyramid/],
    ['size=3', /size.*count, seed, first/],
  ])('with %s are refused', (query, words) => {
    expect(() => generatorStore(`gen:blobs?${query}`)).toThrow(words);
  });

  it('say that they are labels', async () => {
    const document = JSON.parse(new TextDecoder().decode(await chunk(SMALL, '/zarr.json')));
    expect(document.attributes.ome).toHaveProperty('image-label');
  });

  it('are made where few of a vast number are seen, and where all are', async () => {
    const vast = 'gen:blobs?levels=15&tile=32&count=16777216';
    const bytes = await chunk(vast, '/0/c/30000/2/16384');
    expect(bytes.byteLength).toBe(4 * 32 ** 3);
    const whole = new Uint32Array((await chunk(vast, '/14/c/0/0/0')).buffer);
    expect(new Set(whole).size).toBeGreaterThan(1000);
  });
});
