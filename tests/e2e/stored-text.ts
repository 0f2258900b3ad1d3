import type { Page } from '@playwright/test';

/** All that the page's origin stores, as one text: caches with their keys, headers and bodies, databases, and both plain stores. */
export function storedText(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const found: string[] = [];
    const isBytes = (value: object): value is ArrayBuffer | ArrayBufferView =>
      value instanceof ArrayBuffer || ArrayBuffer.isView(value);
    /** Bytes as the letters that they are, so that a word in them is found. */
    const say = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) found.push(String(value));
      else if (isBytes(value)) found.push(new TextDecoder('latin1').decode(value));
      else if (value instanceof Map || value instanceof Set) [...value].forEach(say);
      else Object.entries(value).flat().forEach(say);
    };
    for (const name of await caches.keys()) {
      found.push(name);
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const response = await cache.match(request);
        say([
          request.url,
          [...request.headers],
          [...(response?.headers ?? [])],
          await response?.arrayBuffer(),
        ]);
      }
    }
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('IndexedDB failed.'));
      });
    for (const { name = '' } of await indexedDB.databases()) {
      found.push(name);
      const database = await done(indexedDB.open(name));
      for (const table of database.objectStoreNames) {
        const all = database.transaction(table).objectStore(table);
        const [keys, rows] = await Promise.all([done(all.getAllKeys()), done(all.getAll())]);
        say([table, keys, rows]);
      }
      database.close();
    }
    say([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state]);
    return found.join('\n');
  });
}
