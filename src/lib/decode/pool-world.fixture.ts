import { fileOrigin, memoryFetch } from '../../../tests/foreign-data';
import { addTraffic, noTraffic } from '../core';
import type { ChunkSource, DecodeReply, DecodeRequest } from '../core';
import { DecodeKernel } from './decode-kernel';
import { DecodePool } from './decode-pool';
import type { ChunkReadObservation } from './pooled-source';
import type { WorkerPort } from './worker-port';

const array = {
  ...{ zarr_format: 3, node_type: 'array', shape: [4, 4], data_type: 'uint8', fill_value: 0 },
  chunk_grid: { name: 'regular', configuration: { chunk_shape: [2, 2] } },
  chunk_key_encoding: { name: 'default' },
  codecs: [{ name: 'bytes' }],
};
const objects = {
  'zarr.json': {
    node_type: 'group',
    attributes: {
      ome: {
        version: '0.5',
        multiscales: [{ axes: ['y', 'x'].map((name) => ({ name })), datasets: [1, 2, 4].map(level) }],
      },
    },
  },
  '0/zarr.json': array,
  '1/zarr.json': { ...array, shape: [2, 2] },
  '2/zarr.json': { ...array, shape: [1, 1] },
  '0/c/0/0': Uint8Array.of(1, 2, 3, 4),
  '0/c/0/1': Uint8Array.of(5, 6, 7, 8),
  '1/c/0/0': Uint8Array.of(9, 9, 9, 9),
};

function level(factor: number, index: number): object {
  return { path: String(index), coordinateTransformations: [{ type: 'scale', scale: [factor, factor] }] };
}

/** A worker within the test: a kernel behind the messages of a Worker, each cloned, which the test can kill. */
export class FakeWorker implements WorkerPort {
  readonly asked: DecodeRequest[] = [];
  readonly #world: World;
  readonly #listeners = new Map<string, (event: { data: DecodeReply }) => void>();
  readonly #kernel: DecodeKernel;
  #isDead = false;
  /** What it was asked to hold is held: as a kernel does, it dies of nothing before. */
  #isWatched = Promise.resolve();
  #watch = (): void => undefined;
  lock: string | undefined;

  constructor(world: World) {
    this.#world = world;
    this.#kernel = new DecodeKernel({
      fetch: world.fetch,
      random: () => 0,
      delay: () => Promise.resolve(),
      post: (reply, transfer) => {
        const data = world.said(structuredClone(reply, { transfer }));
        queueMicrotask(() => {
          if (!this.#isDead) this.#listeners.get('message')?.({ data });
        });
        if (reply.id === -1) this.#watch();
      },
      protocol: () => 'h2',
      holdLock: (name) => {
        this.lock = name;
        return world.starting(this);
      },
    });
  }

  postMessage(message: DecodeRequest): void {
    const request = structuredClone(message);
    this.asked.push(request);
    if (request.type === 'hold-lock')
      this.#isWatched = new Promise((resolve) => {
        this.#watch = resolve;
      });
    queueMicrotask(() => {
      if (this.#isDead) return;
      if (this.#world.isPoison(request)) void this.#isWatched.then(() => this.die());
      else this.#kernel.handle(request);
    });
  }

  addEventListener(type: string, listener: (event: never) => void): void {
    this.#listeners.set(type, listener as (event: { data: DecodeReply }) => void);
  }

  /** Dies as a crashed worker does: silently, but for the lock that it held. */
  die(): void {
    this.#isDead = true;
    if (this.lock !== undefined) this.#world.released(this.lock);
  }

  fail(): void {
    this.#listeners.get('error')?.({ data: undefined as never });
  }

  terminate(): void {
    this.#isDead = true;
  }
}

/** A pool whose workers the test can kill, over a small image, and what was asked of them. */
export class World {
  readonly workers: FakeWorker[] = [];
  readonly requests: string[] = [];
  readonly traffic = noTraffic();
  readonly reads: ChunkReadObservation[] = [];
  readonly readerBytes: number[] = [];
  readonly fetch: typeof fetch;
  isPoison: (request: DecodeRequest) => boolean = () => false;
  /** What a worker says, given what its kernel says. */
  said: (reply: DecodeReply) => DecodeReply = (reply) => reply;
  /** Settles once a worker says that it runs. */
  starting: (worker: FakeWorker) => Promise<void> = () => Promise.resolve();
  readonly #waiting = new Map<string, () => void>();
  readonly #released = new Set<string>();
  readonly pool: DecodePool;
  tick: () => void = () => undefined;

  constructor({ workerCount = 2, hasLocks = true, hang = '', lists = true } = {}) {
    const files = memoryFetch(objects, this.requests, { lists });
    this.fetch = (input, init) =>
      hang !== '' && String(input).includes(hang)
        ? new Promise((_, reject) => {
            init?.signal?.addEventListener('abort', () => reject(new DOMException('Aborted.', 'AbortError')));
          })
        : files(input, init);
    const locks = {
      request: (name: string, _: object, held: () => void): Promise<void> => {
        this.#waiting.set(name, held);
        if (this.#released.has(name)) queueMicrotask(held);
        return Promise.resolve();
      },
    };
    this.pool = new DecodePool({
      workerCount,
      createWorker: () => {
        const worker = new FakeWorker(this);
        this.workers.push(worker);
        return worker;
      },
      ...(hasLocks ? { locks } : {}),
      every: (_, tick) => {
        this.tick = tick;
        return () => undefined;
      },
      onTraffic: (more) => addTraffic(this.traffic, more),
      onReaderBytes: (bytes) => this.readerBytes.push(bytes),
      onRead: (read) => this.reads.push(read),
    });
  }

  released(name: string): void {
    this.#released.add(name);
    this.#waiting.get(name)?.();
  }

  async open(): Promise<ChunkSource> {
    const [source] = await this.pool.open(fileOrigin, fileOrigin);
    if (source === undefined) throw new Error('Nothing opened.');
    return source;
  }
}

/** The signal of a read that nobody takes back. */
export const never = new AbortController().signal;

/** Reads a chunk through a source, of level 0 by default. */
export function read(
  source: ChunkSource,
  index: number[],
  signal = never,
  at = 0,
): ReturnType<ChunkSource['read']> {
  return source.read({ dataset: source.dataset.id, level: at, index }, { signal, maxEncodedBytes: 1 << 20 });
}
