import { AppError } from '../../core';
import type { DatasetKeep } from '../../core';
import type { AskForListing, FolderLister } from '../listing/folder-lister';
import type { ByteRange, ByteStore, ListedEntry, RangeBytes, StoreRequest } from './byte-store';
import { AbsenceJudge } from './http/absence';
import { HttpClient } from './http/http-client';
import type { HttpEffects } from './http/http-client';
import { spanOf } from './http/merged-ranges';
import type { PartSink } from './http/part-sink';
import { versionOf, type ObjectVersion } from './http/object-version';
import { RangeQueue } from './http/range-queue';
import { readParts, readSuffix } from './http/read-parts';
import { isHtmlType, overrunError, refuseHtml } from './http-answer';
import { askForListing } from './http/ask-for-listing';
import { declaredBytes, readBody } from './response-body';
import { displayUrl, urlUnder } from './store-path';

export type { HttpEffects };

/** How an HttpStore differs from one whose dataset is yet to be found. */
export interface HttpStoreOptions {
  /** Documents of this dataset were read, so that 404 for a chunk means that there is none, and 403 may. */
  readonly documentsReadable?: boolean;
  /** A document that was read of it elsewhere: with a key it must still be there for a 403 to mean that there is no chunk. */
  readonly knownDocument?: string | undefined;
  /** Said when there is no answer at all: what this kind of host is known for. */
  readonly networkHint?: string;
  /** See {@link ByteStore.keep}. */
  readonly keep?: DatasetKeep;
  /** How its folders are listed; absent where nobody asks. */
  readonly lister?: FolderLister;
  /** See `HttpClientOptions`. */
  readonly isPrivate?: boolean;
}

/**
 * Reads objects below a root URL, and nowhere else, over HTTP.
 * Root queries (which may be signatures) go with every request; texts of errors never have them.
 */
export class HttpStore implements ByteStore {
  readonly origin = 'network';
  readonly keep?: DatasetKeep;
  readonly #root: URL;
  readonly #client: HttpClient;
  readonly #absence: AbsenceJudge;
  readonly #lister: FolderLister | undefined;
  readonly #ranges = new RangeQueue((path, parts, signal) => this.#readParts(path, parts, signal));

