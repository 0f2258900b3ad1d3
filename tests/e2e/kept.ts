import type { CDPSession, Page } from '@playwright/test';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import type { Objects } from '../faults/trees';
import { expect, open, settled, test as base } from './harness';
import { SiteHost } from './site-host';

export { expect };

/** A server of datasets that can be out of reach for a while, and is at the same address afterwards. */
export class DataHost {
  readonly #objects = new Map<string, Objects>();
  #server: FixtureServer | undefined;
  #port = 0;

  get server(): FixtureServer {
    if (!this.#server) throw new Error('The server of datasets is stopped.');
    return this.#server;
  }

  async start(): Promise<void> {
    this.#server = await startFixtureServer({ port: this.#port });
    this.#port = Number(new URL(this.#server.url).port);
    for (const [name, objects] of this.#objects) this.#server.serve(name, objects);
  }

  async stop(): Promise<void> {
    await this.#server?.close();
    this.#server = undefined;
  }

  generated(location: string): string {
    return this.server.generated(location);
  }

  /** See {@link FixtureServer.serve}; what is served stays over a stop. */
  serve(name: string, objects: Objects): string {
    this.#objects.set(name, objects);
    return this.server.serve(name, objects);
  }

  /** Paths of objects that were sent whole since the log was reset, each once. */
  sentPaths(): string[] {
    const sent = this.server.log().filter(({ method, status }) => method === 'GET' && status === 200);
    return [...new Set(sent.map(({ path }) => path))];
  }
}

/** The harness' test, with hosts of the site and of datasets that can be stopped, and with service workers. */
export const test = base.extend<{ site: SiteHost; data: DataHost }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads from it what the fixture needs
  site: async ({}, use) => {
    const site = new SiteHost();
    await site.start();
    await use(site);
    await site.stop();
  },
  // eslint-disable-next-line no-empty-pattern -- Playwright reads from it what the fixture needs
  data: async ({}, use) => {
    const data = new DataHost();
    await data.start();
    await use(data);
    await data.stop();
  },
  baseURL: async ({ site }, use) => use(site.url),
  serviceWorkers: 'allow',
  // Software draws a small picture sooner.
  viewport: { width: 640, height: 480 },
  // What the browser says when a server is out of reach.
  expectedMessages: { patterns: [/Failed to load resource: net::ERR_/] },
});

/** Waits until the app itself starts without its host. */
export async function untilInstalled(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

/** Opens a location and waits for its picture. */
export async function view(page: Page, location: string | readonly string[], fragment = ''): Promise<void> {
  await open(page, location, { fragment });
  await settled(page);
}

/** What a page finds of its kept data: keys of entries by cache, and what the index says. */
export interface Kept {
  /** Paths below `/__exascope/`, with dataset and generation, sorted. */
  readonly bodies: readonly string[];
  /** The same of rows whose slot is alive and not absent, sorted. */
  readonly rows: readonly string[];
  /** Of rows, by the sizes that they state. */
  readonly bytes: number;
}

/** Reads caches and index as they are, past the app. */
export function kept(page: Page): Promise<Kept> {
  return page.evaluate(async () => {
    const bodies: string[] = [];
    for (const name of (await caches.keys()).filter((each) => each.startsWith('exascope-data-')))
      for (const { url } of await (await caches.open(name)).keys())
        bodies.push(url.replace(/^.*\/__exascope\//, ''));
    const rows: string[] = [];
    let bytes = 0;
    const { name = '' } =
      (await indexedDB.databases()).find((each) => each.name?.startsWith('exascope-keep-')) ?? {};
    if (name === '') return { bodies: bodies.sort(), rows, bytes };
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error(request.error?.message));
    });
    type Row = Record<'dataset' | 'paths', string> & {
      generation: number;
      flags: Uint8Array;
      lengths: Uint32Array;
    };
    const all = await new Promise<Row[]>((resolve) => {
      const request = database.transaction('segments').objectStore('segments').getAll();
      request.onsuccess = () => resolve(request.result as Row[]);
    });
    database.close();
    for (const { dataset, generation, paths, flags, lengths } of all)
      paths.split('\n').forEach((path, slot) => {
        if (flags[slot] !== 0) return;
        rows.push(`${dataset}/${generation}/${path}`);
        bytes += (lengths[slot] ?? 0) + 512 + 2 * path.length;
      });
    return { bodies: bodies.sort(), rows: rows.sort(), bytes };
  });
}

/** Of how many datasets the library has a picture. */
export function picturesKept(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { name = '' } =
      (await indexedDB.databases()).find((each) => each.name?.startsWith('exascope-keep-')) ?? {};
    if (name === '') return 0;
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error(request.error?.message));
    });
    const all = await new Promise<{ readonly thumbnail?: Blob }[]>((resolve) => {
      const request = database.transaction('datasets').objectStore('datasets').getAll();
      request.onsuccess = () => resolve(request.result as { readonly thumbnail?: Blob }[]);
    });
    database.close();
    return all.filter(({ thumbnail }) => (thumbnail?.size ?? 0) > 0).length;
  });
}

/** Waits until at least so many objects are kept, and the index says the same as the caches. */
export async function untilKept(page: Page, atLeast: number): Promise<Kept> {
  let found: Kept | undefined;
  await expect
    .poll(
      async () => {
        found = await kept(page);
        return found.bodies.length >= atLeast && found.bodies.join() === found.rows.join();
      },
      { timeout: 30_000 },
    )
    .toBe(true);
  if (!found) throw new Error('Nothing was read.');
  return found;
}

/** A session that talks to the browser about one page. */
export function devtools(page: Page): Promise<CDPSession> {
  return page.context().newCDPSession(page);
}

/** Changes stored bodies behind the app's back: flips a bit of them, or deletes them. Returns how many there were. */
export function harm(page: Page, pattern: RegExp, how: 'flip' | 'delete'): Promise<number> {
  return page.evaluate(
    async ([source, isFlip]) => {
      let count = 0;
      for (const name of (await caches.keys()).filter((each) => each.startsWith('exascope-data-'))) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
          if (!new RegExp(source).test(request.url)) continue;
          count++;
          const response = await cache.match(request);
          if (!isFlip || !response) await cache.delete(request);
          else {
            const bytes = new Uint8Array(await response.arrayBuffer());
            const middle = bytes.length >> 1;
            bytes[middle] = (bytes[middle] ?? 0) ^ 16;
            await cache.put(request, new Response(bytes, { headers: response.headers }));
          }
        }
      }
      return count;
    },
    [pattern.source, how === 'flip'] as const,
  );
}

/** Deletes what the browser stores of an origin: `types` as the protocol calls them. */
export async function clearStorage(
  page: Page,
  { origin, types }: { readonly origin: string; readonly types: string },
): Promise<void> {
  const session = await devtools(page);
  await session.send('Storage.clearDataForOrigin', { origin: new URL(origin).origin, storageTypes: types });
  await session.detach();
}

/** Requests for chunks that the server of datasets has answered since its log was reset. */
export function chunkRequests(data: DataHost): number {
  return data.server.log().filter(({ method, path }) => method === 'GET' && /\/c\//.test(path)).length;
}
