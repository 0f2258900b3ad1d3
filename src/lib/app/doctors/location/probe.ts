import type { AppErrorCode } from '../../../core';
import type { DocumentFinding, Findings } from './findings';

/** What asking needs from outside. */
export interface ProbeEffects {
  readonly fetch: typeof fetch;
  readonly isOnline: () => boolean;
  /** Address of this page. */
  readonly pageUrl: string;
  /** Whether a host name is this device or on a private network. */
  readonly isPrivateHost: (hostname: string) => boolean;
  /** Whether the browser lets this page ask hosts on the local network; `undefined` where it does not say. */
  readonly permission: () => Promise<PermissionState | undefined>;
  /** A signal that aborts by itself when an answer takes too long. */
  readonly deadline: () => AbortSignal;
}

/** A location that failed. */
export interface Failed {
  /** Where its requests go. A folder's path ends in '/'; the query goes to its own origin and nowhere else. */
  readonly root: URL;
  readonly isFile: boolean;
  readonly code: AppErrorCode;
  readonly status?: number;
  /** What failed within it, if that is known. */
  readonly failedUrl?: string;
  readonly given: Findings['given'];
}

const documents = ['zarr.json', '.zattrs', '.zarray'];
const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$|\.localhost$/;

/** Finds out about a location with a handful of requests, without what was given for it. Never fails. */
export async function probe(failed: Failed, effects: ProbeEffects): Promise<Findings> {
  const { root, code, status, given } = failed;
  const page = new URL(effects.pageUrl);
  const facts = {
    page: { isEncrypted: page.protocol === 'https:', isPrivate: effects.isPrivateHost(page.hostname) },
    target: {
      isEncrypted: root.protocol === 'https:',
      isPrivate: effects.isPrivateHost(root.hostname),
      isLoopback: loopback.test(root.hostname),
    },
    ...{ code, given, isOnline: effects.isOnline() },
    ...(status !== undefined && { status }),
  };
  const isBlocked = facts.page.isEncrypted && !facts.target.isEncrypted && !facts.target.isLoopback;
  if (isBlocked) return { ...facts, documents: [] };
  const found = await Promise.all(addresses(failed).map((address) => ask(address, effects)));
  const isHidden = found.every(({ finding }) => finding.outcome === 'hidden');
  if (isHidden) return { ...facts, ...(await askBlindly(failed, effects)) };
  const isThere = found.find(({ finding }) => finding.outcome === 'answered' && finding.status === 200);
  const inParts = isThere && (await askForPart(partAddress(failed, isThere.url), effects));
  return { ...facts, documents: found.map(({ finding }) => finding), ...(inParts && { ranges: inParts }) };
}

function addresses({ root, isFile }: Failed): URL[] {
  if (isFile) return [root];
  return documents.map((name) => {
    const url = new URL(root.href);
    url.pathname += name;
    return url;
  });
}

/** What failed itself, where it lies in the location; else what could be read. */
function partAddress({ root, failedUrl }: Failed, readable: URL): URL {
  if (failedUrl === undefined || !URL.canParse(failedUrl)) return readable;
  const url = new URL(failedUrl);
  if (url.origin !== root.origin || !url.pathname.startsWith(root.pathname)) return readable;
  url.search = root.search;
  return url;
}

/** A redirect of an address with a query, which may be a key, is not followed. */
async function ask(url: URL, effects: ProbeEffects): Promise<{ url: URL; finding: DocumentFinding }> {
  const path = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
  const redirect = url.search === '' ? 'follow' : 'manual';
  try {
    const response = await send(url, { redirect }, effects);
    await response.body?.cancel();
    const isRedirect = response.type === 'opaqueredirect' || Math.floor(response.status / 100) === 3;
    if (isRedirect) return { url, finding: { path, outcome: 'redirect' } };
    const { status, redirected } = response;
    const isPage = response.headers.get('content-type')?.startsWith('text/html') === true;
    const target = redirected ? withoutQuery(response.url) : undefined;
    return {
      url,
      finding: {
        path,
        outcome: 'answered',
        status,
        isPage,
        ...(target !== undefined && { redirectedTo: target }),
      },
    };
  } catch {
    return { url, finding: { path, outcome: 'hidden' } };
  }
}

/** What can be told of a host of which no answer may be read. */
async function askBlindly(
  failed: Failed,
  effects: ProbeEffects,
): Promise<Pick<Findings, 'documents' | 'reach' | 'permission'>> {
  const [first = failed.root] = addresses(failed);
  const path = first.pathname.slice(first.pathname.lastIndexOf('/') + 1);
  const bare = new URL(withoutQuery(first.href));
  const { isPrivateHost, pageUrl } = effects;
  const isAcross = isPrivateHost(first.hostname) && !isPrivateHost(new URL(pageUrl).hostname);
  const [reach, isRedirect, permission] = await Promise.all([
    settles(send(bare, { method: 'HEAD', mode: 'no-cors' }, effects)),
    send(first, { redirect: 'manual' }, effects).then(
      ({ type }) => type === 'opaqueredirect',
      () => false,
    ),
    isAcross ? effects.permission().catch(() => undefined) : undefined,
  ]);
  return {
    documents: [{ path, outcome: isRedirect ? 'redirect' : 'hidden' }],
    reach: reach ? 'answers' : 'silent',
    ...(permission !== undefined && { permission }),
  };
}

async function askForPart(url: URL, effects: ProbeEffects): Promise<Findings['ranges']> {
  try {
    const redirect = url.search === '' ? 'follow' : 'manual';
    const response = await send(url, { headers: { range: 'bytes=0-0' }, redirect }, effects);
    await response.body?.cancel();
    return response.status === 206 ? 'honoured' : 'ignored';
  } catch {
    return undefined;
  }
}

/** Without cookies, referrer or anything that was given; the fragment keeps a service worker from answering. */
function send(url: URL, init: RequestInit, { fetch, deadline }: ProbeEffects): Promise<Response> {
  const target = new URL(url.href);
  target.hash = 'direct';
  return fetch(target.href, {
    ...{ credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store', signal: deadline() },
    ...init,
  });
}

function settles(promise: Promise<unknown>): Promise<boolean> {
  return promise.then(
    () => true,
    () => false,
  );
}

function withoutQuery(address: string): string {
  const url = new URL(address);
  return `${url.origin}${url.pathname}`;
}
