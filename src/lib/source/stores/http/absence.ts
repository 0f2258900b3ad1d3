import { AppError } from '../../../core';
import type { StoreRequest } from '../byte-store';
import { isHtmlType, statusError } from '../http-answer';
import { displayUrl, urlUnder } from '../store-path';
import type { HttpClient } from './http-client';

/** What an {@link AbsenceJudge} knows and needs of its store. */
export interface AbsenceOptions {
  readonly client: HttpClient;
  readonly root: URL;
  /** In [0, 1). */
  readonly random: () => number;
  /** Documents of this dataset were read, so that an answer for a chunk can be trusted. */
  readonly documentsReadable: boolean;
  /** One of them, where another worker read it. */
  readonly knownDocument?: string;
  /** It takes a key to read it, which may come to an end: then 403 says nothing of what is there. */
  readonly isSecret: boolean;
}

/**
 * Tells a chunk that is not there from one that cannot be read. 404 and 410 mean absent once documents of the same root were
 * read. Two answers mean so only where a name that cannot exist gets the same, which is asked once for all chunks: 403, as of
 * S3 buckets that list nothing, and a 404 with a web page, which a captive portal may have sent instead.
 */
export class AbsenceJudge {
  readonly #options: AbsenceOptions;
  #documentsReadable: boolean;
  #knownDocument: string | undefined;
  #forbidden: Promise<boolean> | undefined;
  #pages: Promise<boolean> | undefined;

  constructor(options: AbsenceOptions) {
    this.#options = options;
    this.#documentsReadable = options.documentsReadable;
    this.#knownDocument = options.knownDocument;
  }

  /** Notes that a document was read: later, it must still be there when absence is in doubt. */
  documentWasRead(path: string): void {
    this.#documentsReadable = true;
    this.#knownDocument ??= path;
  }

  /** True when the answer says that nothing is there; throws for every other answer but success. */
  async isAbsent(response: Response, url: URL, request: StoreRequest): Promise<boolean> {
    const { status } = response;
    if (status === 200 || status === 206) return false;
    await response.body?.cancel();
    const isAbsent =
      request.kind === 'document'
        ? status === 404 || status === 410
        : this.#documentsReadable && (await this.#isChunkAbsent(response, request));
    if (!isAbsent) throw statusError(response, displayUrl(url), this.#options.client.nowMs());
    request.traffic.notFound += 1;
    if (status === 403) request.onRefused?.();
    return true;
  }

  async #isChunkAbsent(response: Response, request: StoreRequest): Promise<boolean> {
    const { status } = response;
    if (status === 403) return this.#areUnknownForbidden(request);
    if (status !== 404 && status !== 410) return false;
    if (!isHtmlType(response)) return true;
    if (await this.#areUnknownPages(request)) return true;
    throw new AppError(
      'http',
      `${displayUrl(this.#options.root)} answered with a web page in place of data: a sign-in or the page of a network.`,
      { url: displayUrl(this.#options.root), status },
    );
  }

  #areUnknownForbidden(request: StoreRequest): Promise<boolean> {
    this.#forbidden ??= this.#probeForbidden(request);
    return kept(this.#forbidden, () => (this.#forbidden = undefined));
  }

  async #probeForbidden(request: StoreRequest): Promise<boolean> {
    const { isSecret } = this.#options;
    const known = this.#knownDocument;
    const [unknown, document] = await Promise.all([
      this.#statusOfUnknown(request),
      !isSecret || known === undefined ? 200 : this.#status(known, request, {}),
    ]);
    // A key may end at any time: the next chunk asks again.
    if (isSecret) this.#forbidden = undefined;
    return unknown === 403 && document === 200;
  }

  #areUnknownPages(request: StoreRequest): Promise<boolean> {
    this.#pages ??= this.#probePages(request);
    return kept(this.#pages, () => (this.#pages = undefined));
  }

  async #probePages(request: StoreRequest): Promise<boolean> {
    const [unknown, known] = await Promise.all([
      this.#statusOfUnknown(request),
      this.#knownDocument === undefined
        ? 200
        : this.#status(this.#knownDocument, request, { method: 'HEAD' }),
    ]);
    return unknown === 404 && [200, 405, 501].includes(known);
  }

  #statusOfUnknown(request: StoreRequest): Promise<number> {
    return this.#status(`absent-${Math.floor(this.#options.random() * 2 ** 48).toString(16)}`, request, {});
  }

  /** Without the signal of the chunk that asks: others wait for the answer too. */
  #status(path: string, { traffic }: StoreRequest, init: RequestInit): Promise<number> {
    const request = { kind: 'document' as const, maxBytes: 0, traffic };
    return this.#options.client.status(urlUnder(this.#options.root, path), request, init);
  }
}

/** Failures are not remembered: the next chunk asks again. */
function kept(answer: Promise<boolean>, forget: () => void): Promise<boolean> {
  return answer.catch((error: unknown) => {
    forget();
    throw error;
  });
}
