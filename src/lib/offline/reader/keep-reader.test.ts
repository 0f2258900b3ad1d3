import { describe, expect, it, vi } from 'vitest';
import type { DatasetKeep, KeptName, OpenedFrom } from '../../core';
import { FakeDisk, storageError, type OnStep } from '../caches.fixture';
import { makeEntry } from '../entry/entry';
import type { KeeperMessage, ReaderMessage } from '../messages';
import { cacheName, entryUrl } from '../names/cache-name';
import { datasetKey } from '../names/dataset-key';
import { entryPath } from '../names/entry-path';
import { KeepReader } from './keep-reader';

const origin = 'https://app.test';
const scope = '01234567';
const root = 'https://data.test/a/';
const chunk = (...index: number[]): KeptName => ({ kind: 'chunk', level: 0, index });
const bytes = Uint8Array.of(1, 2, 3);
const dataset = await datasetKey(root);
const cache = (generation = 1) => cacheName({ scope, dataset, generation, level: 0, owner: 'x', count: 0 });

async function settle(): Promise<void> {
  for (let i = 0; i < 10; i++) await new Promise((resolve) => setImmediate(resolve));
}

/** A reader on a disk that has one chunk of each of some generations, before the keeper has said anything. */
async function readerOn({ generations = [1], onStep }: { generations?: number[]; onStep?: OnStep } = {}) {
  const disk = new FakeDisk();
  for (const generation of generations) {
    const handle = await disk.view().open(cache(generation));
    const url = entryUrl(origin, dataset, generation, entryPath(chunk(0)));
    await handle.put(url, makeEntry(Uint8Array.of(1, 2, 3), { etag: `${generation}` }));
  }
  const told: ReaderMessage[] = [];
  const timers: { ms: number; run: () => void }[] = [];
  const reader = new KeepReader({
    ...{ origin, scope, caches: disk.view(onStep) },
    post: (message) => void told.push(message),
    later: (ms, run) => void timers.push({ ms, run }),
  });
  /** What is kept of a dataset, once its key is known, which takes some time. */
  const open = async (at = root, from?: OpenedFrom): Promise<DatasetKeep> => {
    const before = told.length;
    const keep = reader.keepOf(at, from);
    await vi.waitUntil(() => told.length > before);
    await settle();
    return keep;
  };
  /** The keeper's answer. */
  const tell = (generation = 1, paths = 'c/0/0', absent = ''): void => {
    const segments = [{ cache: cache(generation), paths, absent }];
    reader.handle({ type: 'entries', dataset, generation, segments } satisfies KeeperMessage);
  };
  const pass = async (ms: number): Promise<void> => {
    for (const timer of timers.splice(0)) {
      if (timer.ms <= ms) timer.run();
      else timers.push({ ...timer, ms: timer.ms - ms });
    }
    await settle();
  };
  return { disk, reader, open, told, tell, pass };
}

/** What a read has come to so far. */
function watch(promise: Promise<unknown>): { readonly value: unknown } {
  const watched = { value: 'waiting' as unknown };
  promise.then(
    (value) => (watched.value = value),
    (error: unknown) => (watched.value = (error as Error).name),
  );
  return watched;
}

describe('a reader and the keeper', () => {
  it('waits for what the keeper says, where there are caches of the dataset', async () => {
    const { open, tell } = await readerOn();
    const read = watch((await open()).read(chunk(0)));
    await settle();
    expect(read.value).toBe('waiting');
    tell();
    await settle();
    expect(read.value).toEqual({ bytes, version: { etag: '1' } });
  });

  it('does not wait where there are none', async () => {
    const { open } = await readerOn({ generations: [] });
    const read = watch((await open()).read(chunk(0)));
    await settle();
    expect(read.value).toBeUndefined();
  });

  it('waits for a second and a half at most, and then never again', async () => {
    const { open, pass } = await readerOn();
    const read = watch((await open()).read(chunk(0)));
    await settle();
    await pass(1499);
    expect(read.value).toBe('waiting');
    await pass(1);
    expect(read.value).toBeUndefined();
    const another = watch((await open('https://data.test/b/')).read(chunk(0)));
    await settle();
    expect(another.value).toBeUndefined();
  });

  it('uses what a late keeper says all the same', async () => {
    const { open, tell, pass } = await readerOn();
    const keep = await open();
    void keep.read(chunk(0));
    await settle();
    await pass(1500);
    tell();
    expect(await keep.read(chunk(0))).toMatchObject({ bytes });
  });

  it('waits longer where another worker had its documents from this device, lest versions be mixed', async () => {
    const { open, tell, pass } = await readerOn();
    const read = watch((await open(root, { generation: 1, isFromHere: true })).read(chunk(0)));
    await settle();
    await pass(14_999);
    expect(read.value).toBe('waiting');
    tell();
    await vi.waitUntil(() => read.value !== 'waiting');
    expect(read.value).toMatchObject({ bytes });
  });

  it('waits no longer where the browser never lists its caches', async () => {
    const { open, pass } = await readerOn({
      onStep: ({ call }) => (call === 'keys' ? new Promise(() => undefined) : undefined),
    });
    const read = watch((await open()).read(chunk(0)));
    await settle();
    await pass(1500);
    expect(read.value).toBeUndefined();
  });

  it('tells of uses together, twice a second at most', async () => {
    const { open, tell, told, pass } = await readerOn();
    const keep = await open();
    await settle();
    tell();
    for (let i = 0; i < 3; i++) await keep.read(chunk(0));
    expect(told.map(({ type }) => type)).toEqual(['attach']);
    await pass(500);
    await keep.read(chunk(0));
    expect(told.slice(1)).toEqual([{ type: 'used', dataset, generation: 1, paths: ['c/0/0'] }]);
  });

  it('hands on what is to be kept, under the generation that it opened', async () => {
    const { reader, open, tell, told } = await readerOn({ generations: [1, 2] });
    const keep = await open();
    await settle();
    tell(2);
    tell(1);
    await keep.read(chunk(0));
    expect(keep.generation).toBe(2);
    tell(3, '');
    keep.write(chunk(5), Uint8Array.of(9), { total: 1 });
    keep.write({ kind: 'document', path: '.zattrs' }, 'absent');
    await settle();
    const where = { type: 'write', dataset, generation: 2 };
    expect(told.slice(1)).toEqual([
      { ...where, path: 'c/0/5', level: 0, bytes: Uint8Array.of(9), version: { total: 1 } },
      { ...where, path: 'd/.zattrs', level: 255, bytes: 'absent', version: {} },
    ]);
    expect(reader.keepOf(root, { generation: 1, isFromHere: false }).generation).toBe(1);
  });
});

