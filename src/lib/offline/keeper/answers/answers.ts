import type { PinRow } from '../../../db';
import { readEntry } from '../../entry/entry';
import type { KeptDataset, KeptLevel, KeepUsage } from '../../library';
import { isAbsent, type Segment } from '../../manifest/segment';
import type { KeeperQuestion } from '../../messages';
import { documentsLevel } from '../../names/entry-path';
import { entryUrl } from '../../names/cache-name';
import { isPinned } from '../room/evictable';
import type { AnsweringKeeper } from './downloads';
import { downloads, noteDownload, pin, unpin } from './downloads';
import { writeKey } from '../store/write-behind';
import { keptPlaces } from './kept-places';
import { forgetPick, picks, putPick } from './picks';

/** One chunk that is known. */
interface KeptChunk {
  readonly segment: Segment;
  readonly slot: number;
  readonly path: string;
}

/** Answers a question of the page. Rejects with an Error that says why it cannot. */
export async function answer(keeper: AnsweringKeeper, question: KeeperQuestion): Promise<unknown> {
  switch (question.type) {
    case 'library':
      return library(keeper);
    case 'usage':
      return usage(keeper);
    case 'downloads':
      return downloads(keeper);
    case 'pins':
      return keeper.housekeeping.pins;
    case 'set-limit':
      return setLimit(keeper, question.bytes);
    case 'forget':
      return forget(keeper, question.dataset);
    case 'clear-level':
      return clearLevel(keeper, question.dataset, question.level);
    case 'pin':
      return pin(keeper, question);
    case 'unpin':
      return unpin(keeper, question.id);
    case 'note-download':
      return noteDownload(keeper, question);
    case 'missing':
      return missing(keeper, question.dataset, question.paths);
    case 'verify':
      return verify(keeper, question.dataset, question.paths);
    case 'mean-bytes':
      return meanBytes(keeper, question.dataset);
    case 'kept-places':
      return keptPlaces(keeper, question);
    case 'picks':
      return picks(keeper);
    case 'put-pick':
      return putPick(keeper, question.pick);
    case 'forget-pick':
      return forgetPick(keeper, question.id);
    case 'flush':
      // What is there first: the page may be about to go.
      await keeper.flush();
      await keeper.writes.idle();
      return keeper.flush();
  }
}

async function library(keeper: AnsweringKeeper): Promise<KeptDataset[]> {
  if (keeper.trouble !== undefined && keeper.trouble !== 'storage-full') return [];
  const rows = await keeper.effects.database.datasets.toArray();
  const pins = await keeper.effects.database.pins.toArray();
  return rows
    .map((row): KeptDataset => {
      const { id, location, name, viewedAtMs, totals, view, thumbnail } = row;
      const bytes = keeper.index.segmentsOf(id).reduce((sum, segment) => sum + segment.bytes, 0);
      const own = pins.filter(({ dataset }) => dataset === id);
      return {
        ...{ id, location, name, bytes, viewedAtMs },
        pinnedBytes: keeper.housekeeping.pinned.bytes(keeper.index, id),
        levels: levels(keeper, id, totals),
        missingChunks: own.reduce((sum, each) => sum + pinMissing(keeper, each), 0),
        ...(view !== undefined && { view }),
        ...(thumbnail !== undefined && { thumbnail }),
      };
    })
    .filter(({ bytes, missingChunks }) => bytes > 0 || missingChunks > 0)
    .sort((a, b) => b.viewedAtMs - a.viewedAtMs);
}

/** Chunks of the current generation that are known, those included which the store does not have. */
function* chunksOf(keeper: AnsweringKeeper, dataset: string): Generator<KeptChunk> {
  const { index } = keeper;
  const generation = keeper.generationOf(dataset);
  for (const segment of index.segmentsOf(dataset, generation))
    for (const [slot, path] of segment.paths.entries()) {
      if (!path.startsWith('c/')) continue;
      const place = index.find(dataset, generation, path);
      if (place?.segment === segment && place.slot === slot) yield { segment, slot, path };
    }
}

function levels(keeper: AnsweringKeeper, id: string, totals: readonly number[]): KeptLevel[] {
  const chunks = totals.map(() => 0);
  for (const { segment } of chunksOf(keeper, id)) {
    const { level } = segment.name;
    chunks[level] = (chunks[level] ?? 0) + 1;
  }
  const own = keeper.index.segmentsOf(id, keeper.generationOf(id));
  return totals.map((total, level) => {
    const ofLevel = own.filter(({ name }) => name.level === level);
    return {
      ...{ level, chunks: chunks[level] ?? 0 },
      bytes: ofLevel.reduce((sum, { bytes }) => sum + bytes, 0),
      ...(total > 0 && { totalChunks: total }),
    };
  });
}

