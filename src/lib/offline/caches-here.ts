/**
 * Cache Storage of this page or worker; `undefined` where there is none, as where the page is not secure. Pages in a sandbox throw
 * when it is so much as named.
 */
export function cachesHere(): CacheStorage | undefined {
  try {
    return 'caches' in globalThis ? caches : undefined;
  } catch {
    return undefined;
  }
}
