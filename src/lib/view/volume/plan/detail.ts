import { eyeOf, type Camera3D } from '../camera-3d';
import type { LevelVolume } from '../level-volume';
import { at, type Vec3 } from '../vec3';
import { detailUnit } from './view-region';

/**
 * How large voxels are on the screen. A voxel of level `l` at a distance `d` from `from` measures
 * `voxelPx[l] / max(1, d / unit)` device pixels, so that nothing is finer than at the centre of the view.
 */
export interface Detail {
  readonly from: Vec3;
  readonly unit: number;
  /** At the centre, by level; it never falls with the level. */
  readonly voxelPx: readonly number[];
}

const axes = [0, 1, 2];

/**
 * Returns the size that counts of a voxel of each level, world units: the largest over the axes along which some finer
 * level is finer, so that an axis that no level shrinks asks for no refinement.
 */
function voxelSizes(levels: readonly LevelVolume[]): number[] {
  const finest = levels[0]?.scale ?? [1, 1, 1];
  const sizes = levels.map(({ scale }) =>
    Math.max(0, ...axes.filter((a) => at(scale, a) > at(finest, a)).map((a) => at(scale, a))),
  );
  const second = levels.find((_, level) => (sizes[level] ?? 0) > 0)?.scale;
  const refined = axes.filter((a) => second && at(second, a) > at(finest, a));
  sizes[0] = Math.max(...(second ? refined : axes).map((a) => at(finest, a)));
  let largest = 0;
  return sizes.map((size) => (largest = Math.max(largest, size)));
}

export function detailOf(levels: readonly LevelVolume[], camera: Camera3D): Detail {
  const from = eyeOf(camera) ?? camera.center;
  const voxelPx = voxelSizes(levels).map((size) => size * camera.zoom * camera.pixelRatio);
  return { from, unit: detailUnit(camera), voxelPx };
}

/** Returns the level at the centre of the view: the finest whose next coarser one has voxels above the threshold. */
export function levelAtCenter({ voxelPx }: Detail, threshold: number): number {
  const coarser = voxelPx.findIndex((px, level) => level > 0 && px > threshold);
  return coarser < 0 ? voxelPx.length - 1 : coarser - 1;
}

/**
 * Returns the distance up to which each level is needed, for voxels of `threshold` device pixels at most. `locked` is
 * the finest level to use, and is used near the centre however small its voxels are; absent: as the screen needs.
 */
export function reachOf({ voxelPx, unit }: Detail, threshold: number, locked?: number): number[] {
  return voxelPx.map((_, level) => {
    const coarser = voxelPx[level + 1];
    if (coarser === undefined) return Infinity;
    const isUsed = locked === undefined ? coarser > threshold : level >= locked;
    return isUsed ? (coarser / threshold) * unit : 0;
  });
}
