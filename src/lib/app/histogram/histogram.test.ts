import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binValues, MAX_BINS, type Histogram, type ValuePart } from './bin-values';
import { quantiles } from './quantiles';

const total = ({ counts, below, above }: Histogram): number =>
  counts.reduce((sum, count) => sum + count, below + above);

test('whole numbers are counted as by hand, in bins of equal width', () => {
  const values = fc.array(fc.integer({ min: -40_000, max: 40_000 }));
  const ends = fc.tuple(fc.integer({ min: -33_000, max: 33_000 }), fc.integer({ min: 1, max: 66_000 }));
  fc.assert(
    fc.property(values, ends, fc.nat(9), (list, [from, span], fill) => {
      const parts: ValuePart[] = [{ values: Int32Array.from(list) }, { value: from, count: fill }];
      const found = binValues(parts, [from, from + span], { isWhole: true });
      const all = [...list, ...Array<number>(fill).fill(from)];
      expect(found.finite).toBe(all.length);
      expect(total(found)).toBe(all.length);
      expect(found.counts.length).toBeLessThanOrEqual(MAX_BINS);
      expect(Number.isInteger(found.width)).toBe(true);
      found.counts.forEach((count, bin) => {
        const start = found.low + bin * found.width;
        expect(count).toBe(all.filter((value) => value >= start && value < start + found.width).length);
      });
    }),
  );
});

test('a narrow range has a bin for each of its values', () => {
  const { counts, low, width } = binValues([{ values: Uint8Array.of(0, 3, 3, 255) }], [0, 255], {
    isWhole: true,
  });
  expect([counts.length, low, width]).toEqual([256, 0, 1]);
  expect([counts[0], counts[3], counts[255]]).toEqual([1, 2, 1]);
});

test('whole numbers of 64 bits are told apart where float64 does not', () => {
  const large = 2n ** 60n;
  const parts: ValuePart[] = [
    { values: BigUint64Array.of(large, large + 1n, large + 255n, large + 256n, large - 1n) },
    { value: large + 7n, count: 5 },
  ];
  // The nearest float64 to 2^60 + 255 is 2^60 + 256: the range has 257 values, two in each bin.
  const { counts, width, below, above } = binValues(parts, [2 ** 60, 2 ** 60 + 255], { isWhole: true });
  expect(width).toBe(2);
  expect([counts[0], counts[3], counts[127], counts[128], below, above]).toEqual([2, 5, 1, 1, 1, 0]);
});

test('real numbers are counted as by hand, and what is none is left out', () => {
  const value = fc.oneof(fc.double({ min: -20, max: 20 }), fc.constantFrom(NaN, Infinity, -Infinity, -5, 5));
  fc.assert(
    fc.property(fc.array(value), (list) => {
      const found = binValues([{ values: Float64Array.from(list) }], [-5, 5], { isWhole: false });
      const finite = list.filter((one) => Number.isFinite(one));
      expect(found.finite).toBe(finite.length);
      expect(total(found)).toBe(finite.length);
      expect(found.below).toBe(finite.filter((one) => one < -5).length);
      expect(found.above).toBe(finite.filter((one) => one > 5).length);
      const inside = finite.filter((one) => one >= -5 && one <= 5);
      const bin = (one: number): number => Math.min(255, Math.floor((one + 5) / (10 / 256)));
      found.counts.forEach((count, at) => expect(count).toBe(inside.filter((one) => bin(one) === at).length));
    }),
  );
});

test('quantiles are those of all finite values sorted, fill chunks among them', () => {
  const value = fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constant(NaN));
  const fills = fc.array(fc.record({ value, count: fc.nat(4) }));
  fc.assert(
    fc.property(
      fc.array(value),
      fills,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true })),
      (list, some, shares) => {
        const found = quantiles([{ values: Float32Array.from(list) }, ...some], shares);
        const all = [...list, ...some.flatMap((one) => Array<number>(one.count).fill(one.value))]
          .filter((one) => Number.isFinite(one))
          .sort((a, b) => a - b);
        const expected = shares.map((share) => all[Math.round(share * (all.length - 1))]);
        expect(found).toEqual(all.length > 0 ? expected : undefined);
      },
    ),
  );
});
