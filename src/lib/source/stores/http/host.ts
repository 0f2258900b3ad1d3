import { abortError } from '../retry';
import type { RetryEffects } from '../retry';

/** Repeats that a host may get at once; each request adds a tenth of one. */
const maxRepeats = 10;
const repeatsPerRequest = 0.1;
/** A limit above this is none: the page keeps fewer requests in flight. */
const noLimit = 32;
/** Requests that failed in a row, without a success between them, after which a host counts as down. */
const failuresWhenDown = 3;
/** The first wait for a host that is down, about; each time it still is, it is three times as long. */
const firstWaitMs = 2000;
const maxWaitMs = 20_000;

/** 'opaque': the host answers, and its answers stay hidden from this page. 'offline': nothing else can be reached either. */
export type Reach = 'opaque' | 'unreachable' | 'offline';

/** What one worker knows of one host, so that trouble of one request spares the next. */
export class Host {
  /** The headers that were given, joined by commas and '' for none, with which a request got an answer that this page may read. */
  readonly answeredWith = new Set<string>();
  /** What the last probe found; absent until there was one. */
  reach: Reach | undefined;
  /** Whether the last failure was that no answer came. */
  isSilent = false;
  /** The last probe, which failures share. */
  probe: Promise<Reach> | undefined;
  #repeats = maxRepeats;
  #limit = Infinity;
  #running = 0;
  /** Requests that failed since the last success: one that fails again and again says nothing of the host. */
  readonly #failing = new Set<string>();
  #waits = 0;
  #pause: Promise<unknown> | undefined;
  readonly #waiting = new Set<() => void>();

  /** Waits for a place, and, if `isPatient`, for the end of a pause. Every call that resolves needs one of {@link leave}. */
  async enter(signal?: AbortSignal, { isPatient = true } = {}): Promise<void> {
    while ((this.#pause !== undefined && isPatient) || this.#running >= (this.isDown ? 1 : this.#limit)) {
      await (this.#pause === undefined || !isPatient
        ? this.#placeFree(signal)
        : unlessAborted(this.#pause, signal));
    }
    this.#running += 1;
    this.#repeats = Math.min(maxRepeats, this.#repeats + repeatsPerRequest);
  }

  leave(): void {
    this.#running -= 1;
    this.#wake();
  }

  /** Takes a repeat from the budget, if one is left: a burst of failures makes no storm of repeats. */
  mayRepeat(): boolean {
    if (this.#repeats < 1) return false;
    this.#repeats -= 1;
    return true;
  }

  /** True while several requests in a row have failed: then one request at a time asks whether the host is back. */
  get isDown(): boolean {
    return this.#failing.size >= failuresWhenDown;
  }

  /**
   * Notes that there was no answer, or a server's own fault. While the host is down, all requests wait, and then one
   * of them tries.
   */
  failed({ href }: URL, { random, delay }: RetryEffects): void {
    if (!this.isDown) this.#failing.add(href);
    if (!this.isDown || this.#pause !== undefined) return;
    const wait = Math.min(maxWaitMs, firstWaitMs * 3 ** this.#waits) * (0.75 + 0.5 * random());
    this.#waits += 1;
    this.pauseFor(delay(wait));
  }

  /** Halves the number of requests in flight: the host said that it gets too many. */
  slowDown(): void {
    this.#limit = Math.max(1, Math.floor(Math.min(this.#limit, this.#running) / 2));
  }

  /** Allows one more request in flight for as many successes as the limit counts. */
  succeeded(): void {
    this.#failing.clear();
    this.#waits = 0;
    this.#limit += 1 / this.#limit;
    if (this.#limit > noLimit) this.#limit = Infinity;
    this.#wake();
  }

  /** Lets no request start before `wait` has settled. */
  pauseFor(wait: Promise<unknown>): void {
    const pause = wait
      .catch(() => undefined)
      .then(() => {
        if (this.#pause === pause) this.#pause = undefined;
      });
    this.#pause = pause;
  }

  #placeFree(signal?: AbortSignal): Promise<void> {
    const free = new Promise<void>((resolve) => this.#waiting.add(resolve));
    return unlessAborted(free, signal);
  }

  #wake(): void {
    const woken = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of woken) wake();
  }
}

/** The hosts that one worker talks to. */
export class Hosts {
  readonly #hosts = new Map<string, Host>();

  of({ host }: URL): Host {
    const known = this.#hosts.get(host) ?? new Host();
    this.#hosts.set(host, known);
    return known;
  }
}

function unlessAborted<T>(result: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return result;
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(abortError());
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
