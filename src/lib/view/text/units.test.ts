import { expect, test } from 'vitest';
import { decimalsFor, formatNumber } from './format-value';
import { unitFactor, unitSymbol } from './units';

test.each([
  ['micrometer', 'nanometer', 1000],
  ['nanometer', 'micrometer', 1e-3],
  ['angstrom', 'nanometer', 0.1],
  ['inch', 'millimeter', 25.4],
  ['mile', 'kilometer', 1.609344],
  ['hour', 'second', 3600],
  ['minute', 'millisecond', 60_000],
  ['µm', 'micrometer', 1],
  ['um', 'nm', 1000],
  ['micrometre', 'micrometer', 1],
  ['min', 'second', 60],
  ['h', 'minute', 60],
  ['parrot', 'parrot', 1],
])('one %s in %s is %d', (from, to, factor) => {
  expect(unitFactor(from, to)).toBeCloseTo(factor, 9);
});

test('what measures something else, or is not known, has no factor', () => {
  expect(unitFactor('meter', 'second')).toBeUndefined();
  expect(unitFactor('parrot', 'meter')).toBeUndefined();
  expect(unitFactor('toString', 'meter')).toBeUndefined();
});

test('units are abbreviated, and unknown ones stand for themselves', () => {
  expect(['micrometer', 'angstrom', 'second', 'kilometer', 'parrot'].map(unitSymbol)).toEqual([
    'µm',
    'Å',
    's',
    'km',
    'parrot',
  ]);
});

test.each([
  [1, 0],
  [5, 0],
  [0.5, 1],
  [0.1, 1],
  [0.05, 2],
  [1e-3, 3],
  [0, 0],
  [1e-30, 12],
])('a step of %d needs %d decimals', (step, decimals) => {
  expect(decimalsFor(step)).toBe(decimals);
});

test.each([
  [1234567.891, 2, '1,234,567.89'],
  [-1234.5, 1, '-1,234.5'],
  [-0.001, 1, '0.0'],
  [999, 0, '999'],
  [134000001.5, 1, '134,000,001.5'],
  [NaN, 1, 'NaN'],
])('%d with %d decimals is written %s', (value, decimals, text) => {
  expect(formatNumber(value, decimals)).toBe(text);
});
