import type { ChunkArray } from '../../../core';

/** Samples taken over all chunks: enough that the 0.1 % tail has dozens of them, few enough to cost 2 ms. */
const MAX_SAMPLES = 65_536;

/** A chunk and the part of it that counts: `[from, to)` in voxels per axis, so that padding beyond the level is left out. */
export interface SampledChunk {
  readonly chunk: ChunkArray;
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/**
 * Returns the 0.1 and 99.9 percentile over evenly spaced samples of the chunks, as float64, or `undefined` when they
 * hold no finite value. A constant image gives a window one unit wide, so that it is not divided by zero.
 */
export function percentileWindow(chunks: readonly SampledChunk[]): [number, number] | undefined {
  const perChunk = Math.max(1, Math.floor(MAX_SAMPLES / Math.max(1, chunks.length)));
  const samples: number[] = [];
  for (const chunk of chunks) takeSamples(chunk, perChunk, samples);
  if (samples.length === 0) return undefined;
  const sorted = Float64Array.from(samples).sort();
  const at = (fraction: number) => sorted[Math.round(fraction * (sorted.length - 1))] ?? 0;
  const low = at(0.001);
  const high = at(0.999);
  return high > low ? [low, high] : [low, low + 1];
}

/** Steps through the sampled part as if it were one row, with a stride that shares no factor with its width. */
function takeSamples({ chunk, from, to }: SampledChunk, count: number, into: number[]): void {
  const extent = to.map((end, axis) => end - (from[axis] ?? 0));
  const total = extent.reduce((product, size) => product * Math.max(0, size), 1);
  if (total <= 0) return;
  const step = Math.max(1, Math.floor(total / count)) | 1;
  for (let position = 0; position < total; position += step) {
    const value = Number(chunk.data[offsetOf(position, extent, { chunk, from })]);
    if (Number.isFinite(value)) into.push(value);
  }
}

function offsetOf(
  position: number,
  extent: readonly number[],
  { chunk, from }: Pick<SampledChunk, 'chunk' | 'from'>,
): number {
  let rest = position;
  let offset = 0;
  for (let axis = extent.length - 1; axis >= 0; axis--) {
    const size = extent[axis] ?? 1;
    offset += ((from[axis] ?? 0) + (rest % size)) * (chunk.stride[axis] ?? 0);
    rest = Math.floor(rest / size);
  }
  return offset;
}
