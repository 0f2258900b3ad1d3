import { AppError } from '../../../core';
import type { AccessGrant } from '../../../core';
import type { StoreRequest } from '../byte-store';
import { isRedirect, redirectError } from '../http-answer';
import { isAbortName } from '../response-body';
import { abortError, isTransient, withRetry } from '../retry';
import type { RetryEffects } from '../retry';
import { displayUrl } from '../store-path';
import { withGrant } from './access-list';
import type { AccessList } from './access-list';
import { Deadline, platformTimer } from './deadline';
import type { StartTimer } from './deadline';
import { diagnose } from './diagnosis';
import { Hosts } from './host';
import type { Host } from './host';

/** What HTTP needs from outside. What is optional has the platform's as its default. */
export interface HttpEffects extends RetryEffects {
  readonly fetch: typeof fetch;
  readonly startTimer?: StartTimer;
  /** Default: always. */
  readonly isOnline?: () => boolean;
  /** Where the program came from; tells mixed content and a lost network from other failures. Default: not known. */
  readonly pageUrl?: string;
  /** Milliseconds since 1970, for `Retry-After` with a date. */
  readonly now?: () => number;
  /** Shared by the stores of one worker. Default: one for each store. */
  readonly hosts?: Hosts;
  /** What was given for servers that do not let everyone read. Default: nothing. */
  readonly access?: AccessList;
}

const headersMs = 15_000;
const idleMs = 20_000;

/** What is done with an answer. Calling `alive` says that bytes still come. */
type Use<T> = (response: Response, alive: () => void) => Promise<T>;

/** How a client differs from one of a location without a query. */
export interface HttpClientOptions {
  /** The addresses have a query, which may be a key: redirects are refused. */
  readonly isSigned: boolean;
  /** Said when there is no answer at all: what this kind of host is known for. */
  readonly hint: string;
  /** What was read before is kept: while the host gives no answer, a request fails at once rather than wait for it. */
  readonly isKept: boolean;
  /** Something was given for its addresses when it was opened. Without that nothing goes with its requests, whatever is given later. */
  readonly isPrivate: boolean;
}

/** Sends requests: with timeouts, repeats within the host's budget, and names for failures without an answer. */
export class HttpClient {
  readonly #effects: HttpEffects;
  readonly #options: HttpClientOptions;
  readonly #startTimer: StartTimer;
  readonly #hosts: Hosts;

  constructor(effects: HttpEffects, options: HttpClientOptions) {
    this.#effects = effects;
    this.#options = options;
    this.#startTimer = effects.startTimer ?? platformTimer;
    this.#hosts = effects.hosts ?? new Hosts();
  }

