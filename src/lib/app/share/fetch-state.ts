import { AppError } from '../../core';
import { maxViewFileBytes } from '../../share';
import { parseLocation } from '../../source';
import { readAtMost } from './read-at-most';

const TIMEOUT_MS = 20_000;

/** The address of a file that a location names; `s3:` and `gs:` as https. Throws an AppError `bad-location`. */
export function fileUrl(location: string, pageUrl: string): string {
  const parsed = parseLocation(location, pageUrl);
  if (parsed.kind !== 'http')
    throw new AppError(
      'bad-location',
      'A generated image, an archive or a folder is no file with a view.',
      {},
    );
  const url = new URL(parsed.root);
  url.pathname = url.pathname.replace(/\/+$/, '');
  return url.href;
}

/** Reads the text of a view at an address. Redirects are not followed, since they may lead anywhere. Rejects with an AppError. */
export async function fetchState(url: string): Promise<string> {
  const response = await ask(url);
  const shown = url.replace(/[?#].*$/s, '');
  if (response.status === 404 || response.status === 410)
    throw new AppError('not-found', 'There is no view at this address.', { url: shown });
  if (!response.ok)
    throw new AppError('http', `The server answered ${String(response.status)}.`, {
      url: shown,
      status: response.status,
    });
  return readAtMost(response, maxViewFileBytes);
}

async function ask(url: string): Promise<Response> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    return await fetch(url, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      signal,
    });
  } catch (cause) {
    throw new AppError(
      'network',
      'The view could not be fetched.',
      { url: url.replace(/[?#].*$/s, '') },
      cause,
    );
  }
}
