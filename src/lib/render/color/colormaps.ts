import { colormapTables } from './colormap-tables';

/** One colour, each part 0–255. */
export type Rgb = readonly [number, number, number];

const black: Rgb = [0, 0, 0];
const white: Rgb = [255, 255, 255];

/** Ramps of few stops, evenly spaced. BOP and inverted ("I") ramps: C. Leterrier's ChrisLUTs (MIT), as napari has them. */
const ramps: Readonly<Record<string, readonly Rgb[]>> = {
  gray: [black, white],
  gray_r: [white, black],
  red: [black, [255, 0, 0]],
  green: [black, [0, 255, 0]],
  blue: [black, [0, 0, 255]],
  cyan: [black, [0, 255, 255]],
  magenta: [black, [255, 0, 255]],
  yellow: [black, [255, 255, 0]],
  'bop blue': [black, [32, 173, 248]],
  'bop orange': [black, [237, 165, 30]],
  'bop purple': [black, [148, 32, 148]],
  'I Blue': [white, [0, 51, 204]],
  'I Bordeaux': [white, [204, 0, 51]],
  'I Forest': [white, [0, 153, 0]],
  'I Orange': [white, [255, 117, 0]],
  'I Purple': [white, [117, 0, 255]],
};

/** Colormaps that are a formula of `t`, 0–1; 'fire' and 'ice' as VisPy defines them, 'HiLo' as napari does. */
const formulas: Readonly<Record<string, (t: number) => Rgb>> = {
  fire: (t) => [255, 255 * (1 - t * t * t), 255 * (1 - t) ** 2],
  ice: (t) => [255 * t, 255 * t, 255],
  HiLo: (t) => (t <= 0 ? [0, 0, 255] : t >= 1 ? [255, 0, 0] : [255 * t, 255 * t, 255 * t]),
};

/** Names that a colormap menu offers, napari's where napari has one; ramps of one hue first. */
export const colormapNames: readonly string[] = [
  ...Object.keys(ramps).filter((name) => !name.startsWith('I ')),
  ...Object.keys(colormapTables),
  ...Object.keys(formulas),
  ...Object.keys(ramps).filter((name) => name.startsWith('I ')),
];

/** Returns the colour of '#rrggbb', or `undefined` when `text` is not of that form. */
export function parseHexColor(text: string): Rgb | undefined {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text);
  if (!match) return undefined;
  return [parseInt(match[1] ?? '', 16), parseInt(match[2] ?? '', 16), parseInt(match[3] ?? '', 16)];
}

/** Returns the colour of the ramp from black, '#rrggbb' or a named one, or `undefined` when it is no such ramp. */
export function rampTint(colormap: string): Rgb | undefined {
  const stops = Object.hasOwn(ramps, colormap) ? ramps[colormap] : undefined;
  if (stops) return stops[0] === black ? stops[1] : undefined;
  return parseHexColor(colormap);
}

/**
 * Returns the colours of a colormap as a function of `t`, 0–1, not rounded. '#rrggbb' is the ramp from black to that
 * colour; a name that is not known is shown as gray, so that a link from a newer version still opens.
 */
export function colormapFunction(colormap: string): (t: number) => Rgb {
  const formula = Object.hasOwn(formulas, colormap) ? formulas[colormap] : undefined;
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
  if (Object.hasOwn(ramps, colormap)) return ramps[colormap] ?? [black, white];
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
