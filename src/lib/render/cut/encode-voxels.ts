import type { DType, NumericArray } from '../../core';
import type { Words } from '../tiles/tile-format';

/** A line of voxels in a chunk: where it starts, how far apart its voxels are in the data, and how many there are. */
export interface VoxelLine {
  readonly start: number;
  readonly stride: number;
  readonly count: number;
}

/** Writes one line of voxels as words (see `WordKind`) from word `at` on; a stride of 1 is copied without a loop where it can be. */
export type EncodeLine = (data: NumericArray, line: VoxelLine, words: Words, at: number) => void;

/** Returns what turns lines of `dtype` into words. */
export function lineEncoder(dtype: DType): EncodeLine {
  if (dtype === 'float64') return encodeFloat64;
  if (dtype === 'uint64' || dtype === 'int64') return encode64;
  if (dtype === 'int8') return encodeSigned(0x80);
  if (dtype === 'int16') return encodeSigned(0x8000);
  if (dtype === 'int32') return encodeSigned(0x80000000);
  return dtype === 'float32' || dtype === 'float16' ? encodeFloat32 : encodeUnsigned;
}

function encodeUnsigned(
  data: NumericArray,
  { start, stride, count }: VoxelLine,
  words: Words,
  at: number,
): void {
  if (stride === 1) {
    words.set(data.subarray(start, start + count) as Words, at);
    return;
  }
  const source = data as Words;
  for (let i = 0, from = start; i < count; i++, from += stride) words[at + i] = source[from] ?? 0;
}

function encodeSigned(signBit: number): EncodeLine {
  return (data, { start, stride, count }, words, at) => {
    const source = data as Int8Array | Int16Array | Int32Array;
    for (let i = 0, from = start; i < count; i++, from += stride)
      words[at + i] = (source[from] ?? 0) ^ signBit;
  };
}

function encodeFloat32(data: NumericArray, line: VoxelLine, words: Words, at: number): void {
  encodeUnsigned(new Uint32Array(data.buffer, data.byteOffset, data.length), line, words, at);
}

/** Low word, high word; the machine is little-endian wherever WebGL runs. The sign bit of int64 is flipped. */
function encode64(data: NumericArray, { start, stride, count }: VoxelLine, words: Words, at: number): void {
  const source = new Uint32Array(data.buffer, data.byteOffset, data.length * 2);
  const signBit = data instanceof BigInt64Array ? 0x80000000 : 0;
  for (let i = 0, from = start * 2, to = at; i < count; i++, from += stride * 2, to += 2) {
    words[to] = source[from] ?? 0;
    words[to + 1] = (source[from + 1] ?? 0) ^ signBit;
  }
}

function encodeFloat64(
  data: NumericArray,
  { start, stride, count }: VoxelLine,
  words: Words,
  at: number,
): void {
  const source = data as Float64Array;
  const pairs = new Float32Array(words.buffer, words.byteOffset, words.length);
  for (let i = 0, from = start, to = at; i < count; i++, from += stride, to += 2) {
    const value = source[from] ?? 0;
    const high = Math.fround(value);
    pairs[to] = high;
    pairs[to + 1] = Number.isFinite(high) ? value - high : 0;
  }
}
