import { describe, expect, it } from 'vitest';
import { colormapGradient, slicedSwatch, swatchBackground } from './colors';

const colormaps = [{ name: 'heat', colors: ['#000', '#f00', '#fff'] }];

describe('colours of a colormap', () => {
  it('runs from low to high', () => {
    expect(colormapGradient('heat', colormaps)).toBe('linear-gradient(90deg, #000, #f00, #fff)');
  });

  it('runs from black to a colour that is named by its value', () => {
    expect(colormapGradient('#4f9dff', colormaps)).toBe('linear-gradient(90deg, #000, #4f9dff)');
    expect(swatchBackground('#4f9dff', colormaps)).toBe('#4f9dff');
  });

  it('cuts the swatch of a layer into a slice for each colour', () => {
    expect(slicedSwatch(['#f00', '#00f'])).toBe('linear-gradient(135deg, #f00 0% 50%, #00f 50% 100%)');
    expect(slicedSwatch([])).toBe('var(--surface-3)');
  });
});
