import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LevelArray } from '../../core';
import { brickInterior, brickPieces, type BrickPiece } from './brick-grid';
import { BRICK_SIZE, brickKeyString, type BrickKey } from './brick-key';
import { at, vec3, type Vec3 } from './vec3';

function keyOf(options: Partial<BrickKey>): BrickKey {
  return { dataset: 'd', level: 0, slice: [0, 0, 0], axes: [2, 1, 0], brick: [0, 0, 0], ...options };
}

function arrayOf(shape: number[], chunks: number[]): LevelArray {
  return { shape, chunks, fillValue: 0 };
}

function volumeOf({ low, high }: { low: Vec3; high: Vec3 }): number {
  return [0, 1, 2].reduce((product, a) => product * Math.max(0, at(high, a) - at(low, a)), 1);
}

test('a brick of one chunk of its size is that chunk, and its neighbours fill the border only', () => {
  const pieces = brickPieces(arrayOf([96, 96, 96], [32, 32, 32]), keyOf({ brick: [1, 1, 1] }));
  expect(pieces).toHaveLength(27);
  expect(pieces.filter(({ isPayload }) => isPayload)).toEqual([
    { chunk: [1, 1, 1], origin: [32, 32, 32], low: [32, 32, 32], high: [64, 64, 64], isPayload: true },
  ]);
});

test('one chunk that holds the whole level fills each brick and its border at once', () => {
  const pieces = brickPieces(arrayOf([40, 50, 60], [64, 64, 64]), keyOf({ brick: [1, 1, 1] }));
  expect(pieces).toEqual([
    { chunk: [0, 0, 0], origin: [0, 0, 0], low: [31, 31, 31], high: [60, 50, 40], isPayload: true },
  ]);
});

test('chunks of single planes are one piece for each plane', () => {
  const pieces = brickPieces(arrayOf([70, 64, 64], [1, 64, 64]), keyOf({ brick: [0, 0, 1] }));
  expect(pieces.map(({ chunk }) => chunk[0])).toEqual(Array.from({ length: 34 }, (_, i) => 31 + i));
  expect(pieces.filter(({ isPayload }) => isPayload)).toHaveLength(32);
});

test('chunks of 100 × 100 × 1 that meet no brick border work', () => {
  const pieces = brickPieces(arrayOf([3, 300, 300], [1, 100, 100]), keyOf({ brick: [3, 0, 0] }));
  expect(pieces.map(({ chunk }) => chunk)).toEqual(
    [0, 1, 2].flatMap((z) => [
      [z, 0, 0],
      [z, 0, 1],
    ]),
  );
});

test('the chunk of the slice is kept on the axes that are not displayed', () => {
  const array = arrayOf([9, 4, 40, 40, 40], [2, 1, 64, 64, 64]);
  const key = keyOf({ axes: [4, 3, 2], slice: [5, 3, 0, 0, 0] });
  expect(brickPieces(array, key).map(({ chunk }) => chunk)).toEqual([[2, 3, 0, 0, 0]]);
});

test('a brick outside its level has no pieces', () => {
  expect(brickPieces(arrayOf([32, 32, 32], [8, 8, 8]), keyOf({ brick: [0, 1, 0] }))).toEqual([]);
});

test('two keys have the same string exactly when they are equal', () => {
  const keys = [
    keyOf({}),
    keyOf({ level: 1 }),
    keyOf({ slice: [0, 0, 1] }),
    keyOf({ slice: [0, 1, 0] }),
    keyOf({ axes: [0, 1, 2] }),
    keyOf({ brick: [1, 0, 0] }),
    keyOf({ brick: [11, 0, 0] }),
    keyOf({ brick: [1, 10, 0] }),
    keyOf({ dataset: 'e' }),
  ];
  expect(new Set(keys.map(brickKeyString)).size).toBe(keys.length);
  expect(brickKeyString(keyOf({}))).toBe(brickKeyString(keyOf({})));
});

const sizes = fc.integer({ min: 1, max: 100 });
const chunkSizes = fc.constantFrom(1, 3, 17, 32, 33, 64, 100, 1000);
const cases = fc.record({
  shape: fc.tuple(sizes, sizes, sizes),
  chunks: fc.tuple(chunkSizes, chunkSizes, chunkSizes),
  brick: fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 }), fc.nat({ max: 3 })),
  axes: fc.constantFrom<BrickKey['axes']>([2, 1, 0], [0, 1, 2], [1, 2, 0]),
});

/** The chunk that holds a voxel, store order. */
function chunkOf({ chunks }: LevelArray, { axes }: BrickKey, voxel: Vec3): number[] {
  const index = chunks.map(() => 0);
  axes.forEach((axis, a) => (index[axis] = Math.floor(at(voxel, a) / (chunks[axis] ?? 1))));
  return index;
}

function holds({ low, high }: BrickPiece, voxel: Vec3): boolean {
  return voxel.every((v, a) => v >= at(low, a) && v < at(high, a));
}

test('pieces fill the brick and the voxel around it, each voxel once, from the chunk that holds it', () => {
  fc.assert(
    fc.property(cases, fc.array(fc.nat(), { minLength: 60, maxLength: 60 }), (options, random) => {
      const array = arrayOf(options.shape, options.chunks);
      const key = keyOf(options);
      const sizeOf = (a: number) => array.shape[at(key.axes, a)] ?? 0;
      const pieces = brickPieces(array, key);
      const { low, high } = brickInterior(array, key);
      const isInside = low.every((from, a) => from < sizeOf(a));
      const from = vec3((a) => Math.max(0, at(low, a) - 1));
      const to = vec3((a) => Math.min(sizeOf(a), at(low, a) + BRICK_SIZE + 1));
      const total = pieces.reduce((sum, piece) => sum + volumeOf(piece), 0);
      expect(total).toBe(isInside ? volumeOf({ low: from, high: to }) : 0);
      if (!isInside) return;
      for (let n = 0; n < random.length; n += 3) {
        const voxel = vec3((a) => at(from, a) + ((random[n + a] ?? 0) % (at(to, a) - at(from, a))));
        const holders = pieces.filter((piece) => holds(piece, voxel));
        expect(holders.map(({ chunk }) => chunk)).toEqual([chunkOf(array, key, voxel)]);
        if (voxel.every((v, a) => v >= at(low, a) && v < at(high, a)))
          expect(holders[0]?.isPayload).toBe(true);
      }
      for (const piece of pieces) {
        expect(chunkOf(array, key, piece.origin)).toEqual(piece.chunk);
        const payload = {
          low: vec3((a) => Math.max(at(piece.low, a), at(low, a))),
          high: vec3((a) => Math.min(at(piece.high, a), at(high, a))),
        };
        expect(volumeOf(payload) > 0).toBe(piece.isPayload);
      }
    }),
  );
});
