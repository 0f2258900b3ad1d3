import { encodedBound } from '../../chunks';
import {
  chunkCount,
  decodedBytesPerVoxel,
  madeDatasetId,
  voxelCenter,
  type AxisTransform,
  type ChunkKey,
  type Dataset,
  type Level,
  type MadeFrom,
} from '../../core';
import { projectedDType, type ThickMode } from './projection-mode';
import { stepsThatMeet, voxelRange, type Steps, type VoxelRange } from './voxel-range';

/** An axis that a slice is thick on: where its slider can stand, and how far the slice reaches from there. */
export interface ThickAxis {
  /** Store axis. */
  readonly axis: number;
  /** In world units. */
  readonly steps: Steps;
  readonly left: number;
  readonly right: number;
}

/** Thick slices of a dataset, as a dataset of its own: on each thick axis a voxel is a step of the slider. */
export interface Projection {
  /** What is projected, in world units. */
  readonly stored: Dataset;
  /** What it becomes: the same levels, each with all steps from which a slice meets it. */
  readonly made: Dataset;
  readonly mode: ThickMode;
  readonly axes: readonly ThickAxis[];
}

/** What one made chunk takes of the stored level. */
export interface ChunkRecipe {
  /** Voxels on each thick axis, in the order of `axes`. */
  readonly ranges: readonly VoxelRange[];
  /** How many voxels each of its own is made of. */
  readonly count: number;
  /** How many it would be made of at level 0. */
  readonly finestCount: number;
}

/** Sums and means are counted up in float64. */
const ACCUMULATOR_BYTES = 8;

/** Makes the dataset of all thick slices of another. */
export function makeProjection(stored: Dataset, mode: ThickMode, axes: readonly ThickAxis[]): Projection {
  const how = [mode, ...axes.map(({ axis, steps, left, right }) => [axis, ...stepsText(steps), left, right])];
  const count = axes.reduce((product, axis) => product * mostVoxels(stored, 0, axis), 1);
  const dtype = projectedDType(stored.dtype, mode, count);
  const levels = stored.levels.map((level, at) => madeLevel({ stored, mode, axes }, level, at));
  const { keepRoot: _, levelPaths: __, ...rest } = stored;
  const made = { ...rest, id: madeDatasetId(stored.id, how.join(' ')), dtype, levels };
  return { stored, made, mode, axes };
}

function stepsText({ scale, translation, count }: Steps): number[] {
  return [scale, translation, count];
}

/** Returns what a chunk of the made dataset is made of; `undefined` where the slice meets nothing of its level. */
export function recipeOf(
  { stored, made, axes }: Projection,
  { level, index }: ChunkKey,
): ChunkRecipe | undefined {
  const places = axes.map((thick) => {
    const { axis } = thick;
    return { ...thick, position: voxelCenter(index[axis] ?? 0, transformOf(made, level, axis)) };
  });
  const rangesAt = (at: number) =>
    places.flatMap((place) => {
      const size = stored.levels[at]?.array?.shape[place.axis] ?? 0;
      return voxelRange(place, transformOf(stored, at, place.axis), size) ?? [];
    });
  const ranges = rangesAt(level);
  if (ranges.length < axes.length) return undefined;
  const finest = rangesAt(0);
  const count = volumeOf(ranges);
  return { ranges, count, finestCount: finest.length < axes.length ? count : volumeOf(finest) };
}

function volumeOf(ranges: readonly VoxelRange[]): number {
  return ranges.reduce((product, { from, to }) => product * (to - from), 1);
}

function madeLevel(
  { stored, mode, axes }: Pick<Projection, 'stored' | 'mode' | 'axes'>,
  level: Level,
  at: number,
): Level {
  const scale = [...level.scale];
  const translation = [...level.translation];
  const shape = [...(level.array?.shape ?? [])];
  const chunks = [...(level.array?.chunks ?? [])];
  for (const thick of axes) {
    const { axis, steps } = thick;
    const size = level.array?.shape[axis];
    const own = transformOf(stored, at, axis);
    const met = size === undefined ? steps : stepsThatMeet(steps, thick, { ...own, size });
    [scale[axis], translation[axis]] = [met.scale, met.translation];
    [shape[axis], chunks[axis]] = [met.count, 1];
  }
  const { array } = level;
  const fillValue = mode === 'sum' ? 0 : (array?.fillValue ?? 0);
  return {
    ...{ scale, translation, madeFrom: madeFrom(stored, at, axes) },
    ...(array && { array: { shape, chunks, fillValue } }),
  };
}

function madeFrom(stored: Dataset, level: number, axes: readonly ThickAxis[]): MadeFrom {
  const chunkShape = (stored.levels[level]?.array ?? stored.levels[0]?.array)?.chunks ?? [];
  const voxels = chunkShape.reduce((product, size) => product * size, 1);
  const chunkBytes = voxels * decodedBytesPerVoxel(stored.dtype);
  const thickness = axes.reduce((product, { axis }) => product * (chunkShape[axis] ?? 1), 1);
  const chunks = axes.reduce((product, thick) => {
    const size = chunkShape[thick.axis] ?? 1;
    const most = Math.ceil((mostVoxels(stored, level, thick) - 1) / size + 1);
    const all = chunkCount(stored.levels[level]?.array?.shape[thick.axis] ?? Infinity, size);
    return product * Math.min(most, all);
  }, 1);
  const accumulatorBytes = (voxels / thickness) * ACCUMULATOR_BYTES;
  return { chunks, chunkBytes, workBytes: readBytes(chunkBytes) + 2 * chunkBytes + accumulatorBytes };
}

/** Bytes in flight while one stored chunk is read: encoded, being decoded, and decoded. */
export function readBytes(chunkBytes: number): number {
  return encodedBound(chunkBytes) + 2 * chunkBytes;
}

/** Voxels of a level that a slice takes along an axis, at most. */
function mostVoxels(stored: Dataset, level: number, { axis, left, right }: ThickAxis): number {
  const { scale } = transformOf(stored, level, axis);
  const most = Math.floor((left + right) / Math.abs(scale) + 1);
  return Math.max(1, Math.min(most, stored.levels[level]?.array?.shape[axis] ?? Infinity));
}

function transformOf({ levels }: Dataset, level: number, axis: number): AxisTransform {
  return { scale: levels[level]?.scale[axis] ?? 1, translation: levels[level]?.translation[axis] ?? 0 };
}
