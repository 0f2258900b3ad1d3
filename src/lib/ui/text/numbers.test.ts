import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalsFor, numberSigns, parseNumber, steppedText, valueText, wholeText } from './numbers';

describe('decimalsFor', () => {
  it.each([
    [1, 0],
    [5, 0],
    [0.5, 1],
    [0.25, 2],
    [0.004, 3],
    [1 / 3, 3],
    [0, 0],
    [NaN, 0],
    [1e-30, 9],
  ])('a step of %f takes %i decimals', (step, decimals) => {
    expect(decimalsFor(step)).toBe(decimals);
  });

  it('tells neighbours apart for every step from a millionth up', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (step) => {
        expect(steppedText(step, step)).not.toBe(steppedText(2 * step, step));
      }),
    );
  });
});

describe('steppedText', () => {
  it('keeps the decimals of whole positions', () => {
    expect(steppedText(12, 0.5)).toBe('12.0');
    expect(steppedText(-1204.5, 0.5)).toBe('−1,204.5');
  });
});

describe('valueText', () => {
  it.each([
    [1204, '1,204'],
    [-3, '−3'],
    [0.1234567, '0.12346'],
    [1e-9, '1.000e−9'],
    ['18446744073709551615', '18,446,744,073,709,551,615'],
    [NaN, 'NaN'],
    [-Infinity, '−Infinity'],
    [null, '–'],
  ])('shows %s as %s', (value, text) => {
    expect(valueText(value)).toBe(text);
  });
});

describe('parseNumber', () => {
  it('reads back every whole number that is shown', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        expect(parseNumber(wholeText(value))).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  it('reads what people write in other languages', () => {
    expect(parseNumber('1.204,5', numberSigns('de'))).toBe(1204.5);
    expect(parseNumber('−1\u202f204,5', numberSigns('fr'))).toBe(-1204.5);
  });

  it('refuses what is no finite number', () => {
    for (const text of ['', '  ', 'abc', '1e999', '3px']) expect(parseNumber(text)).toBeUndefined();
  });
});
