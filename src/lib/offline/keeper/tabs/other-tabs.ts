import { isDead, Segment, type NewSlot } from '../../manifest/segment';
import type { SegmentIndex } from '../../manifest/segment-index';
import { parseCacheName } from '../../names/cache-name';
import type { KeeperEffects } from '../keeper-effects';
import { listingOf, type Readers } from '../readers';
import type { TabMessage } from './tabs';

type Followed = Extract<TabMessage, { type: 'appended' | 'killed' | 'dropped' | 'flushed' }>;

export interface OtherTabsParts {
  readonly effects: KeeperEffects;
  readonly index: SegmentIndex;
  readonly readers: Readers;
  /** Tells the readers of a dataset everything anew. */
  readonly refresh: (dataset: string) => void;
}

/** Does with the own index what other tabs did to the database. Whoever fills a segment numbers its slots. */
export class OtherTabs {
  readonly #parts: OtherTabsParts;

  constructor(parts: OtherTabsParts) {
    this.#parts = parts;
  }

  /** Rejects with the database's error. */
  async follow(message: Followed): Promise<void> {
    if (message.type === 'flushed') return this.#catchUp(message.segments);
    const { index, effects, readers } = this.#parts;
    const name = parseCacheName(message.segment);
    if (name?.scope !== effects.scope) return;
    const known = index.segment(message.segment);
    if (message.type === 'appended') {
      if (name.owner === effects.owner) return;
      const segment = known ?? new Segment(message.segment, name);
      if (!known && message.at === 0) index.put(segment);
      this.#append(segment, message);
    } else if (known) {
      const gone = message.type === 'killed' ? index.kill(known, message.slots) : index.remove(known.id);
      readers.removed(name.dataset, name.generation, gone);
    }
  }

  /** Slots that come after some which were missed are left until they are in the database. */
  #append(
    segment: Segment,
    { at, slots }: { readonly at: number; readonly slots: readonly NewSlot[] },
  ): void {
    const { index, readers } = this.#parts;
    const { dataset, generation } = segment.name;
    for (const [i, slot] of slots.entries()) {
      if (at + i !== segment.paths.length || segment.isFull) continue;
      const place = { segment, slot: index.append(segment, slot) };
      readers.added(dataset, generation, listingOf(place));
    }
  }

  /** Reads the rows of segments of which this tab missed something. */
  async #catchUp(written: readonly { readonly segment: string; readonly count: number }[]): Promise<void> {
    const { index, effects, refresh } = this.#parts;
    const behind = written.filter(({ segment, count }) => {
      const isOurs = parseCacheName(segment)?.scope === effects.scope;
      return isOurs && (index.segment(segment)?.paths.length ?? 0) < count;
    });
    if (behind.length === 0) return;
    const rows = await effects.database.segments.bulkGet(behind.map(({ segment }) => segment));
    for (const row of rows) if (row && index.follow(row)) refresh(row.dataset);
  }
}

/** Slots of a segment from one on, as other tabs are told of them. */
export function newSlots(segment: Segment, from: number): NewSlot[] {
  return segment.paths.slice(from).map((path, i) => ({
    ...{ path, length: segment.lengths[from + i] ?? 0, tick: segment.born[from + i] ?? 0 },
    isAbsent: (segment.flags[from + i] ?? 0) > isDead,
  }));
}
