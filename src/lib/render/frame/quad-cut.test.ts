import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Quad } from '../../view';
import { crossfade, cutQuad } from './quad-cut';

const key = { dataset: 'd', level: 0, horizontal: 1, vertical: 0, slice: [0, 0], column: 0, row: 0 };
const quad: Quad = { key, world: { x0: 0, y0: 0, x1: 8, y1: 8 }, voxels: { x0: 10, y0: 20, x1: 14, y1: 24 } };
const cell = (x: number, y: number): Quad => ({
  key: { ...key, level: 3 },
  world: { x0: x * 4, y0: y * 4, x1: x * 4 + 4, y1: y * 4 + 4 },
  voxels: { x0: x, y0: y, x1: x + 1, y1: y + 1 },
});
const contains = ({ world }: Quad, x: number, y: number): boolean =>
  world.x0 <= x && x < world.x1 && world.y0 <= y && y < world.y1;

describe('cutQuad', () => {
  it('cuts voxels in proportion', () => {
    const part = cutQuad(quad, { x0: 2, y0: 0, x1: 20, y1: 4 });
    expect(part?.voxels).toEqual({ x0: 11, y0: 20, x1: 14, y1: 22 });
  });

  it('returns nothing outside', () => {
    expect(cutQuad(quad, { x0: 8, y0: 0, x1: 9, y1: 9 })).toBeUndefined();
  });
});

describe('crossfade', () => {
  it('sums to 1 everywhere in the quad, whatever lies below', () => {
    const cells = fc.uniqueArray(fc.integer({ min: -4, max: 20 }), { maxLength: 9 });
    fc.assert(
      fc.property(cells, fc.double({ min: 0, max: 1, noNaN: true }), (list, weight) => {
        const old = list.map((n) => cell((n % 5) - 1, Math.floor(n / 5) - 1));
        const parts = crossfade(quad, old, weight);
        for (let y = 0.5; y < 8; y++)
          for (let x = 0.5; x < 8; x++) {
            const here = parts.filter((part) => contains(part.quad, x, y));
            expect(here.reduce((sum, part) => sum + part.weight, 0)).toBeCloseTo(1, 9);
          }
      }),
    );
  });

  it('shows a quad at once where nothing was', () => {
    expect(crossfade(quad, [], 0)).toEqual([{ quad, weight: 1 }]);
  });
});
