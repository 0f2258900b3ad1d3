import { createKeeperWorker, KeeperClient, scopeOf } from '../../src/lib/offline';
import { callerOf, type Caller } from './calls';
import type { IndexCalls } from './index-worker';
import type { KeptChunks, ReadingCalls, WayTimes } from './reading-worker';

/** How much is written at once, and how often is read meanwhile. */
interface Saturation {
  readonly rounds: number;
  readonly reads: number;
  readonly writes: number;
}

/** Times of one round, one for each read, in ms. */
interface SaturatedRound {
  readonly aloneMs: readonly number[];
  readonly whileWritingMs: readonly number[];
  /** Chunks that still waited to be written after the last read. */
  readonly waiting: number;
}

const { origin } = location;

/** A keeper of what the app keeps, and a worker that reads as its decode workers do. */
async function withReading<T>(
  measure: (call: Caller<ReadingCalls>, keeper: KeeperClient) => Promise<T>,
): Promise<T> {
  const worker = new Worker(new URL('./reading-worker.ts', import.meta.url), { type: 'module' });
  const keeper = createKeeperWorker();
  const client = new KeeperClient({
    createWorker: () => keeper,
    setup: { scope: scopeOf(`${origin}/`), origin, device: 'desktop' },
    onNews: () => undefined,
  });
  client.connect(worker);
  client.start();
  try {
    return await measure(callerOf(worker), client);
  } finally {
    worker.terminate();
    await client.ask({ type: 'flush' });
    keeper.terminate();
  }
}

async function withIndexWorker<T>(measure: (call: Caller<IndexCalls>) => Promise<T>): Promise<T> {
  const worker = new Worker(new URL('./index-worker.ts', import.meta.url), { type: 'module' });
  try {
    return await measure(callerOf(worker));
  } finally {
    worker.terminate();
  }
}

/** Times of a chunk read from Cache Storage, and of the same fetched through the service worker. */
function compareWays(chunks: KeptChunks, count: number): Promise<WayTimes> {
  return withReading((call) => call('compareWays', chunks, count));
}

/** Reads with nothing else to do, and again while more waits to be written than can be. */
function readWhileWriting(
  chunks: KeptChunks,
  { rounds, reads, writes }: Saturation,
): Promise<SaturatedRound[]> {
  return withReading(async (call, keeper) => {
    const read = () => call('readDirectly', chunks, reads);
    const found: SaturatedRound[] = [];
    // A round that is not measured.
    await read();
    for (let round = 1; round <= rounds; round++) {
      const aloneMs = await read();
      const sizes = { count: writes, bytes: chunks.chunkBytes };
      await call('writeMany', `${origin}/written-${round}`, sizes);
      const whileWritingMs = await read();
      const waiting = round * writes - (await call('sumWritten'));
      found.push({ aloneMs, whileWritingMs, waiting });
      await call('untilWritten', round * writes);
      await keeper.ask({ type: 'flush' });
    }
    return found;
  });
}

/** Makes an index of so many chunks, beside that of the app. Returns its scope. */
async function fillIndex(count: number): Promise<string> {
  const scope = scopeOf(`${origin}/keep-lab/`);
  await withIndexWorker((call) => call('fill', scope, count));
  return scope;
}

/** Loads that index in a new worker. */
function loadIndex(scope: string): Promise<{ ms: number; entries: number }> {
  return withIndexWorker((call) => call('load', scope));
}

const lab = { compareWays, readWhileWriting, fillIndex, loadIndex };

/** What the bench calls from outside. */
export type KeepLab = typeof lab;

Object.assign(window, { lab });
