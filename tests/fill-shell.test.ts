import { describe, expect, it } from 'vitest';
import { fillShell, isWhole } from '../service-worker/fill-shell';

const origin = 'https://view.example';
const shell = {
  origin,
  pages: new Set(['/app/']),
  assets: new Set(['/app/_app/start.js', '/app/icon.svg']),
};
const page = '<script type="module" src="./_app/start.js"></script>';

/** Cache Storage in memory, and a server that answers with these texts, by path; with 500 where there is none. */
function makeWorld(served: Record<string, string>, kept: Record<string, string> = {}) {
  const stored = new Map<string, Map<string, string>>();
  if (Object.keys(kept).length > 0) stored.set('shell', new Map(Object.entries(kept)));
  const requests: Request[] = [];
  const fetch = (request: Request) => {
    requests.push(request);
    const text = served[new URL(request.url).pathname];
    return Promise.resolve(new Response(text ?? null, { status: text === undefined ? 500 : 200 }));
  };
  const open = (name: string) => {
    const files = stored.get(name) ?? new Map<string, string>();
    stored.set(name, files);
    return {
      match: (path: RequestInfo | URL) => {
        const text = files.get(pathOf(path));
        return Promise.resolve(text === undefined ? undefined : new Response(text));
      },
      put: async (path: RequestInfo | URL, response: Response) =>
        void files.set(pathOf(path), await response.text()),
      addAll: async (list: RequestInfo[]) => {
        const answers = await Promise.all(list.map((request) => fetch(request as Request)));
        if (answers.some(({ ok }) => !ok)) throw new TypeError('Request failed');
        for (const [i, answer] of answers.entries()) files.set(pathOf(list[i] ?? ''), await answer.text());
      },
    };
  };
  const caches = {
    has: (name: string) => Promise.resolve(stored.has(name)),
    delete: (name: string) => Promise.resolve(stored.delete(name)),
    open: (name: string) => Promise.resolve(open(name)),
  };
  return { stored, requests, caches, options: { caches, fetch, cacheName: 'shell', shell, base: '/app' } };
}

const pathOf = (request: RequestInfo | URL) =>
  new URL(request instanceof Request ? request.url : request).pathname;
const whole = { '/app/': page, '/app/_app/start.js': 'start', '/app/icon.svg': '<svg/>' };

describe('a shell', () => {
  it('holds its pages and all of its assets, none of them from the HTTP cache', async () => {
    const { stored, requests, options } = makeWorld(whole);
    await fillShell(options);
    expect(Object.fromEntries(stored.get('shell') ?? [])).toEqual(whole);
    expect(new Set(requests.map(({ cache }) => cache))).toEqual(new Set(['reload']));
    expect(await isWhole(options)).toBe(true);
  });

  it.each(Object.keys(whole))('is not there at all when the server fails %s', async (missing) => {
    const { stored, options } = makeWorld({ ...whole, [missing]: undefined } as Record<string, string>);
    await expect(fillShell(options)).rejects.toThrow();
    expect([...stored.keys()]).toEqual([]);
    expect(await isWhole(options)).toBe(false);
  });

  it('that was whole stays so when it cannot be put by once more', async () => {
    const { stored, options } = makeWorld({ '/app/': page }, whole);
    await expect(fillShell(options)).rejects.toThrow();
    expect(Object.fromEntries(stored.get('shell') ?? [])).toEqual(whole);
  });

  it.each([
    ['of another version', '<script src="./_app/later.js"></script><script src="./_app/start.js"></script>'],
    ['of another app', '<h1>Sign in</h1>'],
  ])('takes no page %s', async (_, text) => {
    const { options } = makeWorld({ ...whole, '/app/': text });
    await expect(fillShell(options)).rejects.toThrow('/app/ is no page of this version');
  });

  it('that was deleted while it was filled is not installed', async () => {
    const { caches, options } = makeWorld(whole);
    const gone = { ...caches, has: () => Promise.resolve(false) };
    await expect(fillShell({ ...options, caches: gone })).rejects.toThrow('deleted');
  });
});
