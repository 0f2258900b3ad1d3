import {
  decodedBytesPerVoxel,
  makeDecodedArray,
  type ChunkArray,
  type DType,
  type NumericArray,
} from '../../core';
import type { ValuePart } from './bin-values';
import type { ShownPart } from './shown-parts';

/** A chunk that is here, or the fill value of one that the store has not. */
export type FoundChunk = ChunkArray | { readonly fill: number | bigint };

/**
 * Copies evenly spaced values of parts of chunks, as many as asked for at most, a few at a time: all of them where there are
 * no more. The same parts give the same values.
 */
export class PartSampler {
  /** Of the copy. */
  readonly bytes: number;
  readonly #parts: readonly ShownPart[];
  readonly #find: (part: ShownPart) => FoundChunk | undefined;
  readonly #step: number;
  readonly #copy: NumericArray;
  readonly #fills: ValuePart[] = [];
  #length = 0;
  #part = 0;
  #row = 0;
  /** Voxels to pass over before the next sample. */
  #skip = 0;

  constructor(
    parts: readonly ShownPart[],
    options: {
      readonly dtype: DType;
      readonly maxSamples: number;
      readonly find: (part: ShownPart) => FoundChunk | undefined;
    },
  ) {
    const { dtype, maxSamples, find } = options;
    const { samples, step } = sampling(parts, maxSamples);
    this.#parts = parts;
    this.#find = find;
    this.#step = step;
    this.#copy = makeDecodedArray(dtype, samples);
    this.bytes = samples * decodedBytesPerVoxel(dtype);
  }

  /** Goes on until all is copied or time is up, which is asked after each row. Returns whether all is. */
  take(isTimeUp: () => boolean): boolean {
    while (this.#part < this.#parts.length) {
      if (!this.#takePart(isTimeUp)) return false;
      this.#part++;
      this.#row = 0;
    }
    return true;
  }

  /** What was copied; its buffer is given away with it. */
  result(): ValuePart[] {
    return [{ values: this.#copy.subarray(0, this.#length) as NumericArray }, ...this.#fills];
  }

  #takePart(isTimeUp: () => boolean): boolean {
    const part = this.#parts[this.#part];
    const chunk = part && this.#find(part);
    if (!chunk) return true;
    const extent = extentOf(part);
    if ('fill' in chunk) {
      this.#fills.push({ value: chunk.fill, count: this.#advance(volumeOf(extent)) });
      return true;
    }
    const width = extent.at(-1) ?? 1;
    const rows = volumeOf(extent) / width;
    for (; this.#row < rows; this.#row++) {
      if (isTimeUp()) return false;
      this.#takeRow(chunk, offsetOfRow(this.#row, extent, { chunk, from: part.from }), width);
    }
    return true;
  }

  #takeRow({ data, stride }: ChunkArray, offset: number, width: number): void {
    const along = stride.at(-1) ?? 1;
    const first = this.#skip;
    const count = this.#advance(width);
    const room = Math.min(count, this.#copy.length - this.#length);
    if (this.#step === 1 && along === 1)
      this.#copy.set(data.subarray(offset, offset + room) as never, this.#length);
    else
      for (let i = 0; i < room; i++)
        this.#copy[this.#length + i] = data[offset + (first + i * this.#step) * along] as never;
    this.#length += room;
  }

  /** Goes on by so many voxels; returns how many samples are among them. */
  #advance(voxels: number): number {
    const count = Math.max(0, Math.ceil((voxels - this.#skip) / this.#step));
    this.#skip += count * this.#step - voxels;
    return count;
  }
}

/** Bytes that a sampler of these parts would copy. */
export function sampleBytes(parts: readonly ShownPart[], dtype: DType, maxSamples: number): number {
  return sampling(parts, maxSamples).samples * decodedBytesPerVoxel(dtype);
}

function sampling(
  parts: readonly ShownPart[],
  maxSamples: number,
): { readonly samples: number; readonly step: number } {
  const total = parts.reduce((sum, part) => sum + volumeOf(extentOf(part)), 0);
  const least = Math.max(1, Math.ceil(total / maxSamples));
  const width = parts[0] ? (extentOf(parts[0]).at(-1) ?? 1) : 1;
  let step = least;
  // A step that divides the width would see the same columns of every row.
  while (step > 1 && greatestDivisor(step, width) > 1) step++;
  return { samples: Math.ceil(total / step), step };
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

function extentOf({ from, to }: ShownPart): number[] {
  return to.map((end, axis) => end - (from[axis] ?? 0));
}

function volumeOf(extent: readonly number[]): number {
  return extent.reduce((product, size) => product * size, 1);
}

function offsetOfRow(
  row: number,
  extent: readonly number[],
  { chunk, from }: { readonly chunk: ChunkArray; readonly from: readonly number[] },
): number {
  let rest = row;
  let offset = (from.at(-1) ?? 0) * (chunk.stride.at(-1) ?? 1);
  for (let axis = extent.length - 2; axis >= 0; axis--) {
    const size = extent[axis] ?? 1;
    offset += ((from[axis] ?? 0) + (rest % size)) * (chunk.stride[axis] ?? 0);
    rest = Math.floor(rest / size);
  }
  return offset;
}
