import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chunkCount, voxelEdge, type Dataset, type Level } from '../../core';
import { chunksOf } from './chunk-boxes';
import { pinBoxes, type PinRange } from './pin-boxes';

/** A pyramid of three levels, each half as fine in space, whose outer corners meet at `corner` on every axis. */
function pyramid(axes: string, shape: readonly number[], chunks: readonly number[], corner = -0.5): Dataset {
  const channelAxis = axes.indexOf('c');
  const levels = [1, 2, 4].map((factor): Level => {
    const scale = [...axes].map((name) => ('zyx'.includes(name) ? factor : 1));
    const sizes = shape.map((size, axis) => Math.ceil(size / (scale[axis] ?? 1)));
    const translation = scale.map((size) => corner + size / 2);
    return { scale, translation, array: { shape: sizes, chunks, fillValue: 0 } };
  });
  return {
    ...{ id: 'd', name: 'd', location: 'gen:d', origin: '', warnings: [], levels, channels: [] },
    ...{ dtype: 'uint8', generated: true, voxelCenters: 'declared' },
    axes: [...axes].map((name) => ({
      name,
      type: name === 't' ? 'time' : name === 'c' ? 'channel' : 'space',
    })),
    ...(channelAxis >= 0 && { channelAxis }),
  };
}

const plane = pyramid('yx', [100, 200], [10, 10]);

describe('levels', () => {
  test('are the finest chosen and all coarser ones, coarsest first', () => {
    expect(pinBoxes(plane, { finestLevel: 1 })).toEqual([
      { level: 2, low: [0, 0], high: [3, 5] },
      { level: 1, low: [0, 0], high: [5, 10] },
    ]);
  });

  test('that are not open are left out', () => {
    const levels = plane.levels.map(({ array, ...closed }, level) =>
      array && level !== 1 ? { ...closed, array } : closed,
    );
    const boxes = pinBoxes({ ...plane, levels }, { finestLevel: 0 });
    expect(boxes.map(({ level }) => level)).toEqual([2, 0]);
  });

  test('that the region does not reach are left out', () => {
    expect(pinBoxes(plane, { finestLevel: 0, region: { x: [500, 600] } })).toEqual([]);
    expect(pinBoxes(plane, { finestLevel: 0, region: { x: [-50, -1] } })).toEqual([]);
  });
});

/** Of level 0, from which chunk to which on the axis `x`. */
function spanOf(range: PinRange, corner?: number): readonly (number | undefined)[] {
  const dataset = pyramid('yx', [100, 200], [10, 10], corner);
  const box = pinBoxes(dataset, { finestLevel: 0, region: { x: range } }).at(-1);
  return [box?.low[1], box?.high[1]];
}

describe('a range', () => {
  test.each([
    ['within a chunk is that chunk', [12, 14], [1, 2]],
    ['that is one point is the chunk which holds it', [25, 25], [2, 3]],
    ['that ends where a chunk begins is without that chunk', [9.5, 19.5], [1, 2]],
    ['that ends a little later is with it', [9.5, 19.6], [1, 3]],
    ['that begins a little earlier is with the chunk before', [9.4, 19.5], [0, 2]],
    ['that is a point where two chunks meet is the second', [19.5, 19.5], [2, 3]],
    ['beyond the level ends with the level', [-50, 1e9], [0, 20]],
    ['without end is everything', [-Infinity, Infinity], [0, 20]],
    ['that begins in the last voxel is the last chunk', [199.4, 300], [19, 20]],
  ] as const)('%s', (_, range, span) => {
    expect(spanOf(range)).toEqual(span);
  });

  test('that begins where the level ends is nothing, though the last chunk is not full', () => {
    const dataset = pyramid('x', [33], [4], 7);
    expect(pinBoxes(dataset, { finestLevel: 0, region: { x: [40, 40] } }).map(({ level }) => level)).toEqual([
      2, 1,
    ]);
  });

  test('is measured from where the level lies', () => {
    expect(spanOf([1012, 1014], 1000)).toEqual([1, 2]);
  });
});

describe('an axis', () => {
  const movie = pyramid('tcyx', [50, 4, 64, 64], [5, 1, 32, 32], 100);
  const boxOf = (region: Record<string, PinRange>) => pinBoxes(movie, { finestLevel: 0, region }).at(-1);

  test('of channels is chosen by index, wherever it lies', () => {
    expect(boxOf({ c: [1, 2] })).toMatchObject({ low: [0, 1, 0, 0], high: [10, 3, 2, 2] });
  });

  test('of time is chosen as space is', () => {
    expect(boxOf({ t: [100, 110] })).toMatchObject({ low: [0, 0, 0, 0], high: [2, 4, 2, 2] });
  });

  test('that the dataset has not is passed over', () => {
    expect(boxOf({ z: [0, 0] })).toEqual(boxOf({}));
  });

  test('may have any name', () => {
    const odd = { ...plane, axes: plane.axes.map((axis) => ({ ...axis, name: 'constructor' })) };
    expect(pinBoxes(odd, { finestLevel: 2 })).toEqual([{ level: 2, low: [0, 0], high: [3, 5] }]);
  });
});

const lines = fc.record({ size: fc.integer({ min: 1, max: 60 }), chunk: fc.integer({ min: 1, max: 9 }) });
const ends = fc.double({ min: -30, max: 90, noNaN: true });

test('a chunk is chosen exactly when its voxels reach into the region', () => {
  fc.assert(
    fc.property(lines, ends, ends, ({ size, chunk }, a, b) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      const dataset = pyramid('x', [size], [chunk], 7);
      const boxes = pinBoxes(dataset, { finestLevel: 0, region: { x: [low, high] } });
      const chosen = [...chunksOf(boxes)].map(({ level, index }) => `${level}/${index.join('.')}`);
      const expected = dataset.levels.flatMap(({ scale, translation, array }, level) => {
        const length = array?.shape[0] ?? 0;
        const edge = (voxel: number) =>
          voxelEdge(Math.min(voxel, length), { scale: scale[0] ?? 1, translation: translation[0] ?? 0 });
        const reaches = (from: number, to: number) => to > low && (from < high || from === low);
        const all = Array.from({ length: chunkCount(length, chunk) }, (_, i) => i);
        return all.filter((i) => reaches(edge(i * chunk), edge((i + 1) * chunk))).map((i) => `${level}/${i}`);
      });
      expect(chosen.sort()).toEqual(expected.sort());
    }),
    { numRuns: 1000 },
  );
});
