import { axisIndex, cornerAlignedTranslation, type Dataset, type VoxelCenters } from '../core';
import { unitFactor } from '../view';

/** How a dataset is placed in the scene's world. */
export interface Placement {
  /** The layer whose units the world uses; absent when it is this one. */
  readonly reference?: Dataset | undefined;
  /** The user's choice over what the metadata says. */
  readonly voxelCenters?: 'inferred' | 'literal' | undefined;
}

/** Returns the dataset with its transforms in world units: those of the first layer. Axes that cannot be converted stay. */
export function placeInWorld(dataset: Dataset, { reference, voxelCenters }: Placement): Dataset {
  const centred = voxelCenters ? overrideVoxelCenters(dataset, voxelCenters) : dataset;
  if (!reference) return centred;
  const factors = dataset.axes.map((axis) => {
    const at = axisIndex(reference.axes, axis.name);
    const unit = at === undefined ? undefined : reference.axes[at]?.unit;
    return (axis.unit && unit && unitFactor(axis.unit, unit)) || 1;
  });
  if (factors.every((factor) => factor === 1)) return centred;
  const scaled = (values: readonly number[]) => values.map((value, axis) => value * (factors[axis] ?? 1));
  return {
    ...centred,
    levels: centred.levels.map((level) => ({
      ...level,
      scale: scaled(level.scale),
      translation: scaled(level.translation),
    })),
  };
}

/** `inferred`: every level shares its outer corner with level 0. `literal`: every level starts where level 0 does. */
function overrideVoxelCenters(dataset: Dataset, choice: 'inferred' | 'literal'): Dataset {
  const finest = dataset.levels[0];
  if (!finest) return dataset;
  const voxelCenters: VoxelCenters = 'overridden';
  const levels = dataset.levels.map((level) => ({
    ...level,
    translation: level.translation.map((_, axis) => {
      const transform = { scale: finest.scale[axis] ?? 1, translation: finest.translation[axis] ?? 0 };
      if (choice === 'literal' || dataset.axes[axis]?.type !== 'space') return transform.translation;
      return cornerAlignedTranslation(transform, (level.scale[axis] ?? 1) / transform.scale);
    }),
  }));
  return { ...dataset, voxelCenters, levels };
}
