import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intersectRuns, mergeRuns, stepsIn, subtractRuns, type StepRuns } from './step-runs';

const COUNT = 30;
const stepsOf = (runs: StepRuns) =>
  Array.from({ length: COUNT }, (_, step) => step).filter((step) =>
    runs.some(([from, to]) => step >= from && step < to),
  );
const anyRuns = fc
  .array(fc.tuple(fc.nat(COUNT), fc.nat(COUNT)))
  .map((pairs) => pairs.map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const));
const runs = anyRuns.map(mergeRuns);

describe('runs of steps', () => {
  it('are merged to the same steps, apart from each other', () => {
    fc.assert(
      fc.property(anyRuns, (given) => {
        const merged = mergeRuns(given);
        expect(stepsOf(merged)).toEqual(stepsOf(given));
        merged.forEach(([from, to], at) => {
          expect(from).toBeLessThan(to);
          expect(from).toBeGreaterThan(merged[at - 1]?.[1] ?? -1);
        });
        expect(stepsIn(merged)).toBe(stepsOf(given).length);
      }),
    );
  });

  it('are intersected and subtracted step by step', () => {
    fc.assert(
      fc.property(runs, runs, (a, b) => {
        const inB = new Set(stepsOf(b));
        expect(stepsOf(intersectRuns(a, b))).toEqual(stepsOf(a).filter((step) => inB.has(step)));
        expect(stepsOf(subtractRuns(a, b))).toEqual(stepsOf(a).filter((step) => !inB.has(step)));
      }),
    );
  });
});
