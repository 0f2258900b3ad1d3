import type { KeeperNews } from '../messages';
import type { KeepStoreEffects } from './store/keep-store';
import type { TabMessage } from './tabs/tabs';

/** What of Web Locks is used. */
export interface KeeperLocks {
  request<T>(
    name: string,
    options: { readonly ifAvailable?: boolean },
    run: (lock: unknown) => Promise<T>,
  ): Promise<T>;
  query(): Promise<{ readonly held?: readonly { readonly name?: string }[] }>;
}

/** What the keeper needs of the worker that it runs in. */
export interface KeeperEffects extends KeepStoreEffects {
  /** Absent where the browser has none: then other tabs cannot be told from dead ones, and their caches are left alone. */
  readonly locks?: KeeperLocks;
  /** To keepers of other tabs. */
  readonly broadcast: (message: TabMessage) => void;
  /** To the page. */
  readonly tell: (news: KeeperNews) => void;
  readonly later: (ms: number, run: () => void) => void;
  /** Milliseconds since 1970, to show and never to decide by. */
  readonly nowMs: () => number;
  readonly estimate: () => Promise<{ readonly quota?: number; readonly usage?: number }>;
  /** Where the user has set none. */
  readonly defaultLimitBytes: (estimate: { quota?: number; usage?: number }) => number;
  /** Bytes that may wait to be written. */
  readonly maxQueueBytes: number;
}

export function pauseBy({ later }: Pick<KeeperEffects, 'later'>): (ms: number) => Promise<void> {
  return (ms) => new Promise((resolve) => later(ms, resolve));
}

/** Resolves as `result` does, or with `undefined` once `ms` have passed. */
export async function within<T>(
  result: Promise<T>,
  ms: number,
  { later }: Pick<KeeperEffects, 'later'>,
): Promise<T | undefined> {
  const tooLate = new Promise<undefined>((resolve) => later(ms, () => resolve(undefined)));
  return Promise.race([result, tooLate]);
}

/** By name alone: what else a browser says of it differs. */
export function isFull(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaExceededError';
}