  constructor(root: URL, effects: HttpEffects, options: HttpStoreOptions = {}) {
    const { documentsReadable = false, networkHint = '', keep, lister } = options;
    const { isPrivate = false, knownDocument } = options;
    if (keep) this.keep = keep;
    this.#lister = lister;
    this.#root = new URL(root.href);
    if (!this.#root.pathname.endsWith('/')) this.#root.pathname += '/';
    this.#client = new HttpClient(effects, {
      ...{ isSigned: this.#root.search !== '', hint: networkHint, isKept: keep !== undefined },
      isPrivate,
    });
    const { random } = effects;
    this.#absence = new AbsenceJudge({
      ...{ client: this.#client, root: this.#root, random, documentsReadable },
      isSecret: isPrivate || this.#root.search !== '',
      ...(knownDocument !== undefined && { knownDocument }),
    });
  }

  async get(path: string, request: StoreRequest): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const url = urlUnder(this.#root, path);
    const bytes = await this.#client.request(url, request, {
      init: () => cacheMode(request),
      use: async (response, alive) => {
        if (await this.#absence.isAbsent(response, url, request)) return undefined;
        request.onVersion?.(versionOf(response));
        return this.#body(response, { url, path, request, alive });
      },
    });
    if (bytes !== undefined && request.kind === 'document') this.#absence.documentWasRead(path);
    return bytes;
  }

  /** Ranges go past the HTTP cache, in which browsers let those of one object wait for each other. */
  async getRange(path: string, range: ByteRange, request: StoreRequest): Promise<RangeBytes | undefined> {
    urlUnder(this.#root, path);
    if ('offset' in range) return this.#ranges.read(path, range, request);
    const size = await this.size(path, request);
    if (size === undefined) return undefined;
    const { suffixLength: length } = range;
    if (size === 'unknown') return this.#suffix(path, length, request);
    const where = displayUrl(urlUnder(this.#root, path));
    if (size < length) {
      const message = `${where} has only ${size} bytes, too few for the index of a shard.`;
      throw new AppError('corrupt-chunk', message, { url: where });
    }
    const answer = await this.#ranges.read(path, { offset: size - length, length }, request);
    if (answer?.total !== undefined && answer.total !== size) throw changedError(where);
    return answer && { ...answer, total: size };
  }

  /** The size of an object: a suffix range costs a preflight on another origin, a HEAD does not. */
  async size(path: string, request: StoreRequest): Promise<number | 'unknown' | undefined> {
    const url = urlUnder(this.#root, path);
    return this.#client.request(url, request, {
      init: () => ({ method: 'HEAD', cache: 'no-store' }),
      use: async (response) => {
        if (response.status === 405 || response.status === 501) return 'unknown';
        if (await this.#absence.isAbsent(response, url, request)) return undefined;
        const isEncoded = response.headers.get('content-encoding') !== null;
        return isEncoded ? 'unknown' : (declaredBytes(response) ?? 'unknown');
      },
    });
  }

  async version(path: string, request: StoreRequest): Promise<ObjectVersion | undefined> {
    const url = urlUnder(this.#root, path);
    return this.#client.request(url, request, {
      init: () => ({ method: 'HEAD', cache: 'no-store' }),
      use: async (response) =>
        (await this.#absence.isAbsent(response, url, request)) ? undefined : versionOf(response),
    });
  }

  async list(path: string, request: StoreRequest): Promise<readonly ListedEntry[] | undefined> {
    if (!this.#lister) return undefined;
    const folder = path === '' ? new URL(this.#root.href) : urlUnder(this.#root, path);
    if (!folder.pathname.endsWith('/')) folder.pathname += '/';
    folder.hash = 'direct';
    const ask: AskForListing = (url) => askForListing(this.#client, url, request);
    return this.#lister.list({ root: this.#root, folder }, ask);
  }

  mayRepeat(): boolean {
    return this.#client.mayRepeat(this.#root);
  }

  async #body(
    response: Response,
    { url, path, request, alive }: { url: URL; path: string; request: StoreRequest; alive: () => void },
  ): Promise<Uint8Array<ArrayBuffer>> {
    const where = displayUrl(url);
    if (isHtmlType(response)) await response.body?.cancel();
    refuseHtml(isHtmlType(response), new Uint8Array(0), request, where);
    const onBytes = (count: number): void => {
      alive();
      request.traffic.networkBytes += count;
    };
    const overrun = (): AppError => overrunError(request, where, path);
    const bytes = await readBody(response, request.maxBytes, { onBytes, overrun, where });
    refuseHtml(false, bytes, request, where);
    return bytes;
  }

  #suffix(path: string, length: number, request: StoreRequest): Promise<RangeBytes | undefined> {
    const url = urlUnder(this.#root, path);
    return this.#client.request(url, request, {
      init: () => ({ headers: { range: `bytes=-${length}` }, cache: 'no-store' }),
      use: async (response, alive) => {
        if (await this.#absence.isAbsent(response, url, request)) return undefined;
        return readSuffix(response, length, { where: displayUrl(url), request, alive });
      },
    });
  }

  /** Each try asks for what the tries before did not bring. */
  async #readParts(
    path: string,
    parts: readonly PartSink[],
    signal: AbortSignal,
  ): Promise<'absent' | undefined> {
    const url = urlUnder(this.#root, path);
    const last = parts.at(-1);
    if (last === undefined) return undefined;
    const request = { ...last.request, signal };
    let asked: readonly PartSink[] = parts;
    const askForMissing = (): RequestInit => {
      asked = parts.filter((part) => !part.isSettled);
      for (const part of asked) part.restart();
      const { offset, length } = spanOf(asked);
      return { headers: { range: `bytes=${offset}-${offset + length - 1}` }, cache: 'no-store' };
    };
    return this.#client.request(url, request, {
      init: askForMissing,
      use: async (response, alive) => {
        if (await this.#absence.isAbsent(response, url, request)) return 'absent';
        await readParts(response, asked, { where: displayUrl(url), request, alive });
        return undefined;
      },
    });
  }
}

function cacheMode({ isFresh, mustRevalidate }: StoreRequest): RequestInit {
  if (isFresh === true) return { cache: 'reload' };
  return mustRevalidate === true ? { cache: 'no-cache' } : {};
}

function changedError(where: string): AppError {
  return new AppError('dataset-changed', `${where} changed while it was read.`, { url: where });
}
