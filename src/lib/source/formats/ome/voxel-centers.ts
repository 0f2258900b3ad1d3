import { cornerAlignedTranslation } from '../../../core';
import type { VoxelCenters } from '../../../core';

/** A level with its declared or inferred scale. `shape` is known of opened levels. */
export interface PlacedLevel {
  readonly scale: readonly number[];
  readonly translation: readonly number[];
  readonly shape?: readonly number[];
}

/** Levels with the voxel-centre rule applied, and which case of it. */
export interface CenteredLevels {
  readonly voxelCenters: VoxelCenters;
  readonly levels: readonly { readonly scale: readonly number[]; readonly translation: readonly number[] }[];
}

/**
 * Applies the voxel-centre rule. Translations that are declared hold. Without any, and with whole factors and shapes that
 * are level 0's divided and rounded, levels share their outer corner; else they are taken literally.
 */
export function centerVoxels(levels: readonly PlacedLevel[], declaresTranslation: boolean): CenteredLevels {
  const plain = levels.map(({ scale, translation }) => ({ scale, translation }));
  const finest = levels[0];
  if (declaresTranslation || finest === undefined) return { voxelCenters: 'declared', levels: plain };
  if (!levels.every((level) => isWholeReduction(finest, level)))
    return { voxelCenters: 'literal', levels: plain };
  const aligned = levels.map(({ scale }) => ({
    scale,
    translation: scale.map((size, axis) => {
      const level0 = { scale: finest.scale[axis] ?? 1, translation: finest.translation[axis] ?? 0 };
      return cornerAlignedTranslation(level0, Math.round(size / level0.scale));
    }),
  }));
  return { voxelCenters: 'inferred', levels: aligned };
}

/** Rounding each parent up or down, in any mix, ends between the floor and the ceil of the whole division. */
function isWholeReduction(finest: PlacedLevel, level: PlacedLevel): boolean {
  return level.scale.every((size, axis) => {
    const factor = size / (finest.scale[axis] ?? 1);
    const whole = Math.round(factor);
    if (whole < 1 || Math.abs(factor - whole) > 1e-6 * whole) return false;
    const from = finest.shape?.[axis];
    const to = level.shape?.[axis];
    if (from === undefined || to === undefined) return true;
    return to === Math.max(1, Math.floor(from / whole)) || to === Math.ceil(from / whole);
  });
}

/**
 * Returns the scale of a level that declares none, relative to level 0: the whole factor whose floor or ceil gives the
 * level's shape, else the ratio of the shapes.
 */
export function inferScale(finestShape: readonly number[], shape: readonly number[]): number[] {
  return finestShape.map((from, axis) => {
    const to = shape[axis] ?? from;
    const whole = Math.max(1, Math.round(from / to));
    return Math.floor(from / whole) === to || Math.ceil(from / whole) === to ? whole : from / to;
  });
}
