import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { steppedText } from '../text/numbers';
import { typedIndex, typedWorld } from './typed-place';

describe('typedWorld', () => {
  it.each([
    ['31', 'micrometer', 31],
    [' 31.5 µm ', 'micrometer', 31.5],
    ['31um', 'micrometer', 31],
    ['−1,234.5', 'micrometer', -1234.5],
    ['0.5 mm', 'micrometer', 500],
    ['2 min', 'second', 120],
    ['1e3', 'second', 1000],
    ['12 frames', 'frames', 12],
    ['7', undefined, 7],
  ])('reads %j on an axis in %s', (text, unit, world) => {
    expect(typedWorld(text, unit)).toBeCloseTo(world, 9);
  });

  it.each([
    ['', 'second'],
    ['here', 'second'],
    ['3 m', 'second'],
    ['3 m', undefined],
    ['1 2', 'second'],
    ['Infinity', 'second'],
  ])('makes nothing of %j on an axis in %s', (text, unit) => {
    expect(typedWorld(text, unit)).toBeUndefined();
  });

  it('reads what the field shows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e6, max: 1e6 }),
        fc.constantFrom(1, 0.5, 0.25, 0.001),
        (index, step) => {
          const text = `${steppedText(index * step, step)} µm`;
          expect(typedWorld(text, 'micrometer')).toBeCloseTo(index * step, 6);
        },
      ),
    );
  });
});

describe('typedIndex', () => {
  it('counts steps from 1, with or without how many there are', () => {
    expect(typedIndex('12')).toBe(11);
    expect(typedIndex('1,200 / 5,000')).toBe(1199);
    expect(typedIndex('x')).toBeUndefined();
  });
});
