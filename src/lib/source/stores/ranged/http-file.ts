import { AppError } from '../../../core';
import type { RangeBytes, StoreRequest } from '../byte-store';
import type { HttpEffects } from '../http/http-client';
import { isSameVersion } from '../http/object-version';
import type { ObjectVersion } from '../http/object-version';
import { HttpStore } from '../http-store';
import { displayUrl } from '../store-path';
import type { FilePart, RangedFile } from './ranged-file';

/** How a file of a server is told from others. */
export interface HttpFileOptions {
  /** See `HttpStoreOptions`. */
  readonly networkHint?: string;
  /** The state in which it was read elsewhere: any other is refused. */
  readonly version?: ObjectVersion;
  /** See `HttpStoreOptions`. */
  readonly isPrivate?: boolean;
}

/** A file of a server, read by ranges. Parts that lie near each other and are asked for at once come with one request. */
export class HttpFile implements RangedFile {
  readonly name: string;
  readonly #store: HttpStore;
  readonly #path: string;
  readonly #isSigned: boolean;
  #version: ObjectVersion;

  /** The query of the URL, which may be a signature, goes with every request and into no text. */
  constructor(url: URL, effects: HttpEffects, { version = {}, ...options }: HttpFileOptions = {}) {
    const cut = url.pathname.lastIndexOf('/') + 1;
    const folder = new URL(url.href);
    folder.pathname = url.pathname.slice(0, cut);
    this.name = displayUrl(url);
    this.#path = decodeURIComponent(url.pathname.slice(cut));
    this.#store = new HttpStore(folder, effects, options);
    this.#isSigned = url.search !== '' || (effects.access?.grantFor(url)?.query ?? '') !== '';
    this.#version = version;
  }

  get version(): ObjectVersion {
    return this.#version;
  }

  /** Whoever may GET by a signature may seldom ask by HEAD. */
  async size(request: StoreRequest): Promise<number> {
    if (this.#version.total !== undefined) return this.#version.total;
    const asked = this.#isSigned ? 'unknown' : await this.#store.size(this.#path, request);
    if (asked === undefined) throw this.#absent();
    const total = asked === 'unknown' ? (await this.#part({ offset: 0, length: 1 }, request)).total : asked;
    if (total === undefined) {
      const message = `The server does not say how large ${this.name} is: it hides Content-Range from other sites.`;
      throw new AppError('bad-range', message, { url: this.name });
    }
    this.#version = { ...this.#version, total };
    return total;
  }

  async read(part: FilePart, request: StoreRequest): Promise<Uint8Array<ArrayBuffer>> {
    return (await this.#part(part, request)).bytes;
  }

  mayRepeat(): boolean {
    return this.#store.mayRepeat();
  }

  async #part(part: FilePart, request: StoreRequest): Promise<RangeBytes> {
    const answer = await this.#store.getRange(this.#path, part, request).catch((error: unknown) => {
      throw isGone(error) ? this.#absent(error) : error;
    });
    if (answer === undefined) throw this.#absent();
    const { version = {} } = answer;
    if (!isSameVersion(version, this.#version)) {
      throw new AppError('dataset-changed', `${this.name} changed while it was read.`, { url: this.name });
    }
    this.#version = { ...version, ...this.#version };
    return answer;
  }

  #absent(cause?: unknown): AppError {
    return new AppError('not-found', `There is no file at ${this.name}.`, { url: this.name }, cause);
  }
}

/** Of a chunk, which may well be missing, a store takes 404 for a failure as long as it has read no document. */
function isGone(error: unknown): boolean {
  if (!(error instanceof AppError) || error.code !== 'http') return false;
  const { status } = error.detail;
  return status === 404 || status === 410;
}
