import { AppError } from '../../core';
import { locationUnder, parseLocation, type Location } from '../../source';
import type { NodeRow } from './hierarchy-model';

/** Where a node is opened from. It keeps the query of its store. */
export function nodeLocation(
  { store, node: { path, archive } }: Pick<NodeRow, 'store' | 'node'>,
  pageUrl: string,
): string {
  if (path === '') return store;
  if (archive === undefined) return locationUnder(store, pageUrl, path);
  const file = locationUnder(store, pageUrl, archive);
  return path === archive ? file : locationUnder(file, pageUrl, path.slice(archive.length + 1));
}

/** The location of the folder that another lies in; `undefined` where there is none, or none that can be read. */
export function locationAbove(location: string, pageUrl: string): string | undefined {
  try {
    return above(parseLocation(location, pageUrl));
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

function above(parsed: Location): string | undefined {
  if (parsed.kind === 'generated') return undefined;
  if (parsed.kind === 'http') return folderAbove(parsed.root);
  if (parsed.kind === 'local') return parsed.path === '' ? undefined : withoutLast(parsed.location);
  const { path, location } = parsed;
  const file = parsed.kind === 'zip' ? parsed.archive : parsed.file;
  if (path !== '') return path.includes('/') ? withoutLast(location) : location.replace(/\|[^|]*$/s, '');
  if (file.kind === 'http') return folderAbove(file.url);
  return file.path === '' ? undefined : withoutLast(location.replace(/\|.*$/s, ''));
}

function folderAbove({ href, pathname, search }: URL): string | undefined {
  if (pathname === '/') return undefined;
  const url = new URL(pathname.endsWith('/') ? '..' : '.', href);
  url.search = search;
  return url.href;
}

function withoutLast(location: string): string {
  return location.trim().replace(/\/[^/|]*\/*$/s, '');
}
