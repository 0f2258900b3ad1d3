import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generatorStore } from '../generator-store';
import { CELL_POINTS, ScatterGrid, scatterProperties } from './scatter-grid';

const grids = fc.record({
  count: fc.integer({ min: 1, max: 40_000 }),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  space: fc.constantFrom(2 as const, 3 as const),
  size: fc.constantFrom(64, 1024, 2 ** 20),
});

/** Indices of all cells of a level. */
function cellsOf(grid: ScatterGrid, depth: number): number[][] {
  const along = Array.from({ length: grid.cellsAt(depth) }, (_, at) => at);
  return Array.from({ length: grid.space }).reduce<number[][]>(
    (cells) => cells.flatMap((cell) => along.map((at) => [...cell, at])),
    [[]],
  );
}

/** Coordinates of the points of a cell. */
function pointsOf(grid: ScatterGrid, depth: number, cell: readonly number[]): number[][] {
  const rows = grid.cell(depth, cell);
  const columns = grid.space + scatterProperties.length;
  return Array.from({ length: CELL_POINTS }, (_, row) => [
    ...rows.subarray(row * columns, row * columns + grid.space),
  ]).filter(([first]) => !Number.isNaN(first));
}

describe('gen:scatter', () => {
  it('holds as many points as it says, each in its cell', () => {
    fc.assert(
      fc.property(grids, (options) => {
        const grid = new ScatterGrid(options);
        let count = 0;
        for (let depth = 0; depth < grid.levels; depth++) {
          const edge = grid.size / grid.cellsAt(depth);
          for (const cell of cellsOf(grid, depth)) {
            const points = pointsOf(grid, depth, cell);
            expect(points.length).toBe(grid.pointsIn(depth, cell));
            count += points.length;
            const isWithin = points.every((point) =>
              point.every((at, axis) => Math.floor((at + 0.5) / edge) === cell[axis]),
            );
            expect(isWithin).toBe(true);
          }
        }
        expect(count).toBe(options.count);
      }),
      { numRuns: 25 },
    );
  });

  it('makes a cell from its index alone: the same whatever was made before, another one for another seed', () => {
    fc.assert(
      fc.property(grids, fc.nat(), (options, pick) => {
        const whole = new ScatterGrid(options);
        const depth = pick % whole.levels;
        const cells = cellsOf(whole, depth);
        const all = cells.map((cell) => whole.cell(depth, cell));
        const at = pick % cells.length;
        expect(new ScatterGrid(options).cell(depth, cells[at] ?? [])).toEqual(all[at]);
        if (whole.pointsIn(depth, cells[at] ?? []) === 0) return;
        const other = new ScatterGrid({ ...options, seed: (options.seed + 1) % 2 ** 32 });
        expect(other.cell(depth, cells[at] ?? [])).not.toEqual(all[at]);
      }),
      { numRuns: 25 },
    );
  });

  it('spreads the points of each level evenly over it', () => {
    const grid = new ScatterGrid({ count: 21 * CELL_POINTS, seed: 3, space: 2, size: 64 });
    const quarters = new Map<number, number>();
    for (const cell of cellsOf(grid, 2))
      for (const [y = 0, x = 0] of pointsOf(grid, 2, cell)) {
        const at = (y < 31.5 ? 0 : 2) + (x < 31.5 ? 0 : 1);
        quarters.set(at, (quarters.get(at) ?? 0) + 1);
      }
    expect([...quarters.values()]).toEqual([0, 1, 2, 3].map(() => 4 * CELL_POINTS));
  });

  it('is a Zarr store of a thousand million points, of which any chunk comes at once', async () => {
    const store = generatorStore('gen:scatter?seed=7');
    const read = async (key: string): Promise<unknown> =>
      JSON.parse(new TextDecoder().decode(await store.get(key)));
    const { attributes } = (await read('/zarr.json')) as { attributes: Record<string, { count: number }> };
    expect(attributes['exascope:points']?.count).toBe(1e9);
    const { shape } = (await read('/0/zarr.json')) as { shape: number[] };
    expect(shape).toEqual([1024, 1024, CELL_POINTS, 4]);
    const bytes = await store.get('/0/c/1023/512/0/0');
    expect(bytes?.byteLength).toBe(CELL_POINTS * 4 * 8);
    expect(await store.get('/0/c/1024/512/0/0')).toBeUndefined();
    expect(await store.get('/11/zarr.json')).toBeUndefined();
  });

  it.each([
    ['gen:scatter?cells=3', 'There is no parameter "cells"'],
    ['gen:scatter?count=0', '"0" is no value for "count"'],
    ['gen:scatter?size=1000', '1000 is no power of two'],
    ['gen:scatter?size=16&count=1000000000', 'too many for cells'],
    ['gen:scatter?space=4', 'one of 2, 3'],
  ])('refuses %s', (location, reason) => {
    expect(() => generatorStore(location)).toThrow(reason);
  });
});
