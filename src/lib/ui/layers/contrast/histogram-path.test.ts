import { expect, it } from 'vitest';
import { chartX, gammaPath, histogramPath } from './histogram-path';

it('draws a bin as high as the square root of its count, the highest nearly to the top', () => {
  const histogram = { counts: Uint32Array.of(100, 25, 0), low: 0, width: 0.5, finite: 125 };
  expect(histogramPath(histogram, [0, 1.5])).toBe(
    'M0 66L0.0 6.0L88.0 6.0L88.0 36.0L176.0 36.0L176.0 66.0L264.0 66.0L264 66Z',
  );
});

it('draws a whole number in the middle of its bin', () => {
  const histogram = { counts: Uint32Array.of(4, 4, 4), low: 0, width: 1, finite: 12 };
  expect(histogramPath(histogram, [0, 2])).toContain('L66.0 6.0L198.0 6.0'.slice(0, 9));
  expect(chartX(1, [0, 2])).toBe(132);
});

it('draws a gamma of 1 as a straight line between the limits, and others above or below it', () => {
  expect(gammaPath(1, [25, 75], [0, 100])).toMatch(/^M66\.0 60\.0L.*L132\.0 33\.0L.*L198\.0 6\.0$/);
  expect(gammaPath(0.5, [0, 100], [0, 100])).toContain('L132.0 21.8');
});

it('survives a range without width', () => {
  const histogram = { counts: Uint32Array.of(9), low: 7, width: 1, finite: 9 };
  expect(histogramPath(histogram, [7, 7])).not.toContain('NaN');
});
