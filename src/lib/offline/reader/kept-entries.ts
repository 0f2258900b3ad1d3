import type { KeptSegment } from '../messages';

/** What is kept of one generation of one dataset: by path the cache that has it, or '' for what is known to be absent. */
export class KeptEntries {
  readonly #caches = new Map<string, string>();
  /** Documents that have a body. */
  readonly #documents = new Set<string>();

  /** Whether there is a document: where there is none it says nothing that others are absent. */
  get hasDocuments(): boolean {
    return this.#documents.size > 0;
  }

  get size(): number {
    return this.#caches.size;
  }

  /** Name of the cache; '' for what is absent; `undefined` for what is not kept. */
  find(path: string): string | undefined {
    return this.#caches.get(path);
  }

  add({ cache, paths, absent }: KeptSegment): void {
    if (paths !== '')
      for (const path of paths.split('\n')) {
        this.#caches.set(path, cache);
        if (path.startsWith('d/')) this.#documents.add(path);
      }
    if (absent !== '') for (const path of absent.split('\n')) this.#caches.set(path, '');
  }

  remove(paths: Iterable<string>): void {
    for (const path of paths) {
      this.#caches.delete(path);
      this.#documents.delete(path);
    }
  }

  paths(): Iterable<string> {
    return this.#caches.keys();
  }
}
