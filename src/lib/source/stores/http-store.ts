import { AppError } from '../../core';
import type { Traffic } from '../../core';
import type { ByteRange, ByteStore, RangeBytes, StoreRequest } from './byte-store';
import { parseContentRange } from './content-range';
import { overrunError, rangeError, refuseHtml, statusError } from './http-answer';
import { isAbortName, readBody } from './response-body';
import { abortError, withRetry } from './retry';
import type { RetryEffects } from './retry';
import { displayUrl, urlUnder } from './store-path';

/** Effects of an {@link HttpStore}. */
export interface HttpEffects extends RetryEffects {
  readonly fetch: typeof fetch;
}

/** How an HttpStore differs from one whose dataset is yet to be found. */
export interface HttpStoreOptions {
  /** Documents of this dataset were read, so that 403 for a chunk may mean that there is none. */
  readonly documentsReadable?: boolean;
  /** Said when there is no answer at all: what this kind of host is known for. */
  readonly networkHint?: string;
}

/**
 * Reads objects below a root URL, and nowhere else, over HTTP.
 * Root queries (which may be signatures) go with every request; texts of errors never have them.
 */
export class HttpStore implements ByteStore {
  readonly origin = 'network';
  readonly #root: URL;
  readonly #effects: HttpEffects;
  readonly #networkHint: string;
  #documentsReadable: boolean;
  #forbiddenMeansAbsent: Promise<boolean> | undefined;

  constructor(
    root: URL,
    effects: HttpEffects,
    { documentsReadable = false, networkHint = '' }: HttpStoreOptions = {},
  ) {
    this.#root = new URL(root.href);
    if (!this.#root.pathname.endsWith('/')) this.#root.pathname += '/';
    this.#effects = effects;
    this.#documentsReadable = documentsReadable;
    this.#networkHint = networkHint;
  }

  async get(path: string, request: StoreRequest): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const url = urlUnder(this.#root, path);
    const bytes = await this.#retried(request, async () => {
      const response = await this.#send(url, request);
      if (await this.#isAbsent(response, url, request)) return undefined;
      return this.#body(response, url, request);
    });
    if (bytes !== undefined && request.kind === 'document') this.#documentsReadable = true;
    return bytes;
  }

  async getRange(path: string, range: ByteRange, request: StoreRequest): Promise<RangeBytes | undefined> {
    const url = urlUnder(this.#root, path);
    const wanted =
      'suffixLength' in range ? await this.#suffixAsOffset(path, range.suffixLength, request) : range;
    if (wanted === undefined) return undefined;
    return this.#retried(request, async () => {
      const init = { headers: { range: rangeHeader(wanted) }, cache: 'no-store' as const };
      const response = await this.#send(url, request, init);
      if (await this.#isAbsent(response, url, request)) return undefined;
      return this.#rangeBody(response, wanted, url, request);
    });
  }

  async size(path: string, request: StoreRequest): Promise<number | 'unknown' | undefined> {
    const url = urlUnder(this.#root, path);
    return this.#retried(request, async () => {
      const response = await this.#send(url, request, { method: 'HEAD' });
      if (response.status === 405 || response.status === 501) return 'unknown';
      if (await this.#isAbsent(response, url, request)) return undefined;
      const length = response.headers.get('content-length');
      const isEncoded = response.headers.get('content-encoding') !== null;
      return length === null || isEncoded || !/^\d+$/.test(length) ? 'unknown' : Number(length);
    });
  }

