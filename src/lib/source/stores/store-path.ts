import { AppError } from '../../core';

/** Names the metadata that a path came from, for the error text. */
export interface PathOrigin {
  readonly document: string;
  readonly field: string;
}

// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const forbiddenCharacters = /[\u0000-\u001f\u007f\\]/;
const encodedSeparators = /%(?:2f|5c|2e|00)/i;
const maxPathLength = 1024;
/** Most paths: nothing in them can be at fault. */
const plainPath = /^\w[\w.-]*(?:\/\w[\w.-]*)*$/;

/** Returns why a path must not be followed, or `undefined` when it may. Paths are relative: '0/c/1/2'. */
export function pathFault(path: string): string | undefined {
  if (path.length > maxPathLength) return `is longer than ${maxPathLength} characters`;
  if (plainPath.test(path)) return undefined;
  if (forbiddenCharacters.test(path)) return 'has a backslash or a control character';
  if (encodedSeparators.test(path)) return 'has an encoded separator';
  const segments = path.split('/');
  if (segments.includes('')) return 'has an empty segment';
  if (segments.includes('..') || segments.includes('.')) return 'has a "." or ".." segment';
  return undefined;
}

/** Throws unless the path stays under its root; called on paths that metadata name, before any request. */
export function assertPath(path: string, from: PathOrigin): void {
  const fault = pathFault(path);
  if (fault === undefined) return;
  throw new AppError('bad-metadata', `${from.document}: ${from.field} ${fault}.`, { ...from });
}

/**
 * Returns the URL of `path` under `root`, whose pathname ends in '/', with the root's query.
 * Segments are names, not URL syntax: '#', '?' and '%' are escaped. The result never leaves the root's origin and folder.
 */
export function urlUnder(root: URL, path: string): URL {
  assertPath(path, { document: 'path', field: JSON.stringify(path.slice(0, 80)) });
  const url = new URL(root.href);
  url.pathname = root.pathname + path.split('/').map(encodeSegment).join('/');
  url.hash = 'direct';
  if (url.origin !== root.origin || !url.pathname.startsWith(root.pathname)) {
    throw new AppError('bad-metadata', `A path leaves the root of its dataset.`, {
      document: 'path',
      field: path,
    });
  }
  return url;
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.toWellFormed?.() ?? segment);
}

/** Returns a URL for people to read: no user name, no query (either may hold a secret), no fragment. */
export function displayUrl(url: URL): string {
  return `${url.origin}${url.pathname}`;
}
