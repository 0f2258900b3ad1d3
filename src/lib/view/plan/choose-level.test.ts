import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseLevel } from './choose-level';

/** Voxel sizes in device pixels of a pyramid with these factors. */
function pyramid(first: number, ...factors: number[]): number[] {
  return factors.reduce((sizes, factor) => [...sizes, (sizes.at(-1) ?? 0) * factor], [first]);
}

test.each([
  [pyramid(1, 2, 2, 2), 0],
  [pyramid(0.25, 2, 2, 2), 2],
  [pyramid(0.36, 2, 2), 1],
  [pyramid(0.35, 2, 2), 2],
  [pyramid(100, 2, 2), 0],
  [pyramid(1e-6, 2, 2), 2],
  [pyramid(0.2, 3, 5), 1],
])('of voxels of %j pixels, level %d matches the screen', (voxelPx, level) => {
  expect(chooseLevel(voxelPx, { bias: 1 })).toBe(level);
});

test('a larger bias is coarser', () => {
  expect(chooseLevel(pyramid(0.25, 2, 2, 2), { bias: 2 })).toBe(3);
});

test('the level stays while the zoom changes by less than a tenth past its bound', () => {
  const at = (px: number, previous: number) => chooseLevel(pyramid(px, 2), { bias: 1, previous });
  const bound = Math.SQRT2 / 2;
  expect([at(bound * 1.09, 1), at(bound * 1.11, 1)]).toEqual([1, 0]);
  expect([at(bound / 1.09, 0), at(bound / 1.11, 0)]).toEqual([0, 1]);
});

test('without a level before, the voxel is never wider than √2 pixels unless even the finest is', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
      fc.array(fc.double({ min: 1.5, max: 8, noNaN: true }), { maxLength: 20 }),
      (first, factors) => {
        const voxelPx = pyramid(first, ...factors);
        const level = chooseLevel(voxelPx, { bias: 1 });
        if (level > 0) expect(voxelPx[level]).toBeLessThanOrEqual(Math.SQRT2);
        const next = voxelPx[level + 1];
        if (next !== undefined) expect(next).toBeGreaterThan(Math.SQRT2);
      },
    ),
  );
});