  /** A suffix range costs a preflight on another origin, a HEAD does not; so the suffix is asked for only without a size. */
  async #suffixAsOffset(
    path: string,
    suffixLength: number,
    request: StoreRequest,
  ): Promise<ByteRange | undefined> {
    const size = await this.size(path, request);
    if (size === undefined) return undefined;
    if (size === 'unknown') return { suffixLength };
    if (size < suffixLength)
      throw rangeError(displayUrl(urlUnder(this.#root, path)), `has only ${size} bytes`);
    return { offset: size - suffixLength, length: suffixLength };
  }

  #retried<T>(request: StoreRequest, attempt: () => Promise<T>): Promise<T> {
    const counted = async (): Promise<T> => {
      try {
        return await attempt();
      } catch (error) {
        request.traffic[isAbortName(error) ? 'aborted' : 'failed'] += 1;
        throw error;
      }
    };
    return withRetry(counted, this.#effects, request.signal);
  }

  async #send(url: URL, { kind, traffic, signal }: StoreRequest, init: RequestInit = {}): Promise<Response> {
    if (signal?.aborted === true) throw abortError();
    traffic[kind === 'chunk' ? 'chunkRequests' : 'metadataRequests'] += 1;
    try {
      return await this.#effects.fetch(url.href, {
        ...init,
        referrerPolicy: 'no-referrer',
        ...(signal === undefined ? {} : { signal }),
      });
    } catch (cause) {
      if (isAbortName(cause)) throw abortError();
      const where = displayUrl(url);
      const message = `No answer from ${where}: offline, or the server does not allow browsers of other sites (CORS).`;
      throw new AppError('network', `${message}${this.#networkHint}`, { url: where }, cause);
    }
  }

  /** True when the answer says that nothing is there; throws for every other answer but success. */
  async #isAbsent(response: Response, url: URL, request: StoreRequest): Promise<boolean> {
    const { status } = response;
    if (status === 200 || status === 206) return false;
    await response.body?.cancel();
    const isAbsent =
      status === 404 ||
      status === 410 ||
      (status === 403 &&
        request.kind === 'chunk' &&
        this.#documentsReadable &&
        (await this.#probeForbidden(request)));
    if (!isAbsent) throw statusError(status, displayUrl(url));
    request.traffic.notFound += 1;
    return true;
  }

  /** S3 without ListBucket answers 403 for what is not there. A name that cannot exist tells, once for all chunks. */
  #probeForbidden({ traffic }: StoreRequest): Promise<boolean> {
    this.#forbiddenMeansAbsent ??= this.#probe(traffic).catch((error: unknown) => {
      this.#forbiddenMeansAbsent = undefined;
      throw error;
    });
    return this.#forbiddenMeansAbsent;
  }

  async #probe(traffic: Traffic): Promise<boolean> {
    const name = `absent-${Math.floor(this.#effects.random() * 2 ** 48).toString(16)}`;
    const response = await this.#send(urlUnder(this.#root, name), { kind: 'document', maxBytes: 0, traffic });
    await response.body?.cancel();
    return response.status === 403;
  }

  async #body(response: Response, url: URL, request: StoreRequest): Promise<Uint8Array<ArrayBuffer>> {
    const where = displayUrl(url);
    const contentType = response.headers.get('content-type');
    if (contentType?.startsWith('text/html') === true) await response.body?.cancel();
    refuseHtml(contentType, new Uint8Array(0), request, where);
    const bytes = await readBody(response, request.maxBytes, {
      onBytes: (count) => (request.traffic.networkBytes += count),
      overrun: () => overrunError(request, where, url.pathname.slice(this.#root.pathname.length)),
      where,
    });
    refuseHtml(null, bytes, request, where);
    return bytes;
  }

  async #rangeBody(
    response: Response,
    wanted: ByteRange,
    url: URL,
    request: StoreRequest,
  ): Promise<RangeBytes> {
    const where = displayUrl(url);
    const length = 'suffixLength' in wanted ? wanted.suffixLength : wanted.length;
    if (response.status === 200) return this.#sliceOfWhole(response, wanted, url, request);
    const bytes = await this.#body(response, url, {
      ...request,
      maxBytes: Math.min(length, request.maxBytes),
    });
    const range = parseContentRange(response.headers.get('content-range'));
    const total = range?.total;
    if (bytes.byteLength !== length) throw rangeError(where, `sent ${bytes.byteLength} bytes for ${length}`);
    const first = 'offset' in wanted ? wanted.offset : total === undefined ? range?.first : total - length;
    if (range !== undefined && range.first !== first)
      throw rangeError(where, `sent bytes from ${range.first}`);
    return total === undefined ? { bytes } : { bytes, total };
  }

  /** The server ignored the range: the whole is as good, if it is small enough to be read. */
  async #sliceOfWhole(
    response: Response,
    wanted: ByteRange,
    url: URL,
    request: StoreRequest,
  ): Promise<RangeBytes> {
    const where = displayUrl(url);
    const whole = await readBody(response, request.maxBytes, {
      onBytes: (count) => (request.traffic.networkBytes += count),
      overrun: () => rangeError(where, 'ignores byte ranges, and the whole object is too large'),
      where,
    });
    refuseHtml(response.headers.get('content-type'), whole, request, where);
    const total = whole.byteLength;
    const offset = 'suffixLength' in wanted ? total - wanted.suffixLength : wanted.offset;
    const length = 'suffixLength' in wanted ? wanted.suffixLength : wanted.length;
    if (offset < 0 || offset + length > total) throw rangeError(where, `has only ${total} bytes`);
    return { bytes: whole.slice(offset, offset + length), total };
  }
}

function rangeHeader(range: ByteRange): string {
  return 'suffixLength' in range
    ? `bytes=-${range.suffixLength}`
    : `bytes=${range.offset}-${range.offset + range.length - 1}`;
}
