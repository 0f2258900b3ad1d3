import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scaleBar } from './scale-bar';

test.each([
  [1, 'micrometer', '150 µm', 150],
  [100, 'micrometer', '1 µm', 100],
  [1000, 'micrometer', '150 nm', 150],
  [0.1, 'nanometer', '1 µm', 100],
  [1e-3, 'millimeter', '150 m', 150],
  [1, 'angstrom', '15 nm', 150],
  [1, undefined, '150', 150],
  [1e-4, undefined, '1 × 10⁶', 100],
  [1e6, undefined, '1.5 × 10⁻⁴', 150],
  [0.02, undefined, '5,000', 100],
  [1, 'parrot', '150 parrot', 150],
  [10, 'second', '15 s', 150],
])('at zoom %d in %s the bar says %s', (zoom, unit, label, lengthPx) => {
  expect(scaleBar(zoom, unit)).toEqual({ label, lengthPx: expect.closeTo(lengthPx, 6) as number });
});

test('an inch is converted', () => {
  expect(scaleBar(100, 'inch')?.label).toBe('25 mm');
});

const zooms = fc.double({ min: -8, max: 8, noNaN: true }).map((exponent) => 10 ** exponent);

test('from zoom 1e-8 to 1e8 the bar is 80 to 150 pixels long and its label is its length', () => {
  const powers = [...'⁰¹²³⁴⁵⁶⁷⁸⁹'];
  const valueOf = (label: string) => {
    const [digits = '', power = ''] = label.replaceAll(',', '').split(' × 10');
    const plain = [...power].map((char) => (char === '⁻' ? '-' : powers.indexOf(char))).join('');
    return Number(`${digits}e${plain || 0}`);
  };
  fc.assert(
    fc.property(zooms, (zoom) => {
      const bar = scaleBar(zoom);
      expect(bar?.lengthPx).toBeGreaterThanOrEqual(80);
      expect(bar?.lengthPx).toBeLessThanOrEqual(150);
      expect(valueOf(bar?.label ?? '') * zoom).toBeCloseTo(bar?.lengthPx ?? NaN, 6);
    }),
    { numRuns: 2000 },
  );
});

test.each(['nanometer', 'micrometer', 'meter', 'kilometer', 'inch', 'second'])(
  'in %s the label has at most four digits or a power of ten',
  (unit) => {
    fc.assert(
      fc.property(zooms, (zoom) => {
        const bar = scaleBar(zoom, unit);
        expect(bar?.lengthPx).toBeGreaterThanOrEqual(80);
        expect(bar?.lengthPx).toBeLessThanOrEqual(150);
        expect(bar?.label).toMatch(
          /^[\d.,]{1,7}( × 10⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)? (fm|pm|nm|µm|mm|m|km|fs|ps|ns|µs|ms|s)$/,
        );
      }),
    );
  },
);

test('there is no bar for a zoom that is no number', () => {
  expect(scaleBar(NaN)).toBeUndefined();
  expect(scaleBar(0)).toBeUndefined();
});
