export type Colormap = { readonly name: string; readonly colors: readonly string[] };

/** Returns the CSS background of a colormap, from low to high; a '#rrggbb' runs from black to that colour. */
export function colormapGradient(colormap: string, colormaps: readonly Colormap[]): string {
  return `linear-gradient(90deg, ${colormapColors(colormap, colormaps).join(', ')})`;
}

/** Returns the CSS background of the swatch that stands for a colormap: its colour, or several of them aslant. */
export function swatchBackground(colormap: string, colormaps: readonly Colormap[]): string {
  if (colormap.startsWith('#')) return colormap;
  return `linear-gradient(135deg, ${colormapColors(colormap, colormaps).join(', ')})`;
}

/** Returns the CSS background of a layer's swatch: one slice for each colour, at most four. */
export function slicedSwatch(backgrounds: readonly string[]): string {
  const shown = backgrounds.slice(0, 4);
  const first = shown[0];
  if (first === undefined) return 'var(--surface-3)';
  if (shown.length === 1 || shown.some((background) => !background.startsWith('#'))) return first;
  const slices = shown.map(
    (color, i) => `${color} ${(100 * i) / shown.length}% ${(100 * (i + 1)) / shown.length}%`,
  );
  return `linear-gradient(135deg, ${slices.join(', ')})`;
}

/** Returns the CSS background of the swatch of labels: their colours round a circle. */
export function wheelSwatch(colors: readonly string[]): string {
  return `conic-gradient(${[...colors, ...colors.slice(0, 1)].join(', ')})`;
}

/** Returns CSS colours of a colormap, from low to high. */
export function colormapColors(colormap: string, colormaps: readonly Colormap[]): readonly string[] {
  if (colormap.startsWith('#')) return ['#000', colormap];
  return colormaps.find(({ name }) => name === colormap)?.colors ?? ['#000', '#fff'];
}

/** Returns '#rrggbb' of the last colour of a colormap. */
export function lastColor(colormap: string, colormaps: readonly Colormap[]): string {
  const last = colormapColors(colormap, colormaps).at(-1) ?? '#ffffff';
  return /^#[0-9a-f]{3}$/i.test(last)
    ? `#${[...last.slice(1)].map((digit) => digit + digit).join('')}`
    : last;
}
