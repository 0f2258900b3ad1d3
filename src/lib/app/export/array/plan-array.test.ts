import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cOrder, volumeOf } from './copy-box';
import { chunksIn, planBlocks, planBox, runsOf, shapeOf, sharedBox, type ArrayBox } from './plan-array';

const axis = fc
  .tuple(fc.nat(12), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 5 }))
  .map(([start, size, chunk]) => ({ start, stop: start + size, chunk }));
const cases = fc.record({
  axes: fc.array(axis, { minLength: 1, maxLength: 4 }),
  maxVoxels: fc.integer({ min: 1, max: 600 }),
});
const boxOf = (axes: readonly { start: number; stop: number }[]): ArrayBox => ({
  start: axes.map(({ start }) => start),
  stop: axes.map(({ stop }) => stop),
});

describe('an array that is read in blocks', () => {
  it('has every voxel in one run of one block, at its place in C order', () => {
    fc.assert(
      fc.property(cases, ({ axes, maxVoxels }) => {
        const whole = boxOf(axes);
        const chunks = axes.map(({ chunk }) => chunk);
        const seen = new Uint8Array(volumeOf(shapeOf(whole)));
        const strides = cOrder(shapeOf(whole));
        for (const block of planBlocks(whole, chunks, maxVoxels)) {
          const size = shapeOf(block);
          for (const { at, from, count } of runsOf(block, whole))
            for (let n = 0; n < count; n++) {
              seen[at + n] = (seen[at + n] ?? 0) + 1;
              const index = cOrder(size).map((stride, a) => Math.floor((from + n) / stride) % (size[a] ?? 1));
              const place = index.reduce(
                (sum, i, a) => sum + (i + (block.start[a] ?? 0) - (whole.start[a] ?? 0)) * (strides[a] ?? 0),
                0,
              );
              expect(at + n).toBe(place);
            }
        }
        expect(seen.every((times) => times === 1)).toBe(true);
      }),
    );
  });

  it('reads each chunk for one block only, and all that it touches', () => {
    fc.assert(
      fc.property(cases, ({ axes, maxVoxels }) => {
        const whole = boxOf(axes);
        const chunks = axes.map(({ chunk }) => chunk);
        const blocks = [...planBlocks(whole, chunks, maxVoxels)];
        const read = blocks.flatMap((block) => chunksIn(block, chunks).map(String));
        expect(new Set(read).size).toBe(read.length);
        expect(new Set(read)).toEqual(new Set(chunksIn(whole, chunks).map(String)));
        const voxels = blocks.flatMap((block) =>
          chunksIn(block, chunks).map((index) => {
            const start = index.map((n, a) => n * (chunks[a] ?? 1));
            const shared = sharedBox({ start, stop: start.map((s, a) => s + (chunks[a] ?? 1)) }, block);
            return shared ? volumeOf(shapeOf(shared)) : 0;
          }),
        );
        expect(voxels.reduce((sum, count) => sum + count, 0)).toBe(volumeOf(shapeOf(whole)));
      }),
    );
  });
});

describe('what is wanted of a level', () => {
  const array = { shape: [4, 10, 20], chunks: [1, 5, 5], fillValue: 0 };
  const level = { array, scale: [1, 2, 0.5], translation: [0, 0.5, 10] };

  it('is every voxel that a range of the world touches, and the one that a position is in', () => {
    expect(planBox(level, [2.4, [3.4, 7.6], [11, 12]])).toEqual({ start: [2, 1, 2], stop: [3, 5, 5] });
  });

  it('is cut to the level', () => {
    expect(planBox(level, ['all', [-100, 100], [0, 10.2]])).toEqual({ start: [0, 0, 0], stop: [4, 10, 1] });
  });

  it('is nothing beyond it', () => {
    expect(planBox(level, [4, 'all', 'all'])).toBeUndefined();
    expect(planBox(level, ['all', [40, 50], 'all'])).toBeUndefined();
  });
});
