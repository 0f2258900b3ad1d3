import type { Parts } from './parts';

/** Does all of the work at once. */
export function finish<Result>(parts: Parts<Result>): Result {
  for (;;) {
    const { done, value } = parts.next();
    if (done) return value as Result;
  }
}
