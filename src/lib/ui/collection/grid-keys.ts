/** A place of a grid. */
export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

export interface GridExtent {
  readonly rows: number;
  readonly columns: number;
  /** Rows of a page. */
  readonly page: number;
}

/** Where a key leads from a place of a grid, as in any grid; `undefined` for other keys. */
export function stepIn(
  { key, ctrlKey, metaKey, altKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>,
  { row, column }: GridPlace,
  { rows, columns, page }: GridExtent,
): GridPlace | undefined {
  if (altKey) return undefined;
  const isFar = ctrlKey || metaKey;
  const steps: Readonly<Record<string, readonly [number, number]>> = {
    ArrowUp: [isFar ? -row : -1, 0],
    ArrowDown: [isFar ? rows : 1, 0],
    ArrowLeft: [0, isFar ? -column : -1],
    ArrowRight: [0, isFar ? columns : 1],
    PageUp: [-page, 0],
    PageDown: [page, 0],
    Home: [isFar ? -row : 0, -column],
    End: [isFar ? rows : 0, columns],
  };
  const step = Object.hasOwn(steps, key) ? steps[key] : undefined;
  if (!step) return undefined;
  const within = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));
  return { row: within(row + step[0], rows), column: within(column + step[1], columns) };
}
