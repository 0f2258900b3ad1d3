import type { ChunkBox, Pin } from '../library';

/** Names one chunk of a dataset; the index is in chunk units, store order. */
export interface ChunkPlace {
  readonly level: number;
  readonly index: readonly number[];
}

/** Whether any of some pins, all of one dataset, keeps a chunk. */
export function coversChunk(pins: readonly Pin[], level: number, index: readonly number[]): boolean {
  return pins.some(({ boxes }) => boxes.some((box) => box.level === level && holds(box, index)));
}

function holds({ low, high }: ChunkBox, index: readonly number[]): boolean {
  return (
    index.length === low.length &&
    index.every((place, axis) => place >= (low[axis] ?? 0) && place < (high[axis] ?? 0))
  );
}

/** Number of chunks in a box; 0 where it ends before it begins on any axis. Not exact above 2^53. */
export function boxChunkCount({ low, high }: ChunkBox): number {
  return low.reduce((product, from, axis) => product * Math.max(0, (high[axis] ?? 0) - from), 1);
}

/**
 * Yields the chunks of some boxes one by one, coarse levels first, so that what is there shows all of it early; within a level
 * box by box, and in these the last axis runs fastest. A chunk that several boxes of a level hold comes with the first of them.
 * It takes no memory that grows with the boxes.
 */
export function* chunksOf(boxes: readonly ChunkBox[]): Generator<ChunkPlace, undefined> {
  const coarseFirst = [...boxes].sort((a, b) => b.level - a.level);
  for (const [i, box] of coarseFirst.entries()) {
    const before = coarseFirst.slice(0, i).filter(({ level }) => level === box.level);
    for (const index of indicesOf(box))
      if (!before.some((other) => holds(other, index))) yield { level: box.level, index };
  }
}

function* indicesOf(box: ChunkBox): Generator<readonly number[], undefined> {
  if (boxChunkCount(box) === 0) return;
  const { low, high } = box;
  const index = [...low];
  for (;;) {
    yield [...index];
    let axis = index.length - 1;
    while (axis >= 0 && (index[axis] ?? 0) + 1 >= (high[axis] ?? 0)) {
      index[axis] = low[axis] ?? 0;
      axis--;
    }
    if (axis < 0) return;
    index[axis] = (index[axis] ?? 0) + 1;
  }
}
