import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError, isAbort, noTraffic } from '../../../core';
import { openLocation } from '../../open-location';
import type { DatasetReader } from '../../read/dataset-reader';
import { AccessList } from '../http/access-list';
import { fileAnswer } from '../../../../../tests/foreign-data';
import { documentAt, documentRequest, hdf5Bytes, storeOf } from './hdf5-bytes.fixture';
import { filesHere } from './hdf5.fixture';

const files = filesHere();

/** Groups, attributes, packed and plain datasets; in the oldest layout, which has no checksums. */
function ordinary(): Promise<Uint8Array<ArrayBuffer>> {
  return hdf5Bytes((file) => {
    const data = Uint16Array.from({ length: 64 * 64 }, (_, i) => i);
    const group = file.create_group('g');
    group.create_attribute('note', 'a text that is here');
    group.create_dataset({ name: 'packed', data, shape: [64, 64], chunks: [16, 16], compression: 'gzip' });
    file.create_dataset({ name: 'plain', data, shape: [64, 64] });
  }, 'earliest');
}

/** All that can be asked of a file; gives what failed. */
async function readAll(bytes: Uint8Array<ArrayBuffer>): Promise<unknown[]> {
  const store = storeOf(bytes, '', files);
  const request = documentRequest();
  const asked = [
    ...['zarr.json', 'g/zarr.json', 'g/packed/zarr.json', 'plain/zarr.json'],
    ...['g/packed/c/0/0', 'plain/c/0/0'],
  ].map((path) => store.get(path, request));
  const outcomes = await Promise.allSettled([...asked, store.list('', request), store.list('g', request)]);
  return outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
}

/** Replaces the first two of what there is: dimensions come as they are, and as the most that they can be. */
function patched(bytes: Uint8Array, from: readonly number[], to: readonly number[]): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(bytes);
  let count = 0;
  for (let at = 0; at + from.length <= copy.length && count < 2; at++) {
    if (!from.every((byte, i) => copy[at + i] === byte)) continue;
    copy.set(to, at);
    count += 1;
  }
  expect(count, 'what is to be patched is there').toBeGreaterThan(0);
  return copy;
}

function long(value: bigint): number[] {
  return [...new Uint8Array(new BigUint64Array([value]).buffer)];
}

describe('a damaged or hostile HDF5 file', () => {
  it('that is cut off anywhere is refused by name', async () => {
    const whole = await ordinary();
    for (const length of [0, 7, 8, 40, 95, 96, 500, 2048, whole.length - 1]) {
      const failures = await readAll(whole.slice(0, length));
      expect(failures.length, `${length} of ${whole.length} bytes`).toBeGreaterThan(0);
      for (const failure of failures) expect(failure).toBeInstanceOf(AppError);
    }
    const [failure] = await readAll(whole.slice(0, -1));
    expect(failure).toMatchObject({ code: 'bad-metadata', detail: { isCutOff: true } });
    expect((failure as Error).message).toMatch(/cut off: it is shorter than it says/);
  });

  it('that is something else is said to be none', async () => {
    const [failure] = await readAll(new Uint8Array(10_000).fill(60));
    expect(failure).toMatchObject({ code: 'not-a-dataset' });
  });

  it('fails by name at most, whichever of its bytes are others', async () => {
    const whole = await ordinary();
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        const copy = whole.slice();
        for (const [at, byte] of changes) copy[at] = byte;
        for (const failure of await readAll(copy)) expect(failure).toBeInstanceOf(AppError);
      }),
      // Not any seed: what makes the library go round in circles ends a worker, and this is none.
      { numRuns: 60, seed: 8 },
    );
  });

  it('with 10^18 elements opens, and gives what is there', async () => {
    const bytes = await hdf5Bytes((file) => {
      const data = Uint8Array.from({ length: 32 * 48 }, (_, i) => i % 251);
      file.create_dataset({ name: 'a', data, shape: [32, 48], chunks: [32, 48] });
    }, 'earliest');
    const huge = patched(bytes, [...long(32n), ...long(48n)], [...long(10n ** 9n), ...long(10n ** 9n)]);
    const store = storeOf(huge, 'a', files);
    expect(await documentAt(store, '')).toMatchObject({ shape: [1e9, 1e9] });
    const near = await store.get('c/0/0', documentRequest());
    expect(near?.[1]).toBe(1);
    const far = await store.get('c/999999/999999', documentRequest());
    expect(far?.every((byte) => byte === 0)).toBe(true);
    const wide = patched(bytes, [...long(32n), ...long(48n)], [...long(2n ** 63n), ...long(2n ** 63n)]);
    const failure: unknown = await documentAt(storeOf(wide, 'a', files), '').catch((error: unknown) => error);
    if (failure instanceof Error) expect(failure).toBeInstanceOf(AppError);
  });

  it('with a filter that is not known names it, and opens the rest', async () => {
    const bytes = await ordinary();
    const deflate = [...'deflate'].map((letter) => letter.charCodeAt(0));
    const filter = [1, 0, 8, 0, 0, 0, 1, 0, ...deflate];
    const foreign = patched(bytes, filter, [1, 125, 8, 0, 0, 0, 1, 0, ...deflate]);
    const pageUrl = 'https://page.test/';
    const effects = {
      ...{ random: () => 0.5, delay: () => Promise.resolve(), hdf5: filesHere() },
      fetch: async (_: unknown, init?: RequestInit) => fileAnswer(foreign, init),
    };
    const open = (path: string) =>
      openLocation(`https://a.test/x.h5|hdf5:${path}`, { pageUrl, traffic: noTraffic(), effects });
    await expect(open('g/packed')).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('Blosc, HDF5 filter 32001') as string,
    });
    expect((await open('plain'))[0]?.handle.dataset).toMatchObject({ dtype: 'uint16' });
    // The one image that the file has besides opens for all of it: neither is said to be the other.
    await expect(open('')).rejects.toMatchObject({
      code: 'unsupported',
      detail: { arrays: ['plain', 'g/packed'] },
    });
  });

  it('stops reading when nobody waits any more', async () => {
    const store = storeOf(await ordinary(), '', files);
    const controller = new AbortController();
    const reading = store.get('plain/c/0/0', { ...documentRequest(), signal: controller.signal });
    controller.abort();
    const failure: unknown = await reading.catch((error: unknown) => error);
    expect(isAbort(failure)).toBe(true);
  });
});

