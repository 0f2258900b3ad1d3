/**
 * Returns the place that F6 leads to among `count` regions, from the one at `current`; from nowhere, -1, to the first, or
 * backwards to the last. `undefined` when there is none.
 */
export function nextRegion(current: number, delta: 1 | -1, count: number): number | undefined {
  if (count === 0) return undefined;
  if (current < 0) return delta > 0 ? 0 : count - 1;
  return (current + delta + count) % count;
}
