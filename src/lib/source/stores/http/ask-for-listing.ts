import { AppError } from '../../../core';
import type { ListingAnswer } from '../../listing/folder-lister';
import type { StoreRequest } from '../byte-store';
import { overrunError, statusError } from '../http-answer';
import { readBody } from '../response-body';
import { displayUrl } from '../store-path';
import type { HttpClient } from './http-client';

/** Of what a server sends in place of a listing only so much is looked at. */
const maxRefusalBytes = 64 * 1024;

/**
 * Asks for a document of a listing, as JSON where the server has that too. Any status that says "not like this" is an answer;
 * `undefined` when pages of other sites may not read it. Else fails as reading an object does.
 */
export async function askForListing(
  client: HttpClient,
  url: URL,
  request: StoreRequest,
): Promise<ListingAnswer | undefined> {
  try {
    return await client.request(url, request, {
      init: () => ({ headers: { accept: 'application/json, text/html;q=0.9, */*;q=0.8' } }),
      use: (response, alive) => read(response, { client, url, request, alive }),
    });
  } catch (error) {
    if (error instanceof AppError && (error.code === 'cors' || error.code === 'redirected')) return undefined;
    throw error;
  }
}

interface Reading {
  readonly client: HttpClient;
  readonly url: URL;
  readonly request: StoreRequest;
  readonly alive: () => void;
}

async function read(response: Response, { client, url, request, alive }: Reading): Promise<ListingAnswer> {
  const { status, headers } = response;
  const where = displayUrl(url);
  const isRefusal = status !== 200;
  if (status === 429 || (status >= 500 && status !== 501)) {
    await response.body?.cancel();
    throw statusError(response, where, client.nowMs());
  }
  const onBytes = (count: number): void => {
    alive();
    request.traffic.networkBytes += count;
  };
  const maxBytes = isRefusal ? maxRefusalBytes : request.maxBytes;
  const overrun = (): AppError => overrunError({ ...request, maxBytes }, where, 'listing');
  const text = async (): Promise<string> =>
    new TextDecoder().decode(await readBody(response, maxBytes, { onBytes, overrun, where }));
  return {
    status,
    contentType: headers.get('content-type')?.toLowerCase() ?? '',
    url: response.url === '' ? url.href : response.url,
    text: isRefusal ? await text().catch(noneIfTooLarge) : await text(),
  };
}

function noneIfTooLarge(error: unknown): string {
  if (error instanceof AppError && error.code === 'bad-metadata') return '';
  throw error;
}
