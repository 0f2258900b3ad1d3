import { AppError, progressiveTuning, type ChunkKey, type Tuning } from '../core';

/** Failures remembered of chunks that no view wants any more. */
const MAX_UNWANTED = 1024;

export interface ChunkFailure {
  readonly key: ChunkKey;
  readonly error: Error;
  readonly attempts: number;
}

interface Entry extends ChunkFailure {
  readonly retryAtMs: number;
  /** It left the wish list since it failed. */
  hasLeft: boolean;
}

const passingCodes: readonly AppError['code'][] = ['network', 'offline', 'timeout', 'http'];

/** Failures that may pass by themselves; the others need the user, or another look. */
function canPass(error: Error): boolean {
  return error instanceof AppError && passingCodes.includes(error.code);
}

/** What failed, how often, and when it may be tried again. */
export class FailureLog {
  readonly #entries = new Map<string, Entry>();
  /** Attempts so far of chunks that are being tried again. */
  readonly #attempts = new Map<string, number>();
  readonly #tuned: () => Tuning | undefined;

  /** `tuning`: as by default where it gives none. */
  constructor(tuning: () => Tuning | undefined = () => undefined) {
    this.#tuned = tuning;
  }

  get #tuning(): Tuning {
    return this.#tuned() ?? progressiveTuning;
  }

  get(id: string): ChunkFailure | undefined {
    return this.#entries.get(id);
  }

  /** Remembers a failed load; `nowMs` is the clock's. */
  add(id: string, { key, error, nowMs }: { key: ChunkKey; error: Error; nowMs: number }): void {
    const attempts = (this.#attempts.get(id) ?? 0) + 1;
    this.#attempts.delete(id);
    const { retryFirstMs, retryMostS } = this.#tuning;
    const delayMs = Math.min(retryMostS * 1000, retryFirstMs * 2 ** (attempts - 1));
    this.#entries.set(id, { key, error, attempts, retryAtMs: nowMs + delayMs, hasLeft: false });
  }

  /** Forgets what led up to a chunk that loaded after all. */
  succeed(id: string): void {
    this.#attempts.delete(id);
  }

  /** Notes that a chunk is not wanted any more. */
  leave(id: string): void {
    const entry = this.#entries.get(id);
    if (entry) entry.hasLeft = true;
    if (this.#entries.size > MAX_UNWANTED) this.#forgetOldest();
    if (!entry) this.#attempts.delete(id);
  }

  /** Whether a wanted chunk has failed and is not due for another try. Clears the failure of one that is due. */
  isHeldBack(id: string, nowMs: number): boolean {
    const entry = this.#entries.get(id);
    if (!entry) return false;
    const isAllowed = entry.hasLeft || (canPass(entry.error) && entry.attempts < this.#tuning.retries);
    if (!isAllowed || nowMs < entry.retryAtMs) return true;
    this.#entries.delete(id);
    this.#attempts.set(id, entry.hasLeft ? 0 : entry.attempts);
    return false;
  }

  /** Milliseconds until a failure may be tried again by itself; absent when it is not. */
  pauseOf(id: string, nowMs: number): number | undefined {
    const entry = this.#entries.get(id);
    const isAllowed = entry && canPass(entry.error) && entry.attempts < this.#tuning.retries;
    return isAllowed ? Math.max(0, entry.retryAtMs - nowMs) : undefined;
  }

  /** Failures of chunks for which `isWanted` holds. */
  list(isWanted: (id: string) => boolean): ChunkFailure[] {
    return [...this.#entries].filter(([id]) => isWanted(id)).map(([, failure]) => failure);
  }

  /** Forgets failures for which `mustForget` holds. */
  forget(mustForget: (id: string, failure: ChunkFailure) => boolean): void {
    for (const [id, entry] of this.#entries) if (mustForget(id, entry)) this.#entries.delete(id);
  }

  #forgetOldest(): void {
    for (const [id, { hasLeft }] of this.#entries)
      if (hasLeft) {
        this.#entries.delete(id);
        return;
      }
  }
}
