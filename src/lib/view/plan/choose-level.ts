import { progressiveTuning, type Dataset, type Tuning } from '../../core';
import type { Camera2D } from '../camera-2d';
import { axisTransform } from '../tiles/level-plane';
import type { SliceView } from '../tiles/tile-key';

/** Size in device pixels of a voxel of `level`, the longer of its two displayed sides. */
export function voxelPxOf(dataset: Dataset, slice: SliceView, camera: Camera2D, level: number): number {
  const scaleX = axisTransform(dataset, level, slice.horizontal).scale;
  const scaleY = axisTransform(dataset, level, slice.vertical).scale;
  return Math.max(scaleX, scaleY) * camera.zoom * camera.pixelRatio;
}

/** Returns the coarsest level whose voxels, in device pixels by level, are at most `maxPx` wide; else the finest. */
function coarsestWithin(voxelPx: readonly number[], maxPx: number): number {
  return Math.max(
    0,
    voxelPx.findLastIndex((px) => px <= maxPx),
  );
}

/** What a level is chosen by, besides the size of its voxels. */
export interface LevelChoice {
  readonly bias: number;
  /** The level used before. */
  readonly previous?: number | undefined;
  readonly tuning?: Tuning;
}

/**
 * Returns the level whose voxels match the screen, for any factor per axis and level.
 * `voxelPx` is {@link voxelPxOf} by level; `bias` 1 asks for one voxel per pixel, more for coarser.
 * `previous` is the level used before; it stays while the voxel size is near its bounds, so that a small zoom does not
 * flicker.
 */
export function chooseLevel(
  voxelPx: readonly number[],
  { bias, previous, tuning = progressiveTuning }: LevelChoice,
): number {
  const maxPx = tuning.voxelPx * bias;
  const level = coarsestWithin(voxelPx, maxPx);
  if (previous === undefined || previous >= voxelPx.length) return level;
  const finest = coarsestWithin(voxelPx, maxPx / tuning.hysteresis);
  const coarsest = coarsestWithin(voxelPx, maxPx * tuning.hysteresis);
  return previous >= finest && previous <= coarsest ? previous : level;
}
