import { isAbsent } from '../manifest/segment';
import type { Place, SegmentIndex } from '../manifest/segment-index';
import type { KeeperMessage, KeptSegment } from '../messages';

/** The end of a port to one decode worker. */
export interface ReaderPort {
  post(message: KeeperMessage): void;
}

/** The decode workers, and which datasets each of them reads. */
export class Readers {
  readonly #index: SegmentIndex;
  readonly #attached = new Map<string, Set<ReaderPort>>();

  constructor(index: SegmentIndex) {
    this.#index = index;
  }

  /** Tells a reader what is kept of a dataset, and goes on telling it of changes. */
  attach(port: ReaderPort, dataset: string, generation: number): void {
    const ports = this.#attached.get(dataset) ?? new Set();
    this.#attached.set(dataset, ports.add(port));
    this.#tell(port, dataset, generation);
  }

  /** Tells of everything anew, after the index was read again or the generation has changed. */
  refresh(dataset: string, generation: number): void {
    for (const port of this.#attached.get(dataset) ?? []) this.#tell(port, dataset, generation);
  }

  datasets(): Iterable<string> {
    return this.#attached.keys();
  }

  added(dataset: string, generation: number, segment: KeptSegment): void {
    for (const port of this.#attached.get(dataset) ?? [])
      port.post({ type: 'added', dataset, generation, segment });
  }

  /** Tells that entries are gone; of what has come again meanwhile, where it is now. */
  removed(dataset: string, generation: number, paths: readonly string[]): void {
    const gone = paths.filter((path) => {
      const place = this.#index.find(dataset, generation, path);
      if (place) this.added(dataset, generation, listingOf(place));
      return !place;
    });
    if (gone.length === 0) return;
    for (const port of this.#attached.get(dataset) ?? [])
      port.post({ type: 'removed', dataset, generation, paths: gone });
  }

  /** The latest generation first; a dataset that was opened before it changed goes on with an earlier one. */
  #tell(port: ReaderPort, dataset: string, generation: number): void {
    port.post(this.#entries(dataset, generation));
    for (const other of this.#index.generationsOf(dataset))
      if (other < generation) port.post(this.#entries(dataset, other));
  }

  #entries(dataset: string, generation: number): KeeperMessage {
    const segments = this.#index.segmentsOf(dataset, generation).map((each) => this.#index.listing(each));
    return { type: 'entries', dataset, generation, segments };
  }
}

/** One entry, as readers are told of it. */
export function listingOf({ segment, slot }: Place): KeptSegment {
  const path = segment.paths[slot] ?? '';
  const isHere = !segment.has(slot, isAbsent);
  return { cache: segment.id, paths: isHere ? path : '', absent: isHere ? '' : path };
}
