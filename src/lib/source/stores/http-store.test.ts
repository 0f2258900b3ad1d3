import { describe, expect, it } from 'vitest';
import { fileAnswer } from '../../../../tests/foreign-data';
import { AppError, noTraffic } from '../../core';
import type { AppErrorCode } from '../../core';
import type { StoreRequest } from './byte-store';
import { HttpStore } from './http-store';
import type { HttpStoreOptions } from './http-store';

const root = new URL('https://user.test/image.zarr?key=SECRET');
const bytes = Uint8Array.from({ length: 100 }, (_, i) => i);

type Answer = (url: string, init: RequestInit) => Response | Promise<Response>;

function storeOf(
  answer: Answer,
  options: HttpStoreOptions & { readonly address?: URL } = {},
): { store: HttpStore; waits: number[]; urls: string[] } {
  const waits: number[] = [];
  const urls: string[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    urls.push(String(input));
    return answer(String(input), init ?? {});
  };
  const delay = (ms: number): Promise<void> => {
    waits.push(ms);
    return Promise.resolve();
  };
  return {
    store: new HttpStore(options.address ?? root, { fetch, delay, random: () => 0.5 }, options),
    waits,
    urls,
  };
}

function request(kind: StoreRequest['kind'] = 'chunk', more: Partial<StoreRequest> = {}): StoreRequest {
  return { kind, maxBytes: 1000, traffic: noTraffic(), ...more };
}

async function failure(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw new Error(`Expected an AppError, got ${String(error)}.`);
  expect(error.message).not.toContain('SECRET');
  return error;
}

describe('an HTTP store', () => {
  it('reads an object and counts it', async () => {
    const { store, urls } = storeOf(() => fileAnswer(bytes));
    const asked = request();
    expect(await store.get('0/c/0', asked)).toEqual(bytes);
    expect(urls).toEqual(['https://user.test/image.zarr/0/c/0?key=SECRET#direct']);
    expect(asked.traffic).toMatchObject({ chunkRequests: 1, metadataRequests: 0, networkBytes: 100 });
  });

  it.each([404, 410])('takes %i for absent', async (status) => {
    const { store } = storeOf(() => new Response(null, { status }));
    const asked = request('document');
    expect(await store.get('zarr.json', asked)).toBeUndefined();
    expect(asked.traffic).toMatchObject({ metadataRequests: 1, notFound: 1, failed: 0 });
  });

  it.each<[number, AppErrorCode]>([
    [401, 'forbidden'],
    [403, 'forbidden'],
    [400, 'http'],
    [416, 'bad-range'],
  ])('names an answer of %i %s, at once', async (status, code) => {
    const { store, waits } = storeOf(() => new Response(null, { status }));
    expect((await failure(store.get('0', request()))).code).toBe(code);
    expect(waits).toEqual([]);
  });

  it.each([408, 429, 500, 503])('tries %i again four times, with growing jitter', async (status) => {
    const { store, waits } = storeOf(() => new Response(null, { status }));
    const asked = request();
    expect((await failure(store.get('0', asked))).detail).toMatchObject({ status });
    expect(waits).toEqual([150, 300, 600, 1200]);
    expect(asked.traffic).toMatchObject({ chunkRequests: 5, failed: 5 });
  });

  it('recovers when a retry succeeds', async () => {
    let calls = 0;
    const { store } = storeOf(() => {
      if (calls++ === 0) throw new TypeError('Failed to fetch');
      return fileAnswer(bytes);
    });
    expect(await store.get('0', request())).toEqual(bytes);
  });

  it('calls no answer a network failure', async () => {
    const { store } = storeOf(() => Promise.reject(new TypeError('Failed to fetch')), {
      networkHint: ' Hint.',
    });
    const error = await failure(store.get('0', request()));
    expect(error.code).toBe('network');
    expect(error.message).toMatch(/Hint\.$/);
  });

  it('passes an abort on, and does not try again', async () => {
    const controller = new AbortController();
    const { store, waits } = storeOf((_, { signal }) => {
      controller.abort();
      return Promise.reject(signal?.reason as Error);
    });
    const asked = request('chunk', { signal: controller.signal });
    await expect(store.get('0', asked)).rejects.toMatchObject({ name: 'AbortError' });
    expect(waits).toEqual([]);
    expect(asked.traffic).toMatchObject({ aborted: 1, failed: 0 });
  });

  it.each<[StoreRequest['kind'], AppErrorCode]>([
    ['chunk', 'corrupt-chunk'],
    ['document', 'bad-metadata'],
  ])('cancels a %s over its cap', async (kind, code) => {
    let cancelled = false;
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(300)),
      cancel: () => {
        cancelled = true;
      },
    });
    const { store } = storeOf(() => new Response(endless));
    expect((await failure(store.get('0', request(kind)))).code).toBe(code);
    expect(cancelled).toBe(true);
  });

  it.each<[StoreRequest['kind'], AppErrorCode]>([
    ['chunk', 'corrupt-chunk'],
    ['document', 'not-a-dataset'],
  ])('takes no web page for a %s', async (kind, code) => {
    const page = '<!DOCTYPE html><title>Log in</title>';
    const typed = storeOf(() => new Response(page, { headers: { 'content-type': 'text/html' } }));
    const untyped = storeOf(() => new Response(page, { headers: { 'content-type': 'application/json' } }));
    expect((await failure(typed.store.get('0', request(kind)))).code).toBe(code);
    expect((await failure(untyped.store.get('0', request(kind)))).code).toBe(code);
  });

  it('reads raw voxels that begin like a tag', async () => {
    const { store } = storeOf(() => fileAnswer(Uint8Array.of(60, 60, 61)));
    expect(await store.get('0', request())).toEqual(Uint8Array.of(60, 60, 61));
  });
});

