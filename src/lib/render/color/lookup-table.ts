import { colormapFunction, colormapNames, rampTint } from './colormaps';

/** Entries of one colormap: four times what 8 bits show, so that the nearest entry is within half a count. */
export const LOOKUP_WIDTH = 1024;

/** All colormaps that are not a ramp from black, as texels `rgba8[LOOKUP_WIDTH · rows]`, one row each. */
export interface LookupTable {
  readonly texels: Uint8Array;
  readonly rows: number;
  /** Row of a colormap; absent for ramps from black, which the shader computes. */
  readonly rowOf: (colormap: string) => number | undefined;
}

export function makeLookupTable(): LookupTable {
  const names = colormapNames.filter((name) => rampTint(name) === undefined);
  const rows = new Map(names.map((name, row) => [name, row]));
  const texels = new Uint8Array(LOOKUP_WIDTH * names.length * 4).fill(255);
  names.forEach((name, row) => {
    const colorAt = colormapFunction(name);
    for (let i = 0; i < LOOKUP_WIDTH; i++) {
      const color = colorAt(i / (LOOKUP_WIDTH - 1));
      texels.set(color.map(Math.round), (row * LOOKUP_WIDTH + i) * 4);
    }
  });
  return { texels, rows: names.length, rowOf: (colormap) => rows.get(colormap) };
}
