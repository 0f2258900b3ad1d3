import { AppError } from '../../../core';
import { displayUrl } from '../store-path';
import { Deadline } from './deadline';
import type { StartTimer } from './deadline';
import type { Host, Reach } from './host';

/** What helps to tell why there was no answer. */
export interface Surroundings {
  readonly fetch: typeof fetch;
  readonly startTimer: StartTimer;
  /** False when the system knows that there is no network; true means little. */
  readonly isOnline: () => boolean;
  /** Where the program itself came from: if that is out of reach too, the network is. */
  readonly pageUrl?: string;
}

/** A request that got no answer: a browser tells a page nothing else. */
export interface Unanswered {
  readonly url: URL;
  readonly host: Host;
  /** Names of the headers that were given, joined by commas; a browser asks the server first whether it takes them. */
  readonly headers: string;
  readonly cause: unknown;
  /** A first failure is not looked into: most pass. */
  readonly isFirst: boolean;
  /** Said of what this kind of host is known for. */
  readonly hint: string;
}

const probeMs = 15_000;
const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$|\.localhost$/;

/**
 * Names a failure without an answer: offline, mixed content, a server that lets no page read (it answers a request whose
 * answer stays hidden), or one out of reach. That a host answers is remembered; one out of reach is probed again by later requests.
 */
export async function diagnose(request: Unanswered, surroundings: Surroundings): Promise<AppError> {
  const { url, host, headers, cause, hint } = request;
  const where = displayUrl(url);
  const detail = { url: where };
  if (!surroundings.isOnline()) return offline(where, cause);
  if (isMixed(url, surroundings.pageUrl)) {
    const message = `${where} is not encrypted (http), and browsers do not let an encrypted page (https) read it.`;
    return new AppError('mixed-content', message, detail, cause);
  }
  const brokeOff = new AppError('network', `No answer came from ${where}.${hint}`, detail, cause);
  if (host.answeredWith.has(headers)) return brokeOff;
  // Where the host answers other requests, what keeps it from answering is most likely the headers.
  const isSuspect = headers !== '' && host.answeredWith.size > 0;
  if (request.isFirst && host.reach !== 'opaque' && !isSuspect) {
    host.probe = undefined;
    return brokeOff;
  }
  host.probe ??= probe(url, surroundings).then((reach) => (host.reach = reach));
  const reach = await host.probe;
  if (reach === 'unreachable') return brokeOff;
  if (reach === 'offline') return offline(where, cause);
  const message = `${url.host} answers, but does not allow pages of other sites to read ${where} (CORS).${hint}`;
  return new AppError('cors', message, detail, cause);
}

/** Asks the host, and if that is out of reach the place that the program came from. */
async function probe(url: URL, surroundings: Surroundings): Promise<Reach> {
  if (await answers(url, surroundings)) return 'opaque';
  const { pageUrl } = surroundings;
  if (pageUrl === undefined || (await answers(new URL(pageUrl), surroundings))) return 'unreachable';
  return 'offline';
}

function offline(where: string, cause: unknown): AppError {
  return new AppError('offline', `There is no network to read ${where} over.`, { url: where }, cause);
}

function isMixed(url: URL, pageUrl: string | undefined): boolean {
  return pageUrl?.startsWith('https:') === true && url.protocol === 'http:' && !loopback.test(url.hostname);
}

/** Whether a server answers at all, whatever it says. The fragment keeps a service worker from answering in its place. */
async function answers(url: URL, { fetch, startTimer }: Surroundings): Promise<boolean> {
  const deadline = new Deadline(startTimer);
  deadline.allow(probeMs);
  const target = new URL(url.href);
  target.hash = 'direct';
  try {
    await fetch(target.href, {
      ...{ method: 'HEAD', mode: 'no-cors', cache: 'no-store', credentials: 'omit' },
      ...{ referrerPolicy: 'no-referrer', signal: deadline.signal },
    });
    return true;
  } catch {
    return false;
  } finally {
    deadline.end();
  }
}