  nowMs(): number {
    return (this.#effects.now ?? Date.now)();
  }

  /** Whether a request to this host that succeeded with useless bytes may be made again. */
  mayRepeat(url: URL): boolean {
    return this.#hosts.of(url).mayRepeat();
  }

  /** Sends a request until `use` has what it wants of an answer, or fails for good. */
  request<T>(
    url: URL,
    request: StoreRequest,
    { init = () => ({}), use }: { init?: () => RequestInit; use: Use<T> },
  ): Promise<T> {
    const host = this.#hosts.of(url);
    const isBrief = () => request.isBrief === true || (this.#options.isKept && host.isDown && host.isSilent);
    const attempt = async (retries: number): Promise<T> => {
      await host.enter(request.signal, { isPatient: !isBrief() });
      try {
        const result = await this.#exchange(url, request, { init: init(), use, isFirst: retries === 0 });
        host.succeeded();
        return result;
      } catch (error) {
        request.traffic[isAbortName(error) ? 'aborted' : 'failed'] += 1;
        this.#note(error, url, host);
        throw error;
      } finally {
        host.leave();
      }
    };
    return withRetry(attempt, this.#effects, {
      ...(request.signal && { signal: request.signal }),
      mayRepeat: () => !isBrief() && host.mayRepeat(),
      isWaitedFor: () => host.isDown,
      onPause: (wait) => host.pauseFor(wait),
    });
  }

  /** Lets what failed decide how the host is treated. An answer that a request could not use is not the host's failure. */
  #note(error: unknown, url: URL, host: Host): void {
    const isBusy = error instanceof AppError && error.detail['status'] === 429;
    host.isSilent = error instanceof AppError && error.code === 'network';
    if (isBusy) host.slowDown();
    else if (isTransient(error)) host.failed(url, this.#effects);
  }

  /** Sends one request beside the others, without repeats, and returns the status of its answer. */
  status(url: URL, request: StoreRequest, init: RequestInit): Promise<number> {
    const use: Use<number> = async ({ status, body }) => {
      await body?.cancel();
      return status;
    };
    return this.#exchange(url, request, { init, use, isFirst: false });
  }

  async #exchange<T>(
    url: URL,
    request: StoreRequest,
    { init, use, isFirst }: { init: RequestInit; use: Use<T>; isFirst: boolean },
  ): Promise<T> {
    if (request.signal?.aborted === true) throw abortError();
    const deadline = new Deadline(this.#startTimer, request.signal);
    deadline.allow(headersMs);
    request.traffic[request.kind === 'chunk' ? 'chunkRequests' : 'metadataRequests'] += 1;
    try {
      const response = await this.#fetch(url, { ...init, signal: deadline.signal }, isFirst);
      deadline.allow(idleMs);
      if (isRedirect(response)) throw redirectError(displayUrl(url));
      return await use(response, () => deadline.allow(idleMs));
    } catch (error) {
      if (deadline.hasPassed) throw timeoutError(displayUrl(url), error);
      throw error;
    } finally {
      deadline.end();
    }
  }

  async #fetch(url: URL, init: RequestInit, isFirst: boolean): Promise<Response> {
    const host = this.#hosts.of(url);
    const grant = this.#grantFor(url);
    const asked = grant ? withGrant(url, init, grant) : { href: url.href, init };
    try {
      const response = await this.#effects.fetch(asked.href, {
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        redirect: this.#options.isSigned || grant ? 'manual' : 'follow',
        ...asked.init,
      });
      host.answeredWith.add(headerNames(grant));
      return response;
    } catch (cause) {
      if (isAbortName(cause) || init.signal?.aborted === true) throw abortError();
      throw await this.#unanswered(url, { host, cause, isFirst });
    }
  }

  /** What is kept on this device holds nothing that was read with what is not to be kept. */
  #grantFor(url: URL): AccessGrant | undefined {
    const { isPrivate, isKept } = this.#options;
    const grant = isPrivate ? this.#effects.access?.grantFor(url) : undefined;
    return isKept && grant?.mayKeep !== true ? undefined : grant;
  }

  #unanswered(url: URL, facts: { host: Host; cause: unknown; isFirst: boolean }): Promise<AppError> {
    const { fetch, pageUrl, isOnline = () => true } = this.#effects;
    const surroundings = {
      ...{ fetch, isOnline, startTimer: this.#startTimer },
      ...(pageUrl === undefined ? {} : { pageUrl }),
    };
    const headers = headerNames(this.#grantFor(url));
    const hint = this.#options.hint + headersHint(headers);
    return diagnose({ url, hint, headers, ...facts }, surroundings);
  }
}

/** A browser asks the server first whether a page may send a header of its own. */
function headersHint(names: string): string {
  return names === '' ? '' : ` It has to allow pages to send the header ${names}.`;
}

function headerNames(grant: AccessGrant | undefined): string {
  return grant?.headers.map(([name]) => name).join(', ') ?? '';
}

function timeoutError(url: string, cause: unknown): AppError {
  const message = `${url} did not answer, or stopped sending: nothing came for ${idleMs / 1000} seconds.`;
  return new AppError('timeout', message, { url }, cause);
}
