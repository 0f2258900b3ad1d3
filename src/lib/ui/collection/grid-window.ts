/** What of a grid of equal cells is in view: the first cell along each direction, and the one behind the last. */
export interface GridWindow {
  readonly rows: readonly [number, number];
  readonly columns: readonly [number, number];
}

/** One direction of a grid that is scrolled, in CSS pixels. */
export interface GridSpan {
  readonly count: number;
  readonly cell: number;
  readonly scroll: number;
  readonly view: number;
}

/** Cells beyond the edge of the view, so that the next ones can take the focus. */
const BEYOND = 1;

export function gridWindow(rows: GridSpan, columns: GridSpan): GridWindow {
  return { rows: seen(rows), columns: seen(columns) };
}

function seen({ count, cell, scroll, view }: GridSpan): [number, number] {
  const first = Math.floor(scroll / cell) - BEYOND;
  const end = Math.ceil((scroll + view) / cell) + BEYOND;
  return [Math.min(count, Math.max(0, first)), Math.max(0, Math.min(count, end))];
}

/** Where to scroll to so that cell `index` is in view; the place now when it is already. */
export function scrollTo(index: number, { cell, scroll, view }: GridSpan): number {
  const start = index * cell;
  if (start < scroll) return start;
  return start + cell > scroll + view ? start + cell - view : scroll;
}

/** Edge of the cells of a plate: as large as shows all rows and columns, within bounds. */
export function plateCell(
  [widthPx, heightPx]: readonly [number, number],
  { rows, columns }: { readonly rows: number; readonly columns: number },
  [least, most]: readonly [number, number],
): number {
  const fitting = Math.min(widthPx / Math.max(1, columns), heightPx / Math.max(1, rows));
  return Math.max(least, Math.min(most, Math.floor(fitting)));
}

/** Whole numbers from the first up to the one before the end. */
export function range([first, end]: readonly [number, number]): number[] {
  return Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
}
