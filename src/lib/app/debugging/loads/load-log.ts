import {
  AppError,
  chunkKeyString,
  isAbort,
  type ChunkArray,
  type ChunkKey,
  type Traffic,
} from '../../../core';
import type { ChunkState } from '../../../chunks';
import type { ChunkReadObservation } from '../../../decode';
import type { LoadEntry, LoadWay } from './load-entry';
import type { LoadListener } from './load-listener';

/** Loads that are remembered: some minutes of looking around, and less than 2 MiB. */
const CAPACITY = 4096;

export interface LoadLogOptions {
  /** Milliseconds that never run backwards. */
  readonly now: () => number;
  readonly stateOf: (key: ChunkKey) => ChunkState;
  /** Default: {@link CAPACITY}. */
  readonly capacity?: number;
}

/** Remembers the last loads, in the order in which they started. */
export class LoadLog implements LoadListener {
  readonly #options: LoadLogOptions;
  readonly #capacity: number;
  /** By number modulo capacity. */
  #ring: LoadEntry[] = [];
  #count = 0;
  #version = 0;
  /** Of each chunk the load that brought it last, or the word that there is none. */
  readonly #arrivals = new Map<string, LoadEntry>();
  /** When each chunk that waits came to be wanted. */
  readonly #waiting = new Map<string, number>();
  /** What was read for loads that have not ended. */
  readonly #reads = new Map<string, ChunkReadObservation>();

  constructor(options: LoadLogOptions) {
    this.#options = options;
    this.#capacity = options.capacity ?? CAPACITY;
  }

  /** Changes with every entry that is added or changed. */
  get version(): number {
    return this.#version;
  }

  /** Loads of before that are no longer remembered. */
  get dropped(): number {
    return Math.max(0, this.#count - this.#capacity);
  }

  /** In the order in which they started, oldest first. */
  entries(): LoadEntry[] {
    const oldest = this.#count % this.#capacity;
    if (this.#count <= this.#capacity) return [...this.#ring];
    return [...this.#ring.slice(oldest), ...this.#ring.slice(0, oldest)];
  }

  /** The load that brought a chunk last, or the word that there is none; `undefined` where none is remembered. */
  lastArrival(key: ChunkKey): LoadEntry | undefined {
    return this.#arrivals.get(chunkKeyString(key));
  }

  /** Forgets all that ended or began before; loads that are on their way are not told of either. */
  clear(): void {
    this.#ring = [];
    this.#count = 0;
    this.#arrivals.clear();
    this.#version++;
  }

  changed(key: ChunkKey): void {
    const id = chunkKeyString(key);
    const state = this.#options.stateOf(key);
    // What is under way may be held up before it is read: it waits until then.
    if (state !== 'queued' && state !== 'loading') this.#waiting.delete(id);
    else if (!this.#waiting.has(id)) this.#waiting.set(id, this.#options.now());
  }

  hit(key: ChunkKey): void {
    const nowMs = this.#options.now();
    const { number } = this.#add(key, nowMs, nowMs);
    this.#change(number, key, { endedMs: nowMs, outcome: 'ok', way: 'memory' });
  }

  read(read: ChunkReadObservation): void {
    this.#reads.set(chunkKeyString(read.key), read);
  }

  async load(
    { key, isMade }: { readonly key: ChunkKey; readonly isMade: boolean },
    load: () => Promise<ChunkArray | undefined>,
  ): Promise<ChunkArray | undefined> {
    const id = chunkKeyString(key);
    const startedMs = this.#options.now();
    const { number } = this.#add(key, this.#waiting.get(id) ?? startedMs, startedMs);
    this.#waiting.delete(id);
    const end = (result: Partial<LoadEntry>): void => {
      const read = this.#reads.get(id);
      this.#reads.delete(id);
      this.#change(number, key, { endedMs: this.#options.now(), ...(read && wayOf(read)), ...result });
    };
    const made = isMade ? { way: 'made' as const } : {};
    try {
      const chunk = await load();
      const decodedBytes = chunk?.data.byteLength ?? 0;
      end({ ...made, outcome: chunk ? 'ok' : 'empty', decodedBytes });
      return chunk;
    } catch (error) {
      end(isAbort(error) ? { outcome: 'aborted' } : { ...made, outcome: 'failed', ...failureOf(error) });
      throw error;
    }
  }

  #add(key: ChunkKey, wantedMs: number, startedMs: number): LoadEntry {
    const entry = { key, number: this.#count, wantedMs, startedMs, encodedBytes: 0, decodedBytes: 0 };
    const at = this.#count % this.#capacity;
    this.#forget(this.#ring[at]);
    this.#ring[at] = entry;
    this.#count++;
    this.#version++;
    return entry;
  }

  /** What was forgotten meanwhile stays so. */
  #change(number: number, key: ChunkKey, change: Partial<LoadEntry>): void {
    const at = number % this.#capacity;
    const entry = this.#ring[at];
    if (entry?.number !== number || entry.key !== key) return;
    const changed = { ...entry, ...change };
    this.#ring[at] = changed;
    if (changed.outcome === 'ok' || changed.outcome === 'empty')
      this.#arrivals.set(chunkKeyString(key), changed);
    this.#version++;
  }

  #forget(entry: LoadEntry | undefined): void {
    const id = entry && chunkKeyString(entry.key);
    if (id !== undefined && this.#arrivals.get(id) === entry) this.#arrivals.delete(id);
  }
}

function wayOf({ traffic, isFailed }: ChunkReadObservation): Partial<LoadEntry> {
  const way = readWay(traffic);
  // What failed before anything was read was not in memory.
  if (isFailed && way === 'memory') return {};
  return { way, encodedBytes: traffic.networkBytes + traffic.diskBytes };
}

/** Where no counter moved, an index that was read before said that there is no such chunk. */
function readWay(traffic: Readonly<Traffic>): LoadWay {
  if (traffic.chunkRequests > 0) return 'network';
  if (traffic.chunksGenerated > 0) return 'generated';
  return traffic.chunksFromDisk > 0 || traffic.diskBytes > 0 ? 'disk' : 'memory';
}

function failureOf(error: unknown): Pick<LoadEntry, 'error' | 'status'> {
  if (!(error instanceof AppError)) return { error: error instanceof Error ? error.name : String(error) };
  const { status } = error.detail;
  return { error: error.code, ...(typeof status === 'number' && { status }) };
}
