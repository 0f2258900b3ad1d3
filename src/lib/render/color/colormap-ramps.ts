/** One colour, each part 0–255. */
export type Rgb = readonly [number, number, number];

export const black: Rgb = [0, 0, 0];
export const white: Rgb = [255, 255, 255];

/** Ramps of few stops, evenly spaced. BOP and inverted ("I") ramps: C. Leterrier's ChrisLUTs (MIT), as napari has them. */
const napariRamps = {
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
  /** Where a value is no number it is red; numbers are gray. */
  NaN: [black, white],
} satisfies Record<string, readonly Rgb[]>;

/**
 * Presets of VisPy (`vispy.color.colormap`, BSD), which napari takes by name as well. The colours of 'husl', 'diverging',
 * 'PuGr', 'GrBu' and 'GrBu_d' are HSLuv hues (VisPy's arguments) in sRGB.
 */
const vispyRamps = {
  autumn: [
    [255, 0, 0],
    [255, 255, 0],
  ],
  blues: [white, [0, 0, 255]],
  cool: [
    [0, 255, 255],
    [255, 0, 255],
  ],
  greens: [white, [0, 255, 0]],
  reds: [white, [255, 0, 0]],
  spring: [
    [255, 0, 255],
    [255, 255, 0],
  ],
  summer: [
    [0, 127.5, 102],
    [255, 255, 102],
  ],
  light_blues: [
    [229.5, 246.5, 255],
    [51, 187, 255],
  ],
  orange: [
    [255, 244.375, 229.5],
    [255, 170, 51],
  ],
  diverging: [
    [110, 171, 254],
    [234.6, 234.6, 234.6],
    [254, 135, 112],
  ],
  PuGr: [
    [97, 34, 156],
    [234.6, 234.6, 234.6],
    [24, 80, 52],
  ],
  GrBu: [
    [71, 161, 90],
    [234.6, 234.6, 234.6],
    [100, 142, 226],
  ],
  GrBu_d: [
    [71, 161, 90],
    [33.9, 33.9, 33.9],
    [100, 142, 226],
  ],
  hsl: [
    [255, 0, 0],
    [255, 255, 0],
    [0, 255, 0],
    [0, 255, 255],
    [0, 0, 255],
    [255, 0, 255],
  ],
  husl: [
    [254, 131, 159],
    [211, 162, 11],
    [93, 191, 11],
    [13, 189, 176],
    [37, 179, 254],
    [235, 126, 254],
  ],
} satisfies Record<string, readonly Rgb[]>;

export const colormapRamps: Readonly<Record<string, readonly Rgb[]>> = { ...napariRamps, ...vispyRamps };

/** Colormaps that are a formula of `t`, 0–1; 'fire', 'hot', 'ice' and 'winter' as VisPy defines them, 'HiLo' as napari does. */
export const colormapFormulas: Readonly<Record<string, (t: number) => Rgb>> = {
  fire: (t) => [255, 255 * (1 - t * t * t), 255 * (1 - t) ** 2],
  hot: (t) => [255 * smoothstep(0, 0.33, t), 255 * smoothstep(0.33, 0.66, t), 255 * smoothstep(0.66, 1, t)],
  ice: (t) => [255 * t, 255 * t, 255],
  winter: (t) => [0, 255 * Math.sqrt(t), 255 - 127.5 * Math.sqrt(t)],
  HiLo: (t) => (t <= 0 ? [0, 0, 255] : t >= 1 ? [255, 0, 0] : [255 * t, 255 * t, 255 * t]),
};

function smoothstep(low: number, high: number, t: number): number {
  const x = Math.min(1, Math.max(0, (t - low) / (high - low)));
  return x * x * (3 - 2 * x);
}
