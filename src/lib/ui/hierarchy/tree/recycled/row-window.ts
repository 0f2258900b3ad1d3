/** A list of rows of one height that is scrolled, in CSS pixels. */
export interface RowSpan {
  readonly count: number;
  readonly rowPx: number;
  readonly scrollPx: number;
  readonly viewPx: number;
}

/** Rows beyond each edge of the view, so that there is something to see before a scroll has been answered. */
const BEYOND = 4;

/**
 * Which rows are there: the first, and the one behind the last. However the list is scrolled, they are as many, as long as there
 * are that many: then no element has to be made for them.
 */
export function rowWindow({ count, rowPx, scrollPx, viewPx }: RowSpan): readonly [number, number] {
  const size = Math.min(count, Math.ceil(viewPx / rowPx) + 1 + 2 * BEYOND);
  const first = Math.max(0, Math.min(count - size, Math.floor(scrollPx / rowPx) - BEYOND));
  return [first, first + size];
}

/** A row, and the element that shows it, by its number. */
export interface SlottedRow<Row> {
  readonly row: Row;
  readonly index: number;
  readonly slot: number;
}

/**
 * Gives rows elements, in the order of the rows. A row that has one keeps it; those of rows that have gone show the new ones, in
 * their order, so that elements are moved only where some rows stay. What has not changed is the same object as before.
 */
export function slotRows<Row extends { readonly key: string }>(
  rows: readonly Row[],
  indices: readonly number[],
  before: readonly SlottedRow<Row>[],
): SlottedRow<Row>[] {
  const held = new Map(before.map((slotted) => [slotted.row.key, slotted]));
  const shown = indices.flatMap((index) => {
    const row = rows[index];
    if (!row) return [];
    const old = held.get(row.key);
    held.delete(row.key);
    return [{ row, index, old }];
  });
  const free = [...held.values()].map(({ slot }) => slot);
  let last = Math.max(-1, ...before.map(({ slot }) => slot));
  return shown.map(({ row, index, old }) => {
    if (old?.row === row && old.index === index) return old;
    return { row, index, slot: old?.slot ?? free.shift() ?? ++last };
  });
}
