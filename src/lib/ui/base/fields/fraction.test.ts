import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fractionOf, movedWindow, sliderStep } from './fraction';

describe('fractionOf', () => {
  it('is clamped, and 0 without a range', () => {
    expect(fractionOf(5, 0, 10)).toBe(0.5);
    expect(fractionOf(-5, 0, 10)).toBe(0);
    expect(fractionOf(50, 0, 10)).toBe(1);
    expect(fractionOf(3, 3, 3)).toBe(0);
  });
});

describe('movedWindow', () => {
  it('keeps its width and stays in range', () => {
    const whole = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(whole, whole, fc.integer({ min: -500, max: 500 }), (a, b, delta) => {
        const before = [Math.min(a, b), Math.max(a, b)] as const;
        const [low, high] = movedWindow(before, delta, [0, 255]);
        expect(high - low).toBe(before[1] - before[0]);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(255);
      }),
    );
  });
});

describe('sliderStep', () => {
  it('is a whole value up to 16 bits, and a thousandth beyond or for real numbers', () => {
    expect(sliderStep([0, 65535], true)).toBe(1);
    expect(sliderStep([0, 1_000_000], true)).toBe(1000);
    expect(sliderStep([0, 1], false)).toBe(0.001);
    expect(sliderStep([2, 2], false)).toBe(1);
  });
});
