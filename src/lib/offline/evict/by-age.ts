import type { EvictableSegment } from './eviction-state';
import { oldestFirst, type CanGo, type Entry } from './oldest-first';

/** What is kept of one level. */
interface AgingLevel {
  readonly level: number;
  readonly segments: readonly EvictableSegment[];
}

/** The oldest entry of a level, and those behind it. */
interface Head {
  readonly others: Generator<Entry, undefined>;
  /** What a tick counts. */
  readonly weight: number;
  oldest: Entry;
  /** That of the oldest, weighted. */
  age: number;
}

/**
 * Yields the entries of some levels, finest first, that may go by their age, the ticks since they were last used, of which one
 * counts `aging` times less on each coarser level. So of one tick finer entries go first and of one level older ones, and still no
 * level is spared for ever: what was seen of a coarse one long ago makes room for a fine one that is looked at now.
 */
export function* byAge(
  levels: readonly AgingLevel[],
  canGo: CanGo,
  { nowTick, aging }: { readonly nowTick: number; readonly aging: number },
): Generator<Entry, undefined> {
  const ageOf = ({ segment, slot }: Entry) => Math.max(0, nowTick - (segment.usedTicks[slot] ?? 0));
  const heads = levels.flatMap(({ level, segments }): Head[] => {
    const others = oldestFirst(segments, canGo);
    const weight = aging ** -level;
    const oldest = others.next().value;
    return oldest ? [{ others, weight, oldest, age: weight * ageOf(oldest) }] : [];
  });
  for (let next = heads[0]; next; next = heads[0]) {
    for (const head of heads) if (head.age > next.age) next = head;
    yield next.oldest;
    const oldest = next.others.next().value;
    if (oldest) {
      next.oldest = oldest;
      next.age = next.weight * ageOf(oldest);
    } else heads.splice(heads.indexOf(next), 1);
  }
}
