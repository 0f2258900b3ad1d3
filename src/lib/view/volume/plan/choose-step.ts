import type { BrickContext } from './brick-context';
import { isFull, isWithin } from './brick-cost';
import type { BrickRanking } from './rank-bricks';
import { stepBefore } from './thresholds';

/** The threshold falls only to where this part of the limits is enough, so that the next turn does not make it rise. */
const SPARE_PART = 0.85;

/**
 * Returns the step whose threshold a plan takes: the lowest that fits. It stays where it was while the plan fills its
 * limits well, and falls only where there is room to spare.
 */
export function chooseStep(context: BrickContext, ranking: BrickRanking, previous?: number): number {
  const { thresholds, costs, first } = ranking;
  const lowest = Math.min(first, thresholds.length - 1);
  const before = stepBefore(thresholds, previous);
  const cost = costs[before ?? lowest];
  if (before === undefined || before <= lowest || !cost) return lowest;
  if (isFull(context, cost)) return before;
  const spare = costs.findIndex((at, step) => step >= lowest && isWithin(context, at, SPARE_PART));
  return Math.min(before, spare);
}
