import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultLimitBytes, emergencyBytes, learnedLimitBytes, limitInForce } from './quota';

const MIB = 2 ** 20;
const GIB = 2 ** 30;

describe('the default limit', () => {
  test.each([
    ['desktop', 8 * GIB],
    ['tablet', 2 * GIB],
    ['phone', GIB],
  ] as const)(
    'of a %s is %d bytes where the browser says nothing, or that there is plenty',
    (device, bytes) => {
      expect(defaultLimitBytes(device)).toBe(bytes);
      expect(defaultLimitBytes(device, { quotaBytes: 1000 * GIB, otherBytes: GIB })).toBe(bytes);
    },
  );

  test('is half of what the browser leaves, where that is less', () => {
    expect(defaultLimitBytes('desktop', { quotaBytes: 5 * GIB, otherBytes: GIB })).toBe(2 * GIB);
  });

  test.each([0, NaN, GIB, Infinity])('is not lowered by a quota that cannot be: %d', (quotaBytes) => {
    expect(defaultLimitBytes('phone', { quotaBytes, otherBytes: GIB })).toBe(GIB);
  });
});

describe('what a refused write teaches', () => {
  test('is nine tenths of what was kept', () => {
    expect(learnedLimitBytes(1000)).toBe(900);
  });

  test.each([
    ['holds at once', { bytes: 400, days: 0 }, 400],
    ['recovers by a twentieth of the limit each day', { bytes: 400, days: 2 }, 500],
    ['recovers by the hour, too', { bytes: 400, days: 0.5 }, 425],
    ['recovers from nothing', { bytes: 0, days: 10 }, 500],
    ['never raises the limit', { bytes: 400, days: 100 }, 1000],
    ['means nothing above the limit', { bytes: 5000, days: 0 }, 1000],
    ['stays while the clock is behind', { bytes: 400, days: -5 }, 400],
  ])('%s', (_, learned, bytes) => {
    expect(limitInForce(1000, learned)).toBe(bytes);
  });

  test('is nothing before the first', () => {
    expect(limitInForce(1000)).toBe(1000);
  });

  test('is forgotten after twenty days, whatever it was', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31), fc.nat(2 ** 31), (limitBytes, bytes) => {
        expect(limitInForce(limitBytes, { bytes, days: 20 })).toBe(limitBytes);
      }),
    );
  });

  test('settles below what the browser bears, however often it is tried', () => {
    const bearableBytes = 3 * GIB;
    let learned = { bytes: Infinity, days: 0 };
    for (let refusals = 0; refusals < 100; refusals++) {
      const kept = Math.min(limitInForce(8 * GIB, learned), bearableBytes);
      learned = { bytes: learnedLimitBytes(kept), days: 0.5 };
      expect(learned.bytes).toBeLessThanOrEqual(0.9 * bearableBytes);
    }
    expect(learned.bytes).toBeGreaterThan(0.5 * bearableBytes);
  });
});

describe('what goes when a write is refused', () => {
  test.each([
    ['is a twentieth of what is kept', 2000 * MIB, 100 * MIB],
    ['is 64 MiB at least', 1000 * MIB, 64 * MIB],
    ['is a quarter of little that is kept', 10 * MIB, 2.5 * MIB],
    ['is nothing of nothing', 0, 0],
  ])('%s', (_, accountedBytes, bytes) => {
    expect(emergencyBytes(accountedBytes)).toBe(bytes);
  });
});