/** Chunks of a pin that are not here. Those that the store has not count as here. */
function pinMissing(keeper: AnsweringKeeper, pinned: PinRow): number {
  let here = 0;
  for (const { path } of chunksOf(keeper, pinned.dataset)) if (isPinned([pinned], path)) here += 1;
  return Math.max(0, pinned.totalChunks - here);
}

async function usage(keeper: AnsweringKeeper): Promise<KeepUsage> {
  const { trouble, housekeeping, index } = keeper;
  const { quota } = await keeper.effects.estimate().catch(() => ({ quota: undefined }));
  return {
    bytes: index.bytes,
    pinnedBytes: housekeeping.pinnedBytes,
    limitBytes: Number.isFinite(housekeeping.limitBytes) ? housekeeping.limitBytes : 0,
    ...(quota !== undefined && { quotaBytes: quota }),
    ...(trouble !== undefined && trouble !== 'starting' && { trouble }),
  };
}

async function setLimit(keeper: AnsweringKeeper, bytes: number): Promise<void> {
  if (!(bytes >= 0)) throw new Error(`A limit of ${String(bytes)} bytes.`);
  keeper.housekeeping.limitBytes = bytes;
  await keeper.effects.database.meta.put({ key: 'limit-bytes', value: bytes });
  await keeper.housekeeping.tidy();
}

async function forget(keeper: AnsweringKeeper, dataset: string): Promise<void> {
  const { database, broadcast } = keeper.effects;
  await database.pins.where({ dataset }).delete();
  await keeper.housekeeping.loadPins();
  await keeper.forget(dataset);
  await database.datasets.delete(dataset);
  broadcast({ type: 'forgotten', dataset });
  broadcast({ type: 'library' });
  keeper.tell({ type: 'library-changed' });
}

/** Lets the chunks of one level go; those that a pin covers stay. */
async function clearLevel(keeper: AnsweringKeeper, dataset: string, level: number): Promise<void> {
  const own = keeper.housekeeping.pins.filter((pinned) => pinned.dataset === dataset);
  for (const segment of keeper.index.segmentsOf(dataset)) {
    if (segment.name.level !== level || level === documentsLevel) continue;
    const slots = segment.paths.flatMap((path, slot) => (isPinned(own, path) ? [] : slot));
    const gone = await keeper.store.kill(segment, slots);
    const isDropped = keeper.index.segment(segment.id) === undefined;
    keeper.tellGone(segment, gone, isDropped ? undefined : slots);
  }
  keeper.tell({ type: 'library-changed' });
}

/** Waits for what would change the answer: these paths' turn to be written, and bodies that a crash left without a row. */
async function missing(
  keeper: AnsweringKeeper,
  dataset: string,
  paths: readonly string[],
): Promise<string[]> {
  await keeper.mending.done();
  const generation = keeper.generationOf(dataset);
  await keeper.writes.written(new Set(paths.map((path) => writeKey({ dataset, generation, path }))));
  return paths.filter((path) => keeper.index.find(dataset, generation, path) === undefined);
}

async function verify(keeper: AnsweringKeeper, dataset: string, paths: readonly string[]): Promise<string[]> {
  const generation = keeper.generationOf(dataset);
  const { caches, origin } = keeper.effects;
  const bad: string[] = [];
  for (const path of paths) {
    const place = keeper.index.find(dataset, generation, path);
    if (place?.segment.has(place.slot, isAbsent)) continue;
    const cache = place && (await caches.has(place.segment.id)) && (await caches.open(place.segment.id));
    const response = cache ? await cache.match(entryUrl(origin, dataset, generation, path)) : undefined;
    if (response && (await readEntry(response))) continue;
    bad.push(path);
    if (!place) continue;
    const gone = await keeper.store.kill(place.segment, [place.slot]);
    keeper.tellGone(place.segment, gone, [place.slot]);
  }
  return bad;
}

/** Mean encoded bytes of the chunks that are kept, and how many there are, by level. */
function meanBytes(
  keeper: AnsweringKeeper,
  dataset: string,
): { level: number; meanBytes: number; count: number }[] {
  const sums = new Map<number, { bytes: number; count: number }>();
  for (const { segment, slot } of chunksOf(keeper, dataset)) {
    if (segment.has(slot, isAbsent)) continue;
    const { level } = segment.name;
    const { bytes, count } = sums.get(level) ?? { bytes: 0, count: 0 };
    sums.set(level, { bytes: bytes + (segment.lengths[slot] ?? 0), count: count + 1 });
  }
  return [...sums].map(([level, { bytes, count }]) => ({ level, meanBytes: bytes / count, count }));
}
