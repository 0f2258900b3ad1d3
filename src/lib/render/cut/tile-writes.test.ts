import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rect } from '../../core';
import { TILE_SIZE, type TileGrid, makeTileGrid, pieceCount, pieceRect } from '../../view';
import { storedRect, writesForPiece } from './tile-writes';

function gridOf(
  shape: readonly [number, number],
  chunk: readonly [number, number],
  at: readonly [number, number],
): TileGrid {
  return makeTileGrid(
    { shape, chunks: chunk, fillValue: 0 },
    { dataset: 'd', level: 0, horizontal: 1, vertical: 0, slice: [0, 0], column: at[0], row: at[1] },
  );
}

function* voxelsOf({ x0, y0, x1, y1 }: Rect): Generator<readonly [number, number]> {
  for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) yield [x, y];
}

/** What a stored tile holds after pieces arrived in an order: the voxel (x, y) that each place repeats. */
function storedAfter(grid: TileGrid, order: readonly number[]): Map<string, string> {
  const stored = new Map<string, string>();
  const filled = new Set<number>();
  for (const piece of order) {
    const own = pieceRect(grid, piece);
    for (const rect of writesForPiece(grid, piece, (other) => filled.has(other)))
      for (const [x, y] of voxelsOf(rect)) {
        const from = [Math.min(Math.max(x, own.x0), own.x1 - 1), Math.min(Math.max(y, own.y0), own.y1 - 1)];
        stored.set(`${x},${y}`, from.join());
      }
    filled.add(piece);
  }
  return stored;
}

const cases = fc.record({
  shape: fc.tuple(fc.integer({ min: 1, max: 700 }), fc.integer({ min: 1, max: 700 })),
  chunk: fc.tuple(fc.integer({ min: 60, max: 800 }), fc.integer({ min: 60, max: 800 })),
  seed: fc.integer(),
});

function shuffled(count: number, seed: number): number[] {
  const keyed = Array.from({ length: count }, (_, i) => ({
    i,
    order: (Math.sin(seed + i * 12.9898) * 43758.5453) % 1,
  }));
  return keyed.sort((a, b) => a.order - b.order).map(({ i }) => i);
}

describe('writesForPiece', () => {
  it('ends with every voxel of the tile and its gutter right, in whatever order pieces arrive', () => {
    fc.assert(
      fc.property(cases, ({ shape, chunk, seed }) => {
        const at = [Math.floor((shape[1] - 1) / TILE_SIZE), Math.floor((shape[0] - 1) / TILE_SIZE)] as const;
        const grid = gridOf(shape, chunk, at);
        const { x0, y0, x1, y1 } = grid.interior;
        const stored = storedAfter(grid, shuffled(pieceCount(grid), seed));
        for (let y = y0 - 1; y <= y1; y++)
          for (let x = x0 - 1; x <= x1; x++) {
            const from = [Math.min(Math.max(x, 0), shape[1] - 1), Math.min(Math.max(y, 0), shape[0] - 1)];
            if (stored.get(`${x},${y}`) !== from.join())
              throw new Error(`(${x},${y}) holds ${stored.get(`${x},${y}`)}`);
          }
      }),
      { numRuns: 25 },
    );
  });

  it('stays within the stored tile', () => {
    fc.assert(
      fc.property(cases, ({ shape, chunk }) => {
        const grid = gridOf(shape, chunk, [0, 0]);
        const room = storedRect(grid);
        for (let piece = 0; piece < pieceCount(grid); piece++)
          for (const rect of writesForPiece(grid, piece, () => false)) {
            expect(rect.x0).toBeGreaterThanOrEqual(room.x0);
            expect(rect.y0).toBeGreaterThanOrEqual(room.y0);
            expect(rect.x1).toBeLessThanOrEqual(room.x1);
            expect(rect.y1).toBeLessThanOrEqual(room.y1);
          }
      }),
    );
  });

  it('repeats the border towards a hole', () => {
    const grid = gridOf([512, 512], [128, 128], [0, 0]);
    expect(writesForPiece(grid, 0, () => false)).toEqual([{ x0: -1, y0: -1, x1: 129, y1: 129 }]);
  });

  it('writes over nothing that a neighbour brought', () => {
    const grid = gridOf([512, 512], [128, 128], [0, 0]);
    const diagonal = grid.columns.length + 1;
    const covers = writesForPiece(grid, 0, (piece) => piece === diagonal).some(
      ({ x0, y0, x1, y1 }) => x0 <= 128 && 128 < x1 && y0 <= 128 && 128 < y1,
    );
    expect(covers).toBe(false);
  });
});
