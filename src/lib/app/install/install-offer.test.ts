import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatVisits, installOffer, parseVisits, withVisit } from './install-offer';

const HOUR_MS = 3_600_000;
const fresh = { way: 'ask', visits: 1, hasKept: false, isDeclined: false } as const;

describe('the offer to install', () => {
  it('is not made on a first look', () => {
    expect(installOffer(fresh)).toBeUndefined();
  });

  it('is made on the second visit, and once something was kept offline', () => {
    expect(installOffer({ ...fresh, visits: 2 })).toBe('ask');
    expect(installOffer({ ...fresh, hasKept: true, way: 'by-hand' })).toBe('by-hand');
  });

  it('is not made again once declined, nor where it cannot be taken', () => {
    expect(installOffer({ ...fresh, visits: 9, hasKept: true, isDeclined: true })).toBeUndefined();
    expect(installOffer({ ...fresh, visits: 9, way: undefined })).toBeUndefined();
  });
});

describe('visits', () => {
  it('are counted once an hour', () => {
    const first = withVisit(parseVisits(null), 50 * HOUR_MS);
    expect(first.visits).toBe(1);
    expect(withVisit(first, 50.9 * HOUR_MS).visits).toBe(1);
    expect(withVisit(first, 52 * HOUR_MS).visits).toBe(2);
  });

  it('are remembered as they were written, and begin anew whatever else is stored', () => {
    const memory = fc.record({ visits: fc.nat(), lastMs: fc.nat(), isDeclined: fc.boolean() });
    fc.assert(
      fc.property(memory, (written) => {
        expect(parseVisits(formatVisits(written))).toEqual(written);
      }),
    );
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(parseVisits(text).visits).toBe(0);
      }),
    );
  });
});
