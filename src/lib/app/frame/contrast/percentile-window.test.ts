import { describe, expect, it } from 'vitest';
import { percentileWindow, type SampledChunk } from './percentile-window';

function chunkOf(values: number[], shape: number[], to = shape): SampledChunk {
  const stride = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  return { chunk: { data: Float32Array.from(values), shape, stride }, from: shape.map(() => 0), to };
}

describe('percentileWindow', () => {
  it('leaves out one outlier in a thousand at either end', () => {
    const values = Array.from({ length: 10_000 }, (_, i) => i);
    values[0] = -1e9;
    values[9_999] = 1e9;
    expect(percentileWindow([chunkOf(values, [100, 100])])).toEqual([10, 9_989]);
  });

  it('does not look at padding beyond the level', () => {
    expect(percentileWindow([chunkOf([1, 2, 99, 3, 4, 99], [2, 3], [2, 2])])).toEqual([1, 4]);
  });

  it('skips what is not finite', () => {
    expect(percentileWindow([chunkOf([NaN, 1, Infinity, 2], [2, 2])])).toEqual([1, 2]);
  });

  it('gives a constant image a window that is one wide', () => {
    expect(percentileWindow([chunkOf([7, 7, 7, 7], [2, 2])])).toEqual([7, 8]);
  });

  it('has no answer without a finite value', () => {
    expect(percentileWindow([chunkOf([NaN, NaN], [1, 2])])).toBeUndefined();
    expect(percentileWindow([])).toBeUndefined();
  });
});
