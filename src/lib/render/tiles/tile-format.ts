import type { DType } from '../../core';
import { TILE_SIZE } from '../../view';

/** A kind of texture that tiles are kept in: unsigned integers throughout, which every WebGL2 has and which stay exact. */
export type Bucket = 'r8uint' | 'r16uint' | 'r32uint' | 'rg32uint';

/**
 * How the words of a tile are to be read. Signed integers are stored with the sign bit flipped, which keeps their order,
 * so that they are read as unsigned ones. 'float64' is a pair of float32: the value rounded, and what rounding left out.
 */
export type WordKind = 'uint' | 'float32' | 'uint64' | 'float64';

export interface TileFormat {
  readonly bucket: Bucket;
  readonly kind: WordKind;
}

/** Edge of a stored tile: one voxel of each neighbour on either side, for interpolation without seams. */
export const STORED_SIZE = TILE_SIZE + 2;

/** Words of a tile as they are uploaded. */
export type Words = Uint8Array | Uint16Array | Uint32Array;

const formats: Readonly<Record<DType, TileFormat>> = {
  bool: { bucket: 'r8uint', kind: 'uint' },
  uint8: { bucket: 'r8uint', kind: 'uint' },
  int8: { bucket: 'r8uint', kind: 'uint' },
  uint16: { bucket: 'r16uint', kind: 'uint' },
  int16: { bucket: 'r16uint', kind: 'uint' },
  uint32: { bucket: 'r32uint', kind: 'uint' },
  int32: { bucket: 'r32uint', kind: 'uint' },
  float16: { bucket: 'r32uint', kind: 'float32' },
  float32: { bucket: 'r32uint', kind: 'float32' },
  uint64: { bucket: 'rg32uint', kind: 'uint64' },
  int64: { bucket: 'rg32uint', kind: 'uint64' },
  float64: { bucket: 'rg32uint', kind: 'float64' },
};

const bytesPerVoxel: Readonly<Record<Bucket, number>> = { r8uint: 1, r16uint: 2, r32uint: 4, rg32uint: 8 };

export function tileFormat(dtype: DType): TileFormat {
  return formats[dtype];
}

export function bucketVoxelBytes(bucket: Bucket): number {
  return bytesPerVoxel[bucket];
}

/** Bytes of one stored tile, gutter included. */
export function bucketTileBytes(bucket: Bucket): number {
  return STORED_SIZE * STORED_SIZE * bytesPerVoxel[bucket];
}

/** Returns zeroed words for `voxels` voxels; 'rg32uint' has two a voxel. */
export function makeWords(bucket: Bucket, voxels: number): Words {
  if (bucket === 'r8uint') return new Uint8Array(voxels);
  if (bucket === 'r16uint') return new Uint16Array(voxels);
  return new Uint32Array(bucket === 'rg32uint' ? voxels * 2 : voxels);
}
