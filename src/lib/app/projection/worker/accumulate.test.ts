import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makeDecodedArray, type DType, type NumericArray } from '../../../core';
import type { ThickMode } from '../projection-mode';
import { accumulate, finish, makeAccumulator } from './accumulate';

const modes: readonly ThickMode[] = ['sum', 'mean', 'max', 'min'];

/** Projects an array of `depth` by `length` voxels along its first axis, in two parts. */
function project(mode: ThickMode, dtype: DType, data: NumericArray, depth: number): NumericArray {
  const length = data.length / depth;
  const into = makeAccumulator(mode, dtype, length);
  const cut = Math.floor(depth / 2);
  for (const [from, to] of [
    [cut, depth],
    [0, cut],
  ] as const)
    accumulate(into, {
      data: data.subarray(from * length) as NumericArray,
      ...{ counts: [to - from, length], strides: [length, 1], at: 0, intoStrides: [0, 1] },
    });
  const isAdded = mode === 'sum' || mode === 'mean';
  return finish(into, isAdded ? 'float64' : dtype, { times: 1, by: mode === 'mean' ? depth : 1 });
}

it('gives what each voxel alone would give', () => {
  const column = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(column, { minLength: 1, maxLength: 7 }), fc.constantFrom(...modes), (rows, mode) => {
      const data = Int16Array.from(rows.flat());
      const expected = [0, 1, 2].map((x) => {
        const voxels = rows.map((row) => row[x] ?? 0);
        const sum = voxels.reduce((total, value) => total + value, 0);
        return { sum, mean: sum / rows.length, max: Math.max(...voxels), min: Math.min(...voxels) }[mode];
      });
      expect([...project(mode, 'int16', data, rows.length)]).toEqual(expected);
    }),
  );
});

it('compares 64-bit integers exactly', () => {
  const data = BigUint64Array.of(2n ** 63n + 1n, 5n, 2n ** 63n, 2n ** 64n - 1n);
  expect([...project('max', 'uint64', data, 2)]).toEqual([2n ** 63n + 1n, 2n ** 64n - 1n]);
  expect([...project('min', 'uint64', data, 2)]).toEqual([2n ** 63n, 5n]);
  const signed = BigInt64Array.of(-(2n ** 63n), 7n);
  expect([...project('max', 'int64', signed, 2)]).toEqual([7n]);
  expect([...project('min', 'int64', signed, 2)]).toEqual([-(2n ** 63n)]);
});

it('is NaN where a voxel is, in every mode', () => {
  for (const mode of modes) {
    const data = Float32Array.of(1, 2, NaN, 3, -Infinity, 4);
    const [first, second] = project(mode, 'float32', data, 3);
    expect(first).toBeNaN();
    expect(second).toBe({ sum: 9, mean: 3, max: 4, min: 2 }[mode]);
  }
});

it('counts one value for many voxels where nothing is stored', () => {
  const into = makeAccumulator('sum', 'uint8', 4);
  const data = makeDecodedArray('uint8', 1);
  data[0] = 3;
  accumulate(into, { data, counts: [5, 2, 2], strides: [0, 0, 0], at: 0, intoStrides: [0, 2, 1] });
  expect([...finish(into, 'float32', { times: 1, by: 1 })]).toEqual([15, 15, 15, 15]);
});
