import { data } from 'js-colormaps-es';
import { describe, expect, it } from 'vitest';
import { colormapColors, colormapFunction, colormapNames, rampTint } from './colormaps';
import { colormapTables } from './colormap-tables';
import { LOOKUP_WIDTH, makeLookupTable } from './lookup-table';

describe('colormaps', () => {
  it('has at least 20 names, each once', () => {
    expect(colormapNames.length).toBeGreaterThanOrEqual(20);
    expect(new Set(colormapNames).size).toBe(colormapNames.length);
  });

  it.each(Object.keys(colormapTables))('%s stays within 2 of 255 of the original', (name) => {
    const colors = data[name]?.colors ?? [];
    expect(colors.length).toBeGreaterThan(200);
    colors.forEach((color, i) => {
      const ours = colormapFunction(name)(i / (colors.length - 1));
      color.forEach((part, k) => expect(Math.abs((ours[k] ?? -99) - part * 255)).toBeLessThanOrEqual(2.6));
    });
  });

  it('runs from black to a colour that is given in digits', () => {
    expect(colormapColors('#ff8000', 3)).toEqual(['#000000', '#804000', '#ff8000']);
    expect(rampTint('#ff8000')).toEqual([255, 128, 0]);
  });

  it('marks only the ends of HiLo', () => {
    expect(colormapColors('HiLo', 3)).toEqual(['#0000ff', '#808080', '#ff0000']);
  });

  it('shows a name it does not know as gray', () => {
    expect(colormapColors('constructor', 2)).toEqual(['#000000', '#ffffff']);
  });

  it('gives each colormap that is no ramp from black a row of the lookup table', () => {
    const table = makeLookupTable();
    expect(table.rowOf('gray')).toBeUndefined();
    expect(table.rowOf('#ff8000')).toBeUndefined();
    const row = table.rowOf('gray_r') ?? -1;
    expect([...table.texels.subarray(row * LOOKUP_WIDTH * 4, row * LOOKUP_WIDTH * 4 + 4)]).toEqual([
      255, 255, 255, 255,
    ]);
    expect(table.texels.length).toBe(table.rows * LOOKUP_WIDTH * 4);
  });
});
