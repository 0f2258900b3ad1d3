import type { KeepDatabase, SegmentRow } from '../../../db';
import { makeEntry } from '../../entry/entry';
import { Segment } from '../../manifest/segment';
import type { Place, SegmentIndex } from '../../manifest/segment-index';
import { cacheName, entryUrl } from '../../names/cache-name';
import { whileForgetting } from '../mend/forgetting';
import { mergedRows, mergedTouches } from './merged-rows';
import type { WriteJob } from './write-behind';

export interface KeepStoreEffects {
  readonly caches: Pick<CacheStorage, 'open' | 'has' | 'delete' | 'keys'>;
  readonly database: KeepDatabase;
  /** Origin of the app. */
  readonly origin: string;
  readonly scope: string;
  /** Names the context that writes: letters and digits. */
  readonly owner: string;
}

/** A segment of which all is gone, and the paths that are kept no more. */
export interface Dropped {
  readonly segment: Segment;
  readonly gone: readonly string[];
}

/**
 * The bodies in Cache Storage and the rows that tell of them. A body is put before its row, and goes after it: what a crash
 * leaves behind is a body without a row, which is found at the next start, since its segment is not sealed.
 */
export class KeepStore {
  readonly #effects: KeepStoreEffects;
  readonly #index: SegmentIndex;
  /** Segments that this context fills, by dataset, generation and level. */
  readonly #open = new Map<string, Segment>();
  readonly #dirty = new Set<Segment>();
  readonly #touched = new Set<Segment>();
  #count = 0;

  constructor(effects: KeepStoreEffects, index: SegmentIndex) {
    this.#effects = effects;
    this.#index = index;
  }

  /** Slots and uses that the database does not know of yet. */
  get isDirty(): boolean {
    return this.#dirty.size > 0 || this.#touched.size > 0;
  }

  /** Reads all rows into the index. Returns those that are of no use, which are to be dropped. */
  async load(): Promise<SegmentRow[]> {
    const { segments, touches } = this.#effects.database;
    const [rows, uses] = await Promise.all([segments.toArray(), touches.toArray()]);
    this.#index.clear();
    return this.#index.load(rows, new Map(uses.map((touch) => [touch.segment, touch])));
  }

  /**
   * Puts a body and notes it in the index. Rejects with the browser's error; then nothing is noted. `undefined` when the
   * segment was let go meanwhile, and the body with it. `replaced`: an entry of another segment, which is to be killed.
   */
  async put(job: WriteJob, tick: number): Promise<(Place & { readonly replaced?: Place }) | undefined> {
    const { dataset, generation, level, path, bytes, version } = job;
    const segment = this.#segmentFor(dataset, generation, level);
    if (bytes !== 'absent') {
      const { caches } = this.#effects;
      // To open a cache that is gone would make it anew, without what is said to be in it.
      if (segment.live > 0 && !(await caches.has(segment.id)))
        throw new DOMException(`The cache ${segment.id} is gone.`, 'NotFoundError');
      const cache = await caches.open(segment.id);
      await cache.put(entryUrl(this.#effects.origin, dataset, generation, path), makeEntry(bytes, version));
      if (this.#index.segment(segment.id) !== segment) {
        await caches.delete(segment.id);
        return undefined;
      }
    }
    const old = this.#index.find(dataset, generation, path);
    const isAbsent = bytes === 'absent';
    const slot = this.#index.append(segment, {
      path,
      length: isAbsent ? 0 : bytes.byteLength,
      isAbsent,
      tick,
    });
    this.#dirty.add(segment);
    if (old?.segment === segment) this.#index.kill(segment, [old.slot]);
    return { segment, slot, ...(old && old.segment !== segment && { replaced: old }) };
  }

  touch(segment: Segment, slot: number, tick: number): void {
    segment.touch(slot, tick);
    this.#touched.add(segment);
  }

