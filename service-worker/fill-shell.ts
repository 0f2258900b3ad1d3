import type { Shell } from './shell-path';

/** What is needed of a cache and of the browser. */
export interface FillShellOptions {
  readonly caches: Pick<CacheStorage, 'has' | 'delete'> & {
    open(name: string): Promise<Pick<Cache, 'addAll' | 'put' | 'match'>>;
  };
  readonly fetch: (request: Request) => Promise<Response>;
  readonly cacheName: string;
  readonly shell: Shell;
  /** Path of the app, without a slash at the end. */
  readonly base: string;
}

/**
 * Puts by every file of a shell, all or nothing: rejects when one of them cannot be had, and then leaves a shell that was whole
 * before as it was, and else none. The HTTP cache is passed over, so that no file is of another version.
 */
export async function fillShell(options: FillShellOptions): Promise<void> {
  const { caches, cacheName, shell } = options;
  const cache = await caches.open(cacheName);
  try {
    const pages = await Promise.all([...shell.pages].map((path) => fetchPage(path, options)));
    await cache.addAll([...shell.assets].map((path) => freshRequest(path, shell)));
    // Last, for where there are pages the shell is whole.
    for (const { url, page } of pages) await cache.put(url, page);
    if (!(await caches.has(cacheName))) throw new Error(`${cacheName} was deleted while it was filled.`);
  } catch (error) {
    if (!(await isWhole(options))) await caches.delete(cacheName);
    throw error;
  }
}

/** Whether all of a shell was put by; other pages of the origin may have deleted it since. */
export async function isWhole({ caches, cacheName, shell }: FillShellOptions): Promise<boolean> {
  if (!(await caches.has(cacheName))) return false;
  const cache = await caches.open(cacheName);
  const pages = await Promise.all([...shell.pages].map((path) => cache.match(shell.origin + path)));
  return pages.every((page) => page !== undefined);
}

/** A host that is half through an update may give a page of another version, which names scripts that this shell has not. */
async function fetchPage(
  path: string,
  { fetch, shell, base }: FillShellOptions,
): Promise<{ url: string; page: Response }> {
  const response = await fetch(freshRequest(path, shell));
  const text = await response.text();
  const scripts = text.match(/_app\/[\w./-]+\.(?:js|css)/g) ?? [];
  const isOfThisVersion = scripts.length > 0 && scripts.every((name) => shell.assets.has(`${base}/${name}`));
  if (!response.ok || !isOfThisVersion)
    throw new Error(`${path} is no page of this version; its status is ${String(response.status)}.`);
  // Made anew, since a browser takes no answer for a page that was redirected on its way.
  return { url: shell.origin + path, page: new Response(text, { headers: response.headers }) };
}

function freshRequest(path: string, { origin }: Shell): Request {
  return new Request(origin + path, { cache: 'reload' });
}