describe('403 for a chunk', () => {
  const s3: Answer = (url) =>
    url.includes('zarr.json') ? fileAnswer(bytes) : new Response(null, { status: 403 });

  it.each([
    ['once where no key is needed', new URL('https://user.test/image.zarr'), 4],
    ['each time with a key, which may have ended', root, 7],
  ])(
    'means absent where documents are readable and a random name is forbidden too; asked %s',
    async (_, address, requests) => {
      const { store, urls } = storeOf(s3, { address });
      await store.get('zarr.json', request('document'));
      expect(await store.get('0', request())).toBeUndefined();
      expect(await store.get('1', request())).toBeUndefined();
      expect(urls).toHaveLength(requests);
    },
  );

  it('is forbidden where a random name is not found', async () => {
    const { store } = storeOf((url, init) =>
      url.includes('absent-') ? new Response(null, { status: 404 }) : s3(url, init),
    );
    await store.get('zarr.json', request('document'));
    expect((await failure(store.get('0', request()))).code).toBe('forbidden');
  });
});

describe('byte ranges', () => {
  it('asks past the HTTP cache, with nothing that needs a preflight', async () => {
    let sent: RequestInit = {};
    const { store } = storeOf((_, init) => fileAnswer(bytes, (sent = init)));
    const answer = await store.getRange('0', { offset: 10, length: 5 }, request());
    expect(answer).toMatchObject({ bytes: bytes.slice(10, 15), total: 100 });
    expect(sent.cache).toBe('no-store');
    expect(sent.headers).toEqual({ range: 'bytes=10-14' });
  });

  it('finds a suffix by the size of the object', async () => {
    const { store, urls } = storeOf((_, init) => fileAnswer(bytes, init));
    expect((await store.getRange('0', { suffixLength: 4 }, request()))?.bytes).toEqual(bytes.slice(96));
    expect(urls).toHaveLength(2);
  });

  it('asks for a suffix where a server answers no HEAD', async () => {
    const { store } = storeOf((_, init) =>
      init.method === 'HEAD' ? new Response(null, { status: 405 }) : fileAnswer(bytes, init),
    );
    expect((await store.getRange('0', { suffixLength: 4 }, request()))?.bytes).toEqual(bytes.slice(96));
  });

  it('slices the whole when the server ignores the range', async () => {
    const { store } = storeOf(() => fileAnswer(bytes));
    expect((await store.getRange('0', { offset: 10, length: 5 }, request()))?.bytes).toEqual(
      bytes.slice(10, 15),
    );
  });

  it('refuses a whole that is much larger than the range, without reading it', async () => {
    const { store } = storeOf(() => fileAnswer(new Uint8Array(2 ** 20 + 1)));
    const asked = request();
    const error = await failure(store.getRange('0', { offset: 10, length: 5 }, asked));
    expect(error).toMatchObject({ code: 'bad-range', detail: { ignored: true } });
    expect(asked.traffic.networkBytes).toBe(0);
  });

  it.each([
    ['too few bytes', new Response(bytes.slice(0, 3), { status: 206 })],
    [
      'another place',
      new Response(bytes.slice(0, 5), { status: 206, headers: { 'content-range': 'bytes 0-4/100' } }),
    ],
  ])('refuses %s', async (_, response) => {
    const { store } = storeOf(() => response);
    expect((await failure(store.getRange('0', { offset: 10, length: 5 }, request()))).code).toBe('bad-range');
  });
});
