import { maxDocumentBytes } from '../../telemetry';
import { readAtMost } from '../share/read-at-most';
import type { UserTestProblem } from './user-test-model';

const TIMEOUT_MS = 20_000;

/** The address of a file of tasks as a link names it: relative to the page, or whole; `undefined` when it is none to read from. */
export function documentUrl(address: string, pageUrl: string): URL | undefined {
  if (!URL.canParse(address, pageUrl)) return undefined;
  const url = new URL(address, pageUrl);
  url.hash = '';
  return /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' ? url : undefined;
}

/** Reads what a stranger's link names, without credentials, and no more of it than such a file may have. */
export async function fetchDocument(url: URL): Promise<string | UserTestProblem> {
  try {
    const response = await fetch(url, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) return { kind: 'http', host: url.host, status: response.status };
    return await readAtMost(response, maxDocumentBytes);
  } catch (error) {
    // What fetch rejects with says no more than that there was no answer.
    if (error instanceof TypeError || error instanceof DOMException)
      return { kind: 'unreachable', host: url.host };
    throw error;
  }
}
