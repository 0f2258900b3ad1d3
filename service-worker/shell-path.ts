/** What of a request decides whether the shell answers it. */
export interface RequestFacts {
  readonly method: string;
  readonly mode: string;
  readonly url: string;
  /** A part of a file was asked for. */
  readonly hasRange: boolean;
}

/** What was put by when the service worker was installed. */
export interface Shell {
  readonly origin: string;
  /** Pathnames of pages, as they are kept. */
  readonly pages: ReadonlySet<string>;
  /** Pathnames of everything else. */
  readonly assets: ReadonlySet<string>;
}

/**
 * Returns the pathname under which the shell keeps the answer to a request, or `undefined` when the request is none of its
 * business: data, other origins, and everything marked `#direct`, a fragment that a service worker sees and a server does not.
 */
export function shellPath({ method, mode, url, hasRange }: RequestFacts, shell: Shell): string | undefined {
  const { origin, pathname, hash } = new URL(url);
  if (method !== 'GET' || hasRange || origin !== shell.origin || hash === '#direct') return undefined;
  if (mode !== 'navigate') return shell.assets.has(pathname) ? pathname : undefined;
  const page = withoutIndexName(pathname);
  return shell.pages.has(page) ? page : undefined;
}

/**
 * Whether a request is for a script or style of the app, of whatever version: their names hold a hash, and a page that
 * began with an older version asks for those of its own.
 */
export function isShellAsset(
  { method, url, hasRange }: RequestFacts,
  { origin }: Pick<Shell, 'origin'>,
  base: string,
): boolean {
  const { origin: from, pathname, hash } = new URL(url);
  const isPlain = method === 'GET' && !hasRange && hash !== '#direct';
  return isPlain && from === origin && pathname.startsWith(`${base}/_app/`);
}

/** Pages are kept by the name of their folder. */
export function withoutIndexName(pathname: string): string {
  return pathname.replace(/\/index\.html$/, '/');
}

/** Returns the files of the static folder that belong to the shell: not the sample data, not what only installers show, nothing hidden. */
export function shellFiles(files: readonly string[], base: string): string[] {
  const isLeftOut = (path: string) => /^\/(?:data|install)\/|\/\./.test(path.slice(base.length));
  return files.filter((path) => !isLeftOut(path));
}

/** Returns the caches that hold older shells of the same scope. Other scopes and other apps of the origin keep theirs. */
export function oldShells(names: readonly string[], prefix: string, current: string): string[] {
  return names.filter((name) => name.startsWith(prefix) && name !== current);
}

/** Names what the shell caches of one scope have in common: apps under several paths of an origin share one Cache Storage. */
export function shellPrefix(scope: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < scope.length; i++) hash = Math.imul(hash ^ scope.charCodeAt(i), 0x01000193);
  return `exascope-shell-${(hash >>> 0).toString(16).padStart(8, '0')}-`;
}
