import { describe, expect, it, vi } from 'vitest';
import { fileOrigin } from '../../../tests/foreign-data';
import { createDecodeWorker, defaultWorkerCount } from './create-worker';
import { DecodePool } from './decode-pool';
import { type FakeWorker, never, read, World } from './pool-world.fixture';

describe('a decode pool', () => {
  it('works on a page of plain http, whose browser has no randomUUID', async () => {
    const { getRandomValues } = crypto;
    vi.stubGlobal('crypto', { getRandomValues: getRandomValues.bind(crypto) });
    try {
      const world = new World();
      expect((await read(await world.open(), [0, 0]))?.data[0]).toBe(1);
    } finally {
      vi.unstubAllGlobals();
    }
  });

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

  it('tells what readers of files hold in all its workers, and no more of one that has ended', async () => {
    const world = new World({ workerCount: 2 });
    const source = await world.open();
    let readerBytes = 30;
    world.said = (reply) => ({ ...reply, readerBytes });
    await Promise.all([read(source, [0, 0]), read(source, [0, 1])]);
    expect(world.readerBytes.at(-1)).toBe(60);
    world.workers[0]?.die();
    readerBytes = 40;
    await read(source, [0, 0]);
    expect(world.readerBytes.at(-1)).toBe(40);
  });

  it('tells how chunks came, of one that failed too, with what it took until then', async () => {
    const world = new World({ workerCount: 1 });
    const source = await world.open();
    await read(source, [0, 0]);
    world.said = (reply) => {
      if (!('chunk' in reply)) return reply;
      const { id, traffic } = reply;
      return { id, traffic, error: { code: 'http', message: 'No.', detail: { status: 503 } } };
    };
    await expect(read(source, [0, 1])).rejects.toMatchObject({ code: 'http', detail: { status: 503 } });
    expect(world.reads.map(({ key, isFailed }) => [key.index.join(), isFailed])).toEqual([
      ['0,0', false],
      ['0,1', true],
    ]);
    expect(world.reads[1]?.traffic).toMatchObject({ chunkRequests: 1 });
  });

  it('counts the chunks of a source that were refused, each once, and none that are not there', async () => {
    for (const lists of [false, true]) {
      const source = await new World({ lists }).open();
      for (const index of [
        [0, 0],
        [1, 1],
        [1, 0],
        [1, 1],
      ])
        await read(source, index);
      expect(source.refused, lists ? 'not found' : 'forbidden').toBe(lists ? 0 : 2);
    }
  });

  it('asks a worker that it has just started, without a round trip through a busy page', async () => {
    const world = new World({ workerCount: 1 });
    const opening = world.open();
    expect(world.workers[0]?.asked.map(({ type }) => type)).toEqual(['hold-lock', 'open']);
    await opening;
  });

  it('starts its other workers while the first reads metadata', async () => {
    const world = new World({ workerCount: 3, hang: 'zarr.json' });
    const controller = new AbortController();
    const opening = world.pool
      .open(fileOrigin, fileOrigin, { signal: controller.signal })
      .catch(() => undefined);
    expect(world.workers).toHaveLength(1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(world.workers).toHaveLength(3);
    controller.abort();
    await opening;
  });

  it('gives a worker that is still starting nothing while another has little to do', async () => {
    const world = new World();
    let start = (): void => undefined;
    world.starting = async (worker) => {
      if (worker === world.workers[1]) await new Promise<void>((resolve) => (start = resolve));
    };
    const source = await world.open();
    expect(world.workers).toHaveLength(2);
    const [running, starting] = world.workers;
    const reads = [read(source, [0, 0]), read(source, [0, 1])];
    const asked = (worker?: FakeWorker) => worker?.asked.filter(({ type }) => type === 'read').length;
    expect([asked(running), asked(starting)]).toEqual([2, 0]);
    await Promise.all(reads);
    start();
    await new Promise((resolve) => setImmediate(resolve));
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
