import type { Vec3 } from './vec3';

/**
 * Edge of a brick in voxels: the unit of GPU residency of volumes, whatever the chunk shape. It is stored as 34³, with
 * a border of one voxel, so that filtering has no seams; 32 is where a pool wastes little on borders and on edges.
 */
export const BRICK_SIZE = 32;

/** Names one brick: `BRICK_SIZE`³ voxels of one channel of one level. */
export interface BrickKey {
  readonly dataset: string;
  readonly level: number;
  /** Voxel index at this level on every axis, store order; 0 at the three displayed axes. The channel is included. */
  readonly slice: readonly number[];
  /** Indices into `dataset.axes` of x, y and z. */
  readonly axes: readonly [number, number, number];
  /** In bricks, from voxel 0 of the level. */
  readonly brick: Vec3;
}

/** Returns a string that is equal exactly when two keys are. */
export function brickKeyString({ dataset, level, slice, axes, brick }: BrickKey): string {
  return `${level}/${axes.join()}/${slice.join('.')}/${brick.join()}@${dataset}`;
}
