import type { Dataset } from '../../core';
import type { Camera2D } from '../camera-2d';
import { axisTransform } from '../tiles/level-plane';
import type { SliceView } from '../tiles/tile-key';

/** A voxel may be this many device pixels wide before a finer level is taken: halfway between two powers of two. */
const ROUNDING = Math.SQRT2;
/** A level is left only when the voxel size passes its bound by this factor, so that a small zoom does not flicker. */
const HYSTERESIS = 1.1;

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

/**
 * Returns the level whose voxels match the screen, for any factor per axis and level.
 * `voxelPx` is {@link voxelPxOf} by level; `bias` 1 asks for one voxel per pixel, more for coarser.
 * `previous` is the level used before; it stays while the voxel size is within a tenth of its bounds.
 */
export function chooseLevel(voxelPx: readonly number[], bias: number, previous?: number): number {
  const maxPx = ROUNDING * bias;
  const level = coarsestWithin(voxelPx, maxPx);
  if (previous === undefined || previous >= voxelPx.length) return level;
  const finest = coarsestWithin(voxelPx, maxPx / HYSTERESIS);
  const coarsest = coarsestWithin(voxelPx, maxPx * HYSTERESIS);
  return previous >= finest && previous <= coarsest ? previous : level;
}
