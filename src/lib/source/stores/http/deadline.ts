/** Calls `fire` after `ms`, unless the function that it returns is called before. */
export type StartTimer = (ms: number, fire: () => void) => () => void;

/** A signal that aborts when the caller's does, and when a time that was allowed has passed. */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #startTimer: StartTimer;
  readonly #outer: AbortSignal | undefined;
  readonly #onAbort = (): void => this.#controller.abort(this.#outer?.reason);
  #stopTimer: (() => void) | undefined;
  #hasPassed = false;

  constructor(startTimer: StartTimer, outer?: AbortSignal) {
    this.#startTimer = startTimer;
    this.#outer = outer;
    if (outer?.aborted === true) this.#onAbort();
    outer?.addEventListener('abort', this.#onAbort, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** True when time ran out, rather than that the caller left. */
  get hasPassed(): boolean {
    return this.#hasPassed;
  }

  /** Allows `ms` from now, in place of what was allowed before. */
  allow(ms: number): void {
    this.#stopTimer?.();
    this.#stopTimer = this.#startTimer(ms, () => {
      this.#hasPassed = true;
      this.#controller.abort();
    });
  }

  /** Nothing is waited for any more. */
  end(): void {
    this.#stopTimer?.();
    this.#outer?.removeEventListener('abort', this.#onAbort);
  }
}

/** The platform's timer. */
export function platformTimer(ms: number, fire: () => void): () => void {
  const timer = setTimeout(fire, ms);
  return () => clearTimeout(timer);
}
