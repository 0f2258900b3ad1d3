import type { AttributeRow } from '../../../app';

/** A row with its place in the whole document, by which it is folded. */
export interface PlacedRow extends AttributeRow {
  readonly at: number;
}

/**
 * The rows that are to be seen: all but those within what is folded, or, while something is searched for, those that have it in
 * their name or value, with what they stand in.
 */
export function shownAttributes(
  rows: readonly AttributeRow[],
  { query, folded }: { readonly query: string; readonly folded: ReadonlySet<number> },
): PlacedRow[] {
  const wanted = query.trim().toLowerCase();
  return wanted === '' ? unfolded(rows, folded) : found(rows, wanted);
}

function unfolded(rows: readonly AttributeRow[], folded: ReadonlySet<number>): PlacedRow[] {
  const shown: PlacedRow[] = [];
  let hiddenBelow = Infinity;
  rows.forEach((row, at) => {
    if (row.depth > hiddenBelow) return;
    hiddenBelow = folded.has(at) ? row.depth : Infinity;
    shown.push({ ...row, at });
  });
  return shown;
}

function found(rows: readonly AttributeRow[], wanted: string): PlacedRow[] {
  const shown = new Map<number, PlacedRow>();
  /** The rows that the current one stands in, outermost first. */
  const above: PlacedRow[] = [];
  rows.forEach((row, at) => {
    above.length = row.depth;
    above[row.depth] = { ...row, at };
    const isFound =
      row.key.toLowerCase().includes(wanted) || row.value?.toLowerCase().includes(wanted) === true;
    if (isFound) for (const each of above) shown.set(each.at, each);
  });
  return [...shown.values()].sort((a, b) => a.at - b.at);
}
