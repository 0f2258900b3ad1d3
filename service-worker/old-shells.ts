import { oldShells } from './shell-path';

type ShellCache = Pick<Cache, 'put'> & { match(path: string): Promise<Response | undefined> };

/** What is needed of the browser. */
export interface OldShellsOptions {
  readonly caches: Pick<CacheStorage, 'keys' | 'delete'> & { open(name: string): Promise<ShellCache> };
  /** Ids of the pages of this scope that are open now. */
  readonly tabs: () => Promise<readonly string[]>;
  readonly prefix: string;
  /** Name of the cache of this version. */
  readonly current: string;
}

/** Under this path a shell keeps the ids of the pages that may still need it: a worker forgets when it rests. */
const usersPath = 'pages-of-this-shell';

/** Shells of earlier versions, each kept while a page is open that began with it: its scripts are not on the server any more. */
export class OldShells {
  readonly #options: OldShellsOptions;

  constructor(options: OldShellsOptions) {
    this.#options = options;
  }

  /** Called when this version takes over: notes which pages are open, and drops what none of them needs. */
  async retire(): Promise<void> {
    const users = JSON.stringify(await this.#options.tabs());
    for (const { cache, known } of await this.#all())
      if (known === undefined) await cache.put(usersPath, new Response(users));
    await this.tidy();
  }

  /** Drops shells whose pages have all gone. */
  async tidy(): Promise<void> {
    const tabs = await this.#options.tabs();
    for (const { name, known = [] } of await this.#all())
      if (!known.some((id) => tabs.includes(id))) await this.#options.caches.delete(name);
  }

  /** The answer that an older shell has for a path. */
  async match(path: string): Promise<Response | undefined> {
    for (const { cache } of await this.#all()) {
      const found = await cache.match(path);
      if (found) return found;
    }
    return undefined;
  }

  /** Older shells, with the pages that may need them; those are absent until {@link retire} has noted them. */
  async #all(): Promise<{ name: string; cache: ShellCache; known: readonly string[] | undefined }[]> {
    const { caches, prefix, current } = this.#options;
    const names = oldShells(await caches.keys(), prefix, current);
    return Promise.all(
      names.map(async (name) => {
        const cache = await caches.open(name);
        const users = await cache.match(usersPath);
        return { name, cache, known: users && ((await users.json()) as string[]) };
      }),
    );
  }
}
