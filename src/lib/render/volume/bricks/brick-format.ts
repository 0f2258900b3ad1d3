import { type DType, type VoxelKind, decodedBytesPerVoxel, isLabels } from '../../../core';
import { BRICK_SIZE } from '../../../view';

/**
 * A kind of 3D texture that bricks are kept in. 16-bit voxels are two bytes, the high one first: filtering is linear, so
 * that filtering the bytes apart and adding them up is exact, at half the size of floats. Labels are kept as the integers
 * that they are, bit for bit.
 */
export type BrickFormat = 'r8unorm' | 'rg8unorm' | 'r32float' | LabelFormat;
export type LabelFormat = 'r8uint' | 'r16uint' | 'r32uint' | 'rg32uint';

/** Edge of a stored brick: one voxel of each neighbour on either side, for filtering without seams. */
export const STORED_BRICK = BRICK_SIZE + 2;
/** Voxels of a stored brick. */
export const STORED_VOXELS = STORED_BRICK ** 3;

/** Voxels of bricks as they are uploaded. */
export type BrickWords = Uint8Array | Uint16Array | Uint32Array | Float32Array;

const wide = new Set<DType>(['uint16', 'int16']);
const narrow = new Set<DType>(['bool', 'uint8', 'int8']);
const labelFormats: Readonly<Record<number, LabelFormat>> = {
  1: 'r8uint',
  2: 'r16uint',
  4: 'r32uint',
  8: 'rg32uint',
};

const traits: Readonly<Record<BrickFormat, { wordsPerVoxel: number; make: (words: number) => BrickWords }>> =
  {
    r8unorm: { wordsPerVoxel: 1, make: (words) => new Uint8Array(words) },
    rg8unorm: { wordsPerVoxel: 2, make: (words) => new Uint8Array(words) },
    r32float: { wordsPerVoxel: 1, make: (words) => new Float32Array(words) },
    r8uint: { wordsPerVoxel: 1, make: (words) => new Uint8Array(words) },
    r16uint: { wordsPerVoxel: 1, make: (words) => new Uint16Array(words) },
    r32uint: { wordsPerVoxel: 1, make: (words) => new Uint32Array(words) },
    rg32uint: { wordsPerVoxel: 2, make: (words) => new Uint32Array(words) },
  };

export function brickFormat(kind: VoxelKind): BrickFormat {
  const { dtype } = kind;
  if (isLabels(kind)) return labelFormats[decodedBytesPerVoxel(dtype)] ?? 'rg32uint';
  if (narrow.has(dtype)) return 'r8unorm';
  return wide.has(dtype) ? 'rg8unorm' : 'r32float';
}

/** Whether a format holds labels, which are never filtered. */
export function isLabelFormat(format: BrickFormat): format is LabelFormat {
  return format.endsWith('uint');
}

/** Words of one voxel. */
export function wordsPerVoxel(format: BrickFormat): number {
  return traits[format].wordsPerVoxel;
}

export function brickVoxelBytes(format: BrickFormat): number {
  return traits[format].make(0).BYTES_PER_ELEMENT * wordsPerVoxel(format);
}

/** Bytes of one stored brick, border included. */
export function brickBytes(format: BrickFormat): number {
  return STORED_VOXELS * brickVoxelBytes(format);
}

export function makeBrickWords(format: BrickFormat, voxels: number): BrickWords {
  return traits[format].make(voxels * wordsPerVoxel(format));
}
