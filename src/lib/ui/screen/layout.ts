/** Width classes of the design; the last two are phones, upright and on their side. */
export type Layout = 'wide' | 'medium' | 'narrow' | 'phone' | 'phone-side';

/** Returns the layout for a window, in CSS pixels. */
export function layoutFor(width: number, height: number): Layout {
  if (height < 500) return 'phone-side';
  if (width < 600) return 'phone';
  if (width < 840) return 'narrow';
  return width < 1200 ? 'medium' : 'wide';
}

export function isPhone(layout: Layout): boolean {
  return layout === 'phone' || layout === 'phone-side';
}

/** How far the bottom sheet is up. */
export type SheetStop = 'closed' | 'half' | 'full';

/** Heights of the sheet's stops, CSS pixels, in rising order. */
export type SheetHeights = Readonly<Record<SheetStop, number>>;

/** Returns the stops for a window of `height` CSS pixels; closed, the sheet holds the layer pills and perhaps an axis. */
export function sheetHeights(height: number, hasAxis: boolean): SheetHeights {
  const full = Math.max(150, height - 64);
  return { closed: hasAxis ? 150 : 96, half: Math.min(460, full), full };
}

/** Returns the stop nearest to a height that the finger left the sheet at. */
export function nearestStop(sheetHeight: number, heights: SheetHeights): SheetStop {
  const distance = (stop: SheetStop) => Math.abs(heights[stop] - sheetHeight);
  const stops: readonly SheetStop[] = ['closed', 'half', 'full'];
  return stops.reduce((nearest, stop) => (distance(stop) < distance(nearest) ? stop : nearest));
}

/** Returns the stop that a press of the grip leads to: up, and from the top back down. */
export function nextStop(stop: SheetStop): SheetStop {
  if (stop === 'closed') return 'half';
  return stop === 'half' ? 'full' : 'closed';
}

/** What the panels measure, in CSS pixels; 0 for what is not there. */
export interface PanelSizes {
  readonly top: number;
  readonly layers: number;
  /** The panel at the right. */
  readonly library: number;
  readonly dimensions: number;
  readonly status: number;
  readonly sheet: number;
}

/** Returns the area that panels cover at each edge, with a gutter to the picture. */
export function insetsFor(layout: Layout, sizes: PanelSizes) {
  const gutter = 12;
  const beside = (size: number) => (size > 0 ? size + 2 * gutter : gutter);
  const top = beside(sizes.top);
  if (layout === 'phone-side') return { left: gutter, right: beside(sizes.sheet), top, bottom: gutter };
  if (layout === 'phone') return { left: gutter, right: gutter, top, bottom: sizes.sheet + gutter };
  const [left, right] = [beside(sizes.layers), beside(sizes.library)];
  return { left, right, top, bottom: sizes.status + beside(sizes.dimensions) };
}
