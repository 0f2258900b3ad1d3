import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generatorStore, generatorValue } from '../generator-store';

type Vector = readonly [z: number, y: number, x: number];

interface Orbit {
  readonly count: number;
  /** False where rounding alone could have moved the orbit over the border of |v| ≤ 2. */
  readonly isCertain: boolean;
}

/** As the formula is written down, with a bound of what rounding can come to in whatever way it is calculated. */
function orbitOf([cz, cy, cx]: Vector, { order = 8, limit = 64 } = {}): Orbit {
  let [x, y, z, error] = [0, 0, 0, 0];
  let isCertain = true;
  for (let count = 0; count < limit; count++) {
    const across = Math.hypot(x, y);
    const radius = Math.hypot(x, y, z);
    const [latitude, longitude] = [order * Math.atan2(z, across), order * Math.atan2(y, x)];
    if (count > 0)
      error *= order * (radius + error) ** order * mostTurn({ across, radius, latitude, error, order });
    error += 1e-14 * (1 + radius ** order);
    x = radius ** order * Math.cos(latitude) * Math.cos(longitude) + cx;
    y = radius ** order * Math.cos(latitude) * Math.sin(longitude) + cy;
    z = radius ** order * Math.sin(latitude) + cz;
    if (!(Math.abs(Math.hypot(x, y, z) - 2) > error)) isCertain = false;
    if (x * x + y * y + z * z > 4) return { count, isCertain };
  }
  return { count: limit, isCertain };
}

/** The most that the power turns a point for each unit that it was off; turns about the axis shrink with the cosine. */
function mostTurn(
  at: Readonly<Record<'across' | 'radius' | 'latitude' | 'error' | 'order', number>>,
): number {
  const cosine = Math.abs(Math.cos(at.latitude)) + (2 * at.order * at.error) / at.radius;
  return Math.max(1 / at.radius, Math.min(1, cosine) / Math.max(0, at.across - at.error));
}

const size = 2 ** 20;
const largest = 'gen:mandelbulb?levels=15&tile=32';
const position = (index: number, factor = 1) => -1.25 + ((index + 0.5) * factor * 2.5) / size;
const valueAt = (index: Vector, level = 0) => generatorValue(largest, level, index);

const anyIndex = fc.noBias(fc.integer({ min: 0, max: size - 1 }));

/** Level-0 voxels to either side of where the bulb is left along a ray, the same for each seed. */
function borderVoxels(seed: number): [Vector, Vector] {
  const [a = 0, b = 0] = fc.sample(anyIndex, { seed, numRuns: 2 });
  const height = (2 * a) / size - 1;
  const longitude = (2 * Math.PI * b) / size;
  const across = Math.sqrt(1 - height * height);
  const voxelAt = (radius: number): Vector => {
    const ray = [height, across * Math.sin(longitude), across * Math.cos(longitude)];
    const [z = 0, y = 0, x = 0] = ray.map((part) => Math.floor(((part * radius + 1.25) / 2.5) * size));
    return [z, y, x];
  };
  let [inside, outside] = [0.6, 1.25];
  for (let half = 0; half < 22; half++) {
    const middle = (inside + outside) / 2;
    if (valueAt(voxelAt(middle)) === 64) inside = middle;
    else outside = middle;
  }
  return [voxelAt(inside), voxelAt(outside)];
}

