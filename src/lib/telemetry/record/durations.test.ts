import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Durations } from './durations';

it('tells percentiles to a tenth, and the longest as it was', () => {
  const times = fc.array(fc.double({ min: 1, max: 100_000, noNaN: true }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(times, (given) => {
      const durations = new Durations();
      for (const ms of given) durations.note(ms);
      const sorted = [...given].sort((a, b) => a - b);
      const { count, medianMs = NaN, p95Ms = NaN, longestMs = NaN } = durations.figures();
      expect(count).toBe(given.length);
      for (const [figure, fraction] of [
        [medianMs, 0.5],
        [p95Ms, 0.95],
      ] as const) {
        const exact = sorted[Math.ceil(fraction * sorted.length) - 1] ?? NaN;
        expect(figure).toBeGreaterThanOrEqual(exact - 0.06);
        expect(figure).toBeLessThanOrEqual(exact * 1.1 + 0.06);
      }
      expect(Math.abs(longestMs - (sorted.at(-1) ?? NaN))).toBeLessThanOrEqual(0.05 + 1e-6);
    }),
  );
});

it('takes what is negative, or longer than a test can be, and says nothing of nothing', () => {
  const durations = new Durations();
  expect(durations.figures()).toEqual({ count: 0 });
  for (const ms of [-4, 0, 1e12]) durations.note(ms);
  expect(durations.figures()).toMatchObject({ count: 3, medianMs: 0.1, longestMs: 1e12 });
});
