/** Handles that are kept open at once, and for how long after their last use: a cache that is deleted frees nothing while one is open. */
const maxHandles = 16;
const idleMs = 5000;

export interface CacheHandlesOptions {
  readonly caches: Pick<CacheStorage, 'has' | 'open'>;
  readonly later: (ms: number, run: () => void) => void;
}

/** Open caches, since opening one takes longer than reading from it. */
export class CacheHandles {
  readonly #options: CacheHandlesOptions;
  readonly #handles = new Map<string, { readonly cache: Promise<Cache | undefined>; uses: number }>();

  constructor(options: CacheHandlesOptions) {
    this.#options = options;
  }

  /** `undefined` for a cache that is not there: to open it would make it. */
  open(name: string): Promise<Cache | undefined> {
    const known = this.#handles.get(name);
    const handle = known ?? { cache: this.#openThere(name), uses: 0 };
    handle.uses += 1;
    this.#handles.delete(name);
    this.#handles.set(name, handle);
    const [oldest] = this.#handles.keys();
    if (this.#handles.size > maxHandles && oldest !== undefined) this.#handles.delete(oldest);
    if (!known) this.#expire(name, handle);
    return handle.cache;
  }

  drop(name: string): void {
    this.#handles.delete(name);
  }

  async #openThere(name: string): Promise<Cache | undefined> {
    const { caches } = this.#options;
    return (await caches.has(name)) ? caches.open(name) : undefined;
  }

  #expire(name: string, handle: { uses: number }): void {
    const { uses } = handle;
    this.#options.later(idleMs, () => {
      if (this.#handles.get(name) !== handle) return;
      if (handle.uses === uses) this.#handles.delete(name);
      else this.#expire(name, handle);
    });
  }
}
