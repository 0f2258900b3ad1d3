import { describe, expect, it } from 'vitest';
import { detailText } from './preference-options';

describe('what the preferences say of the detail', () => {
  it('is nothing where nothing is held back', () => {
    expect(detailText({ maxPixelRatio: Infinity, quality: 1, reasons: [] })).toBeUndefined();
  });

  it('names why, and what is less', () => {
    expect(detailText({ maxPixelRatio: 1.5, quality: 1, reasons: ['battery'] })).toBe(
      'Now, on battery: up to 1.5 pixels a point.',
    );
    expect(detailText({ maxPixelRatio: 2, quality: 0.5, reasons: ['touch', 'data-saver'] })).toBe(
      'Now, a touch screen, data saver is on: up to 2 pixels a point; coarser levels, so less to fetch.',
    );
  });

  it('names no reason for what was chosen', () => {
    expect(detailText({ maxPixelRatio: 1, quality: 0.5, reasons: [] })).toMatch(
      /^Now: up to 1 pixel a point/,
    );
  });
});
