import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nearestAt, qualities } from './slider-steps';

it('finds each step, and one voxel per pixel among them', () => {
  expect(qualities.map((quality) => qualities[nearestAt(qualities, quality)])).toEqual(qualities);
  expect(qualities).toContain(1);
});

it('finds the step of the least ratio to any quality that scripts may set', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.1, max: 4, noNaN: true }), (quality) => {
      const ratio = (step: number) => Math.max(step / quality, quality / step);
      const found = qualities[nearestAt(qualities, quality)] ?? 0;
      for (const step of qualities) expect(ratio(found)).toBeLessThanOrEqual(ratio(step) * (1 + 1e-12));
    }),
  );
});
