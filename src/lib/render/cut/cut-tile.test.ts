import { describe, expect, it } from 'vitest';
import { type ChunkArray, type DType, makeDecodedArray } from '../../core';
import { cutTile, fillTile } from './cut-tile';

/** Reads words back as the shader does, into numbers or bigint. */
function decode(dtype: DType, words: ArrayLike<number>): (number | bigint)[] {
  const list = Array.from(words);
  if (dtype === 'float64') {
    const pairs = new Float32Array(Uint32Array.from(list).buffer);
    return list.flatMap((_, i) => (i % 2 === 0 ? [(pairs[i] ?? 0) + (pairs[i + 1] ?? 0)] : []));
  }
  if (dtype === 'uint64' || dtype === 'int64') {
    const bias = dtype === 'int64' ? 1n << 63n : 0n;
    return list.flatMap((low, i) =>
      i % 2 === 0 ? [BigInt(low) + (BigInt(list[i + 1] ?? 0) << 32n) - bias] : [],
    );
  }
  if (dtype.startsWith('float')) return [...new Float32Array(Uint32Array.from(list).buffer)];
  const bias = { int8: 2 ** 7, int16: 2 ** 15, int32: 2 ** 31 }[dtype as string] ?? 0;
  return list.map((word) => word - bias);
}

const samples: Readonly<Record<DType, readonly (number | bigint)[]>> = {
  bool: [0, 1, 1, 0, 1, 0],
  uint8: [0, 1, 127, 128, 254, 255],
  int8: [-128, -1, 0, 1, 126, 127],
  uint16: [0, 1, 255, 256, 65534, 65535],
  int16: [-32768, -1, 0, 1, 255, 32767],
  uint32: [0, 1, 134000001, 134000002, 4294967294, 4294967295],
  int32: [-2147483648, -1, 0, 1, 134000001, 2147483647],
  uint64: [0n, 1n, 2n ** 53n + 1n, 2n ** 63n, 2n ** 64n - 2n, 2n ** 64n - 1n],
  int64: [-(2n ** 63n), -1n, 0n, 1n, 2n ** 53n + 1n, 2n ** 63n - 1n],
  float16: [-1.5, 0, 0.5, 1, 2, 65504],
  float32: [-1.5, 0, 0.25, 1, 3.5, 2 ** 100],
  float64: [-1.5, 0, 1e9 + 0.125, 134000001.5, 2 ** 40 + 0.5, 2 ** 47 + 1],
};

/** A 2×3 chunk, rows first or columns first in memory. */
function chunkOf(dtype: DType, order: 'C' | 'F'): ChunkArray {
  const data = makeDecodedArray(dtype, 6);
  const stride = order === 'C' ? [3, 1] : [1, 2];
  samples[dtype].forEach((value, i) => {
    data[Math.floor(i / 3) * (stride[0] ?? 0) + (i % 3) * (stride[1] ?? 0)] = value as never;
  });
  return { data, shape: [2, 3], stride };
}

const whole = { x0: 0, y0: 0, x1: 3, y1: 2 };
const plane = { horizontal: 1, vertical: 0, offset: [0, 0] };

describe.each(Object.keys(samples) as DType[])('cutTile of %s', (dtype) => {
  it.each(['C', 'F'] as const)('keeps every value, %s order', (order) => {
    const words = cutTile(chunkOf(dtype, order), plane, { dtype, rect: whole, inside: whole });
    expect(decode(dtype, words)).toEqual(samples[dtype]);
  });

  it('repeats the border outside', () => {
    const rect = { x0: -1, y0: -1, x1: 4, y1: 3 };
    const values = decode(dtype, cutTile(chunkOf(dtype, 'C'), plane, { dtype, rect, inside: whole }));
    const [a, b, c, d, e, f] = samples[dtype];
    const [top, bottom] = [
      [a, a, b, c, c],
      [d, d, e, f, f],
    ];
    expect(values).toEqual([...top, ...top, ...bottom, ...bottom]);
  });

  it('fills with a value as metadata writes it', () => {
    const value = samples[dtype][1] ?? 0;
    const written = typeof value === 'bigint' ? value.toString() : value;
    expect(decode(dtype, fillTile(dtype, written, 3))).toEqual([value, value, value]);
  });
});

describe('cutTile', () => {
  const data = Uint16Array.from({ length: 24 }, (_, i) => i);
  const volume = { data, shape: [2, 3, 4], stride: [12, 4, 1] };

  it('shows any two axes of a volume, at the other ones offset', () => {
    const rect = { x0: 0, y0: 1, x1: 2, y1: 3 };
    const words = cutTile(
      volume,
      { horizontal: 0, vertical: 2, offset: [0, 2, 0] },
      {
        dtype: 'uint16',
        rect,
        inside: rect,
      },
    );
    expect([...words]).toEqual([9, 21, 10, 22]);
  });

  it('keeps NaN and infinities of floats', () => {
    const floats = { data: Float64Array.of(NaN, Infinity, -Infinity), shape: [1, 3], stride: [3, 1] };
    const rect = { x0: 0, y0: 0, x1: 3, y1: 1 };
    const words = cutTile(floats, plane, { dtype: 'float64', rect, inside: rect });
    expect(decode('float64', words)).toEqual([NaN, Infinity, -Infinity]);
  });

  it('fills floats with NaN', () => {
    expect(decode('float32', fillTile('float32', 'NaN', 1))).toEqual([NaN]);
  });
});
