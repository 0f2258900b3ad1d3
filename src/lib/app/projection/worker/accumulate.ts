import { dtypeRange, makeDecodedArray, type DType, type NumericArray } from '../../../core';
import type { ThickMode } from '../projection-mode';

/** Part of a chunk and where it goes, each axis with its count and its strides, in elements. */
export interface Slab {
  readonly data: NumericArray;
  /** Voxels along each axis. */
  readonly counts: readonly number[];
  readonly strides: readonly number[];
  /** First element of what it goes into. */
  readonly at: number;
  /** 0 on the axes along which voxels fall on each other. */
  readonly intoStrides: readonly number[];
}

/** What voxels are gathered in, as exact as the mode calls for. */
export interface Accumulator {
  readonly mode: ThickMode;
  readonly values: NumericArray;
}

/** Returns what to gather `length` values in. */
export function makeAccumulator(mode: ThickMode, dtype: DType, length: number): Accumulator {
  if (mode === 'sum' || mode === 'mean') return { mode, values: new Float64Array(length) };
  const values = makeDecodedArray(dtype, length);
  (values as { fill(value: number | bigint): void }).fill(neutral(dtype, mode === 'max'));
  return { mode, values };
}

/** What every voxel of the type replaces, or equals. */
function neutral(dtype: DType, isMax: boolean): number | bigint {
  if (dtype === 'uint64') return isMax ? 0n : 2n ** 64n - 1n;
  if (dtype === 'int64') return isMax ? -(2n ** 63n) : 2n ** 63n - 1n;
  const [low, high] = dtypeRange(dtype) ?? [-Infinity, Infinity];
  return isMax ? low : high;
}

/** Takes a slab in. Where a voxel is NaN so is the result, as in numpy. */
export function accumulate({ mode, values }: Accumulator, slab: Slab): void {
  const order = slab.counts.map((_, axis) => axis).filter((axis) => (slab.counts[axis] ?? 0) !== 1);
  order.sort((a, b) => (slab.strides[b] ?? 0) - (slab.strides[a] ?? 0));
  const inner = order.pop();
  const line = {
    count: inner === undefined ? 1 : (slab.counts[inner] ?? 0),
    stride: inner === undefined ? 0 : (slab.strides[inner] ?? 0),
    intoStride: inner === undefined ? 0 : (slab.intoStrides[inner] ?? 0),
  };
  const take = { sum: addLine, mean: addLine, max: maxLine, min: minLine }[mode];
  walk(slab, order, (from, at) => {
    take(values, slab.data, { ...line, from, at });
  });
}

interface Line {
  readonly from: number;
  readonly at: number;
  readonly count: number;
  readonly stride: number;
  readonly intoStride: number;
}

type Ordered = Float64Array;

/** Calls back at the start of each line over all but the innermost axis. */
function walk(slab: Slab, order: readonly number[], visit: (from: number, at: number) => void): void {
  const step = (depth: number, from: number, at: number): void => {
    const axis = order[depth];
    if (axis === undefined) {
      visit(from, at);
      return;
    }
    const [stride, intoStride] = [slab.strides[axis] ?? 0, slab.intoStrides[axis] ?? 0];
    for (let i = 0; i < (slab.counts[axis] ?? 0); i++)
      step(depth + 1, from + i * stride, at + i * intoStride);
  };
  step(0, 0, slab.at);
}

function addLine(values: NumericArray, data: NumericArray, line: Line): void {
  const sums = values as Float64Array;
  let { from, at } = line;
  for (let i = 0; i < line.count; i++, from += line.stride, at += line.intoStride)
    sums[at] = (sums[at] ?? 0) + Number(data[from]);
}

/** Compares 64-bit integers as it does all else. */
function maxLine(values: NumericArray, data: NumericArray, line: Line): void {
  const [into, source] = [values as Ordered, data as Ordered];
  let { from, at } = line;
  for (let i = 0; i < line.count; i++, from += line.stride, at += line.intoStride) {
    const value = source[from] ?? 0;
    if (value > (into[at] ?? 0) || Number.isNaN(value)) into[at] = value;
  }
}

function minLine(values: NumericArray, data: NumericArray, line: Line): void {
  const [into, source] = [values as Ordered, data as Ordered];
  let { from, at } = line;
  for (let i = 0; i < line.count; i++, from += line.stride, at += line.intoStride) {
    const value = source[from] ?? 0;
    if (value < (into[at] ?? 0) || Number.isNaN(value)) into[at] = value;
  }
}

/** What values that were added up are multiplied with, and then divided by. */
export interface Ratio {
  readonly times: number;
  readonly by: number;
}

/** Returns the values as `dtype` holds them, in the ratio where they were added up. */
export function finish({ mode, values }: Accumulator, dtype: DType, { times, by }: Ratio): NumericArray {
  if (mode === 'max' || mode === 'min') return values;
  const sums = values as Float64Array;
  const result = makeDecodedArray(dtype, sums.length) as Float64Array;
  for (let i = 0; i < sums.length; i++) result[i] = ((sums[i] ?? 0) * times) / by;
  return result;
}
