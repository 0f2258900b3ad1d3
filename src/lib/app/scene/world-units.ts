import { cornerAlignedTranslation, type Dataset, type Level, type VoxelCenters } from '../../core';
import { unitFactor } from '../../view';

/** Unit of each axis of the world, by the axis' name; axes without a unit are absent. */
export type WorldUnits = ReadonlyMap<string, string>;

/** Returns the units of the world: on each axis those of the first dataset that has one, oldest first. */
export function worldUnits(datasets: readonly Dataset[]): WorldUnits {
  const units = new Map<string, string>();
  for (const { axes } of datasets)
    for (const { name, unit } of axes) if (unit && !units.has(name)) units.set(name, unit);
  return units;
}

/** World lengths in the units `to` for one in the units `from`; 1 where they cannot be converted. */
export function unitRatio(axis: string, from: WorldUnits, to: WorldUnits): number {
  const [before, after] = [from.get(axis), to.get(axis)];
  return (before && after && unitFactor(before, after)) || 1;
}

/** See {@link overrideVoxelCenters}. */
export type VoxelCentersOverride = 'inferred' | 'literal' | 'extent';

/** How a dataset is placed in the scene's world. */
export interface Placement {
  readonly units: WorldUnits;
  /** By axis; see `stretchOf`. */
  readonly stretch?: ReadonlyMap<string, number>;
  /** The user's choice over what the metadata says. */
  readonly voxelCenters?: VoxelCentersOverride | undefined;
}

/** Returns the dataset with its transforms in world units. Axes that cannot be converted stay. */
export function placeInWorld(dataset: Dataset, { units, stretch, voxelCenters }: Placement): Dataset {
  const centred = voxelCenters ? overrideVoxelCenters(dataset, voxelCenters) : dataset;
  const own = worldUnits([dataset]);
  const factors = dataset.axes.map(({ name }) => unitRatio(name, own, units) * (stretch?.get(name) ?? 1));
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

/**
 * `inferred`: every level shares its outer corner with level 0. `literal`: every level starts where level 0 does. `extent`: every level
 * spans what level 0 spans, so that its shape says how large its voxels are, whatever its scale; one that is not open yet keeps its scale.
 */
function overrideVoxelCenters(dataset: Dataset, choice: VoxelCentersOverride): Dataset {
  const finest = dataset.levels[0];
  if (!finest) return dataset;
  const voxelCenters: VoxelCenters = 'overridden';
  const levels = dataset.levels.map((level) => {
    const scale = choice === 'extent' ? scaleByShape(dataset, level) : level.scale;
    const translation = level.translation.map((_, axis) => {
      const transform = { scale: finest.scale[axis] ?? 1, translation: finest.translation[axis] ?? 0 };
      if (choice === 'literal' || dataset.axes[axis]?.type !== 'space') return transform.translation;
      return cornerAlignedTranslation(transform, (scale[axis] ?? 1) / transform.scale);
    });
    return { ...level, scale, translation };
  });
  return { ...dataset, voxelCenters, levels };
}

function scaleByShape({ levels, axes }: Dataset, { scale, array }: Level): readonly number[] {
  const [finest] = levels;
  return scale.map((size, axis) => {
    const [from, to] = [finest?.array?.shape[axis], array?.shape[axis]];
    if (axes[axis]?.type !== 'space' || from === undefined || to === undefined) return size;
    return ((finest?.scale[axis] ?? 1) * from) / to;
  });
}
