import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelOf } from '../../core';
import { labelColor } from './label-color';

const labels = fc.bigInt({ min: 1n, max: 2n ** 64n - 1n });
const seeds = fc.nat(2 ** 32 - 1);

describe('labelColor', () => {
  it('never changes', () => {
    expect([1n, 2n, 3n, 2n ** 53n + 1n, labelOf(-1)].map((label) => labelColor(label, 0)))
      .toMatchInlineSnapshot(`
      [
        [
          52,
          173,
          243,
        ],
        [
          200,
          194,
          80,
        ],
        [
          234,
          155,
          234,
        ],
        [
          18,
          192,
          134,
        ],
        [
          3,
          144,
          112,
        ],
      ]
    `);
  });

  it('tells every bit of 64 apart', () => {
    fc.assert(
      fc.property(labels, fc.nat(63), seeds, (label, bit, seed) => {
        const changed = [0, 1, 2, 3].map((more) => label ^ (1n << BigInt(bit)) ^ (BigInt(more) << 17n));
        const colors = new Set(changed.map((other) => labelColor(other, seed).join()));
        expect(colors.size).toBeGreaterThan(1);
      }),
    );
  });

  it('is neither grey nor dark', () => {
    fc.assert(
      fc.property(labels, seeds, (label, seed) => {
        const [r, g, b] = labelColor(label, seed);
        for (const part of [r, g, b]) expect(part >= 0 && part <= 255 && Number.isInteger(part)).toBe(true);
        expect(Math.max(r, g, b)).toBeGreaterThan(125);
        expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeGreaterThan(60);
      }),
    );
  });

  it('keeps neighbours well apart, whatever the seed', () => {
    fc.assert(
      fc.property(labels, seeds, (label, seed) => {
        const first = label & ~15n;
        const hues = Array.from({ length: 16 }, (_, i) => hueOf(labelColor(first + BigInt(i), seed)));
        hues.sort((a, b) => a - b);
        const gaps = hues.map((hue, i) =>
          i === 0 ? hue + 360 - (hues.at(-1) ?? 0) : hue - (hues[i - 1] ?? 0),
        );
        expect(Math.min(...gaps)).toBeGreaterThan(2);
        expect(Math.max(...gaps)).toBeLessThan(75);
      }),
    );
  });

  it('shuffles with another seed', () => {
    const of = (seed: number): string[] =>
      Array.from({ length: 64 }, (_, i) => labelColor(BigInt(i + 1), seed).join());
    const [before, after] = [of(0), of(1)];
    expect(before.filter((color, i) => color === after[i]).length).toBeLessThan(8);
  });

  it('gives −1 one colour in every signed type', () => {
    expect(labelColor(labelOf(-1), 7)).toEqual(labelColor(labelOf(-1n), 7));
    expect(labelOf(-1)).toBe(2n ** 64n - 1n);
  });
});

/** Degrees. */
function hueOf([r, g, b]: readonly [number, number, number]): number {
  const angle = Math.atan2(Math.sqrt(3) * (g - b), 2 * r - g - b);
  return ((angle * 180) / Math.PI + 360) % 360;
}
