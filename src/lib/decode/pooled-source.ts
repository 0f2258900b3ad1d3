import { errorFromMessage, withLevelArray } from '../core';
import type {
  ChunkArray,
  ChunkKey,
  ChunkSource,
  Dataset,
  DatasetHandle,
  DecodeReply,
  LevelArray,
  ReadOptions,
  Traffic,
} from '../core';
import type { JobRequest } from './job';
import type { WorkerSlot } from './worker-slot';

/** What a source asks of the pool that has its dataset open. */
export interface SourcePool {
  handle(dataset: string): DatasetHandle;
  remember(handle: DatasetHandle): void;
  run(request: JobRequest, slot: WorkerSlot, signal?: AbortSignal): Promise<DecodeReply>;
  /** The same, but that a failure is an answer like any other. */
  ask(request: JobRequest, slot: WorkerSlot, signal?: AbortSignal): Promise<DecodeReply>;
  slotFor(key: ChunkKey): WorkerSlot;
  anySlot(): WorkerSlot;
  observe(read: ChunkReadObservation): void;
}

/** How one chunk came, or failed to. */
export interface ChunkReadObservation {
  readonly key: ChunkKey;
  /** ALPN name of the connection, '' when not known. */
  readonly protocol: string;
  /** Encoded bytes over the network. */
  readonly bytes: number;
  /** From the request to the decoded chunk. */
  readonly ms: number;
  /** What reading it added. */
  readonly traffic: Readonly<Traffic>;
  /** Nothing came: it failed, or was given up. What was read until then is told all the same. */
  readonly isFailed: boolean;
}

/** Refused chunks that are told apart, so that none counts twice when it is read anew: a few MiB. */
const MAX_REFUSED_KNOWN = 2 ** 15;

/** A dataset that a pool has open. */
export class PooledSource implements ChunkSource {
  readonly #pool: SourcePool;
  readonly #id: string;
  readonly #opening = new Map<number, Promise<LevelArray>>();
  readonly #knownRefused = new Set<string>();
  #refused = 0;

  constructor(pool: SourcePool, id: string) {
    this.#pool = pool;
    this.#id = id;
  }

  get dataset(): Dataset {
    return this.#pool.handle(this.#id).dataset;
  }

  /** Exact up to 2^15; beyond it, what is read anew counts again. */
  get refused(): number {
    return this.#refused;
  }

  /** Callers that want a level at once share one request, so that one of them leaving does not abort it. */
  async openLevel(level: number, signal?: AbortSignal): Promise<LevelArray> {
    const known = this.dataset.levels[level]?.array;
    if (known !== undefined) return known;
    const opening = this.#opening.get(level) ?? this.#startOpening(level);
    return signal === undefined ? opening : unlessAborted(opening, signal);
  }

  async read(key: ChunkKey, { signal, maxEncodedBytes }: ReadOptions): Promise<ChunkArray | undefined> {
    const { dataset, level, index } = key;
    if (this.dataset.levels[level]?.array === undefined)
      throw new Error(`Level ${level} of ${dataset} is not open.`);
    const startMs = performance.now();
    const slot = this.#pool.slotFor(key);
    const request = { type: 'read' as const, dataset, level, index, maxEncodedBytes };
    const reply = await this.#pool.ask(request, slot, signal);
    const { traffic } = reply;
    const observe = (protocol: string, isFailed: boolean): void => {
      const ms = performance.now() - startMs;
      this.#pool.observe({ key, protocol, bytes: traffic.networkBytes, ms, traffic, isFailed });
    };
    if ('error' in reply) {
      observe('', true);
      throw errorFromMessage(reply.error);
    }
    if (!('chunk' in reply)) throw new Error('A worker answered "read" with something else.');
    observe(reply.protocol, false);
    if (traffic.chunksRefused > 0) this.#noteRefused(`${level}/${index.join('/')}`);
    return reply.chunk;
  }

  #noteRefused(chunk: string): void {
    if (this.#knownRefused.has(chunk)) return;
    this.#refused += 1;
    if (this.#knownRefused.size < MAX_REFUSED_KNOWN) this.#knownRefused.add(chunk);
  }

  #startOpening(level: number): Promise<LevelArray> {
    const opening = this.#openLevel(level).finally(() => this.#opening.delete(level));
    this.#opening.set(level, opening);
    return opening;
  }

  async #openLevel(level: number): Promise<LevelArray> {
    const request = { type: 'open-level' as const, dataset: this.#id, level };
    const reply = await this.#pool.run(request, this.#pool.anySlot());
    if (!('level' in reply)) throw new Error('A worker answered "open-level" with something else.');
    const handle = this.#pool.handle(this.#id);
    this.#pool.remember({
      ...handle,
      dataset: withLevelArray(handle.dataset, level, reply.level),
      arrays: handle.dataset.levels.map((_, i) => (i === level ? reply.array : handle.arrays[i])),
    });
    return reply.level;
  }
}

function unlessAborted<T>(result: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new DOMException('The opening was aborted.', 'AbortError'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
