import type { ChunkArray, DType, Rect } from '../../core';
import { lineEncoder } from './encode-voxels';
import { type Words, bucketVoxelBytes, makeWords, tileFormat } from '../tiles/tile-format';

/** Which plane of a chunk a tile shows. */
export interface ChunkPlane {
  /** Axes of the chunk shown from left to right and from top to bottom. */
  readonly horizontal: number;
  readonly vertical: number;
  /** Voxel in the chunk on every axis, store order; not read at the displayed ones. */
  readonly offset: readonly number[];
}

/**
 * Cuts `rect` out of one plane of a chunk, in voxels of the chunk, as words of the dtype's bucket, row by row.
 * Voxels of `rect` outside `inside` repeat the nearest one that is inside, which is what the gutter of a tile wants.
 */
export function cutTile(
  chunk: ChunkArray,
  plane: ChunkPlane,
  { dtype, rect, inside }: { readonly dtype: DType; readonly rect: Rect; readonly inside: Rect },
): Words {
  const { bucket } = tileFormat(dtype);
  const width = rect.x1 - rect.x0;
  const height = rect.y1 - rect.y0;
  const words = makeWords(bucket, width * height);
  const wordsPerVoxel = bucket === 'rg32uint' ? 2 : 1;
  const encode = lineEncoder(dtype);
  const stride = chunk.stride[plane.horizontal] ?? 0;
  const rowStride = chunk.stride[plane.vertical] ?? 0;
  const origin = planeStart(chunk, plane);
  const x0 = Math.max(rect.x0, inside.x0);
  const count = Math.min(rect.x1, inside.x1) - x0;
  for (let row = 0; row < height; row++) {
    const y = clamp(rect.y0 + row, inside.y0, inside.y1 - 1);
    const at = (row * width + x0 - rect.x0) * wordsPerVoxel;
    encode(chunk.data, { start: origin + y * rowStride + x0 * stride, stride, count }, words, at);
  }
  repeatSides(words, { width, height, before: x0 - rect.x0, count, wordsPerVoxel });
  return words;
}

/** Returns words for a rectangle that holds nothing but the fill value. */
export function fillTile(dtype: DType, fillValue: number | string, voxels: number): Words {
  const one = { data: fillData(dtype, fillValue), shape: [1, 1], stride: [0, 0] };
  const rect = { x0: 0, y0: 0, x1: 1, y1: 1 };
  const word = cutTile(one, { horizontal: 1, vertical: 0, offset: [0, 0] }, { dtype, rect, inside: rect });
  const words = makeWords(tileFormat(dtype).bucket, voxels);
  if (word.length === 1) return words.fill(word[0] ?? 0);
  for (let i = 0; i < words.length; i++) words[i] = word[i % 2] ?? 0;
  return words;
}

/** Bytes that {@link cutTile} uploads for a rectangle. */
export function rectBytes(dtype: DType, { x0, y0, x1, y1 }: Rect): number {
  return (x1 - x0) * (y1 - y0) * bucketVoxelBytes(tileFormat(dtype).bucket);
}

function fillData(dtype: DType, fillValue: number | string): ChunkArray['data'] {
  if (dtype === 'uint64') return BigUint64Array.of(BigInt(fillValue));
  if (dtype === 'int64') return BigInt64Array.of(BigInt(fillValue));
  const value = Number(fillValue);
  if (dtype === 'float64') return Float64Array.of(value);
  if (dtype === 'float32' || dtype === 'float16') return Float32Array.of(value);
  if (dtype.startsWith('int')) return Int32Array.of(value);
  return Uint32Array.of(value);
}

function planeStart({ stride }: ChunkArray, { horizontal, vertical, offset }: ChunkPlane): number {
  let start = 0;
  stride.forEach((step, axis) => {
    if (axis !== horizontal && axis !== vertical) start += step * (offset[axis] ?? 0);
  });
  return start;
}

interface Sides {
  readonly width: number;
  readonly height: number;
  /** Columns left of the first one that was written, and how many were written. */
  readonly before: number;
  readonly count: number;
  readonly wordsPerVoxel: number;
}

function repeatSides(words: Words, { width, height, before, count, wordsPerVoxel }: Sides): void {
  const after = width - before - count;
  if (before === 0 && after === 0) return;
  for (let row = 0; row < height; row++) {
    const first = (row * width + before) * wordsPerVoxel;
    const last = first + (count - 1) * wordsPerVoxel;
    for (let i = 1; i <= before; i++)
      words.copyWithin(first - i * wordsPerVoxel, first, first + wordsPerVoxel);
    for (let i = 1; i <= after; i++) words.copyWithin(last + i * wordsPerVoxel, last, last + wordsPerVoxel);
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
