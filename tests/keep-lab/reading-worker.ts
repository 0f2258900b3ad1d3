import { KeepReader, type ConnectMessage, type KeeperMessage } from '../../src/lib/offline';
import { answerCalls } from './calls';

/** Chunks of level 0 of a dataset in Zarr v3 of which all that is named is kept. */
export interface KeptChunks {
  /** Its address, without a slash at the end. */
  readonly root: string;
  /** In store order. */
  readonly indices: readonly (readonly number[])[];
  readonly chunkBytes: number;
}

/** One time for each read, in ms. */
export interface WayTimes {
  readonly directMs: number[];
  readonly routedMs: number[];
}

type Read = (index: readonly number[]) => Promise<ArrayBuffer | undefined>;

/** Resolves once the page has said where the keeper is. */
const reader = new Promise<KeepReader>((resolve) => {
  addEventListener('message', ({ data }: MessageEvent<Partial<ConnectMessage>>) => {
    if (data.type === 'keep') resolve(connect(data as ConnectMessage));
  });
});

/** Entries that the keeper has written, by dataset: it tells of each. */
const written = new Map<string, number>();

/** As decode workers do. */
function connect({ port, scope, origin }: ConnectMessage): KeepReader {
  const made = new KeepReader({
    ...{ caches, origin, scope },
    post: (message, transfer) => port.postMessage(message, transfer),
    later: (ms, run) => void setTimeout(run, ms),
  });
  port.addEventListener('message', ({ data }: MessageEvent<KeeperMessage>) => {
    made.handle(data);
    if (data.type === 'added') written.set(data.dataset, (written.get(data.dataset) ?? 0) + 1);
  });
  port.start();
  return made;
}

/** Reads as decode workers do. */
async function directRead({ root }: KeptChunks): Promise<Read> {
  const keep = (await reader).keepOf(root);
  return async (index) => {
    const kept = await keep.read({ kind: 'chunk', level: 0, index });
    return kept === undefined || kept === 'absent' ? undefined : kept.bytes.buffer;
  };
}

/** Reads as code that knows nothing of what is kept. */
function routedRead({ root }: KeptChunks): Read {
  return async (index) => {
    const response = await fetch(`${root}/0/c/${index.join('/')}`, { cache: 'no-store' });
    return response.ok ? response.arrayBuffer() : undefined;
  };
}

async function timed(read: Read, index: readonly number[], chunkBytes: number): Promise<number> {
  const startMs = performance.now();
  const bytes = await read(index);
  const ms = performance.now() - startMs;
  if (bytes?.byteLength !== chunkBytes)
    throw new Error(`Chunk ${index.join('.')} has ${String(bytes?.byteLength)} bytes.`);
  return ms;
}

/** Reads each chunk both ways in turn until each way has `count` times, after one round that is not measured. */
async function compareWays(chunks: KeptChunks, count: number): Promise<WayTimes> {
  const [direct, routed] = [await directRead(chunks), routedRead(chunks)];
  const times: WayTimes = { directMs: [], routedMs: [] };
  const before = chunks.indices.length;
  for (let i = 0; i < before + count; i++) {
    const index = chunks.indices[i % before] ?? [];
    // Which way is first changes: the second finds the chunk in the browser's memory more often.
    const isDirectFirst = (i + Math.floor(i / before)) % 2 === 0;
    const first = await timed(isDirectFirst ? direct : routed, index, chunks.chunkBytes);
    const second = await timed(isDirectFirst ? routed : direct, index, chunks.chunkBytes);
    if (i < before) continue;
    times.directMs.push(isDirectFirst ? first : second);
    times.routedMs.push(isDirectFirst ? second : first);
  }
  return times;
}

async function readDirectly(chunks: KeptChunks, count: number): Promise<number[]> {
  const read = await directRead(chunks);
  const timesMs: number[] = [];
  for (let i = 0; i < count; i++)
    timesMs.push(await timed(read, chunks.indices[i % chunks.indices.length] ?? [], chunks.chunkBytes));
  return timesMs;
}

/** Hands the keeper so many chunks of another dataset at once. Resolves once it has begun to write them. */
async function writeMany(root: string, { count, bytes }: { count: number; bytes: number }): Promise<void> {
  const keep = (await reader).keepOf(root);
  const before = sumWritten();
  for (let i = 0; i < count; i++)
    keep.write({ kind: 'chunk', level: 0, index: [0, i] }, new Uint8Array(bytes).fill(i));
  await untilWritten(before + 1);
}

/** Entries that the keeper has written since the worker began. */
function sumWritten(): number {
  return [...written.values()].reduce((sum, each) => sum + each, 0);
}

async function untilWritten(count: number): Promise<void> {
  while (sumWritten() < count) await new Promise((resolve) => setTimeout(resolve, 5));
}

const calls = {
  compareWays,
  readDirectly,
  writeMany,
  untilWritten,
  sumWritten: () => Promise.resolve(sumWritten()),
};

/** What the page calls. */
export type ReadingCalls = typeof calls;

answerCalls(calls);
