import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generatorStore, generatorValue } from './generator-store';

/** The slow truth: the mean of all level-0 voxels that a voxel covers. */
function meanOfLevel0(
  location: string,
  [y, x]: readonly [number, number],
  factor: number,
  size: readonly [number, number],
) {
  let sum = 0;
  let count = 0;
  for (let i = y * factor; i < Math.min((y + 1) * factor, size[0]); i++) {
    for (let j = x * factor; j < Math.min((x + 1) * factor, size[1]); j++) {
      sum += Number(generatorValue(location, 0, [i, j]));
      count++;
    }
  }
  return sum / count;
}

/** The whole numbers from `first` on, below `end`. */
function rangeOf(first: number, end: number): number[] {
  return Array.from({ length: end - first }, (_, i) => first + i);
}

describe('ramp', () => {
  test.each([
    ['mean', 5, 13 * 9 + 4],
    ['sample', 5, 13 * 9 + 4],
    ['decimate', 5, 13 * 9],
    ['max', 5, 13 * 9 + 8],
  ])('with pyramid %s holds its level-0 position', (pyramid, row, expected) => {
    expect(generatorValue(`gen:ramp?factor=3&levels=4&pyramid=${pyramid}`, 2, [row, 13])).toBe(expected);
  });

  test.each(['z', 'y', 'x'])('of three axes rises along %s alone', (axis) => {
    const index = [3, 5, 7];
    const expected = (index['zyx'.indexOf(axis)] ?? 0) * 4 + 1;
    expect(generatorValue(`gen:ramp?space=3&axis=${axis}`, 2, index)).toBe(expected);
    expect(generatorValue(`gen:ramp?shape=50,60,70&tile=8&axis=${axis}`, 2, index)).toBe(expected);
  });

  test('adds 1000 a time and 100 a channel', () => {
    expect(generatorValue('gen:ramp?times=4&channels=3&axis=y', 1, [3, 2, 10, 99])).toBe(3000 + 200 + 20);
  });

  test('keeps the half of a mean in floats', () => {
    expect(generatorValue('gen:ramp?dtype=float64', 1, [0, 1000])).toBe(2000.5);
  });

  test('is exact in uint64 next to 2^53', () => {
    const location = 'gen:ramp?tile=2&factor=16&levels=13&dtype=uint64&times=10';
    expect(generatorValue(location, 0, [9, 0, 2 ** 53 - 1])).toBe(2n ** 53n - 1n + 9000n);
    expect(generatorValue(location, 1, [9, 0, 2 ** 49 - 1])).toBe(2n ** 53n - 16n + 7n + 9000n);
  });

  test('wraps in narrow integers', () => {
    expect(generatorValue('gen:ramp?dtype=uint8', 0, [0, 300])).toBe(44);
    expect(generatorValue('gen:ramp?dtype=int8', 0, [0, 200])).toBe(-56);
    expect(
      generatorValue('gen:ramp?tile=2&factor=16&levels=13&dtype=uint16&channels=1', 0, [0, 0, 2 ** 40 + 7]),
    ).toBe(7);
  });

  test('keeps to its formula where a voxel sticks out', () => {
    expect(generatorValue('gen:ramp?shape=10,10&levels=2&factor=4&tile=4&dtype=float64', 1, [0, 2])).toBe(
      9.5,
    );
  });
});

describe('metadata and values', () => {
  test('agree: a ramp holds the world position that scale and translation give its voxel', async () => {
    const cases = fc.record({
      factor: fc.integer({ min: 2, max: 5 }),
      level: fc.integer({ min: 0, max: 4 }),
      pyramid: fc.constantFrom('mean', 'decimate', 'sample'),
      axis: fc.constantFrom(0, 1, 2),
      index: fc.array(fc.integer({ min: 0, max: 19 }), { minLength: 3, maxLength: 3 }),
    });
    const check = fc.asyncProperty(cases, async ({ factor, level, pyramid, axis, index }) => {
      const name = ['z', 'y', 'x'][axis];
      const location = `gen:ramp?space=3&tile=20&levels=5&factor=${factor}&pyramid=${pyramid}&axis=${name}&dtype=float64`;
      const document = JSON.parse(new TextDecoder().decode(await generatorStore(location).get('/zarr.json')));
      const [{ datasets }] = document.attributes.ome.multiscales;
      const [{ scale }, { translation }] = datasets[level].coordinateTransformations;
      const world = (index[axis] ?? 0) * scale[axis] + translation[axis];
      expect(generatorValue(location, level, index)).toBe(world);
    });
    await fc.assert(check);
  });
});

