import { voxelAt, voxelCenter, voxelEdge, type AxisTransform } from '../../../core';
import { BATCH, type Parts } from './parts';
import { mergeRuns, type StepRuns } from './step-runs';

/** The steps of a slider. */
export interface SliderSteps {
  readonly count: number;
  readonly transform: AxisTransform;
}

/** One level along the axis of the slider, in its own voxels. */
export interface LevelAxis {
  readonly transform: AxisTransform;
  /** Voxels. */
  readonly size: number;
  readonly chunk: number;
}

/**
 * Returns the steps of a slider that show nothing of a level, since they lie beyond it, or only chunks of `places` (along the
 * axis, ascending). The voxel of a step is the one that plans take; work grows with the places, never with the steps.
 */
export function* stepsAtPlaces(
  steps: SliderSteps,
  level: LevelAxis,
  places: readonly number[],
): Parts<StepRuns> {
  const runs = [
    stepsWithin(steps, level.transform, [-Infinity, 0]),
    stepsWithin(steps, level.transform, [level.size, Infinity]),
  ];
  for (const [from, to] of mergeRuns(places.map((place) => [place, place + 1] as const))) {
    const voxels = [from * level.chunk, Math.min(to * level.chunk, level.size)] as const;
    if (runs.push(stepsWithin(steps, level.transform, voxels)) % BATCH === 0) yield;
  }
  return mergeRuns(runs);
}

/** The run of steps whose voxels are in `[low, high)`. Voxels ascend with steps, or descend. */
function stepsWithin(
  { count, transform }: SliderSteps,
  level: AxisTransform,
  [low, high]: readonly [number, number],
): readonly [number, number] {
  const voxel = (step: number) => voxelAt(voxelCenter(step, transform), level);
  const reckoned = (bound: number) => (voxelEdge(bound, level) - transform.translation) / transform.scale;
  const doesAscend = transform.scale > 0 === level.scale > 0;
  const from = (bound: number) =>
    firstStep(count, (step) => voxel(step) >= bound === doesAscend, reckoned(bound));
  return doesAscend ? [from(low), from(high)] : [from(high), from(low)];
}

/** The first step from which on something holds; `count` when it never does. `reckoned` is where, but for rounding. */
function firstStep(count: number, holds: (step: number) => boolean, reckoned: number): number {
  const near = Math.min(count, Math.max(0, Math.floor(reckoned) - 1)) || 0;
  let [low, high] = [0, count];
  if (near === 0 || !holds(near - 1)) low = near;
  if (near + 3 < count && holds(near + 3)) high = near + 3;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
