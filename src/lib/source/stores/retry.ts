import { AppError } from '../../core';

/** The effects of waiting, so that tests need not. */
export interface RetryEffects {
  /** In [0, 1). */
  readonly random: () => number;
  /** Resolves after `ms`; rejects with an AbortError once `signal` aborts. */
  readonly delay: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** How often and when something is tried again. */
export interface RetryOptions {
  readonly signal?: AbortSignal;
  /** Asked before each repeat: a budget that many requests share. */
  readonly mayRepeat: () => boolean;
  /** True while each attempt waits by itself until the server may be asked: no other wait is needed. */
  readonly isWaitedFor: () => boolean;
  /** Told of a wait that a server asked for. */
  readonly onPause?: (wait: Promise<void>) => void;
}

const maxRetries = 4;
const firstDelayMs = 300;
const maxDelayMs = 20_000;
const maxRetryAfterMs = 60_000;

/** True for a failure that the same request may not meet again: no answer, overload, or a server's own fault. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  if (error.code === 'network' || error.code === 'timeout') return true;
  const status = error.detail['status'];
  return (
    error.code === 'http' && typeof status === 'number' && (status === 408 || status === 429 || status >= 500)
  );
}

/**
 * Runs `attempt`, told how often it ran before, until it succeeds, fails for good, or has been repeated four times (once
 * after a timeout, which took long). Waits with full jitter between tries, or as long as the server asks, up to a minute.
 */
export async function withRetry<T>(
  attempt: (retries: number) => Promise<T>,
  { random, delay }: RetryEffects,
  { signal, mayRepeat, isWaitedFor, onPause }: RetryOptions,
): Promise<T> {
  for (let retries = 0; ; retries++) {
    try {
      return await attempt(retries);
    } catch (error) {
      if (!isTransient(error) || retries >= retriesAfter(error) || !mayRepeat()) throw error;
      const asked = askedDelayMs(error);
      if (asked === undefined && isWaitedFor()) continue;
      const wait = delay(asked ?? random() * Math.min(maxDelayMs, firstDelayMs * 2 ** retries), signal);
      if (asked !== undefined) onPause?.(wait);
      await wait;
    }
  }
}

function retriesAfter(error: unknown): number {
  return error instanceof AppError && error.code === 'timeout' ? 1 : maxRetries;
}

function askedDelayMs(error: unknown): number | undefined {
  const asked = error instanceof AppError ? error.detail['retryAfterMs'] : undefined;
  return typeof asked === 'number' ? Math.min(asked, maxRetryAfterMs) : undefined;
}

/** Milliseconds that a `Retry-After` header asks for, as seconds or as a date; absent when it cannot be read. */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}

/** The delay of the product: a timer that an abort ends early. */
export function timerDelay(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(abortError());
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    if (signal?.aborted === true) onAbort();
    else signal?.addEventListener('abort', onAbort, { once: true });
  });
}

export function abortError(): DOMException {
  return new DOMException('The read was aborted.', 'AbortError');
}
