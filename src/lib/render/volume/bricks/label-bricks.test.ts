import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DType, makeDecodedArray } from '../../../core';
import { brickFormat, makeBrickWords, wordsPerVoxel } from './brick-format';
import { encodeLabels, labelVoxel } from './label-bricks';
import { isUniform, joinRanges, labelRange } from './value-range';

const labels = { colors: [], properties: [] };
const types = ['bool', 'int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32', 'int64', 'uint64'] as const;

describe('encodeLabels', () => {
  it('keeps every bit of every integer type, along any stride', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<DType>(...types),
        fc.array(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), { minLength: 12, maxLength: 12 }),
        fc.integer({ min: 0, max: 3 }),
        (dtype, values, stride) => {
          const data = makeDecodedArray(dtype, values.length);
          values.forEach((value, i) =>
            data.set(
              labelVoxel(dtype, dtype.endsWith('64') ? value : Number(value & 0xffffffffn)) as never,
              i,
            ),
          );
          const format = brickFormat({ dtype, labels });
          const words = makeBrickWords(format, 3);
          encodeLabels(data, { start: 2, stride, count: 3 }, words, 0);
          for (let i = 0; i < 3; i++) {
            const perVoxel = wordsPerVoxel(format);
            const word = (w: number): bigint => BigInt(words[i * perVoxel + w] ?? 0);
            const stored = perVoxel === 2 ? word(0) + (word(1) << 32n) : word(0);
            const bits = data.BYTES_PER_ELEMENT * 8;
            expect(stored).toBe(BigInt.asUintN(bits, BigInt(data[2 + i * stride] ?? 0)));
          }
        },
      ),
    );
  });
});

describe('labelRange', () => {
  it('tells labels apart that are one number in float64', () => {
    const [a, b] = [2n ** 56n, 2n ** 56n + 1n];
    expect(Number(a)).toBe(Number(b));
    expect(isUniform(labelRange(BigUint64Array.of(a, b)))).toBe(false);
    expect(isUniform(labelRange(BigUint64Array.of(b, b)))).toBe(true);
    const joined = joinRanges(labelRange(BigUint64Array.of(a)), labelRange(BigUint64Array.of(b)));
    expect(isUniform(joined)).toBe(false);
  });

  it('has no brick stored nowhere whose label the page table cannot hold', () => {
    expect(labelRange(BigUint64Array.of(2n ** 57n - 1n)).label).toEqual([0xffffffff, 2 ** 25 - 1]);
    expect(labelRange(BigUint64Array.of(2n ** 57n)).label).toBeNull();
    expect(isUniform(labelRange(BigInt64Array.of(-1n)))).toBe(false);
    expect(isUniform(labelRange(Int8Array.of(-1)))).toBe(true);
  });

  it('is that of the other when joined with one of no voxels', () => {
    const none = { min: Infinity, max: -Infinity, hasNaN: false };
    expect(joinRanges(none, labelRange(Uint8Array.of(7))).label).toEqual([7, 0]);
    expect(joinRanges(none, labelRange(Uint8Array.of(7, 8))).label).toBeNull();
  });
});
