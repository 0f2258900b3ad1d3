import { black, colormapFormulas, colormapRamps, type Rgb, white } from './colormap-ramps';
import { colormapTables } from './colormap-tables';

/** Colormaps that belong together in a menu. */
export interface ColormapGroup {
  readonly title: string;
  readonly names: readonly string[];
}

/** Colormaps as a menu offers them: napari's, by napari's names, first those of one hue. */
export const colormapGroups: readonly ColormapGroup[] = [
  {
    title: 'One colour',
    names: [
      ...['gray', 'red', 'green', 'blue', 'cyan', 'magenta', 'yellow'],
      ...['bop blue', 'bop orange', 'bop purple'],
    ],
  },
  { title: 'Even steps', names: ['viridis', 'magma', 'inferno', 'plasma', 'cividis', 'turbo', 'cubehelix'] },
  {
    title: 'Around a middle',
    names: ['PiYG', 'coolwarm', 'RdBu', 'Spectral', 'diverging', 'PuGr', 'GrBu', 'GrBu_d'],
  },
  { title: 'In a circle', names: ['hsv', 'hsl', 'husl', 'twilight', 'twilight_shifted'] },
  {
    title: 'On white',
    names: [
      ...['gray_r', 'I Blue', 'I Bordeaux', 'I Forest', 'I Orange', 'I Purple'],
      ...['blues', 'greens', 'reds', 'light_blues', 'orange'],
    ],
  },
  {
    title: 'More hues',
    names: ['gist_earth', 'fire', 'hot', 'ice', 'autumn', 'cool', 'spring', 'summer', 'winter'],
  },
  { title: 'Marking values', names: ['HiLo', 'NaN'] },
];

/** Names that a colormap menu offers, in its order. */
export const colormapNames: readonly string[] = colormapGroups.flatMap(({ names }) => names);

/** The colormap that shows where values are no numbers. */
export const NAN_COLORMAP = 'NaN';

/** Returns the colour of '#rrggbb', or `undefined` when `text` is not of that form. */
export function parseHexColor(text: string): Rgb | undefined {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text);
  if (!match) return undefined;
  return [parseInt(match[1] ?? '', 16), parseInt(match[2] ?? '', 16), parseInt(match[3] ?? '', 16)];
}

/** Returns the colour of the ramp from black, '#rrggbb' or a named one, or `undefined` when it is no such ramp. */
export function rampTint(colormap: string): Rgb | undefined {
  const stops = Object.hasOwn(colormapRamps, colormap) ? colormapRamps[colormap] : undefined;
  if (stops) return stops[0] === black ? stops[1] : undefined;
  return parseHexColor(colormap);
}

/**
 * Returns the colours of a colormap as a function of `t`, 0–1, not rounded. '#rrggbb' is the ramp from black to that
 * colour; a name that is not known is shown as gray, so that a link from a newer version still opens.
 */
export function colormapFunction(colormap: string): (t: number) => Rgb {
  const formula = Object.hasOwn(colormapFormulas, colormap) ? colormapFormulas[colormap] : undefined;
  if (formula) return formula;
  const stops = stopsOf(colormap);
  return (t) => interpolate(stops, t);
}

/** Returns `count` CSS colours of a colormap, from low to high. */
export function colormapColors(colormap: string, count: number): string[] {
  const colorAt = colormapFunction(colormap);
  return Array.from({ length: count }, (_, i) => {
    const digits = colorAt(count > 1 ? i / (count - 1) : 1).map((part) =>
      Math.round(part).toString(16).padStart(2, '0'),
    );
    return `#${digits.join('')}`;
  });
}

function stopsOf(colormap: string): readonly Rgb[] {
  const tint = parseHexColor(colormap);
  if (tint) return [black, tint];
  if (Object.hasOwn(colormapRamps, colormap)) return colormapRamps[colormap] ?? [black, white];
  const table = Object.hasOwn(colormapTables, colormap) ? colormapTables[colormap] : undefined;
  if (!table) return [black, white];
  return (table.join('').match(/.{6}/g) ?? []).map((digits) => parseHexColor(`#${digits}`) ?? black);
}

function interpolate(stops: readonly Rgb[], t: number): Rgb {
  const place = t * (stops.length - 1);
  const index = Math.min(Math.floor(place), stops.length - 2);
  const a = stops[index] ?? black;
  const b = stops[index + 1] ?? a;
  const mix = (from: number, to: number): number => from + (to - from) * (place - index);
  return [mix(a[0], b[0]), mix(a[1], b[1]), mix(a[2], b[2])];
}
