import { chunkCount, voxelEdge, type Dataset, type LevelArray } from '../../core';
import { axisTransform, levelArray, worldExtent } from '../tiles/level-plane';
import { BRICK_SIZE } from './brick-key';
import { at, vec3, type Vec3 } from './vec3';
import type { VolumeView, WorldBox } from './volume-view';

/** One level as a box of voxels, [x, y, z]. */
export interface LevelVolume {
  readonly level: number;
  readonly array: LevelArray;
  /** In voxels. */
  readonly size: Vec3;
  /** World units per voxel. */
  readonly scale: Vec3;
  /** World position of the low edge of voxel 0. */
  readonly origin: Vec3;
  /** Chunk shape in voxels. */
  readonly chunk: Vec3;
  /** Number of bricks that cover the level. */
  readonly bricks: Vec3;
}

/** Returns a level as a volume; reckoned from level 0 while the level is not open. */
export function levelVolume(dataset: Dataset, { x, y, z }: VolumeView, level: number): LevelVolume {
  const array = levelArray(dataset, level);
  const axes = [x, y, z] as const;
  const transformAt = (a: number) => axisTransform(dataset, level, at(axes, a));
  const size = vec3((a) => array.shape[at(axes, a)] ?? 1);
  return {
    level,
    array,
    size,
    scale: vec3((a) => transformAt(a).scale),
    origin: vec3((a) => voxelEdge(0, transformAt(a))),
    chunk: vec3((a) => array.chunks[at(axes, a)] ?? 1),
    bricks: vec3((a) => chunkCount(at(size, a), BRICK_SIZE)),
  };
}

/** World box of level 0. */
export function volumeBounds(dataset: Dataset, { x, y, z }: VolumeView): WorldBox {
  const axes = [x, y, z] as const;
  const end = (a: number, side: 0 | 1) => worldExtent(dataset, at(axes, a))[side];
  return { low: vec3((a) => end(a, 0)), high: vec3((a) => end(a, 1)) };
}

/**
 * Returns the brick of the next coarser level that stands in for a brick: the one that contains its centre, or the
 * nearest where that level ends before it. Bricks of two levels need not nest.
 */
export function parentBrick(fine: LevelVolume, coarse: LevelVolume, brick: Vec3): Vec3 {
  return vec3((a) => parentAlong(fine, coarse, a, at(brick, a)));
}

/** {@link parentBrick} along one axis. */
export function parentAlong(fine: LevelVolume, coarse: LevelVolume, axis: number, brick: number): number {
  const center = at(fine.origin, axis) + (brick + 0.5) * BRICK_SIZE * at(fine.scale, axis);
  const parent = Math.floor((center - at(coarse.origin, axis)) / (BRICK_SIZE * at(coarse.scale, axis)));
  return Math.min(Math.max(parent, 0), at(coarse.bricks, axis) - 1);
}