describe('an HDF5 file of a server', () => {
  const pageUrl = 'https://page.test/';
  const location = 'https://a.test/x.h5?key=secret|hdf5:plain';

  it('is read by ranges, with the query of its location, which is told to nobody', async () => {
    const bytes = await ordinary();
    const asked: { url: string; range: string | null }[] = [];
    const effects = {
      ...{ random: () => 0.5, delay: () => Promise.resolve(), hdf5: filesHere() },
      fetch: async (input: unknown, init?: RequestInit) => {
        asked.push({ url: String(input), range: new Headers(init?.headers).get('range') });
        return fileAnswer(bytes, init);
      },
    };
    const [opened] = await openLocation(location, { pageUrl, traffic: noTraffic(), effects });
    expect(opened?.handle.dataset).toMatchObject({
      id: 'https://a.test/x.h5|hdf5:plain',
      origin: 'https://a.test',
    });
    expect(asked.every(({ url, range }) => url.includes('?key=secret') && range !== null)).toBe(true);
    expect(asked.length).toBeLessThan(6);
  });

  it('is another one with another header than without, or with one that was taken back', async () => {
    const fileOf = (name: string) =>
      hdf5Bytes((file) => file.create_dataset({ name, data: new Uint8Array(4), shape: [2, 2] }));
    const files: Record<string, Uint8Array<ArrayBuffer>> = {
      ...{ none: await fileOf('everyone'), a: await fileOf('ada'), b: await fileOf('bob') },
    };
    const access = new AccessList();
    const effects = {
      ...{ random: () => 0.5, delay: () => Promise.resolve(), hdf5: filesHere(), access },
      fetch: async (_: unknown, init?: RequestInit) =>
        fileAnswer(files[new Headers(init?.headers).get('x-key') ?? 'none'] as Uint8Array, init),
    };
    const give = (key?: string): void =>
      access.set(
        key === undefined
          ? []
          : [{ origin: 'https://a.test', path: '/', headers: [['X-Key', key]], query: '', mayKeep: false }],
      );
    const opened: DatasetReader[] = [];
    for (const [key, name] of [
      [undefined, 'everyone'],
      ['a', 'ada'],
      ['b', 'bob'],
      [undefined, 'everyone'],
    ] as const) {
      give(key);
      const location = `https://a.test/x.h5|hdf5:${name}`;
      const [found] = await openLocation(location, { pageUrl, traffic: noTraffic(), effects });
      if (found) opened.push(found.reader);
    }
    expect(opened).toHaveLength(4);
  });

  it('is asked for no byte twice, however many chunks are wanted at once', async () => {
    const data = Uint16Array.from({ length: 1024 * 1024 }, (_, i) => (i * 7919) % 65_521);
    const bytes = await hdf5Bytes((file) =>
      file.create_dataset({
        name: 'plain',
        data,
        shape: [1024, 1024],
        chunks: [32, 32],
        compression: 'gzip',
      }),
    );
    const asked: string[] = [];
    const effects = {
      ...{ random: () => 0.5, delay: () => Promise.resolve(), hdf5: filesHere() },
      fetch: async (_: unknown, init?: RequestInit) => {
        asked.push(new Headers(init?.headers).get('range') ?? init?.method ?? 'GET');
        return fileAnswer(bytes, init);
      },
    };
    const traffic = noTraffic();
    const [opened] = await openLocation('https://a.test/x.h5', { pageUrl, traffic, effects });
    const { chunks = [] } = opened?.handle.dataset.levels[0]?.array ?? {};
    const [rows = 1, columns = 1] = chunks;
    const indices = Array.from({ length: 1024 / rows }, (_, y) =>
      Array.from({ length: 1024 / columns }, (_, x) => [y, x]),
    ).flat();
    const request = { traffic, maxEncodedBytes: 2 ** 24 };
    const read = await Promise.all(indices.map((index) => opened?.reader.readChunk(0, index, request)));
    read.forEach((chunk, i) => {
      const [y = 0, x = 0] = indices[i] ?? [];
      expect(chunk?.data[columns + 1]).toBe(data[(y * rows + 1) * 1024 + x * columns + 1]);
    });
    expect(traffic.networkBytes).toBeLessThanOrEqual(bytes.length);
    expect(asked.length).toBeLessThan(30);
  });

  it('that sends the whole for every part is refused, and not read', async () => {
    const effects = {
      ...{ random: () => 0.5, delay: () => Promise.resolve(), hdf5: filesHere() },
      fetch: async () =>
        new Response(new Uint8Array(2 ** 25), { headers: { 'content-length': String(2 ** 25) } }),
    };
    const opening = openLocation('https://a.test/x.h5', { pageUrl, traffic: noTraffic(), effects });
    await expect(opening).rejects.toMatchObject({ code: 'bad-range', detail: { ignored: true } });
  });
});
