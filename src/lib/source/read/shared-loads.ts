import { abortError } from '../stores/retry';

interface Load<T> {
  readonly result: Promise<T>;
  readonly controller: AbortController;
  readers: number;
}

/**
 * Loads that several readers may want at once, and a cache of what they gave, bounded in bytes, least recently used first out.
 * A load is aborted only once every reader that waits for it has gone; failures are not kept.
 */
export class SharedLoads<T> {
  readonly #maxBytes: number;
  readonly #sizeOf: (value: T) => number;
  readonly #kept = new Map<string, T>();
  readonly #loads = new Map<string, Load<T>>();
  #bytes = 0;

  constructor(maxBytes: number, sizeOf: (value: T) => number) {
    this.#maxBytes = maxBytes;
    this.#sizeOf = sizeOf;
  }

  /** Of what is kept. */
  get bytes(): number {
    return this.#bytes;
  }

  async get(key: string, load: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (signal?.aborted === true) throw abortError();
    const kept = this.#kept.get(key);
    if (kept !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return kept;
    }
    const running = this.#loads.get(key) ?? this.#start(key, load);
    running.readers += 1;
    return waitFor(running.result, signal, () => {
      running.readers -= 1;
      if (running.readers > 0) return;
      this.#forget(key, running);
      running.controller.abort();
    });
  }

  /** Forgets what a load gave, unless another has replaced it. */
  drop(key: string, value: T): void {
    if (this.#kept.get(key) !== value) return;
    this.#kept.delete(key);
    this.#bytes -= this.#sizeOf(value);
  }

  /** Forgets what is kept under keys for which `mustGo` holds. */
  dropWhere(mustGo: (key: string) => boolean): void {
    for (const [key, value] of this.#kept) if (mustGo(key)) this.drop(key, value);
  }

  #start(key: string, load: (signal: AbortSignal) => Promise<T>): Load<T> {
    const controller = new AbortController();
    const started: Load<T> = { controller, readers: 0, result: load(controller.signal) };
    this.#loads.set(key, started);
    started.result.then(
      (value) => {
        this.#forget(key, started);
        this.#keep(key, value);
      },
      () => this.#forget(key, started),
    );
    return started;
  }

  #forget(key: string, load: Load<T>): void {
    if (this.#loads.get(key) === load) this.#loads.delete(key);
  }

  #keep(key: string, value: T): void {
    const size = this.#sizeOf(value);
    if (size > this.#maxBytes) return;
    const before = this.#kept.get(key);
    if (before !== undefined) this.#bytes -= this.#sizeOf(before);
    this.#kept.set(key, value);
    this.#bytes += size;
    for (const [oldest, old] of this.#kept) {
      if (this.#bytes <= this.#maxBytes) return;
      this.#kept.delete(oldest);
      this.#bytes -= this.#sizeOf(old);
    }
  }
}

/** Resolves as `result` does, unless `signal` aborts first: then rejects, after `onLeave`. */
function waitFor<T>(result: Promise<T>, signal: AbortSignal | undefined, onLeave: () => void): Promise<T> {
  if (signal === undefined) return result;
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      onLeave();
      reject(abortError());
    };
    signal.addEventListener('abort', leave, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
