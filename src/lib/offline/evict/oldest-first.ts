import type { EvictableSegment } from './eviction-state';

/** One entry that may go. */
export interface Entry {
  readonly segment: EvictableSegment;
  readonly slot: number;
  readonly bytes: number;
}

export type CanGo = (segment: EvictableSegment, slot: number) => boolean;

/**
 * Yields the entries of some segments that may go, least recently used first; those of one tick in the order of segments, then
 * of slots. Nothing is sorted before the first is asked for.
 */
export function* oldestFirst(
  segments: readonly EvictableSegment[],
  canGo: CanGo,
): Generator<Entry, undefined> {
  const slotsEach = Math.max(0, ...segments.map(({ bytes }) => bytes.length));
  const keys = sortedKeys(segments, canGo, slotsEach);
  for (let i = 0; i < keys.length; i += 2) {
    const place = keys[i] ?? 0;
    const slot = place % slotsEach;
    const segment = segments[(place - slot) / slotsEach];
    if (segment) yield { segment, slot, bytes: segment.bytes[slot] ?? 0 };
  }
}

/**
 * Returns `segment · slotsEach + slot` and the tick of each entry that may go, in turn, sorted by tick, then by place. Read as
 * numbers of 64 bits these pairs sort themselves, several times as fast as by a function that compares; the lower half comes
 * first on every machine that runs browsers.
 */
function sortedKeys(
  segments: readonly EvictableSegment[],
  canGo: CanGo,
  slotsEach: number,
): Uint32Array<ArrayBuffer> {
  const pairs = new BigUint64Array(segments.length * slotsEach);
  const halves = new Uint32Array(pairs.buffer);
  let length = 0;
  for (const [i, segment] of segments.entries())
    for (let slot = 0; slot < segment.bytes.length; slot++) {
      if (segment.bytes[slot] === 0 || !canGo(segment, slot)) continue;
      halves[length++] = i * slotsEach + slot;
      halves[length++] = segment.usedTicks[slot] ?? 0;
    }
  pairs.subarray(0, length / 2).sort();
  return halves.subarray(0, length);
}
