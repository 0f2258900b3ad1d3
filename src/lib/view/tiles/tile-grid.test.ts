import fc from 'fast-check';
import { expect, test } from 'vitest';
import { intersectRects, isEmptyRect, rectsOverlap, type Rect } from '../../core';
import { TILE_SIZE, type TileKey } from './tile-key';
import { tilePieces } from './tile-pieces';

function keyOf(options: Partial<TileKey>): TileKey {
  return { dataset: 'd', level: 0, horizontal: 1, vertical: 0, slice: [0, 0], column: 0, row: 0, ...options };
}

function area({ x0, y0, x1, y1 }: Rect): number {
  return Math.max(0, x1 - x0) * Math.max(0, y1 - y0);
}

test('one chunk that holds the whole level fills each tile at once', () => {
  const array = { shape: [700, 900], chunks: [8192, 8192], fillValue: 0 };
  const { tile, interior, gutter } = tilePieces(array, keyOf({ column: 3, row: 2 }));
  expect(tile).toEqual({ x0: 768, y0: 512, x1: 900, y1: 700 });
  expect(interior).toEqual([{ index: [0, 0], voxels: tile }]);
  expect(gutter.map(({ voxels }) => voxels)).toEqual([
    { x0: 767, y0: 511, x1: 900, y1: 512 },
    { x0: 767, y0: 512, x1: 768, y1: 700 },
  ]);
});

test('a chunk index is in store order and holds the slices of its depth', () => {
  const array = { shape: [5, 100, 300, 400], chunks: [1, 16, 64, 128], fillValue: 0 };
  const key = keyOf({ horizontal: 1, vertical: 3, slice: [4, 0, 130, 0] });
  expect(tilePieces(array, key).interior.map(({ index }) => index)).toContainEqual([4, 6, 2, 1]);
});

test('a tile outside its level has no pieces', () => {
  const array = { shape: [100, 100], chunks: [10, 10], fillValue: 0 };
  expect(tilePieces(array, keyOf({ column: 1 }))).toMatchObject({ interior: [], gutter: [] });
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
      const { tile, interior, gutter } = tilePieces(array, key);
      const level = {
        x0: 0,
        y0: 0,
        x1: array.shape[key.horizontal] ?? 0,
        y1: array.shape[key.vertical] ?? 0,
      };
      const expected = { x0: column * TILE_SIZE, y0: row * TILE_SIZE, x1: 0, y1: 0 };
      const full = { ...expected, x1: expected.x0 + TILE_SIZE, y1: expected.y0 + TILE_SIZE };
      expect(tile).toEqual(intersectRects(full, level));
      if (isEmptyRect(tile)) return;
      const grown = { x0: tile.x0 - 1, y0: tile.y0 - 1, x1: tile.x1 + 1, y1: tile.y1 + 1 };
      const padded = intersectRects(grown, level);
      const all = [...interior, ...gutter];
      const sum = (list: readonly { voxels: Rect }[]) =>
        list.reduce((total, { voxels }) => total + area(voxels), 0);
      expect(sum(interior)).toBe(area(tile));
      expect(sum(gutter)).toBe(area(padded) - area(tile));
      all.forEach(({ index, voxels }, i) => {
        expect(isEmptyRect(voxels)).toBe(false);
        expect(all.slice(i + 1).some((other) => rectsOverlap(other.voxels, voxels))).toBe(false);
        const width = array.chunks[key.horizontal] ?? 1;
        const height = array.chunks[key.vertical] ?? 1;
        const x = (index[key.horizontal] ?? NaN) * width;
        const y = (index[key.vertical] ?? NaN) * height;
        const chunk = { x0: x, y0: y, x1: x + width, y1: y + height };
        expect(intersectRects(chunk, voxels)).toEqual(voxels);
        expect(intersectRects(padded, voxels)).toEqual(voxels);
      });
    }),
  );
});

test('chunks one voxel thick work', () => {
  const array = { shape: [300, 20], chunks: [1, 1], fillValue: 0 };
  const { interior, gutter } = tilePieces(array, keyOf({ row: 1 }));
  expect(interior).toHaveLength(44 * 20);
  expect(gutter).toHaveLength(20);
});
