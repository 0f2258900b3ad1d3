/** Where a row is on the screen: px from the top. */
export interface RowPlace {
  readonly top: number;
  readonly bottom: number;
}

/**
 * Returns before which row a dragged one is dropped at a height of the screen, 0 being the first and `rows.length` the end;
 * the middle of each row decides.
 */
export function dropPlace(rows: readonly RowPlace[], y: number): number {
  const at = rows.findIndex(({ top, bottom }) => y < (top + bottom) / 2);
  return at < 0 ? rows.length : at;
}

/** Returns the place of the dragged row once it is taken out and put in before `place`. */
export function placeAfterDrop(from: number, place: number): number {
  return place > from ? place - 1 : place;
}
