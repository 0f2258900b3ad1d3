/** Width classes of the design; the last two are phones, upright and on their side. */
export type Layout = 'wide' | 'medium' | 'narrow' | 'phone' | 'phone-side';

/**
 * Returns the layout for a window, in CSS pixels. `textScale`: how much larger than usual the reader has set text; a wide window
 * of large words has room for no more than a narrow one of small words.
 */
export function layoutFor(width: number, height: number, textScale = 1): Layout {
  const room = width / textScale;
  if (height < 500) return 'phone-side';
  if (room < 600) return 'phone';
  if (room < 840) return 'narrow';
  return room < 1200 ? 'medium' : 'wide';
}

export function isPhone(layout: Layout): boolean {
  return layout === 'phone' || layout === 'phone-side';
}

/** How far the bottom sheet is up. */
export type SheetStop = 'closed' | 'half' | 'full';

/** Heights of the sheet's stops, CSS pixels, in rising order. */
export type SheetHeights = Readonly<Record<SheetStop, number>>;

/** A small screen keeps more than a third of itself for the picture above the half-open sheet. */
const HALF_SHARE = 0.58;

/** Height of a row of pills or of an axis in the closed sheet, CSS pixels. */
const CLOSED_ROW = 54;
/** Of the grip above them. */
const CLOSED_GRIP = 42;

/** Returns the stops for a window of `height` CSS pixels; closed, the sheet holds the layer pills and perhaps an axis. */
export function sheetHeights(height: number, hasAxis: boolean, textScale = 1): SheetHeights {
  const rows = (count: number) => Math.round(CLOSED_GRIP + count * CLOSED_ROW * textScale);
  const full = Math.max(rows(2), height - 64);
  const half = Math.min(460 * textScale, Math.round(height * HALF_SHARE), full);
  return { closed: rows(hasAxis ? 2 : 1), half: Math.max(half, rows(2)), full };
}

const stops: readonly SheetStop[] = ['closed', 'half', 'full'];

/** Returns the stop nearest to a height that the finger left the sheet at. */
export function nearestStop(sheetHeight: number, heights: SheetHeights): SheetStop {
  const distance = (stop: SheetStop) => Math.abs(heights[stop] - sheetHeight);
  return stops.reduce((nearest, stop) => (distance(stop) < distance(nearest) ? stop : nearest));
}

/** Returns the stop that a press of the grip leads to: up, and from the top back down. */
export function nextStop(stop: SheetStop): SheetStop {
  if (stop === 'closed') return 'half';
  return stop === 'half' ? 'full' : 'closed';
}

/** Returns the next stop up, or down for -1; at an end it stays. */
export function steppedStop(stop: SheetStop, by: 1 | -1): SheetStop {
  return stops[stops.indexOf(stop) + by] ?? stop;
}

/** What of a page's height an on-screen keyboard covers. */
export interface VisiblePart {
  /** Heights of the page and of what is seen of it, CSS pixels. */
  readonly pageHeight: number;
  readonly seenHeight: number;
  /** How far what is seen is from the page's top. */
  readonly offsetTop: number;
  /** Above 1 while the page is zoomed into, which hides its lower part as well. */
  readonly scale: number;
}

/** Bars that come and go are lower than any keyboard. */
const MIN_KEYBOARD_PX = 100;

/** Returns the height of the on-screen keyboard, CSS pixels; 0 while there is none. */
export function keyboardHeight({ pageHeight, seenHeight, offsetTop, scale }: VisiblePart): number {
  const covered = pageHeight - seenHeight - offsetTop;
  return scale > 1.05 || covered < MIN_KEYBOARD_PX ? 0 : Math.round(covered);
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

/** Between a panel and what is beside it, CSS pixels. */
export const GUTTER = 12;

/** Returns the area that panels cover at each edge, with a gutter to the picture. */
export function insetsFor(layout: Layout, sizes: PanelSizes) {
  const gutter = GUTTER;
  const beside = (size: number) => (size > 0 ? size + 2 * gutter : gutter);
  const top = beside(sizes.top);
  if (layout === 'phone-side') return { left: gutter, right: beside(sizes.sheet), top, bottom: gutter };
  if (layout === 'phone') return { left: gutter, right: gutter, top, bottom: sizes.sheet + gutter };
  const [left, right] = [beside(sizes.layers), beside(sizes.library)];
  return { left, right, top, bottom: sizes.status + beside(sizes.dimensions) };
}
