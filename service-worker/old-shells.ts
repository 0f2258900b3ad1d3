import { oldShells } from './shell-path';

type ShellCache = Pick<Cache, 'put' | 'delete'> & { match(path: string): Promise<Response | undefined> };

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
/** Under this path a shell keeps the names of those that were there before it: others may be of a version that waits. */
const eldersPath = 'shells-before-this';

interface OldShell {
  readonly name: string;
  readonly cache: ShellCache;
  /** The pages that may need it; absent until {@link OldShells.retire} has noted them. */
  readonly users: readonly string[] | undefined;
}

/** Shells of earlier versions, each kept while a page is open that began with it: its scripts are not on the server any more. */
export class OldShells {
  readonly #options: OldShellsOptions;

  constructor(options: OldShellsOptions) {
    this.#options = options;
  }

  /** Called before this version is installed: notes which shells are older. After a rollback its own may be there still. */
  async note(): Promise<void> {
    const { caches, prefix, current } = this.#options;
    const names = oldShells(await caches.keys(), prefix, current);
    const cache = await caches.open(current);
    await cache.put(eldersPath, new Response(JSON.stringify(names)));
    // Nobody may drop it for lack of pages any more.
    await cache.delete(usersPath);
  }

  /** Called when this version takes over: notes which pages are open, and drops what none of them needs. */
  async retire(): Promise<void> {
    const users = JSON.stringify(await this.#options.tabs());
    const own = await this.#options.caches.open(this.#options.current);
    const elders = (await readNames(own, eldersPath)) ?? [];
    for (const { name, cache, users: known } of await this.#all())
      if (known === undefined && elders.includes(name)) await cache.put(usersPath, new Response(users));
    await this.tidy();
  }

  /** Drops shells whose pages have all gone. Those that were not retired stay: they may belong to a version that waits. */
  async tidy(): Promise<void> {
    const tabs = await this.#options.tabs();
    for (const { name, users } of await this.#all())
      if (users && !users.some((id) => tabs.includes(id))) await this.#options.caches.delete(name);
  }

  /** The answer that another shell has for a path. */
  async match(path: string): Promise<Response | undefined> {
    for (const { cache } of await this.#all()) {
      const found = await cache.match(path);
      if (found) return found;
    }
    return undefined;
  }

  async #all(): Promise<OldShell[]> {
    const { caches, prefix, current } = this.#options;
    const names = oldShells(await caches.keys(), prefix, current);
    return Promise.all(
      names.map(async (name) => {
        const cache = await caches.open(name);
        return { name, cache, users: await readNames(cache, usersPath) };
      }),
    );
  }
}

async function readNames(cache: ShellCache, path: string): Promise<readonly string[] | undefined> {
  const found = await cache.match(path);
  return found && ((await found.json()) as string[]);
}
