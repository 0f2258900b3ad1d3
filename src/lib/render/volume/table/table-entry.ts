/**
 * What the shader reads of a cell of the page table, two words. First: kind, how many levels of the table coarser the
 * brick that stands in is, and its slot. Second: the value of a brick that holds one only, as the bits of a float32, or
 * the bounds of a stored one, the upper halves of two float32, lowest below, rounded outwards. Of labels, a brick of one has
 * its low word there, and its high word, up to 25 bits of it, in place of a slot.
 */
export interface TableEntry {
  readonly kind: EntryKind;
  readonly delta: number;
  readonly slot: number;
  readonly bounds: number;
}

/** Nothing is known; every voxel is the fill value; every voxel is the same; stored in a slot. */
export const entryKinds = ['missing', 'empty', 'uniform', 'resident'] as const;
export type EntryKind = (typeof entryKinds)[number];

export const KIND_BITS = 2;
export const DELTA_BITS = 5;
/** A brick that is this much coarser can still stand in. */
export const MAX_DELTA = 2 ** DELTA_BITS - 1;

export function packEntry({ kind, delta, slot }: Omit<TableEntry, 'bounds'>): number {
  return (entryKinds.indexOf(kind) | (delta << KIND_BITS) | (slot << (KIND_BITS + DELTA_BITS))) >>> 0;
}

export function unpackEntry(word: number, bounds: number): TableEntry {
  return {
    kind: entryKinds[word & 3] ?? 'missing',
    delta: (word >>> KIND_BITS) & MAX_DELTA,
    slot: word >>> (KIND_BITS + DELTA_BITS),
    bounds,
  };
}

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

export function floatBits(value: number): number {
  float[0] = value;
  return bits[0] ?? 0;
}

/** Packs the bounds of a stored brick: what it holds lies between what {@link unpackBounds} returns. */
export function packBounds(min: number, max: number): number {
  return ((upperHalf(max, 1) << 16) | upperHalf(min, -1)) >>> 0;
}

export function unpackBounds(word: number): readonly [number, number] {
  const [min = 0, max = 0] = new Float32Array(Uint32Array.of(word << 16, word & 0xffff0000).buffer);
  return [min, max];
}

/** The upper half of a float32, away from 0 where that is the direction: `side` 1 is up, −1 down. */
function upperHalf(value: number, side: 1 | -1): number {
  const whole = floatBits(value);
  const isCut = (whole & 0xffff) !== 0;
  return (whole >>> 16) + (isCut && Math.sign(value) === side ? 1 : 0);
}
