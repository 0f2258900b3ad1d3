import { AppError } from '../core';
import { formatByteSize, parseByteSize } from './byte-size';
import { plainLocation } from './foreign/plain-location';
import { shareableLocation, type Disclosure } from './shareable-location';
import { tooMuch } from './too-much';
import { decodeView, encodeView } from './view-fragment';
import type { PartialViewState, ViewState } from './view-state';

/** What a query calls a location; all but the first are the names of other viewers. */
export const sourceParameters: readonly string[] = ['source', 'url', 'image_url', 'image', 'fileToLoad'];
/** Each source costs requests at once, so that a link may not name any number of them. */
const maxSources = 100;

/** How long an address may be before its fragment; servers take no more than a fraction of it. Longer ones are refused unread. */
const maxAddressLength = 1 << 16;

/** What the address of a page says before its fragment. */
export interface Address {
  /** Locations in the order in which the address names them. */
  readonly sources: readonly string[];
  /** Absent when the address sets no limit. */
  readonly memoryLimitBytes?: number;
  /** Constants of loading, unread; absent when the address gives none. */
  readonly tuning?: string;
  /** Indices into `sources` of those that were shared without a query or a user, and may need their key again. */
  readonly withheld: readonly number[];
  /** Indices into `sources` of those whose query was confirmed as not secret by whoever shared them; absent without any. */
  readonly kept?: readonly number[];
  /** Parts that could not be read, each a `bad-link`; the rest of the link holds all the same. */
  readonly failures: readonly AppError[];
}

/** What the address of a page says. */
export interface Link extends Address {
  /** Never has `sources`. */
  readonly view: PartialViewState;
}

/**
 * Writes the address that opens this view: `?source=…` for each source, without anything that may be a secret, and the view
 * in the fragment. Of `pageUrl` only origin and path count. A source that lost something of its query, or takes a key that no
 * link carries, is named by `withheld=INDEX`; one with a query that was confirmed as not secret by `kept=INDEX`.
 * Throws an AppError `too-much-to-share` for what could not be read back; see {@link encodeView}.
 */
export function encodeLink(
  pageUrl: string,
  state: ViewState,
  {
    memoryLimitBytes,
    tuning,
    ...disclosure
  }: { readonly memoryLimitBytes?: number; readonly tuning?: string } & Disclosure = {},
): string {
  if (state.sources.length > maxSources)
    throw tooMuch(`it has ${state.sources.length} locations, of ${maxSources}`, { field: 'source' });
  const url = new URL(pageUrl);
  const query = new URLSearchParams();
  const shared = state.sources.map((source) => shareableLocation(source, disclosure));
  for (const { location } of shared) query.append('source', location);
  for (const [index, { isWithheld, isKept }] of shared.entries()) {
    if (isWithheld) query.append('withheld', String(index));
    if (isKept) query.append('kept', String(index));
  }
  if (memoryLimitBytes !== undefined) query.set('memory', formatByteSize(memoryLimitBytes));
  if (tuning !== undefined) query.set('tuning', tuning);
  const search = query.size === 0 ? '' : `?${legible(query.toString())}`;
  const address = `${url.origin}${url.pathname}${search}`;
  if (isTooLong(address))
    throw tooMuch(`its locations take ${address.length} characters, of ${maxAddressLength}`, {
      field: 'source',
    });
  return `${address}${encodeView(state)}`;
}

/**
 * Reads the address of a page; of one with a fragment of Neuroglancer (`#!…`), which is read apart, all the rest. Rejects with an
 * AppError `bad-link` only when it is no URL at all; see {@link Address.failures}.
 */
export async function decodeLink(url: string): Promise<Link> {
  const address = readAddress(url);
  const { hash } = splitHash(url);
  if (hash.startsWith('#!') || isTooLong(url)) return { ...address, view: {} };
  try {
    return { ...address, ...(await decodeView(hash)) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ...address, view: {}, failures: [...address.failures, error] };
  }
}

/** Reads what of an address is no view, at once. Throws an AppError `bad-link` only when it is no URL at all. */
export function readAddress(url: string): Address {
  const { address } = splitHash(url);
  const failures: AppError[] = [];
  if (isTooLong(url)) {
    failures.push(new AppError('bad-link', 'The link is too long to be read.', { length: address.length }));
    return { sources: [], withheld: [], failures };
  }
  if (!URL.canParse(address)) throw new AppError('bad-link', 'The link is not a URL.');
  const { searchParams } = new URL(address);
  const sources = readSources([...searchParams], failures);
  const memoryLimitBytes = readMemory(searchParams.get('memory'), failures);
  const tuning = searchParams.get('tuning');
  const indices = (name: string): number[] =>
    searchParams
      .getAll(name)
      .filter((index) => /^\d{1,3}$/.test(index) && Number(index) < sources.length)
      .map(Number);
  const kept = indices('kept');
  return {
    ...{ sources, withheld: indices('withheld'), failures },
    ...(kept.length === 0 ? {} : { kept }),
    ...(memoryLimitBytes === undefined ? {} : { memoryLimitBytes }),
    ...(tuning === null ? {} : { tuning }),
  };
}

/** Whether it is longer before its fragment than any address. */
export function isTooLong(url: string): boolean {
  return splitHash(url).address.length > maxAddressLength;
}

/** What lies before the fragment, and that with its `#`. Parsing a URL that is meant as a burden takes long: look at their lengths first. */
export function splitHash(url: string): { readonly address: string; readonly hash: string } {
  const at = url.indexOf('#');
  return at < 0 ? { address: url, hash: '' } : { address: url.slice(0, at), hash: url.slice(at) };
}

function readSources(parameters: readonly (readonly [string, string])[], failures: AppError[]): string[] {
  const sources = parameters
    .filter(([name, value]) => sourceParameters.includes(name) && value.trim() !== '')
    .flatMap(([name, value]) => (name === 'url' ? readVolumes(value, failures) : value))
    .map(plainLocation);
  if (sources.length > maxSources) {
    const message = `The link names ${sources.length} sources; the first ${maxSources} are opened.`;
    failures.push(new AppError('bad-link', message, { field: 'source' }));
  }
  return sources.slice(0, maxSources);
}

/** Vol-E writes volumes that lie over each other with commas between, and scenes of them with a plus, which a query has as a space. */
function readVolumes(value: string, failures: AppError[]): string[] {
  const [first = '', ...others] = value.trim().split(/\s+(?=https?:\/\/)/i);
  if (others.length > 0) {
    const message = `The link names ${others.length + 1} scenes; the first is opened.`;
    failures.push(new AppError('bad-link', message, { field: 'url' }));
  }
  return first.split(/,(?=(?:https?|s3|gs):\/\/)/i);
}

function readMemory(text: string | null, failures: AppError[]): number | undefined {
  if (text === null) return undefined;
  const bytes = parseByteSize(text);
  if (bytes === undefined)
    failures.push(
      new AppError('bad-link', `The memory limit in this link is not a size such as 64MiB.`, {
        field: 'memory',
      }),
    );
  return bytes;
}

/** Undoes escapes that a query does not need, so that a person can read the locations in a link. */
function legible(query: string): string {
  return query.replaceAll('%3A', ':').replaceAll('%2F', '/').replaceAll('%2C', ',');
}