describe('checkerboard', () => {
  test('starts low at the origin and alternates by cell', () => {
    const values = [0, 63, 64, 127, 128].map((x) => generatorValue('gen:checkerboard', 0, [0, x]));
    expect(values).toEqual([0, 0, 255, 255, 0]);
  });

  test('adds the tint once a level', () => {
    expect(generatorValue('gen:checkerboard?tint=10&low=1', 2, [0, 0])).toBe(21);
  });

  test('samples the cell at the centre of a coarse voxel', () => {
    const location = 'gen:checkerboard?cell=3&factor=4&pyramid=';
    expect(generatorValue(`${location}sample`, 1, [0, 1])).toBe(0);
    expect(generatorValue(`${location}decimate`, 1, [0, 1])).toBe(255);
  });

  test('of maxima holds the greatest voxel that each covers', () => {
    const parameters = 'shape=31,37&tile=8&levels=3&cell=5&factor=3';
    for (const [low, high] of [
      [10, 200],
      [200, 10],
    ])
      for (const [level, factor] of [
        [1, 3],
        [2, 9],
      ] as const)
        for (const [y, x] of [
          [0, 0],
          [0, 1],
          [1, 2],
          [2, 3],
          [3, 4],
        ] as const) {
          const covered = rangeOf(y * factor, Math.min((y + 1) * factor, 31)).flatMap((row) =>
            rangeOf(x * factor, Math.min((x + 1) * factor, 37)).map((column) =>
              Number(
                generatorValue(`gen:checkerboard?${parameters}&low=${low}&high=${high}`, 0, [row, column]),
              ),
            ),
          );
          const location = `gen:checkerboard?${parameters}&low=${low}&high=${high}&pyramid=max`;
          expect(generatorValue(location, level, [y, x])).toBe(Math.max(...covered));
        }
  });

  test('takes the floor of negative values', () => {
    expect(generatorValue('gen:checkerboard?low=-1.5&dtype=int16', 0, [0, 0])).toBe(-2);
  });

  test('at a mean level is the mean of the level-0 voxels covered', () => {
    const cases = fc.record({
      height: fc.integer({ min: 1, max: 40 }),
      width: fc.integer({ min: 1, max: 40 }),
      factor: fc.integer({ min: 2, max: 4 }),
      cell: fc.integer({ min: 1, max: 12 }),
      at: fc.tuple(
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
      ),
    });
    fc.assert(
      fc.property(cases, ({ height, width, factor, cell, at }) => {
        const location = `gen:checkerboard?shape=${height},${width}&levels=3&factor=${factor}&cell=${cell}&low=3&high=200&dtype=float64`;
        const index = [
          Math.floor((at[0] * height) / factor ** 2),
          Math.floor((at[1] * width) / factor ** 2),
        ] as const;
        const expected = meanOfLevel0(location, index, factor ** 2, [height, width]);
        expect(generatorValue(location, 2, index)).toBeCloseTo(expected, 9);
      }),
    );
  });

  test('of three axes alternates along each of them', () => {
    const value = (...index: number[]) => generatorValue('gen:checkerboard?space=3&cell=3', 0, index);
    const corner = [value(2, 2, 2), value(3, 2, 2), value(2, 3, 2), value(2, 2, 3)];
    expect(corner).toEqual([0, 255, 255, 255]);
    expect([value(3, 3, 2), value(3, 2, 3), value(3, 3, 3)]).toEqual([0, 0, 255]);
  });

  test('of three axes at a mean level is the mean of the level-0 voxels covered', () => {
    const edge = fc.integer({ min: 1, max: 12 });
    const cases = fc.record({
      shape: fc.tuple(edge, edge, edge),
      cell: edge,
      at: fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2)),
    });
    fc.assert(
      fc.property(cases, ({ shape, cell, at }) => {
        const location = `gen:checkerboard?shape=${shape}&levels=2&factor=4&cell=${cell}&low=3&high=200&dtype=float64`;
        const index = at.map((i, a) => Math.min(i, Math.ceil((shape[a] ?? 0) / 4) - 1));
        const covered = index.map((i, a) => rangeOf(4 * i, Math.min(4 * i + 4, shape[a] ?? 0)));
        const [zs = [], ys = [], xs = []] = covered;
        const values = zs.flatMap((z) =>
          ys.flatMap((y) => xs.map((x) => Number(generatorValue(location, 0, [z, y, x])))),
        );
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        expect(generatorValue(location, 1, index)).toBeCloseTo(mean, 9);
      }),
    );
  });
});

describe('the fractals', () => {
  /** As the formula is written down, without any shortcut. */
  function steps(z: readonly [number, number], c: readonly [number, number], limit: number): number {
    let [re, im] = z;
    let n = 0;
    while (n < limit) {
      [re, im] = [re * re - im * im + c[0], 2 * re * im + c[1]];
      if (re * re + im * im > 4) break;
      n++;
    }
    return n;
  }
  const size = 2 ** 27;
  const position = (i: number) => -2.5 + ((i + 0.5) * 5) / size;
  const indices = fc.tuple(fc.integer({ min: 0, max: size - 1 }), fc.integer({ min: 0, max: size - 1 }));

  test('mandelbrot equals its formula anywhere at level 0', () => {
    fc.assert(
      fc.property(indices, ([y, x]) => {
        const expected = steps([0, 0], [position(x), position(y)], 255);
        expect(generatorValue('gen:mandelbrot?levels=18&tile=512', 0, [y, x])).toBe(expected);
      }),
      { numRuns: 300 },
    );
  });

  test('julia equals its formula anywhere at level 0', () => {
    fc.assert(
      fc.property(indices, ([y, x]) => {
        const expected = steps([position(x), position(y)], [-0.4, 0.6], 255);
        expect(generatorValue('gen:julia?c=-0.4,0.6', 0, [y, x])).toBe(expected);
      }),
      { numRuns: 300 },
    );
  });

  test('the default julia has no mirror symmetry', () => {
    const location = 'gen:julia?levels=1&tile=64&shape=64,64';
    const row = Array.from({ length: 64 }, (_, x) => generatorValue(location, 0, [20, x]));
    const mirrored = Array.from({ length: 64 }, (_, x) => generatorValue(location, 0, [43, x]));
    expect(row).not.toEqual([...row].reverse());
    expect(row).not.toEqual(mirrored);
  });

  test('a coarse voxel is the formula at its centre, also where levels do not divide the width', () => {
    const c = (i: number) => -2.5 + ((i + 0.5) * 9 * 5) / 1000;
    expect(generatorValue('gen:mandelbrot?shape=1000,1000&factor=3&levels=4', 2, [57, 50])).toBe(
      steps([0, 0], [c(50), c(57)], 255),
    );
  });
});