describe('what a reader gives', () => {
  async function attachedTo(options: Parameters<typeof readerOn>[0] = {}) {
    const all = await readerOn(options);
    const keep = await all.open();
    all.tell(1, 'c/0/0\nc/0/1', 'c/0/9');
    return { ...all, keep };
  }

  it('is nothing for what is not kept, and a word for what is known to be absent', async () => {
    const { keep } = await attachedTo();
    expect([await keep.read(chunk(7)), await keep.read(chunk(9))]).toEqual([undefined, 'absent']);
  });

  it('is nothing for an entry that has vanished, which is dropped and told', async () => {
    const { keep, told } = await attachedTo();
    expect(await keep.read(chunk(1))).toBeUndefined();
    await settle();
    expect(told.slice(1)).toEqual([{ type: 'drop', dataset, generation: 1, path: 'c/0/1' }]);
  });

  it('is nothing for an entry that is damaged, which is dropped and told once', async () => {
    const { keep, disk, told } = await attachedTo();
    disk.damage(cache(), 'c/0/0');
    expect(await keep.read(chunk(0))).toBeUndefined();
    expect(await keep.read(chunk(0))).toBeUndefined();
    expect(told.slice(1)).toEqual([{ type: 'drop', dataset, generation: 1, path: 'c/0/0' }]);
  });

  it('is nothing for a cache that is gone, and does not make it anew', async () => {
    const { keep, disk } = await attachedTo();
    disk.caches.clear();
    expect(await keep.read(chunk(0))).toBeUndefined();
    expect(disk.caches.size).toBe(0);
  });

  it('is nothing where caches throw', async () => {
    const { keep } = await attachedTo({
      onStep: ({ call }) => {
        if (call === 'cache.match') throw storageError('UnknownError');
      },
    });
    expect(await keep.read(chunk(0))).toBeUndefined();
  });

  it('is nothing after three seconds where a cache never answers, and then at once for a while', async () => {
    const { keep, told, pass } = await attachedTo({
      onStep: ({ call }) => (call === 'cache.match' ? new Promise(() => undefined) : undefined),
    });
    const read = watch(keep.read(chunk(0)));
    await settle();
    expect(read.value).toBe('waiting');
    await pass(3000);
    expect(read.value).toBeUndefined();
    expect(await keep.read(chunk(0))).toBeUndefined();
    expect(told.filter(({ type }) => type === 'drop')).toEqual([]);
    await pass(30_000);
    const again = watch(keep.read(chunk(0)));
    await settle();
    expect(again.value).toBe('waiting');
  });

  it('is an AbortError once the signal has aborted', async () => {
    const { keep } = await attachedTo();
    await expect(keep.read(chunk(0), AbortSignal.abort('for a reason'))).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('is nothing of a dataset whose address names none', async () => {
    const { reader } = await readerOn();
    const keep = reader.keepOf('not an address');
    keep.write(chunk(0), 'absent');
    expect([await keep.read(chunk(0)), await keep.sample(3)]).toEqual([undefined, []]);
  });

  it('takes documents to be absent only beside one that is there', async () => {
    const { reader, keep } = await attachedTo();
    const document: KeptName = { kind: 'document', path: '.zattrs' };
    const segment = { cache: cache(), paths: '', absent: 'd/.zattrs' };
    reader.handle({ type: 'added', dataset, generation: 1, segment });
    expect(await keep.read(document)).toBeUndefined();
    reader.handle({
      type: 'added',
      dataset,
      generation: 1,
      segment: { cache: cache(), paths: 'd/zarr.json', absent: '' },
    });
    expect(await keep.read(document)).toBe('absent');
  });

  it('samples chunks that have a body', async () => {
    const { keep } = await attachedTo();
    expect(await keep.sample(9)).toEqual([chunk(0), chunk(1)]);
    expect(await keep.sample(1)).toEqual([chunk(0)]);
  });

  it('forgets what the keeper says is gone', async () => {
    const { reader, keep } = await attachedTo();
    reader.handle({ type: 'removed', dataset, generation: 1, paths: ['c/0/0'] });
    expect(await keep.read(chunk(0))).toBeUndefined();
  });
});

describe('whether a server is out of reach', () => {
  it('is believed after two requests in a row without an answer', async () => {
    const keep = await (await readerOn()).open();
    keep.reached(false);
    keep.reached(true);
    keep.reached(false);
    expect(keep.isCutOff).toBe(false);
    keep.reached(false);
    expect(keep.isCutOff).toBe(true);
    keep.reached(true);
    expect(keep.isCutOff).toBe(false);
  });
});
