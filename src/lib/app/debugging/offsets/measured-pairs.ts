import type { Dataset } from '../../../core';
import type { LevelsExam } from '../../doctors/levels/measure-levels';

/** How far a level lies from where its voxels belong over the next finer one, on one axis. */
export interface MeasuredAxisOffset {
  /** Index into the dataset's axes. */
  readonly axis: number;
  /** World units: where the metadata puts the centre of a coarse voxel, less where the voxels say that it belongs. */
  readonly world: number;
  /** It is more than an estimate may be off. */
  readonly isClear: boolean;
}

/** Estimates are good to a tenth of a finer voxel or so. */
const CLEAR_VOXELS = 0.2;

/** What voxels tell of how each level lies over the next finer one of a dataset as it is placed, by the coarser level. */
export function measuredPairs(
  { levels }: Dataset,
  { offsets }: Pick<LevelsExam, 'offsets'>,
): ReadonlyMap<number, readonly MeasuredAxisOffset[]> {
  const pairs = new Map<number, MeasuredAxisOffset[]>();
  for (const { level, axis, offset } of offsets) {
    const [fine, coarse] = [levels[level - 1], levels[level]];
    if (!fine || !coarse) continue;
    const scale = fine.scale[axis] ?? 1;
    const belongs = (fine.translation[axis] ?? 0) + offset * scale;
    const world = (coarse.translation[axis] ?? 0) - belongs;
    const isClear = Math.abs(world) > CLEAR_VOXELS * Math.abs(scale);
    pairs.set(level, [...(pairs.get(level) ?? []), { axis, world, isClear }]);
  }
  return pairs;
}
