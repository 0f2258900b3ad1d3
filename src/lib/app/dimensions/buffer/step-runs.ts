/** Steps of an axis as half-open runs, `[from, to)`, ascending, none empty and none touching the next. */
export type StepRuns = readonly (readonly [from: number, to: number])[];

/** Returns runs in any order, empty and touching ones too, as {@link StepRuns}. */
export function mergeRuns(runs: StepRuns): StepRuns {
  const merged: [number, number][] = [];
  for (const [from, to] of [...runs].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (to <= from) continue;
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** Returns the steps that are in both. */
export function intersectRuns(a: StepRuns, b: StepRuns): StepRuns {
  const both: [number, number][] = [];
  for (let i = 0, j = 0; ;) {
    const [one, other] = [a[i], b[j]];
    if (!one || !other) return both;
    const [from, to] = [Math.max(one[0], other[0]), Math.min(one[1], other[1])];
    if (from < to) both.push([from, to]);
    if (one[1] < other[1]) i++;
    else j++;
  }
}

/** Returns the steps that are in `a` and not in `b`. */
export function subtractRuns(a: StepRuns, b: StepRuns): StepRuns {
  const gaps: [number, number][] = [];
  let at = -Infinity;
  for (const [from, to] of b) {
    gaps.push([at, from]);
    at = to;
  }
  gaps.push([at, Infinity]);
  return intersectRuns(a, gaps);
}

/** Returns how many steps there are in runs. */
export function stepsIn(runs: StepRuns): number {
  return runs.reduce((sum, [from, to]) => sum + to - from, 0);
}
