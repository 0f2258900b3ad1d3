import type { NumericArray } from '../../../core';

/** Where a box of voxels lies in an array: its first voxel, and the elements from one to the next along each axis. */
export interface BoxPlace {
  readonly data: NumericArray;
  readonly offset: number;
  readonly stride: readonly number[];
}

/** Copies a box between arrays of one type. */
export function copyBox(from: BoxPlace, to: BoxPlace, shape: readonly number[]): void {
  const last = shape.length - 1;
  const [source, target] = [from.data as Float64Array, to.data as Float64Array];
  const [fromStep, toStep] = [from.stride[last] ?? 1, to.stride[last] ?? 1];
  const count = shape[last] ?? 1;
  const isPlain = fromStep === 1 && toStep === 1;
  const copyRow = (a: number, b: number): void => {
    if (isPlain) target.set(source.subarray(a, a + count), b);
    else for (let i = 0; i < count; i++) target[b + i * toStep] = source[a + i * fromStep] as number;
  };
  const copyAxis = (axis: number, a: number, b: number): void => {
    if (axis >= last) {
      copyRow(a, b);
      return;
    }
    for (let i = 0; i < (shape[axis] ?? 1); i++)
      copyAxis(axis + 1, a + i * (from.stride[axis] ?? 0), b + i * (to.stride[axis] ?? 0));
  };
  copyAxis(0, from.offset, to.offset);
}

/** Strides of an array in C order. */
export function cOrder(shape: readonly number[]): number[] {
  const strides: number[] = [];
  let step = 1;
  for (const size of shape.toReversed()) {
    strides.unshift(step);
    step *= size;
  }
  return strides;
}

/** Voxels of a box. */
export function volumeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
