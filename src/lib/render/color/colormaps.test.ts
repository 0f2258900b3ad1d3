import { data } from 'js-colormaps-es';
import { describe, expect, it } from 'vitest';
import { colormapColors, colormapFunction, colormapNames, rampTint } from './colormaps';
import { colormapFormulas, colormapRamps } from './colormap-ramps';
import { colormapTables } from './colormap-tables';
import { LOOKUP_WIDTH, makeLookupTable } from './lookup-table';

describe('colormaps', () => {
  it('offers every colormap once', () => {
    const known = [colormapRamps, colormapTables, colormapFormulas].flatMap((maps) => Object.keys(maps));
    expect([...colormapNames].sort()).toEqual(known.sort());
  });

  it('has all that napari offers', () => {
    const napari =
      'bop blue,bop orange,bop purple,blue,cyan,gist_earth,gray,gray_r,green,HiLo,hsv,I Blue,I Bordeaux,I Forest,I Orange,' +
      'I Purple,inferno,magenta,magma,NaN,PiYG,plasma,red,turbo,twilight,twilight_shifted,viridis,yellow';
    expect(colormapNames).toEqual(expect.arrayContaining(napari.split(',')));
  });

  it.each([
    ['green', ['#000000', '#008000', '#00ff00']],
    ['gray_r', ['#ffffff', '#808080', '#000000']],
    ['bop orange', ['#000000', '#77530f', '#eda51e']],
    ['I Bordeaux', ['#ffffff', '#e68099', '#cc0033']],
    ['I Purple', ['#ffffff', '#ba80ff', '#7500ff']],
    ['viridis', ['#440154', '#21908c', '#fde725']],
    ['magma', ['#000004', '#b63779', '#fcfdbf']],
    ['twilight', ['#e2d9e2', '#2f1437', '#e2d9e2']],
    ['PiYG', ['#8e0152', '#f7f7f7', '#276419']],
    ['cubehelix', ['#000000', '#a07a4b', '#ffffff']],
    ['fire', ['#ffffff', '#ffdf40', '#ff0000']],
    ['ice', ['#0000ff', '#8080ff', '#ffffff']],
    ['hot', ['#000000', '#ff8500', '#ffffff']],
    ['winter', ['#0000ff', '#00b4a5', '#00ff80']],
    ['GrBu', ['#47a15a', '#ebebeb', '#648ee2']],
    ['hsl', ['#ff0000', '#00ff80', '#ff00ff']],
    ['NaN', ['#000000', '#808080', '#ffffff']],
  ])('%s has its colours at its ends and in its middle', (name, colors) => {
    expect(colormapColors(name, 3)).toEqual(colors);
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
