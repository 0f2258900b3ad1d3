import { describe, expect, it } from 'vitest';
import { fileOrigin, memoryFetch } from '../../../tests/foreign-data';
import { addTraffic, noTraffic } from '../core';
import type { ChunkSource, DecodeReply, DecodeRequest } from '../core';
import { createDecodeWorker, defaultWorkerCount } from './create-worker';
import { DecodeKernel } from './decode-kernel';
import { DecodePool } from './decode-pool';
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
class FakeWorker implements WorkerPort {
  readonly asked: DecodeRequest[] = [];
  readonly #world: World;
  readonly #listeners = new Map<string, (event: { data: DecodeReply }) => void>();
  readonly #kernel: DecodeKernel;
  #isDead = false;
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
      },
      protocol: () => 'h2',
      holdLock: (name) => {
        this.lock = name;
        return Promise.resolve();
      },
    });
  }

  postMessage(message: DecodeRequest): void {
    const request = structuredClone(message);
    this.asked.push(request);
    queueMicrotask(() => {
      if (this.#isDead) return;
      if (this.#world.isPoison(request)) this.die();
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

class World {
  readonly workers: FakeWorker[] = [];
  readonly requests: string[] = [];
  readonly traffic = noTraffic();
  readonly fetch: typeof fetch;
  isPoison: (request: DecodeRequest) => boolean = () => false;
  /** What a worker says, given what its kernel says. */
  said: (reply: DecodeReply) => DecodeReply = (reply) => reply;
  readonly #waiting = new Map<string, () => void>();
  readonly pool: DecodePool;
  tick: () => void = () => undefined;

  constructor({ workerCount = 2, hasLocks = true, hang = '' } = {}) {
    const files = memoryFetch(objects, this.requests);
    this.fetch = (input, init) =>
      hang !== '' && String(input).includes(hang)
        ? new Promise((_, reject) => {
            init?.signal?.addEventListener('abort', () => reject(new DOMException('Aborted.', 'AbortError')));
          })
        : files(input, init);
    const locks = {
      request: (name: string, _: object, held: () => void): Promise<void> => {
        this.#waiting.set(name, held);
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
    });
  }

  released(name: string): void {
    this.#waiting.get(name)?.();
  }

  async open(): Promise<ChunkSource> {
    const [source] = await this.pool.open(fileOrigin, fileOrigin);
    if (source === undefined) throw new Error('Nothing opened.');
    return source;
  }
}

const never = new AbortController().signal;

function read(source: ChunkSource, index: number[], signal = never, at = 0): ReturnType<ChunkSource['read']> {
  return source.read({ dataset: source.dataset.id, level: at, index }, { signal, maxEncodedBytes: 1 << 20 });
}

describe('a decode pool', () => {
  it('opens a dataset and reads its chunks in all its workers', async () => {
    const world = new World();
    const source = await world.open();
    const chunks = await Promise.all([read(source, [0, 0]), read(source, [0, 1]), read(source, [1, 1])]);
    expect(chunks.map((chunk) => chunk && [...chunk.data])).toEqual([[1, 2, 3, 4], [5, 6, 7, 8], undefined]);
    expect(world.workers).toHaveLength(2);
    expect(world.traffic).toMatchObject({
      chunkRequests: 3,
      chunksFromNetwork: 2,
      networkBytes: expect.any(Number) as number,
    });
    expect(world.requests.filter((line) => line.includes('zarr.json'))).toHaveLength(3);
  });

  it('gives a worker that is still starting nothing while another has little to do', async () => {
    const world = new World();
    const source = await world.open();
    expect(world.workers).toHaveLength(2);
    const [running, starting] = world.workers;
    const reads = [read(source, [0, 0]), read(source, [0, 1])];
    const asked = (worker?: FakeWorker) => worker?.asked.filter(({ type }) => type === 'read').length;
    expect([asked(running), asked(starting)]).toEqual([2, 0]);
    await Promise.all(reads);
    await Promise.all([read(source, [0, 0]), read(source, [0, 1]), read(source, [1, 1])]);
    expect(asked(starting)).toBeGreaterThan(0);
  });

  it('opens a level once, for every worker', async () => {
    const world = new World();
    const source = await world.open();
    expect(source.dataset.levels[1]?.array).toBeUndefined();
    const controller = new AbortController();
    const leaving = source.openLevel(1, controller.signal).catch((error: unknown) => error);
    const staying = source.openLevel(1);
    controller.abort();
    expect(await leaving).toMatchObject({ name: 'AbortError' });
    expect(await staying).toMatchObject({ shape: [2, 2] });
    const chunks = await Promise.all([read(source, [0, 0], never, 1), read(source, [0, 0], never, 1)]);
    expect(chunks.map((chunk) => chunk?.data[0])).toEqual([9, 9]);
    expect(world.requests.filter((line) => line === 'GET 1/zarr.json')).toHaveLength(1);
  });

  it('shares nothing between two openings of one location', async () => {
    const world = new World();
    const source = await world.open();
    await source.openLevel(1);
    const again = await world.open();
    expect(again.dataset.id).not.toBe(source.dataset.id);
    expect(again.dataset.levels[1]?.array).toBeUndefined();
    await again.openLevel(1);
    const chunks = await Promise.all([again, source].map((one) => read(one, [0, 0], never, 1)));
    expect(chunks.map((chunk) => chunk?.data[0])).toEqual([9, 9]);
  });

  it('forgets a dataset that is closed, in every worker, and keeps its other opening', async () => {
    const world = new World();
    const source = await world.open();
    const again = await world.open();
    await Promise.all([read(source, [0, 0]), read(again, [0, 1])]);
    const { id } = source.dataset;
    world.pool.close(id);
    expect(world.workers.map(({ asked }) => asked.at(-1))).toEqual(
      world.workers.map(() => ({ type: 'detach', dataset: id })),
    );
    expect(() => read(source, [0, 0])).toThrow('is not open');
    expect((await read(again, [0, 0]))?.data[0]).toBe(1);
  });

  it('forwards an abort, and counts it', async () => {
    const world = new World({ workerCount: 1, hang: '/0/c/0/1' });
    const source = await world.open();
    const controller = new AbortController();
    const leaving = read(source, [0, 1], controller.signal).catch((error: unknown) => error);
    const staying = read(source, [0, 0]);
    expect((await staying)?.data[0]).toBe(1);
    controller.abort();
    expect(await leaving).toMatchObject({ name: 'AbortError' });
    expect((await read(source, [0, 0]))?.data[0]).toBe(1);
    expect(world.workers[0]?.asked.at(-2)).toMatchObject({ type: 'abort' });
    expect(world.traffic.aborted).toBe(1);
  });

  it('passes failures on as what they are', async () => {
    const world = new World();
    await expect(world.pool.open('ftp://x.test/', fileOrigin)).rejects.toMatchObject({
      code: 'bad-location',
    });
  });

  it('replaces a worker whose lock is released, and redoes its work', async () => {
    const world = new World({ workerCount: 1 });
    const source = await world.open();
    let hasDied = false;
    world.isPoison = (request) => request.type === 'read' && !hasDied && (hasDied = true);
    const chunks = await Promise.all([read(source, [0, 0]), read(source, [0, 1])]);
    expect(chunks.map((chunk) => chunk?.data[0])).toEqual([1, 5]);
    expect(world.workers).toHaveLength(2);
  });

  it('replaces a worker that reports an error', async () => {
    const world = new World({ workerCount: 1 });
    const source = await world.open();
    const reading = read(source, [0, 0]);
    world.workers[0]?.fail();
    expect((await reading)?.data[0]).toBe(1);
    expect(world.workers).toHaveLength(2);
  });

  it('replaces a worker that says that it is spent, and suspects nothing of what it had', async () => {
    const world = new World({ workerCount: 1, hang: '/0/c/0/1' });
    const source = await world.open();
    const hanging = read(source, [0, 1]).catch((error: unknown) => error);
    world.said = (reply) => {
      if (!('chunk' in reply)) return reply;
      world.said = (same) => same;
      const error = { code: 'corrupt-chunk', message: 'Crashed.', detail: {} } as const;
      return { id: reply.id, traffic: reply.traffic, error, isSpent: true };
    };
    await expect(read(source, [0, 0])).rejects.toMatchObject({ code: 'corrupt-chunk' });
    expect((await read(source, [0, 0]))?.data[0]).toBe(1);
    expect(world.workers).toHaveLength(2);
    expect(world.workers[1]?.asked.filter(({ type }) => type === 'read')).toHaveLength(2);
    world.pool.stop();
    void hanging;
  });

  it.each([1, 2, 3])(
    'gives up a chunk that kills two workers, and no other, with %i workers',
    async (workerCount) => {
      const world = new World({ workerCount });
      const source = await world.open();
      world.isPoison = (request) => request.type === 'read' && request.index.join() === '0,1';
      const outcomes = await Promise.allSettled([
        ...[read(source, [0, 0]), read(source, [0, 1]), read(source, [0, 0]), read(source, [1, 1])],
        ...[read(source, [0, 0]), read(source, [0, 0]), read(source, [0, 0])],
      ]);
      const failed = outcomes.flatMap((outcome) =>
        outcome.status === 'rejected' ? [outcome.reason as Error] : [],
      );
      expect(failed).toHaveLength(1);
      expect(failed[0]).toMatchObject({ code: 'worker-crashed' });
      expect((await read(source, [0, 0]))?.data[0]).toBe(1);
    },
  );

  it('takes a minute of silence for death where there are no locks', async () => {
    const world = new World({ workerCount: 1, hasLocks: false });
    const source = await world.open();
    world.workers[0]?.die();
    const reading = read(source, [0, 0]);
    for (let i = 0; i < 12; i++) world.tick();
    expect(world.workers).toHaveLength(1);
    world.tick();
    expect((await reading)?.data[0]).toBe(1);
    expect(world.workers).toHaveLength(2);
  });

  it('transfers a buffer that holds the chunk alone', async () => {
    const world = new World({ workerCount: 1 });
    const chunk = await read(await world.open(), [0, 0]);
    expect(chunk?.data.buffer.byteLength).toBe(4);
  });

  it('has two to four workers, one core fewer than there are', () => {
    expect([1, 2, 3, 4, 5, 16].map(defaultWorkerCount)).toEqual([2, 2, 2, 3, 4, 4]);
  });

  it('takes the workers and locks of a browser', () => {
    const make = (locks: LockManager): DecodePool =>
      new DecodePool({ workerCount: 2, createWorker: createDecodeWorker, locks, onTraffic: () => undefined });
    expect(make).toBeTypeOf('function');
  });
});

describe('chunks of a shard', () => {
  it('go to one worker, which reads the index once', async () => {
    const world = new World({ workerCount: 3 });
    const source = await world.open();
    const handle = world.pool.handle(source.dataset.id);
    const levels = handle.dataset.levels.map((entry) => ({
      ...entry,
      array: { shape: [64, 64], chunks: [2, 2], shards: [8, 8], fillValue: 0 },
    }));
    world.pool.remember({ ...handle, dataset: { ...handle.dataset, levels } });
    const slotOf = (index: number[]): unknown =>
      world.pool.slotFor({ dataset: source.dataset.id, level: 0, index });
    expect(slotOf([0, 0])).toBe(slotOf([3, 3]));
    expect(slotOf([4, 0])).toBe(slotOf([7, 3]));
    const slots = new Set([0, 1, 2, 3, 4, 5].map((shard) => slotOf([0, 4 * shard])));
    expect(slots.size).toBe(3);
  });
});
