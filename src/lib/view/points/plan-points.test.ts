import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../core';
import type { Camera2D } from '../camera-2d';
import { toCamera3D } from '../volume/camera-3d';
import { planPoints } from './plan-points';
import type { PointsView } from './points-view';

const [SIZE, LEVELS, ROWS] = [4096, 6, 100];

function gridOf(space: 2 | 3): Dataset {
  const axes = ['z', 'y', 'x'].slice(3 - space).map((name) => ({ name, type: 'space' as const }));
  const each = <T>(value: T): T[] => axes.map(() => value);
  const levels = Array.from({ length: LEVELS }, (_, level) => {
    const edge = SIZE / 2 ** (LEVELS - 1 - level);
    return {
      scale: each(1),
      translation: each(0),
      array: { shape: each(SIZE), chunks: each(edge), fillValue: 0 },
    };
  });
  const points = { count: 1, origin: each(0), step: each(1), properties: [], rows: ROWS, columns: space };
  return { id: 'grid', dtype: 'float32', axes, levels, points } as unknown as Dataset;
}

const cameras = fc
  .record({
    x: fc.double({ min: -500, max: SIZE + 500, noNaN: true }),
    y: fc.double({ min: -500, max: SIZE + 500, noNaN: true }),
    zoom: fc.constantFrom(0.01, 0.1, 0.3, 1, 4, 50),
    turn: fc.constantFrom(0, 0.4),
  })
  .map(({ x, y, zoom, turn }): Camera2D => ({
    center: [x, y],
    zoom,
    turn,
    width: 900,
    height: 600,
    pixelRatio: 1,
  }));

const limits = (maxPoints: number) => ({ maxPoints, maxChunkBytes: 1e9, level: 'auto' as const, bias: 1 });
const flat: PointsView = { x: 1, y: 0, within: [undefined, undefined] };
const deep: PointsView = { x: 2, y: 1, z: 0, within: [undefined, undefined, undefined] };

function planIn(space: 2 | 3, camera: Camera2D, maxPoints: number) {
  const view = space === 2 ? flat : deep;
  const seen = space === 2 ? camera : toCamera3D(camera, SIZE / 2, 40);
  return planPoints({ dataset: gridOf(space), view, camera: seen, radius: 5 }, limits(maxPoints));
}

describe('planPoints', () => {
  it('never plans more points than it may, nor more bytes, nor a cell twice, and each after the coarser one around it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(2 as const, 3 as const),
        cameras,
        fc.integer({ min: ROWS, max: 60_000 }),
        (space, camera, maxPoints) => {
          const { cells, want } = planIn(space, camera, maxPoints);
          expect(cells.length * ROWS).toBeLessThanOrEqual(Math.max(ROWS, maxPoints));
          const names = cells.map(({ key }) => `${key.level}/${key.index.slice(0, space).join()}`);
          expect(new Set(names).size).toBe(names.length);
          expect(want.map(({ key }) => key)).toEqual(cells.map(({ key }) => key));
          for (const { key } of cells) {
            if (key.level === LEVELS - 1) continue;
            const parent = key.index.slice(0, space).map((at) => Math.floor(at / 2));
            expect(names).toContain(`${key.level + 1}/${parent.join()}`);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('shows finer levels as one zooms in, and all cells of a level that are in view', () => {
    const at = (zoom: number): Camera2D => ({
      center: [2048, 2048],
      zoom,
      turn: 0,
      width: 900,
      height: 600,
      pixelRatio: 1,
    });
    const levels = [0.05, 0.2, 0.8, 3].map((zoom) => planIn(2, at(zoom), 20_000).level);
    expect(levels).toEqual([...levels].sort((a, b) => b - a));
    expect(levels.at(-1)).toBe(0);
    expect(levels[0]).toBeGreaterThan(0);
    const { cells, level } = planIn(2, at(0.8), 20_000);
    const [half, edge] = [450 / 0.8, SIZE / 2 ** (LEVELS - 1 - level)];
    const across = Math.floor((2048 + half) / edge) - Math.floor((2048 - half) / edge) + 1;
    expect(new Set(cells.filter(({ key }) => key.level === level).map(({ key }) => key.index[1])).size).toBe(
      across,
    );
  });

  it('takes a list from its beginning, as far as it fits, and says when that is not all', () => {
    const grid = gridOf(2);
    if (!grid.points) throw new Error('no points');
    const points = { ...grid.points, parts: 10 };
    const list: Dataset = { ...grid, levels: grid.levels.slice(0, 1), points };
    const camera: Camera2D = { center: [0, 0], zoom: 1, turn: 0, width: 900, height: 600, pixelRatio: 1 };
    const request = { dataset: list, view: flat, camera, radius: 5 };
    const cut = planPoints(request, limits(450));
    expect(cut.cells.map(({ key }) => key.index)).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
      [3, 0],
    ]);
    expect(cut.limitedBy).toBe('memory');
    const whole = planPoints(request, limits(1000));
    expect(whole.cells).toHaveLength(10);
    expect(whole.limitedBy).toBeUndefined();
  });

  it('plans only cells that the range of an axis which is not displayed meets', () => {
    const camera: Camera2D = {
      center: [2048, 2048],
      zoom: 0.2,
      turn: 0,
      width: 900,
      height: 600,
      pixelRatio: 1,
    };
    const view: PointsView = { x: 2, y: 1, within: [[100, 101], undefined, undefined] };
    const { cells } = planPoints({ dataset: gridOf(3), view, camera, radius: 5 }, limits(50_000));
    expect(cells.length).toBeGreaterThan(1);
    for (const { low, high } of cells)
      expect([(low[0] ?? NaN) <= 101, (high[0] ?? NaN) >= 100]).toEqual([true, true]);
  });
});
