import { KeepDatabase } from '../../src/lib/db';
import { KeepStore } from '../../src/lib/offline/keeper/store/keep-store';
import { maxSlots, Segment } from '../../src/lib/offline/manifest/segment';
import { SegmentIndex } from '../../src/lib/offline/manifest/segment-index';
import { cacheName, type SegmentName } from '../../src/lib/offline/names/cache-name';
import { entryPath } from '../../src/lib/offline/names/entry-path';
import { answerCalls } from './calls';

const edge = 64;
const chunkBytes = 65_536;

/** Writes rows that tell of so many chunks of one dataset, of which there are no bodies. */
async function fill(scope: string, count: number): Promise<void> {
  const database = new KeepDatabase(scope);
  const name = { scope, dataset: '0123456789abcdef', generation: 1, level: 0, owner: 'lab' };
  const segments: Segment[] = [];
  for (let from = 0; from < count; from += maxSlots)
    segments.push(filledSegment({ ...name, count: segments.length }, from, Math.min(count, from + maxSlots)));
  await database.transaction('rw', database.segments, database.touches, async () => {
    await database.segments.bulkPut(segments.map((segment) => segment.toRow()));
    await database.touches.bulkPut(segments.map((segment) => segment.toTouch()));
  });
  database.close();
}

function filledSegment(name: SegmentName, from: number, to: number): Segment {
  const segment = new Segment(cacheName(name), name);
  for (let i = from; i < to; i++) {
    const index = [Math.floor(i / edge ** 2), Math.floor(i / edge) % edge, i % edge];
    const path = entryPath({ kind: 'chunk', level: 0, index });
    segment.append({ path, length: chunkBytes, isAbsent: false, tick: i });
  }
  return segment;
}

/** Loads the index as the keeper does when it starts: opens the database, reads all rows, takes them in. */
async function load(scope: string): Promise<{ ms: number; entries: number }> {
  const startMs = performance.now();
  const database = new KeepDatabase(scope);
  const index = new SegmentIndex();
  const { origin } = globalThis.location;
  await new KeepStore({ caches, database, origin, scope, owner: 'lab' }, index).load();
  const ms = performance.now() - startMs;
  database.close();
  return { ms, entries: index.live };
}

const calls = { fill, load };

/** What the page calls. */
export type IndexCalls = typeof calls;

answerCalls(calls);
