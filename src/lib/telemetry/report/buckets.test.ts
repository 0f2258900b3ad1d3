import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rounded, upToMultiple, upToPower } from './buckets';

const bases = fc.constantFrom(2 as const, 4 as const);

it('rounds up to a power, by less than a factor of it, and never down', () => {
  fc.assert(
    fc.property(fc.double({ min: 1, max: 1e300, noNaN: true }), bases, (value, base) => {
      const bucket = upToPower(value, base);
      expect(bucket).toBeGreaterThanOrEqual(value);
      expect(bucket / base).toBeLessThan(value);
      expect(Number.isInteger(Math.log2(bucket) / Math.log2(base))).toBe(true);
    }),
  );
});

it('leaves powers as they are, however large', () => {
  for (let exponent = 0; exponent <= 300; exponent++) {
    expect(upToPower(2 ** exponent, 2)).toBe(2 ** exponent);
    expect(upToPower(4 ** exponent, 4)).toBe(4 ** exponent);
  }
});

it('puts many values into one bucket, so that none tells which it was', () => {
  const buckets = new Set(Array.from({ length: 1000 }, (_, at) => upToPower(1025 + at, 2)));
  expect([...buckets]).toEqual([2048]);
});

it('has a bucket for nothing, and for more than there is', () => {
  expect([0, -3, NaN].map((value) => upToPower(value, 2))).toEqual([0, 0, 0]);
  expect(upToPower(Infinity, 4)).toBe(4 ** 511);
  expect([upToMultiple(1281, 200), upToMultiple(1400, 200), upToMultiple(0, 200)]).toEqual([1400, 1400, 0]);
  expect([rounded(1.26), rounded(-5)]).toEqual([1.3, 0]);
});
