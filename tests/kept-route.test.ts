import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spanOfRange } from '../service-worker/byte-range';
import { KeptRoute, type KeptRoot, type KeptRouteOptions } from '../service-worker/kept-route';
import type { RequestFacts } from '../service-worker/shell-path';
import { entryPath } from '../src/lib/offline/names/entry-path';

const brain: KeptRoot = {
  root: 'https://data.example/brain.zarr/',
  dataset: '0123456789abcdef',
  generation: 2,
};
const inner: KeptRoot = { root: `${brain.root}labels/`, dataset: 'fedcba9876543210', generation: 1 };
const get: RequestFacts = { method: 'GET', mode: 'cors', url: `${brain.root}zarr.json`, hasRange: false };
const bytes = Uint8Array.from({ length: 10 }, (_, i) => i);

/** A route over objects kept by `DATASET GENERATION PATH`, and what it asked of the network. */
function makeRoute(kept: Record<string, Response> = {}, more: Partial<KeptRouteOptions> = {}) {
  const asked: Request[] = [];
  const route = new KeptRoute({
    roots: () => Promise.resolve([brain, inner]),
    match: (dataset, generation, path) => Promise.resolve(kept[`${dataset} ${String(generation)} ${path}`]),
    pathOf: entryPath,
    fetch: (request) => {
      asked.push(request);
      return Promise.resolve(new Response('from the network'));
    },
    ...more,
  });
  const answer = async (url: string, init?: RequestInit): Promise<Response> => {
    await route.refresh();
    const place = route.placeOf({ ...get, url });
    if (!place) throw new Error(`${url} is left alone.`);
    return route.answer(new Request(url, init), place);
  };
  return { route, asked, answer };
}

const document = `${brain.dataset} 2 d/zarr.json`;
const offline = () => Promise.reject(new TypeError('Failed to fetch'));

describe('a request for a dataset of which something is kept', () => {
  it('is answered from what is kept, without a request', async () => {
    const { answer, asked } = makeRoute({ [document]: new Response('kept') });
    expect(await (await answer(get.url)).text()).toBe('kept');
    expect(asked).toEqual([]);
  });

  it('is the same whatever its query is: that may hold secrets, and names nothing', async () => {
    const { answer } = makeRoute({ [document]: new Response('kept') });
    expect(await (await answer(`${get.url}?signature=SECRET123`)).text()).toBe('kept');
  });

  it('is answered by the network as it was asked when it is not kept', async () => {
    const { answer, asked } = makeRoute();
    const url = `${brain.root}0/zarr.json?url=https://elsewhere.example/`;
    expect(await (await answer(url, { headers: { range: 'bytes=0-1' } })).text()).toBe('from the network');
    expect(asked.map((request) => [request.url, request.headers.get('range')])).toEqual([[url, 'bytes=0-1']]);
  });

  it('is answered with 504, and never 404, when it is neither kept nor to be had', async () => {
    const { answer } = makeRoute({}, { fetch: offline });
    const response = await answer(get.url);
    expect([response.status, response.headers.get('x-exascope')]).toEqual([504, 'offline-miss']);
  });

  it('is given up with its own AbortError', async () => {
    const abort = new DOMException('No more.', 'AbortError');
    const { answer } = makeRoute({}, { fetch: () => Promise.reject(abort) });
    await expect(answer(get.url)).rejects.toBe(abort);
  });

  it('is answered by the network when the caches are in trouble', async () => {
    const { answer } = makeRoute(
      {},
      { match: () => Promise.reject(new DOMException('No.', 'UnknownError')) },
    );
    expect(await (await answer(get.url)).text()).toBe('from the network');
  });

  it('is answered with 404 when it is known that there is no such object, in parts as well', async () => {
    const { answer } = makeRoute({ [document]: new Response(null, { status: 404 }) }, { fetch: offline });
    expect((await answer(get.url, { headers: { range: 'bytes=0-1' } })).status).toBe(404);
  });

  it('belongs to the innermost dataset around it', async () => {
    const { answer } = makeRoute({ [`${inner.dataset} 1 d/zarr.json`]: new Response('labels') });
    expect(await (await answer(`${inner.root}zarr.json`)).text()).toBe('labels');
  });

  it('may name a chunk, where someone can tell which', async () => {
    const nameOf = (dataset: string, path: string) => {
      const index = /^0\/c\/(\d+)\/(\d+)$/.exec(path)?.slice(1).map(Number);
      return dataset === brain.dataset && index ? { kind: 'chunk' as const, level: 0, index } : undefined;
    };
    const kept = { [`${brain.dataset} 2 c/0/4.7`]: new Response('chunk') };
    const { answer } = makeRoute(kept, { nameOf });
    expect(await (await answer(`${brain.root}0/c/4/7`)).text()).toBe('chunk');
  });

  it('may have a path that is escaped', async () => {
    const { answer } = makeRoute({ [`${brain.dataset} 2 d/a%20b%2Fzarr.json`]: new Response('kept') });
    expect(await (await answer(`${brain.root}a%20b/zarr.json`)).text()).toBe('kept');
  });
});

