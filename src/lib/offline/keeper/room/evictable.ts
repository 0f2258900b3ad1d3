import type { EvictableSegment } from '../../evict/eviction-state';
import type { Pin } from '../../library';
import { maxSlots, type Segment } from '../../manifest/segment';
import type { SegmentIndex } from '../../manifest/segment-index';
import { parseEntryPath } from '../../names/entry-path';
import { coversChunk } from '../../pins/chunk-boxes';
import type { Leases } from './leases';

/** Whether a pin of its dataset covers an entry. What describes a dataset, and its shard indices, go with any pin of it. */
export function isPinned(pins: readonly Pin[], path: string): boolean {
  if (pins.length === 0) return false;
  const name = parseEntryPath(path);
  if (name?.kind !== 'chunk') return true;
  return coversChunk(pins, name.level, name.index);
}

/** What was found of one segment: flags of the slots that were looked at, and their bytes when it was in some state. */
interface Found {
  readonly flags: Uint8Array;
  seen: number;
  state: string;
  bytes: number;
}

/**
 * Which entries pins cover, and what these take on disk. It is asked at every write: what was found of a segment holds until
 * the pins change or the segment does. A pin is of what a dataset is now: what a later version has superseded it lets go.
 */
export class PinnedEntries {
  /** Whether nothing will read a segment, since a later version has come. */
  readonly isSuperseded: (segment: Segment) => boolean;
  #pins: readonly Pin[] = [];
  #found = new WeakMap<Segment, Found>();

  constructor(isSuperseded: (segment: Segment) => boolean) {
    this.isSuperseded = isSuperseded;
  }

  set pins(pins: readonly Pin[]) {
    this.#pins = pins;
    this.#found = new WeakMap();
  }

  get pins(): readonly Pin[] {
    return this.#pins;
  }

  /** 1 for each slot that a pin covers, whether or not it still holds something. */
  flags(segment: Segment): Uint8Array {
    const own = this.#pins.filter(({ dataset }) => dataset === segment.name.dataset);
    if (own.length === 0 || this.isSuperseded(segment)) return new Uint8Array(segment.paths.length);
    const found = this.#of(segment);
    for (; found.seen < segment.paths.length; found.seen++)
      found.flags[found.seen] = isPinned(own, segment.paths[found.seen] ?? '') ? 1 : 0;
    return found.flags.subarray(0, segment.paths.length);
  }

  /** Bytes on disk of all that pins cover, or of one dataset. */
  bytes(index: SegmentIndex, dataset?: string): number {
    const ids = [...new Set(this.#pins.map((pin) => pin.dataset))];
    return ids
      .filter((id) => dataset === undefined || dataset === id)
      .flatMap((id) => index.segmentsOf(id))
      .reduce((sum, segment) => sum + (this.isSuperseded(segment) ? 0 : this.#bytesOf(segment)), 0);
  }

  #bytesOf(segment: Segment): number {
    const found = this.#of(segment);
    const state = `${String(segment.paths.length)}/${String(segment.live)}`;
    if (found.state === state) return found.bytes;
    found.bytes = 0;
    this.flags(segment).forEach((flag, slot) => (found.bytes += flag * segment.slotBytes(slot)));
    found.state = state;
    return found.bytes;
  }

  #of(segment: Segment): Found {
    const found = this.#found.get(segment) ?? {
      flags: new Uint8Array(maxSlots),
      seen: 0,
      state: '',
      bytes: 0,
    };
    this.#found.set(segment, found);
    return found;
  }
}

/** All segments, as eviction sees them. */
export function evictableSegments(
  index: SegmentIndex,
  { pinned, leases }: { pinned: PinnedEntries; leases: Leases },
): EvictableSegment[] {
  return [...index.segments()].map((segment) => {
    const { dataset, generation, level } = segment.name;
    const count = segment.paths.length;
    const leased = new Uint8Array(count);
    if (leases.isOpen(dataset))
      segment.paths.forEach((path, slot) => (leased[slot] = leases.has(dataset, path) ? 1 : 0));
    return {
      ...{ id: segment.id, dataset, generation, level, leased },
      bytes: Uint32Array.from({ length: count }, (_, slot) => segment.slotBytes(slot)),
      usedTicks: segment.used.subarray(0, count),
      bornTicks: segment.born.subarray(0, count),
      pinned: pinned.flags(segment),
    };
  });
}
