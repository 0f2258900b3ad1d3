import { describe, expect, it } from 'vitest';
import { halfBits } from './half-float';

/** The value of a 16-bit float. */
function halfValue(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const mantissa = bits & 1023;
  if (exponent === 31) return mantissa ? NaN : sign * Infinity;
  return exponent === 0 ? sign * mantissa * 2 ** -24 : sign * (1024 + mantissa) * 2 ** (exponent - 25);
}

describe('16-bit floats', () => {
  it('come back bit by bit from what they were widened to', () => {
    const wrong: number[] = [];
    for (let bits = 0; bits < 2 ** 16; bits++) {
      const value = halfValue(bits);
      const back = halfBits(value);
      if (Number.isNaN(value) ? !Number.isNaN(halfValue(back)) : back !== bits) wrong.push(bits);
    }
    expect(wrong).toEqual([]);
  });

  it('are the nearest to what lies between two, and of equals the even one', () => {
    expect(halfValue(halfBits(2049))).toBe(2048);
    expect(halfValue(halfBits(2051))).toBe(2052);
    expect(halfValue(halfBits(65520))).toBe(Infinity);
    expect(halfValue(halfBits(65519))).toBe(65504);
  });
});
