import type { DType } from '../../../core';
import { BRICK_SIZE } from '../../../view';

/**
 * A kind of 3D texture that bricks are kept in. 16-bit voxels are two bytes, the high one first: filtering is linear, so
 * that filtering the bytes apart and adding them up is exact, at half the size of floats.
 */
export type BrickFormat = 'r8unorm' | 'rg8unorm' | 'r32float';

/** Edge of a stored brick: one voxel of each neighbour on either side, for filtering without seams. */
export const STORED_BRICK = BRICK_SIZE + 2;
/** Voxels of a stored brick. */
export const STORED_VOXELS = STORED_BRICK ** 3;

/** Voxels of bricks as they are uploaded. */
export type BrickWords = Uint8Array | Float32Array;

const wide = new Set<DType>(['uint16', 'int16']);
const narrow = new Set<DType>(['bool', 'uint8', 'int8']);

export function brickFormat(dtype: DType): BrickFormat {
  if (narrow.has(dtype)) return 'r8unorm';
  return wide.has(dtype) ? 'rg8unorm' : 'r32float';
}

/** Words of one voxel. */
export function wordsPerVoxel(format: BrickFormat): number {
  return format === 'rg8unorm' ? 2 : 1;
}

export function brickVoxelBytes(format: BrickFormat): number {
  return format === 'r32float' ? 4 : wordsPerVoxel(format);
}

/** Bytes of one stored brick, border included. */
export function brickBytes(format: BrickFormat): number {
  return STORED_VOXELS * brickVoxelBytes(format);
}

export function makeBrickWords(format: BrickFormat, voxels: number): BrickWords {
  return format === 'r32float' ? new Float32Array(voxels) : new Uint8Array(voxels * wordsPerVoxel(format));
}
