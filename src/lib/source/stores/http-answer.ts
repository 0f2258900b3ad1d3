import { AppError } from '../../core';
import type { StoreRequest } from './byte-store';
import { retryAfterMs } from './retry';

/** The failure for an answer that is neither success nor "not there". */
export function statusError({ status, headers }: Response, url: string, nowMs: number): AppError {
  if (status === 401 || status === 403) {
    return new AppError('forbidden', `${url} may not be read (HTTP ${status}).`, { url, status });
  }
  if (status === 416) {
    const message = `${url} is shorter than it was: the server answered 416, range not satisfiable.`;
    return new AppError('bad-range', message, { url, status });
  }
  const asked =
    status === 429 || status === 503 ? retryAfterMs(headers.get('retry-after'), nowMs) : undefined;
  const detail = { url, status, ...(asked === undefined ? {} : { retryAfterMs: asked }) };
  return new AppError('http', `${url} answered HTTP ${status}.`, detail);
}

export function rangeError(url: string, reason: string): AppError {
  return new AppError('bad-range', `A byte range of ${url} could not be read: the server ${reason}.`, {
    url,
  });
}

/** A server that sends the whole for a part; asking again brings the same. */
export function rangesIgnored(url: string): AppError {
  const message = `The server ignores byte ranges, and the whole of ${url} is too large to be read for a part.`;
  return new AppError('bad-range', message, { url, ignored: true });
}

/** A redirect is not followed where the location has a query: that may be a key, and the answer would come from elsewhere. */
export function redirectError(url: string): AppError {
  const message = `${url} redirects to another address, which is not followed because this location has a query that may be a key.`;
  return new AppError('redirected', message, { url });
}

export function isRedirect({ type, status }: Response): boolean {
  return type === 'opaqueredirect' || [301, 302, 303, 307, 308].includes(status);
}

/** The failure for a body over the cap of its request. */
export function overrunError({ kind, maxBytes }: StoreRequest, url: string, document: string): AppError {
  return kind === 'chunk'
    ? new AppError(
        'corrupt-chunk',
        `${url} is larger than a chunk of this level can be (${maxBytes} bytes).`,
        { url },
      )
    : new AppError('bad-metadata', `${url} is larger than ${maxBytes} bytes.`, {
        url,
        document,
        field: 'size',
      });
}

export function isHtmlType({ headers }: Response): boolean {
  return headers.get('content-type')?.startsWith('text/html') === true;
}

/** Throws when a server sent a web page (a login, a captive portal, a single-page app) in place of data. */
export function refuseHtml(isHtml: boolean, bytes: Uint8Array, { kind }: StoreRequest, url: string): void {
  if (!isHtml && !looksLikeHtml(bytes, kind)) return;
  if (kind === 'chunk')
    throw new AppError('corrupt-chunk', `${url} is a web page where a chunk should be.`, { url });
  throw new AppError('not-a-dataset', `${url} is a web page, not the metadata of a dataset.`, { url });
}

/** Raw voxels may well start with '<', so a chunk must start like a page; a JSON document never starts with '<'. */
function looksLikeHtml(bytes: Uint8Array, kind: StoreRequest['kind']): boolean {
  const start = String.fromCharCode(...bytes.subarray(0, 32)).trimStart();
  return kind === 'document' ? start.startsWith('<') : /^<(!doctype html|html[\s>])/i.test(start);
}
