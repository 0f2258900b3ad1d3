import { statedLength } from '../../entry/entry';
import { isAbsent, isDead, maxSlots, Segment } from '../../manifest/segment';
import type { SegmentIndex } from '../../manifest/segment-index';
import { cachePrefix, parseCacheName, pathOfEntryUrl } from '../../names/cache-name';
import type { KeepStore } from '../store/keep-store';

export interface ReconcileEffects {
  readonly caches: Pick<CacheStorage, 'open' | 'has' | 'delete' | 'keys'>;
  readonly index: SegmentIndex;
  readonly store: KeepStore;
  readonly scope: string;
  /** Whether contexts that fill caches still live, as of the call. */
  readonly livingOwners: () => Promise<(owner: string) => boolean>;
  /** Called between small pieces of work, so that nothing waits long for this. */
  readonly breathe: () => Promise<void>;
  readonly tick: number;
}

/** What was mended. A second run right after finds nothing. */
export interface Reconciled {
  droppedSegments: number;
  adoptedSegments: number;
  adoptedEntries: number;
  droppedEntries: number;
}

/** Entries that are looked at between two breaths. */
const sliceEntries = 16;

/**
 * Makes the index and the caches agree, after a crash or after the browser has cleared one of them: rows without a cache go,
 * bodies without a row are taken in, rows without a body go. Caches of others, and of writers that live, are not touched.
 */
export async function reconcile(effects: ReconcileEffects): Promise<Reconciled> {
  const { caches, index, store, scope, breathe } = effects;
  const done = { droppedSegments: 0, adoptedSegments: 0, adoptedEntries: 0, droppedEntries: 0 };
  const names = new Set((await caches.keys()).filter((name) => name.startsWith(cachePrefix(scope))));
  const segments = [...index.segments()];
  // Asked after both lists were made: a writer that has come since is in neither.
  const isAlive = await effects.livingOwners();
  for (const segment of segments) {
    if (isAlive(segment.name.owner) || index.segment(segment.id) !== segment) continue;
    if (segment.live === 0 || names.has(segment.id)) continue;
    await store.dropSegment(segment.id);
    done.droppedSegments += 1;
    await breathe();
  }
  for (const id of names) {
    const name = parseCacheName(id);
    if (!name || index.segment(id) || isAlive(name.owner)) continue;
    index.put(new Segment(id, name));
    done.adoptedSegments += 1;
  }
  // First what is promised and not there, of all: it must not stand in the way of bodies that have no row.
  const found: Found[] = [];
  for (const segment of [...index.segments()])
    if (!segment.isSealed && !isAlive(segment.name.owner)) found.push(await look(segment, effects, done));
  for (const each of found) await mend(each, effects, done);
  for (const segment of [...index.segments()]) {
    if (isAlive(segment.name.owner) || !isHollow(segment, index)) continue;
    await store.dropSegment(segment.id);
    done.droppedSegments += 1;
  }
  return done;
}

/** What is absent says nothing where nothing is there. */
function isHollow({ name: { dataset, generation } }: Segment, index: SegmentIndex): boolean {
  return index.segmentsOf(dataset, generation).every(({ live }) => live === 0);
}

/** An unsealed segment, and what its cache has by path. */
interface Found {
  readonly segment: Segment;
  readonly cache: Cache | undefined;
  readonly bodies: ReadonlyMap<string, Request>;
}

/** Compares a segment with its cache: slots without a body go. */
async function look(segment: Segment, effects: ReconcileEffects, done: Reconciled): Promise<Found> {
  const { caches, index, breathe } = effects;
  const cache = (await caches.has(segment.id)) ? await caches.open(segment.id) : undefined;
  const bodies = new Map<string, Request>();
  for (const request of (await cache?.keys()) ?? []) {
    const path = pathOfEntryUrl(request.url);
    if (path === undefined) await cache?.delete(request);
    else bodies.set(path, request);
  }
  const missing = segment.paths.flatMap((path, slot) =>
    segment.slotBytes(slot) > 0 && !bodies.has(path) ? slot : [],
  );
  index.kill(segment, missing);
  done.droppedEntries += missing.length;
  await breathe();
  return { segment, cache, bodies };
}

/** Takes in what its cache has beyond its slots, lets go what others have too, and seals a segment. */
async function mend(
  { segment, cache, bodies }: Found,
  effects: ReconcileEffects,
  done: Reconciled,
): Promise<void> {
  const { index, store, breathe } = effects;
  const known = new Set(segment.paths.filter((_, slot) => segment.slotBytes(slot) > 0));
  let seen = 0;
  for (const [path, request] of bodies) {
    if (++seen % sliceEntries === 0) await breathe();
    if (!cache || known.has(path)) continue;
    if (await adopt(segment, { path, request, cache, effects })) done.adoptedEntries += 1;
    else done.droppedEntries += 1;
  }
  if (index.segment(segment.id) !== segment) return;
  const doubled = doubledSlots(segment, index);
  done.droppedEntries += doubled.length;
  await store.seal(segment);
  if (doubled.length > 0) await store.kill(segment, doubled);
}

/** Slots whose path another slot has. */
function doubledSlots(segment: Segment, index: SegmentIndex): number[] {
  const { dataset, generation } = segment.name;
  return segment.paths.flatMap((path, slot) => {
    const place = index.find(dataset, generation, path);
    const isPlace = place?.segment === segment && place.slot === slot;
    return isPlace || segment.has(slot, isDead) ? [] : slot;
  });
}

/** Takes a body without a row in, unless another segment has one of the same name, or it is torn. */
async function adopt(
  segment: Segment,
  {
    path,
    request,
    cache,
    effects,
  }: { path: string; request: Request; cache: Cache; effects: ReconcileEffects },
): Promise<boolean> {
  const { index, tick } = effects;
  const { dataset, generation } = segment.name;
  const response = await cache.match(request);
  const length = response && statedLength(response);
  const known = index.find(dataset, generation, path);
  const isHere = index.segment(segment.id) === segment;
  const isNew = known === undefined || known.segment.has(known.slot, isAbsent);
  if (length === undefined || !isHere || !isNew || segment.paths.length >= maxSlots) {
    await cache.delete(request);
    return false;
  }
  index.append(segment, { path, length, isAbsent: false, tick });
  return true;
}
