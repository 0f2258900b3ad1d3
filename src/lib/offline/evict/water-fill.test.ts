import fc from 'fast-check';
import { expect, test } from 'vitest';
import { waterFill } from './water-fill';

const claim = fc.record({
  bytes: fc.integer({ min: 0, max: 2 ** 40 }),
  weight: fc.constantFrom(1, 2, 4, 0.3, 7),
});
const claims = fc.array(claim, { maxLength: 12 });
const limit = fc.integer({ min: 0, max: 2 ** 42 });

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

const alike = (...bytes: number[]) => bytes.map((own) => ({ bytes: own, weight: 1 }));
const heavyAndLight = (heavy: number, light: number) => [
  { bytes: heavy, weight: 4 },
  { bytes: light, weight: 1 },
];

test.each([
  ['claims that fit are met', 100, alike(30, 50), [30, 50]],
  ['equal weights halve what is scarce', 100, alike(80, 90), [50, 50]],
  ['what a small claim leaves goes to the others', 100, alike(10, 90, 90), [10, 45, 45]],
  ['four times the weight is four times the share', 100, heavyAndLight(500, 500), [80, 20]],
  ['a heavy but small claim leaves the rest', 100, heavyAndLight(20, 500), [20, 80]],
  ['without room there are no shares', 0, alike(5, 0), [0, 0]],
  ['a negative limit is none', -5, alike(5), [0]],
  ['without claims there are no shares', 100, [], []],
])('%s', (_, limitBytes, all, shares) => {
  expect(waterFill(limitBytes, all)).toEqual(shares);
});

test('shares add up to the limit, or to all claims when these are less', () => {
  fc.assert(
    fc.property(limit, claims, (limitBytes, all) => {
      const expected = Math.min(limitBytes, sum(all.map(({ bytes }) => bytes)));
      expect(Math.abs(sum(waterFill(limitBytes, all)) - expected)).toBeLessThanOrEqual(1e-9 * expected);
    }),
  );
});

test('nobody has more than it claims, and nobody who lacks something stands lower than another', () => {
  fc.assert(
    fc.property(limit, claims, (limitBytes, all) => {
      const shares = waterFill(limitBytes, all);
      const heights = all.map(({ weight }, i) => (shares[i] ?? 0) / weight);
      const highest = Math.max(0, ...heights);
      all.forEach(({ bytes }, i) => {
        expect(shares[i]).toBeLessThanOrEqual(bytes);
        if ((shares[i] ?? 0) < bytes) expect(heights[i]).toBeGreaterThanOrEqual(highest * (1 - 1e-9));
      });
    }),
  );
});

test('a larger limit takes from nobody', () => {
  fc.assert(
    fc.property(limit, limit, claims, (limitBytes, more, all) => {
      const before = waterFill(limitBytes, all);
      waterFill(limitBytes + more, all).forEach((share, i) =>
        expect(share).toBeGreaterThanOrEqual((before[i] ?? 0) * (1 - 1e-9)),
      );
    }),
  );
});
