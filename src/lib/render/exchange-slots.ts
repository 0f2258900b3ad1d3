/**
 * The slot that an upload goes to while uploads are exchanged on purpose, to see whether that is found: of every four slots
 * the first two change places.
 */
export function exchangedSlot(slot: number, slots: number): number {
  const other = slot ^ 1;
  return (slot & 2) !== 0 || other >= slots ? slot : other;
}
