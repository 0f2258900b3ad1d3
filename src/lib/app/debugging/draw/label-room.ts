/** Labels in rows nearer to one another than this, CSS pixels, would hide each other. */
const ROW_PX = 20;
/** What is left free between two labels of a row. */
const GAP_PX = 6;

/** Where a label is to stand, CSS pixels. */
export interface LabelSpan {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Keeps labels from lying over one another: what comes first has its place. */
export class LabelRoom {
  readonly #taken = new Map<string, (readonly [number, number])[]>();

  /** Takes the room of a label of some group; false where another of the group has some of it. */
  take(group: string, { x, y, width }: LabelSpan): boolean {
    const row = Math.floor(y / ROW_PX);
    const [from, to] = [x - GAP_PX / 2, x + width + GAP_PX / 2];
    const isTaken = [row - 1, row, row + 1].some((at) =>
      this.#taken.get(nameOf(group, at))?.some(([low, high]) => from < high && to > low),
    );
    if (isTaken) return false;
    const own = this.#taken.get(nameOf(group, row)) ?? [];
    own.push([from, to]);
    this.#taken.set(nameOf(group, row), own);
    return true;
  }
}

function nameOf(group: string, row: number): string {
  return `${group} ${String(row)}`;
}
