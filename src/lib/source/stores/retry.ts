import { AppError } from '../../core';

/** The effects of waiting, so that tests need not. */
export interface RetryEffects {
  /** In [0, 1). */
  readonly random: () => number;
  /** Resolves after `ms`; rejects with an AbortError once `signal` aborts. */
  readonly delay: (ms: number, signal?: AbortSignal) => Promise<void>;
}

const maxRetries = 3;
const firstDelayMs = 300;

/** True for a failure that the same request may not meet again: no answer, overload, or a server's own fault. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  if (error.code === 'network') return true;
  const status = error.detail['status'];
  return (
    error.code === 'http' && typeof status === 'number' && (status === 408 || status === 429 || status >= 500)
  );
}

/** Runs `attempt` until it succeeds, fails for good, or has been repeated three times, with full jitter between tries. */
export async function withRetry<T>(
  attempt: () => Promise<T>,
  { random, delay }: RetryEffects,
  signal?: AbortSignal,
): Promise<T> {
  for (let retries = 0; ; retries++) {
    try {
      return await attempt();
    } catch (error) {
      if (retries === maxRetries || !isTransient(error)) throw error;
      await delay(random() * firstDelayMs * 2 ** retries, signal);
    }
  }
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
