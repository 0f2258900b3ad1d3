import type { BrickContext } from './brick-context';
import { isFull, isWithin } from './brick-cost';
import type { BrickRanking } from './rank-bricks';
import { stepBefore } from './thresholds';

/**
 * Returns the step whose threshold a plan takes: the lowest that fits. It stays where it was while the plan fills its
 * limits well (`fullPart`), and falls only to where part of them is enough (`sparePart`), so that the next turn does not make it
 * rise.
 */
export function chooseStep(context: BrickContext, ranking: BrickRanking, previous?: number): number {
  const { thresholds, costs, first } = ranking;
  const lowest = Math.min(first, thresholds.length - 1);
  const before = stepBefore(thresholds, previous);
  const cost = costs[before ?? lowest];
  if (before === undefined || before <= lowest || !cost) return lowest;
  if (isFull(context, cost)) return before;
  const spare = costs.findIndex(
    (at, step) => step >= lowest && isWithin(context, at, context.tuning.sparePart),
  );
  return Math.min(before, spare);
}