describe('mandelbulb', () => {
  test('equals its formula at voxels of every level, wherever rounding leaves no doubt', () => {
    const cases = fc.tuple(fc.integer({ min: 0, max: 14 }), anyIndex, anyIndex, anyIndex);
    let [voxels, certain] = [0, 0];
    fc.assert(
      fc.property(cases, ([level, ...finest]) => {
        const factor = 2 ** level;
        const [z = 0, y = 0, x = 0] = finest.map((i) => Math.floor(i / factor));
        const { count, isCertain } = orbitOf([position(z, factor), position(y, factor), position(x, factor)]);
        voxels++;
        if (!isCertain) return;
        certain++;
        expect(valueAt([z, y, x], level)).toBe(count);
      }),
      { numRuns: 3000 },
    );
    expect(certain / voxels).toBeGreaterThan(0.95);
  });

  test('differs from angles calculated with sines in few voxels at its border, all of them doubtful', () => {
    let [voxels, certain, differing] = [0, 0, 0];
    for (let seed = 1; seed <= 500; seed++) {
      for (const voxel of borderVoxels(seed)) {
        const [z, y, x] = voxel;
        const { count, isCertain } = orbitOf([position(z), position(y), position(x)]);
        const isEqual = valueAt(voxel) === count;
        if (isCertain) expect(isEqual, `voxel ${voxel}`).toBe(true);
        voxels++;
        if (isCertain) certain++;
        if (!isEqual) differing++;
      }
    }
    expect(certain / voxels).toBeGreaterThan(0.5);
    expect(differing / voxels).toBeLessThan(0.005);
  });

  test.each([
    [14, [0, 0, 0], 'an eighth of all'],
    [11, [2, 7, 5], 'mostly near the border'],
    [10, [8, 8, 15], 'the border'],
    [9, [14, 30, 20], 'two counts'],
    [9, [22, 61, 40], 'one count outside'],
    [12, [4, 5, 3], 'all inside'],
  ] as const)(
    'equals its formula at all voxels of a chunk of level %i, %j: %s',
    async (level, chunk, _what) => {
      const bytes = (await generatorStore(largest).get(`/${level}/c/${chunk.join('/')}`)) ?? new Uint8Array();
      const [atZ, atY, atX] = chunk.map((c) => (i: number) => position(32 * c + i, 2 ** level));
      const wrong = Array.from(bytes).filter((value, i) => {
        const place = [atZ?.(i >> 10) ?? 0, atY?.((i >> 5) % 32) ?? 0, atX?.(i % 32) ?? 0] as const;
        const { count, isCertain } = orbitOf(place);
        return isCertain && value !== count;
      });
      expect(bytes.length).toBe(32 ** 3);
      expect(wrong).toEqual([]);
    },
  );

  test.each([2, 3, 5, 9])('takes order %i', (order) => {
    const location = `gen:mandelbulb?order=${order}&iterations=20&shape=24,24,24`;
    const differing = fc.sample(fc.array(fc.nat(23), { minLength: 3, maxLength: 3 }), 400).filter((index) => {
      const [z = 0, y = 0, x = 0] = index.map((i) => -1.25 + ((i + 0.5) * 2.5) / 24);
      const { count, isCertain } = orbitOf([z, y, x], { order, limit: 20 });
      return isCertain && generatorValue(location, 0, index) !== count;
    });
    expect(differing).toEqual([]);
  });

  test('is the same on both sides of y = 0 and of z = 0, to the last voxel', () => {
    const far = (i: number) => size - 1 - i;
    fc.assert(
      fc.property(anyIndex, anyIndex, anyIndex, (z, y, x) => {
        const expected = valueAt([z, y, x]);
        expect([valueAt([far(z), y, x]), valueAt([z, far(y), x])]).toEqual([expected, expected]);
      }),
    );
  });

  test('is not the same on both sides of x = 0, so that a flipped x shows', () => {
    const row = Array.from({ length: 64 }, (_, x) => valueAt([31, 20, x], 14));
    expect(row).not.toEqual([...row].reverse());
  });

  test('counts on the axis, where a longitude has no meaning', () => {
    const [outside, inside] = [0, 3].map((z) => generatorValue('gen:mandelbulb?shape=10,5,5', 0, [z, 2, 2]));
    expect(outside).toBe(orbitOf([-1.125, 0, 0]).count);
    expect(inside).toBe(64);
  });

  test('with two axes is the section z = 0', () => {
    const { count } = orbitOf([0, -1.25 + 13.5 / 16, -1.25 + 9.5 / 16]);
    expect(generatorValue('gen:mandelbulb?shape=40,40', 0, [13, 9])).toBe(count);
  });

  test('repeats itself for times and channels', async () => {
    const location = 'gen:mandelbulb?shape=8,8,8&tile=8&dtype=uint16&iterations=300';
    const one = await generatorStore(location).get('/0/c/0/0/0');
    const repeated = await generatorStore(`${location}&times=2&channels=3`).get('/0/c/1/2/0/0/0');
    expect(repeated).toEqual(one);
  });

  test('is 1,048,576 voxels wide with 15 levels of 32, and its coarsest level two chunks', async () => {
    const shapes = [0, 14].map(async (level) => {
      const bytes = await generatorStore(largest).get(`/${level}/zarr.json`);
      return JSON.parse(new TextDecoder().decode(bytes)).shape;
    });
    expect(await Promise.all(shapes)).toEqual([
      [size, size, size],
      [64, 64, 64],
    ]);
  });

  test.each([
    ['int8', Int8Array.of(-56)],
    ['uint64', BigUint64Array.of(200n)],
    ['float32', Float32Array.of(200)],
  ] as const)('fills a chunk inside the bulb with its iterations as %s', async (dtype, expected) => {
    const location = `gen:mandelbulb?iterations=200&tile=4&shape=64,64,64&dtype=${dtype}`;
    const bytes = await generatorStore(location).get('/0/c/8/8/8');
    const one = new Uint8Array(expected.buffer);
    expect(bytes).toEqual(Uint8Array.from({ length: 64 * one.length }, (_, i) => one[i % one.length] ?? 0));
  });

  test('leaves the fill value where a uniform chunk sticks out of its level', async () => {
    const bytes = await generatorStore('gen:mandelbulb?levels=1&tile=4&shape=3,3,3').get('/0/c/0/0/0');
    const isInside = (i: number) => i % 4 < 3 && (i >> 2) % 4 < 3 && i < 48;
    expect(Array.from(bytes ?? []).every((_, i) => isInside(i) || bytes?.[i] === 0)).toBe(true);
    expect(bytes?.[21]).toBe(64);
  });

  test('stops in the midst of a chunk when aborted by a message', async () => {
    const controller = new AbortController();
    const location = 'gen:mandelbulb?levels=8&tile=256&iterations=2000';
    const reading = generatorStore(location).get('/7/c/0/0/0', { signal: controller.signal });
    setTimeout(() => controller.abort(), 0);
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });
});