  /**
   * Writes what the database does not know of yet, in one transaction. Rejects with the database's error; nothing is lost
   * then. Returns the segments that were written, and those that turned out to be gone.
   */
  async flush(meta: { readonly tick: number }): Promise<{ written: Segment[]; lost: Dropped[] }> {
    const isHere = (segment: Segment): boolean => this.#index.segment(segment.id) === segment;
    const dirty = [...this.#dirty].filter(isHere);
    const touched = [...this.#touched].filter(isHere);
    this.#dirty.clear();
    this.#touched.clear();
    try {
      const lost = await this.#dropGone(dirty);
      const { database } = this.#effects;
      const { segments, touches } = database;
      const written = dirty.filter(isHere);
      await database.transaction('rw', segments, touches, database.meta, async () => {
        await segments.bulkPut(await mergedRows(database, this.#index, written));
        await touches.bulkPut(await mergedTouches(database, touched.filter(isHere)));
        await database.meta.put({ key: 'tick', value: meta.tick });
      });
      return { written, lost };
    } catch (error) {
      for (const segment of dirty) this.#dirty.add(segment);
      for (const segment of touched) this.#touched.add(segment);
      throw error;
    }
  }

  /** Lets entries go: first the rows, then the bodies, and the cache with its last body. Returns their paths. */
  async kill(segment: Segment, slots: readonly number[]): Promise<string[]> {
    const { database, caches } = this.#effects;
    const bodies = bodiesOf(segment, slots);
    const gone = this.#index.kill(segment, slots);
    if (segment.isEmpty && this.#mayDrop(segment)) return [...gone, ...(await this.#drop(segment, bodies))];
    try {
      // Until its bodies are gone it counts as not compared: a crash in between leaves bodies without a row.
      await database.transaction('rw', database.segments, async () => {
        const [row] = await mergedRows(database, this.#index, [segment]);
        if (row) await database.segments.put({ ...row, sealed: 0 });
      });
      await this.#deleteBodies(segment, bodies);
      if (segment.live === 0 && this.#mayDrop(segment)) await caches.delete(segment.id);
    } catch (error) {
      segment.isSealed = false;
      throw error;
    }
    if (segment.isSealed) this.#dirty.add(segment);
    return gone;
  }

  /** Lets a whole cache go. Returns its paths. */
  async dropSegment(id: string): Promise<string[]> {
    const segment = this.#index.segment(id);
    if (!segment) return [];
    return this.#drop(segment, bodiesOf(segment, segment.paths.keys()));
  }

  /** Lets all go that is kept of a dataset. Caches that another context fills stay for it to delete, empty. */
  async forget(dataset: string, tell: (dropped: Dropped, slots?: readonly number[]) => void): Promise<void> {
    await whileForgetting(this.#effects.database, dataset, () => this.#forget(dataset, tell));
  }

  async #forget(dataset: string, tell: (dropped: Dropped, slots?: readonly number[]) => void): Promise<void> {
    for (const segment of this.#index.segmentsOf(dataset)) {
      this.#close(segment);
      if (this.#mayDrop(segment)) tell({ segment, gone: await this.dropSegment(segment.id) });
      else {
        const slots = [...segment.paths.keys()];
        tell({ segment, gone: await this.kill(segment, slots) }, slots);
      }
    }
  }

  /** Writes the row of a segment that was compared with its cache; drops it when nothing is left. */
  async seal(segment: Segment): Promise<void> {
    const { database } = this.#effects;
    segment.isSealed = true;
    if (segment.isEmpty) {
      await this.dropSegment(segment.id);
      return;
    }
    await database.transaction('rw', database.segments, async () => {
      await database.segments.bulkPut(await mergedRows(database, this.#index, [segment]));
    });
  }

  /** Drops the segments whose caches were deleted behind our back. */
  async dropLost(): Promise<Dropped[]> {
    const names = new Set(await this.#effects.caches.keys());
    const lost: Dropped[] = [];
    for (const segment of [...this.#index.segments()])
      if (segment.live > 0 && !names.has(segment.id))
        lost.push({ segment, gone: await this.dropSegment(segment.id) });
    return lost;
  }

  /** Only who fills a segment, or who has compared it after that one's end, may delete it as a whole. */
  #mayDrop(segment: Segment): boolean {
    const isOwn = segment.name.owner === this.#effects.owner;
    return segment.isSealed || (isOwn && this.#open.get(keyOf(segment.name)) !== segment);
  }

  async #drop(segment: Segment, bodies: ReadonlySet<string>): Promise<string[]> {
    const { database, caches } = this.#effects;
    this.#close(segment);
    this.#dirty.delete(segment);
    this.#touched.delete(segment);
    const gone = this.#index.remove(segment.id);
    await database.transaction('rw', database.segments, database.touches, async () => {
      await database.segments.delete(segment.id);
      await database.touches.delete(segment.id);
    });
    await this.#deleteBodies(segment, bodies);
    await caches.delete(segment.id);
    return gone;
  }

  /** Entry by entry, so that the space is free at once though another context has the cache open. */
  async #deleteBodies(segment: Segment, paths: ReadonlySet<string>): Promise<void> {
    const { caches, origin } = this.#effects;
    const { dataset, generation } = segment.name;
    if (paths.size === 0 || !(await caches.has(segment.id))) return;
    const cache = await caches.open(segment.id);
    for (const path of paths) {
      if (this.#index.find(dataset, generation, path)?.segment === segment) continue;
      await cache.delete(entryUrl(origin, dataset, generation, path));
    }
  }

  /** A cache that was deleted meanwhile takes what is put into a handle of it, and loses it. */
  async #dropGone(segments: readonly Segment[]): Promise<Dropped[]> {
    const lost: Dropped[] = [];
    for (const segment of segments) {
      if (segment.live === 0 || (await this.#effects.caches.has(segment.id))) continue;
      lost.push({ segment, gone: await this.dropSegment(segment.id) });
    }
    return lost;
  }

  #close(segment: Segment): void {
    if (this.#open.get(keyOf(segment.name)) === segment) this.#open.delete(keyOf(segment.name));
  }

  #segmentFor(dataset: string, generation: number, level: number): Segment {
    const { scope, owner } = this.#effects;
    const key = keyOf({ dataset, generation, level });
    const open = this.#open.get(key);
    if (open && !open.isFull && this.#index.segment(open.id) === open) return open;
    const name = { scope, dataset, generation, level, owner, count: this.#count++ };
    const segment = new Segment(cacheName(name), name);
    this.#index.put(segment);
    this.#open.set(key, segment);
    return segment;
  }
}

function keyOf(name: { dataset: string; generation: number; level: number }): string {
  return `${name.dataset}/${String(name.generation)}/${String(name.level)}`;
}

/** Paths of slots that have a body. */
function bodiesOf(segment: Segment, slots: Iterable<number>): Set<string> {
  const bodies = new Set<string>();
  for (const slot of slots) if (segment.slotBytes(slot) > 0) bodies.add(segment.paths[slot] ?? '');
  return bodies;
}
