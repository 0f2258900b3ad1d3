import { type DType, type NumericArray, makeDecodedArray } from '../../../core';
import type { BrickWords } from './brick-format';
import type { BrickLine } from './brick-line';

/** Writes a line of labels from word `at` on, bit for bit: low word, high word where they have 64 bits. */
export function encodeLabels(
  data: NumericArray,
  { start, stride, count }: BrickLine,
  words: BrickWords,
  at: number,
): void {
  const source = bitsOf(data);
  const perVoxel = source.length / data.length;
  if (stride === 1) {
    words.set(source.subarray(start * perVoxel, (start + count) * perVoxel), at);
    return;
  }
  for (let i = 0, to = at; i < count; i++) {
    const from = (start + i * stride) * perVoxel;
    for (let w = 0; w < perVoxel; w++, to++) words[to] = source[from + w] ?? 0;
  }
}

/** A voxel of a value, as chunks of the type hold it. */
export function labelVoxel(dtype: DType, value: number | bigint): NumericArray {
  const data = makeDecodedArray(dtype, 1);
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) data[0] = BigInt(value);
  else data[0] = Number(value);
  return data;
}

/** The bits of voxels as unsigned words; 64-bit ones are two, the low one first, since WebGL runs on little-endian machines. */
export function bitsOf({
  buffer,
  byteOffset,
  length,
  BYTES_PER_ELEMENT,
}: NumericArray): Uint8Array | Uint16Array | Uint32Array {
  if (BYTES_PER_ELEMENT === 1) return new Uint8Array(buffer, byteOffset, length);
  if (BYTES_PER_ELEMENT === 2) return new Uint16Array(buffer, byteOffset, length);
  return new Uint32Array(buffer, byteOffset, (length * BYTES_PER_ELEMENT) / 4);
}
