import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bufferBars, sharesOf } from './buffer-bars';
import { bufferText } from './buffer-text';

type Runs = readonly (readonly [number, number])[];

const place = { lengthPx: 100, endPx: 7 };
const bufferOf = (count: number, runs: { sharp?: Runs; coarse?: Runs; kept?: Runs }) => ({
  ...{ count, sharp: [], coarse: [], kept: [], sharpSteps: 0, coarseSteps: 0, keptSteps: 0 },
  ...runs,
});

describe('bufferBars', () => {
  it('has each step around where the thumb stands, and joins neighbours', () => {
    const { sharp, coarse, kept } = bufferBars(
      bufferOf(11, { sharp: [[0, 2]], coarse: [[5, 6]], kept: [[9, 11]] }),
      place,
    );
    expect(sharp).toBe('M-7 -5H15v10H-7z');
    expect(coarse).toBe('M45 -3H55v6H45z');
    expect(kept).toBe('M85 6H107v2H85z');
  });

  it('draws a bar for a pixel where there are more steps, as high as its share', () => {
    const { sharp } = bufferBars(bufferOf(1000, { sharp: [[500, 505]] }), place);
    expect(sharp).toBe('M50 -3.5H51v7H50z');
  });

  it('never draws more bars than there are pixels', () => {
    const single = Array.from({ length: 5000 }, (_, step) => [step * 2, step * 2 + 1] as const);
    const { sharp } = bufferBars(bufferOf(10_000, { sharp: single }), place);
    expect((sharp.match(/M/g) ?? []).length).toBeLessThanOrEqual(100);
  });

  it('draws nothing where there is nothing, also on an axis of one step', () => {
    expect(bufferBars(bufferOf(1, {}), place)).toEqual({ sharp: '', coarse: '', kept: '' });
    expect(bufferBars(bufferOf(1, { sharp: [[0, 1]] }), place).sharp).toBe('M-7 -5H107v10H-7z');
  });
});

describe('sharesOf', () => {
  it('counts every step once, in the bar that it belongs to', () => {
    const runs = fc.uniqueArray(fc.nat(999), { maxLength: 20 }).map((ends) => {
      const sorted = [...ends].sort((a, b) => a - b);
      return sorted.flatMap((from, at) => (at % 2 === 0 ? [[from, sorted[at + 1] ?? 1000] as const] : []));
    });
    fc.assert(
      fc.property(runs, fc.integer({ min: 1, max: 1000 }), (given, bars) => {
        const steps = given.reduce((sum, [from, to]) => sum + to - from, 0);
        const shares = sharesOf(given, { count: 1000, bars });
        expect(shares.reduce((sum, share) => sum + share * (1000 / bars), 0)).toBeCloseTo(steps, 6);
        expect(Math.max(...shares)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('bufferText', () => {
  it('says what is loaded, what only coarsely and what is kept', () => {
    const buffer = bufferOf(50, {});
    expect(bufferText({ ...buffer, sharpSteps: 12 })).toBe('12 of 50 steps loaded');
    expect(bufferText({ ...buffer, sharpSteps: 12, coarseSteps: 3, keptSteps: 30 })).toBe(
      '12 of 50 steps loaded, 3 more coarsely, 30 kept on this device',
    );
  });
});
