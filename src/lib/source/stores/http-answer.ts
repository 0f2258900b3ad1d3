import { AppError } from '../../core';
import type { StoreRequest } from './byte-store';

/** The failure for an answer that is neither success nor "not there". */
export function statusError(status: number, url: string): AppError {
  if (status === 401 || status === 403) {
    return new AppError('forbidden', `${url} may not be read (HTTP ${status}).`, { url, status });
  }
  if (status === 416) return rangeError(url, 'answered 416, range not satisfiable');
  return new AppError('http', `${url} answered HTTP ${status}.`, { url, status });
}

export function rangeError(url: string, reason: string): AppError {
  return new AppError('bad-range', `A byte range of ${url} could not be read: the server ${reason}.`, {
    url,
  });
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

/** Throws when a server sent a web page (a login, a captive portal, a single-page app) in place of data. */
export function refuseHtml(
  contentType: string | null,
  bytes: Uint8Array,
  { kind }: StoreRequest,
  url: string,
): void {
  const isHtml = contentType?.startsWith('text/html') === true || looksLikeHtml(bytes, kind);
  if (!isHtml) return;
  if (kind === 'chunk')
    throw new AppError('corrupt-chunk', `${url} is a web page where a chunk should be.`, { url });
  throw new AppError('not-a-dataset', `${url} is a web page, not the metadata of a dataset.`, { url });
}

/** Raw voxels may well start with '<', so a chunk must start like a page; a JSON document never starts with '<'. */
function looksLikeHtml(bytes: Uint8Array, kind: StoreRequest['kind']): boolean {
  const start = String.fromCharCode(...bytes.subarray(0, 32)).trimStart();
  return kind === 'document' ? start.startsWith('<') : /^<(!doctype html|html[\s>])/i.test(start);
}
