import { voxelAt, voxelCenter, type AxisTransform } from '../../../core';
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
export function stepsAtPlaces(steps: SliderSteps, level: LevelAxis, places: readonly number[]): StepRuns {
  const voxels = mergeRuns(places.map((place) => [place, place + 1] as const)).map(
    ([from, to]) => [from * level.chunk, Math.min(to * level.chunk, level.size)] as const,
  );
  const inside = voxels.map(([from, to]) => stepsWithin(steps, level.transform, [from, to]));
  const beyond = [
    stepsWithin(steps, level.transform, [-Infinity, 0]),
    stepsWithin(steps, level.transform, [level.size, Infinity]),
  ];
  return mergeRuns([...beyond, ...inside]);
}

/** The run of steps whose voxels are in `[low, high)`. Voxels ascend with steps, or descend. */
function stepsWithin(
  { count, transform }: SliderSteps,
  level: AxisTransform,
  [low, high]: readonly [number, number],
): readonly [number, number] {
  const voxel = (step: number) => voxelAt(voxelCenter(step, transform), level);
  const doesAscend = transform.scale > 0 === level.scale > 0;
  if (doesAscend)
    return [firstStep(count, (step) => voxel(step) >= low), firstStep(count, (step) => voxel(step) >= high)];
  return [firstStep(count, (step) => voxel(step) < high), firstStep(count, (step) => voxel(step) < low)];
}

/** The first step from which on something holds; `count` when it never does. */
function firstStep(count: number, holds: (step: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
