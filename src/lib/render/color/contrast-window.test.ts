import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrastWindow } from './contrast-window';

const bits = (word: number): number => new Float32Array(Uint32Array.of(word).buffer)[0] ?? NaN;

describe('contrastWindow', () => {
  it('splits the low end of a narrow integer into a word in range and a rest', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (low) => {
        const { words, rest } = contrastWindow('int16', [low, low + 1]);
        expect(words[0]).toBeGreaterThanOrEqual(0);
        expect(words[0]).toBeLessThanOrEqual(65535);
        expect(words[0] - 32768 + rest).toBeCloseTo(low, 9);
      }),
    );
  });

  it('is exact for 64-bit integers beyond float64', () => {
    const { words, rest } = contrastWindow('uint64', [2 ** 60, 2 ** 60 + 1024]);
    expect((BigInt(words[1]) << 32n) + BigInt(words[0])).toBe(2n ** 60n);
    expect(rest).toBe(0);
  });

  it('flips the sign bit of signed 64-bit integers, as tiles do', () => {
    expect(contrastWindow('int64', [0, 1]).words).toEqual([0, 2 ** 31]);
    expect(contrastWindow('int64', [-(2 ** 63), 1]).words).toEqual([0, 0]);
  });

  it('stays in range at the upper end of 64 bits', () => {
    expect(contrastWindow('uint64', [2 ** 64, 2 ** 65]).words).toEqual([2 ** 32 - 1, 2 ** 32 - 1]);
  });

  it('splits the low end of float64 into two floats', () => {
    const low = 134000001.5;
    const { words } = contrastWindow('float64', [low, low + 1]);
    expect(bits(words[0]) + bits(words[1])).toBe(low);
  });

  it('turns a window without width into a step', () => {
    expect(contrastWindow('uint8', [7, 7]).scale).toBeGreaterThan(1e20);
  });
});
