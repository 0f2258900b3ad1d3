import {
  chunkCount,
  continuousIndexAt,
  decodedBytesPerVoxel,
  voxelAt,
  voxelEdge,
  type AxisTransform,
  type Dataset,
  type LevelArray,
  type Rect,
} from '../../core';
import type { SliceView } from './tile-key';

/** One level as the screen cuts it: `x` is the horizontal axis, `y` the vertical one. Sizes count voxels. */
export interface LevelPlane {
  readonly level: number;
  readonly array: LevelArray;
  readonly x: AxisTransform;
  readonly y: AxisTransform;
  readonly width: number;
  readonly height: number;
  readonly chunkWidth: number;
  readonly chunkHeight: number;
}

/** World extent, [low, high], of level 0 along one axis: voxel edges. Level 0 must be open, as it is in every dataset. */
export function worldExtent(dataset: Dataset, axis: number): readonly [number, number] {
  const size = dataset.levels[0]?.array?.shape[axis];
  if (size === undefined) throw new Error(`Axis ${axis} of level 0 of ${dataset.id} is not known.`);
  const transform = axisTransform(dataset, 0, axis);
  return [voxelEdge(0, transform), voxelEdge(size, transform)];
}

/** World rectangle of level 0 on the two displayed axes. */
export function worldExtentRect(dataset: Dataset, slice: SliceView): Rect {
  const [x0, x1] = worldExtent(dataset, slice.horizontal);
  const [y0, y1] = worldExtent(dataset, slice.vertical);
  return { x0, y0, x1, y1 };
}

export function axisTransform(dataset: Dataset, level: number, axis: number): AxisTransform {
  const scale = dataset.levels[level]?.scale[axis];
  const translation = dataset.levels[level]?.translation[axis];
  if (scale === undefined || translation === undefined)
    throw new Error(`Dataset ${dataset.id} has no axis ${axis} at level ${level}.`);
  return { scale, translation };
}

/** What a level's array most likely is while only its scale is known: level 0's shape by the ratio of scales. */
function estimateArray(dataset: Dataset, level: number): LevelArray {
  const finest = dataset.levels[0]?.array;
  if (!finest) throw new Error(`Level 0 of ${dataset.id} is not open.`);
  const shape = finest.shape.map((size, axis) => {
    const ratio = axisTransform(dataset, level, axis).scale / axisTransform(dataset, 0, axis).scale;
    return Math.max(1, Math.ceil(size / ratio));
  });
  return { ...finest, shape };
}

/** Returns a level's array; reckoned from level 0 while the level is not open. */
export function levelArray(dataset: Dataset, level: number): LevelArray {
  return dataset.levels[level]?.array ?? estimateArray(dataset, level);
}

/** Returns how the screen cuts a level; reckoned from level 0 while the level is not open. */
export function levelPlane(dataset: Dataset, slice: SliceView, level: number): LevelPlane {
  const array = levelArray(dataset, level);
  const { horizontal, vertical } = slice;
  return {
    level,
    array,
    x: axisTransform(dataset, level, horizontal),
    y: axisTransform(dataset, level, vertical),
    width: array.shape[horizontal] ?? 1,
    height: array.shape[vertical] ?? 1,
    chunkWidth: array.chunks[horizontal] ?? 1,
    chunkHeight: array.chunks[vertical] ?? 1,
  };
}

/**
 * Returns the voxel indices, store order, of one channel at a position on the axes that are not displayed; 0 at those
 * that are. `undefined` when the position lies outside the level on some axis: there is nothing to show.
 */
export function indexAt(
  dataset: Dataset,
  { position, displayed }: { readonly position: readonly number[]; readonly displayed: readonly number[] },
  { level, array }: { readonly level: number; readonly array: LevelArray },
  channel: number,
): number[] | undefined {
  const index = array.shape.map((_, axis) => {
    if (displayed.includes(axis)) return 0;
    if (axis === dataset.channelAxis) return channel;
    return voxelAt(position[axis] ?? 0, axisTransform(dataset, level, axis));
  });
  const isInside = array.shape.every((size, axis) => {
    const voxel = index[axis] ?? -1;
    return voxel >= 0 && voxel < size;
  });
  return isInside ? index : undefined;
}

/** {@link indexAt} for a slice: 0 at the two displayed axes. */
export function sliceIndex(
  dataset: Dataset,
  { position, horizontal, vertical }: SliceView,
  plane: LevelPlane,
  channel: number,
): number[] | undefined {
  return indexAt(dataset, { position, displayed: [horizontal, vertical] }, plane, channel);
}

/** World rectangle of voxels `[x0, x1) × [y0, y1)` of a level. */
export function voxelsToWorld({ x, y }: LevelPlane, voxels: Rect): Rect {
  return {
    x0: voxelEdge(voxels.x0, x),
    y0: voxelEdge(voxels.y0, y),
    x1: voxelEdge(voxels.x1, x),
    y1: voxelEdge(voxels.y1, y),
  };
}

/** The inverse of {@link voxelsToWorld}, not rounded: voxel `i` spans from `i` to `i + 1`. */
export function worldToVoxels({ x, y }: LevelPlane, world: Rect): Rect {
  return {
    x0: continuousIndexAt(world.x0, x) + 0.5,
    y0: continuousIndexAt(world.y0, y) + 0.5,
    x1: continuousIndexAt(world.x1, x) + 0.5,
    y1: continuousIndexAt(world.y1, y) + 0.5,
  };
}

/** Whole voxels of a level that meet a world rectangle widened by `margin` voxels; empty when there are none. */
export function voxelsIn(plane: LevelPlane, world: Rect, margin = 0): Rect {
  const { x0, y0, x1, y1 } = worldToVoxels(plane, world);
  return {
    x0: Math.max(0, Math.floor(x0 - margin)),
    y0: Math.max(0, Math.floor(y0 - margin)),
    x1: Math.min(plane.width, Math.ceil(x1 + margin)),
    y1: Math.min(plane.height, Math.ceil(y1 + margin)),
  };
}

/** Returns the cells of a grid of `width × height` voxels that meet `voxels`, half open. */
export function cellsIn(voxels: Rect, width: number, height: number): Rect {
  return {
    x0: Math.floor(voxels.x0 / width),
    y0: Math.floor(voxels.y0 / height),
    x1: chunkCount(voxels.x1, width),
    y1: chunkCount(voxels.y1, height),
  };
}

/** Number of whole cells of a rectangle; 0 when empty. */
export function areaOf({ x0, y0, x1, y1 }: Rect): number {
  return Math.max(0, x1 - x0) * Math.max(0, y1 - y0);
}

/** Bytes of one chunk once decoded; always the full chunk shape. */
export function decodedChunkBytes(dataset: Dataset, array: LevelArray): number {
  return array.chunks.reduce((product, size) => product * size, decodedBytesPerVoxel(dataset.dtype));
}