describe('left alone, as if there were no service worker, is', () => {
  it.each<[string, Partial<RequestFacts>]>([
    ['what a reader of its own asks for', { url: `${get.url}#direct` }],
    ['another path', { url: 'https://data.example/other.zarr/zarr.json' }],
    ['a path that only begins alike', { url: 'https://data.example/brain.zarr.bak/zarr.json' }],
    ['another host', { url: 'https://data.example:8443/brain.zarr/zarr.json' }],
    ['another scheme', { url: 'http://data.example/brain.zarr/zarr.json' }],
    ['an address with that of a dataset in its query', { url: `https://other.example/?url=${get.url}` }],
    ['the root', { url: brain.root }],
    ['a folder', { url: `${brain.root}0/` }],
    ['a path with an empty name', { url: `${brain.root}/zarr.json` }],
    ['a path with an escaped slash', { url: `${brain.root}0%2fzarr.json` }],
    ['a path that is no text', { url: `${brain.root}%ff` }],
    ['a page', { mode: 'navigate' }],
    ...['HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'].map((method): [string, Partial<RequestFacts>] => [
      `S22: ${method}`,
      { method },
    ]),
  ])('%s', async (_, facts) => {
    const { route } = makeRoute();
    await route.refresh();
    expect(route.placeOf({ ...get, ...facts })).toBeUndefined();
  });

  it('everything while it is not known what is kept', () => {
    expect(makeRoute().route.placeOf(get)).toBeUndefined();
  });

  it('everything where the index of what is kept cannot be read', async () => {
    const { route } = makeRoute({}, { roots: () => Promise.reject(new Error('No database.')) });
    await route.refresh();
    expect(route.placeOf(get)).toBeUndefined();
  });

  it('a dataset that was let go, from the next reading on', async () => {
    const lists = [[brain, inner], [inner]];
    const { route } = makeRoute({}, { roots: () => Promise.resolve(lists.shift() ?? []) });
    await route.refresh();
    expect(route.placeOf(get)).toEqual({ dataset: brain.dataset, generation: 2, path: 'zarr.json' });
    await route.refresh();
    expect(route.placeOf(get)).toBeUndefined();
  });
});

it('of two readings of the index at once, the one that began later counts', async () => {
  const answers: ((roots: KeptRoot[]) => void)[] = [];
  const { route } = makeRoute({}, { roots: () => new Promise((resolve) => answers.push(resolve)) });
  const both = [route.refresh(), route.refresh()];
  answers[1]?.([brain]);
  answers[0]?.([]);
  await Promise.all(both);
  expect(route.placeOf(get)).toBeDefined();
});

describe('a part of a whole object that is kept', () => {
  const ask = async (range: string, more: Record<string, string> = {}, object = bytes) => {
    const headers = { 'content-type': 'application/octet-stream', 'last-modified': 'yesterday' };
    const { answer } = makeRoute({ [document]: new Response(object, { headers }) }, { fetch: offline });
    const response = await answer(get.url, { headers: { range, ...more } });
    const body = [...new Uint8Array(await response.arrayBuffer())];
    return { status: response.status, range: response.headers.get('content-range'), body, response };
  };

  it.each([
    ['bytes=2-4', 'bytes 2-4/10', [2, 3, 4]],
    ['bytes=7-', 'bytes 7-9/10', [7, 8, 9]],
    ['bytes=8-99', 'bytes 8-9/10', [8, 9]],
    ['bytes=-3', 'bytes 7-9/10', [7, 8, 9]],
    ['bytes=-99', 'bytes 0-9/10', [...bytes]],
    ['Bytes=0-0', 'bytes 0-0/10', [0]],
  ])('%s is answered with 206', async (asked, range, body) => {
    const { response, ...answer } = await ask(asked);
    expect(answer).toEqual({ status: 206, range, body });
    expect(response.headers.get('content-length')).toBe(String(body.length));
    expect(response.headers.get('last-modified')).toBe('yesterday');
  });

  it.each(['bytes=10-', 'bytes=10-20', 'bytes=-0', `bytes=${'9'.repeat(400)}-`])(
    '%s is answered with 416',
    async (asked) => {
      expect(await ask(asked)).toMatchObject({ status: 416, range: 'bytes */10', body: [] });
    },
  );

  it.each(['bytes=0-1,4-5', 'bytes=5-2', 'bytes=-', 'bytes=a-b', 'bytes 0-1', 'lines=0-1', ''])(
    '%j is answered with the whole, as a server may',
    async (asked) => {
      expect(await ask(asked)).toMatchObject({ status: 200, range: null, body: [...bytes] });
    },
  );

  it('is the whole when it is asked for on a condition', async () => {
    expect(await ask('bytes=0-1', { 'if-range': '"tag"' })).toMatchObject({ status: 200, body: [...bytes] });
  });

  it('of nothing is nothing', async () => {
    expect(await ask('bytes=-5', {}, new Uint8Array())).toMatchObject({ status: 200, body: [] });
    expect(await ask('bytes=0-', {}, new Uint8Array())).toMatchObject({ status: 416, range: 'bytes */0' });
  });

  it('always lies in the object, and holds what was asked for', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(60), fc.nat(60), (size, first, last) => {
        const span = spanOfRange(`bytes=${String(first)}-${String(last)}`, size);
        const wanted = Array.from({ length: size }, (_, i) => i).filter((i) => i >= first && i <= last);
        if (first > last) expect(span).toBeUndefined();
        else if (span === 'unsatisfiable') expect(wanted).toEqual([]);
        else expect([span?.start, span?.end]).toEqual([wanted[0], (wanted.at(-1) ?? NaN) + 1]);
      }),
    );
  });
});
