/** Ratio of two thresholds: four to an octave, so that a step changes what a plan holds by less than two. */
const STEP = 2 ** (1 / 4);

/** Returns the threshold `steps` steps above `lowest`. */
export function thresholdAt(lowest: number, steps: number): number {
  return lowest * STEP ** steps;
}

/** Steps from `lowest` to `px`, not rounded. */
export function stepsTo(lowest: number, px: number): number {
  return Math.log(px / lowest) / Math.log(STEP);
}

/** Returns the last of some rising thresholds that is below `px`; −1 when none is. */
export function lastBelow(thresholds: readonly number[], px: number): number {
  const top = thresholds.length - 1;
  const lowest = thresholds[0] ?? Infinity;
  if (!(px > lowest)) return -1;
  let step = px === Infinity ? top : Math.min(top, Math.ceil(stepsTo(lowest, px)) - 1);
  while (step > 0 && (thresholds[step] ?? 0) >= px) step--;
  while (step < top && (thresholds[step + 1] ?? Infinity) < px) step++;
  return Math.max(0, step);
}

/** Returns which of some thresholds is nearest to that of the plan before; absent when there was none. */
export function stepBefore(thresholds: readonly number[], previous: number | undefined): number | undefined {
  if (previous === undefined) return undefined;
  const step = Math.round(stepsTo(thresholds[0] ?? previous, previous));
  return Math.min(thresholds.length - 1, Math.max(0, step));
}
