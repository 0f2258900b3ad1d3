import type { SegmentRow, TouchRow } from '../../db';
import { isAbsent, isDead, Segment, type NewSlot } from './segment';

/** Where an entry is. */
export interface Place {
  readonly segment: Segment;
  readonly slot: number;
}

/** All that is kept, by dataset, generation and path; made from the rows of the database, and kept true to them. */
export class SegmentIndex {
  readonly #segments = new Map<string, Segment>();
  /** By `dataset/generation`, and then by path. */
  readonly #places = new Map<string, Map<string, Place>>();
  /** Other entries of the same path, which count once that one is gone. Two tabs may have written it at once. */
  readonly #hidden = new Map<string, Place[]>();
  #bytes = 0;
  #live = 0;

  /** On disk, of all that is alive. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Entries that have a body. */
  get live(): number {
    return this.#live;
  }

  segments(): IterableIterator<Segment> {
    return this.#segments.values();
  }

  segment(id: string): Segment | undefined {
    return this.#segments.get(id);
  }

  segmentsOf(dataset: string, generation?: number): Segment[] {
    return [...this.#segments.values()].filter(
      ({ name }) => name.dataset === dataset && (generation === undefined || name.generation === generation),
    );
  }

  /** Generations of which something is kept, the latest first. */
  generationsOf(dataset: string): number[] {
    const found = new Set(this.segmentsOf(dataset).map(({ name }) => name.generation));
    return [...found].sort((a, b) => b - a);
  }

  /** Adds rows or replaces what they say; returns those that cannot be read. */
  load(rows: readonly SegmentRow[], touches: ReadonlyMap<string, TouchRow> = new Map()): SegmentRow[] {
    return rows.filter((row) => {
      const segment = Segment.fromRow(row, touches.get(row.id));
      if (segment) this.put(segment);
      return !segment;
    });
  }

  /** Takes a segment in, in place of one of the same name. Of two entries of one path the later one counts that has a body. */
  put(segment: Segment): void {
    this.remove(segment.id);
    this.#segments.set(segment.id, segment);
    this.#bytes += segment.bytes;
    this.#live += segment.live;
    this.#place(segment, 0);
  }

  /**
   * Takes over what a row says of a segment: slots that are new here, and those that have gone. Whoever fills a segment has
   * all of its slots; what others know of it are the first of them. Returns whether it said anything new.
   */
  follow(row: SegmentRow): boolean {
    const segment = this.#segments.get(row.id);
    if (!segment) return this.load([row]).length === 0;
    const [before, { bytes, live }] = [segment.paths.length, segment];
    const added = segment.extend(row);
    this.#bytes += segment.bytes - bytes;
    this.#live += segment.live - live;
    this.#place(segment, before);
    const dead = [...row.flags.keys()].filter((slot) => ((row.flags[slot] ?? 0) & isDead) !== 0);
    return this.kill(segment, dead).length > 0 || added > 0;
  }

  /** Where an entry is, absent ones included; `undefined` when nothing is kept of it. */
  find(dataset: string, generation: number, path: string): Place | undefined {
    return this.#places.get(`${dataset}/${String(generation)}`)?.get(path);
  }

  append(segment: Segment, entry: NewSlot): number {
    if (this.#segments.get(segment.id) !== segment) throw new Error(`${segment.id} is not in the index.`);
    const { bytes, live } = segment;
    const slot = segment.append(entry);
    this.#bytes += segment.bytes - bytes;
    this.#live += segment.live - live;
    this.#cover(this.#placesOf(segment), entry.path, { segment, slot });
    return slot;
  }

  /** Marks slots as gone; returns their paths, of those that counted. */
  kill(segment: Segment, slots: Iterable<number>): string[] {
    if (this.#segments.get(segment.id) !== segment) return [];
    const { bytes, live } = segment;
    const places = this.#placesOf(segment);
    const gone: string[] = [];
    for (const slot of slots) {
      const path = segment.paths[slot];
      if (path === undefined || !segment.kill(slot)) continue;
      const place = places.get(path);
      if (place?.segment !== segment || place.slot !== slot) continue;
      this.#uncover(segment, path);
      gone.push(path);
    }
    this.#bytes += segment.bytes - bytes;
    this.#live += segment.live - live;
    return gone;
  }

  /** Forgets a segment; returns its paths, of the entries that counted. */
  remove(id: string): string[] {
    const segment = this.#segments.get(id);
    if (!segment) return [];
    const places = this.#placesOf(segment);
    const gone = [...new Set(segment.paths)].filter((path) => places.get(path)?.segment === segment);
    this.#segments.delete(id);
    for (const path of gone) this.#uncover(segment, path);
    this.#bytes -= segment.bytes;
    this.#live -= segment.live;
    return gone;
  }

  clear(): void {
    this.#segments.clear();
    this.#places.clear();
    this.#hidden.clear();
    this.#bytes = 0;
    this.#live = 0;
  }

  /** Paths of a segment as the readers are told of them: those that have a body, and those that are known to be absent. */
  listing(segment: Segment): { cache: string; paths: string; absent: string } {
    const places = this.#placesOf(segment);
    const isKept = (path: string, slot: number): boolean => {
      const place = places.get(path);
      return place?.segment === segment && place.slot === slot;
    };
    const kept = segment.paths.filter(isKept);
    const [absent, paths] = [true, false].map((wanted) =>
      kept.filter((path) => this.#isAbsent(places.get(path)) === wanted).join('\n'),
    );
    return { cache: segment.id, paths: paths ?? '', absent: absent ?? '' };
  }

  #place(segment: Segment, from: number): void {
    const places = this.#placesOf(segment);
    for (let slot = from; slot < segment.paths.length; slot++)
      if (!segment.has(slot, isDead)) this.#cover(places, segment.paths[slot] ?? '', { segment, slot });
  }

  /** `places`: those of the segment's dataset and generation, looked up once for all of its slots. */
  #cover(places: Map<string, Place>, path: string, place: Place): void {
    const { segment } = place;
    const other = places.get(path);
    const isLess = other !== undefined && this.#isAbsent(place) && !this.#isAbsent(other);
    if (!isLess) places.set(path, place);
    if (!other) return;
    const key = hiddenKey(segment, path);
    this.#hidden.set(key, [...(this.#hidden.get(key) ?? []), isLess ? place : other]);
  }

  /** Lets the latest of the others count that is still there. */
  #uncover(segment: Segment, path: string): void {
    const key = hiddenKey(segment, path);
    const left = (this.#hidden.get(key) ?? []).filter(
      ({ segment: own, slot }) => this.#segments.get(own.id) === own && !own.has(slot, isDead),
    );
    const next = left.findLast((place) => !this.#isAbsent(place)) ?? left.at(-1);
    if (next) this.#placesOf(segment).set(path, next);
    else this.#placesOf(segment).delete(path);
    const others = left.filter((place) => place !== next);
    if (others.length > 0) this.#hidden.set(key, others);
    else this.#hidden.delete(key);
  }

  #isAbsent(place: Place | undefined): boolean {
    return place?.segment.has(place.slot, isAbsent) === true;
  }

  #placesOf({ name: { dataset, generation } }: Segment): Map<string, Place> {
    const key = `${dataset}/${String(generation)}`;
    const known = this.#places.get(key) ?? new Map<string, Place>();
    this.#places.set(key, known);
    return known;
  }
}

function hiddenKey({ name: { dataset, generation } }: Segment, path: string): string {
  return `${dataset}/${String(generation)}/${path}`;
}
