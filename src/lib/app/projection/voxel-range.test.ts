import fc from 'fast-check';
import { expect, it } from 'vitest';
import { voxelCenter } from '../../core';
import { stepsThatMeet, voxelRange, voxelsWithin } from './voxel-range';

const scale = fc
  .integer({ min: -40, max: 40 })
  .filter((n) => n !== 0)
  .map((n) => n / 8);
const place = fc.record({
  position: fc.integer({ min: -400, max: 400 }).map((n) => n / 16),
  left: fc.integer({ min: 0, max: 200 }).map((n) => n / 16),
  right: fc.integer({ min: 0, max: 200 }).map((n) => n / 16),
});
const transform = fc.record({ scale, translation: fc.integer({ min: -40, max: 40 }).map((n) => n / 8) });

it('takes the voxels whose centres lie in the range, both ends included, and one at least', () => {
  fc.assert(
    fc.property(place, transform, (at, axis) => {
      const { from, to } = voxelsWithin(at, axis);
      const isWithin = (voxel: number) => {
        const centre = voxelCenter(voxel, axis);
        return centre >= at.position - at.left && centre <= at.position + at.right;
      };
      expect(to).toBeGreaterThan(from);
      expect(isWithin(from - 1)).toBe(false);
      expect(isWithin(to)).toBe(false);
      if (to - from > 1) for (let voxel = from; voxel < to; voxel++) expect(isWithin(voxel)).toBe(true);
    }),
  );
});

it('cuts the range to the axis', () => {
  const axis = { scale: 1, translation: 0 };
  expect(voxelRange({ position: 1, left: 3, right: 2 }, axis, 3)).toEqual({ from: 0, to: 3 });
  expect(voxelRange({ position: -5, left: 1, right: 1 }, axis, 3)).toBeUndefined();
});

it('tells from which steps of a slider a slice meets an axis', () => {
  const steps = fc.record({ scale, translation: fc.constant(-10), count: fc.integer({ min: 0, max: 40 }) });
  fc.assert(
    fc.property(steps, place, transform, fc.integer({ min: 1, max: 20 }), (slider, reach, axis, size) => {
      const met = stepsThatMeet(slider, reach, { ...axis, size });
      const meets = Array.from({ length: slider.count }, (_, step) => voxelCenter(step, slider)).filter(
        (position) => voxelRange({ ...reach, position }, axis, size) !== undefined,
      );
      expect(Array.from({ length: met.count }, (_, step) => voxelCenter(step, met))).toEqual(
        meets.map((position) => expect.closeTo(position, 9) as number),
      );
    }),
  );
});
