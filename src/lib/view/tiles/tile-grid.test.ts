import fc from 'fast-check';
import { expect, test } from 'vitest';
import { intersectRects, isEmptyRect, rectsOverlap, type LevelArray, type Rect } from '../../core';
import { makeTileGrid, pieceChunk, pieceCount, pieceOrigin, pieceRect } from './tile-grid';
import { TILE_SIZE, type TileKey } from './tile-key';

function keyOf(options: Partial<TileKey>): TileKey {
  return { dataset: 'd', level: 0, horizontal: 1, vertical: 0, slice: [0, 0], column: 0, row: 0, ...options };
}

function area({ x0, y0, x1, y1 }: Rect): number {
  return Math.max(0, x1 - x0) * Math.max(0, y1 - y0);
}

/** The pieces of a tile, as its grid tells them one by one. */
function piecesOf(array: LevelArray, key: TileKey) {
  const grid = makeTileGrid(array, key);
  const pieces = Array.from({ length: pieceCount(grid) }, (_, piece) => ({
    voxels: pieceRect(grid, piece),
    chunk: pieceChunk(grid, piece),
    origin: pieceOrigin(grid, piece),
  }));
  return { interior: grid.interior, pieces };
}

test('one chunk that holds the whole level fills each tile and its gutter at once', () => {
  const array = { shape: [700, 900], chunks: [8192, 8192], fillValue: 0 };
  const { interior, pieces } = piecesOf(array, keyOf({ column: 3, row: 2 }));
  expect(interior).toEqual({ x0: 768, y0: 512, x1: 900, y1: 700 });
  expect(pieces).toEqual([{ voxels: { x0: 767, y0: 511, x1: 900, y1: 700 }, chunk: [0, 0], origin: [0, 0] }]);
});

test('a chunk index is in store order and holds the slices of its depth', () => {
  const array = { shape: [5, 100, 300, 400], chunks: [1, 16, 64, 128], fillValue: 0 };
  const key = keyOf({ horizontal: 1, vertical: 3, slice: [4, 0, 130, 0] });
  expect(piecesOf(array, key).pieces.map(({ chunk }) => chunk)).toContainEqual([4, 6, 2, 1]);
});

test('a tile outside its level has no pieces', () => {
  const array = { shape: [100, 100], chunks: [10, 10], fillValue: 0 };
  expect(piecesOf(array, keyOf({ column: 1 })).pieces).toEqual([]);
});

const arrays = fc.record({
  shape: fc.tuple(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 900 })),
  chunks: fc.tuple(
    fc.constantFrom(7, 33, 64, 100, 256, 512, 8192),
    fc.constantFrom(7, 33, 64, 100, 256, 512, 8192),
  ),
  fillValue: fc.constant(0),
});
const places = fc.record({ column: fc.nat({ max: 3 }), row: fc.nat({ max: 3 }), isTransposed: fc.boolean() });

test('pieces fill the tile and the ring around it, each voxel once, from the chunk that holds it', () => {
  fc.assert(
    fc.property(arrays, places, (array, { column, row, isTransposed }) => {
      const key = keyOf({ column, row, horizontal: isTransposed ? 0 : 1, vertical: isTransposed ? 1 : 0 });
      const { interior, pieces } = piecesOf(array, key);
      const level = {
        x0: 0,
        y0: 0,
        x1: array.shape[key.horizontal] ?? 0,
        y1: array.shape[key.vertical] ?? 0,
      };
      const [x0, y0] = [column * TILE_SIZE, row * TILE_SIZE];
      expect(interior).toEqual(intersectRects({ x0, y0, x1: x0 + TILE_SIZE, y1: y0 + TILE_SIZE }, level));
      if (isEmptyRect(interior)) return;
      const grown = { x0: x0 - 1, y0: y0 - 1, x1: interior.x1 + 1, y1: interior.y1 + 1 };
      const padded = intersectRects(grown, level);
      expect(pieces.reduce((total, { voxels }) => total + area(voxels), 0)).toBe(area(padded));
      pieces.forEach(({ voxels, chunk, origin }, i) => {
        expect(isEmptyRect(voxels)).toBe(false);
        expect(pieces.slice(i + 1).some((other) => rectsOverlap(other.voxels, voxels))).toBe(false);
        const width = array.chunks[key.horizontal] ?? 1;
        const height = array.chunks[key.vertical] ?? 1;
        const x = (chunk[key.horizontal] ?? NaN) * width;
        const y = (chunk[key.vertical] ?? NaN) * height;
        expect(origin).toEqual([x, y]);
        expect(intersectRects({ x0: x, y0: y, x1: x + width, y1: y + height }, voxels)).toEqual(voxels);
        expect(intersectRects(padded, voxels)).toEqual(voxels);
      });
    }),
  );
});

test('chunks one voxel thick work', () => {
  const array = { shape: [300, 20], chunks: [1, 1], fillValue: 0 };
  expect(piecesOf(array, keyOf({ row: 1 })).pieces).toHaveLength((44 + 1) * 20);
});
