import type { Place } from '../../manifest/segment-index';
import type { Housekeeping } from '../room/housekeeping';
import type { KeepStore } from './keep-store';
import { isFull } from '../keeper-effects';
import type { WriteJob } from './write-behind';

/** A new entry, and the one of another segment that it takes the place of. */
export type Written = Place & { readonly replaced?: Place };

export interface PuttingKeeper {
  readonly store: Pick<KeepStore, 'put'>;
  readonly housekeeping: Pick<Housekeeping, 'makeRoom' | 'pauseWrites'>;
  readonly tick: number;
  /** Looks which caches are gone. */
  dropLost(): Promise<void>;
  failed(error: unknown): void;
}

/**
 * Writes one entry, in two tries at most. When the browser has no room for it some is made in between, and when it fails all
 * the same nothing is written for a while. When the user has cleared the caches new ones are begun. Never rejects;
 * `undefined` when it was not written.
 */
export async function putInRoom(keeper: PuttingKeeper, job: WriteJob): Promise<Written | undefined> {
  try {
    return await keeper.store.put(job, keeper.tick);
  } catch (error) {
    if (isFull(error)) return putInNewRoom(keeper, job);
    if (isGone(error)) return putInNewCache(keeper, job);
    keeper.failed(error);
    return undefined;
  }
}

async function putInNewCache(keeper: PuttingKeeper, job: WriteJob): Promise<Written | undefined> {
  try {
    await keeper.dropLost();
    return await keeper.store.put(job, keeper.tick);
  } catch (error) {
    keeper.failed(error);
    return undefined;
  }
}

async function putInNewRoom(keeper: PuttingKeeper, job: WriteJob): Promise<Written | undefined> {
  const { store, housekeeping } = keeper;
  try {
    if (await housekeeping.makeRoom(job)) return await store.put(job, keeper.tick);
  } catch (error) {
    if (!isFull(error)) keeper.failed(error);
  }
  housekeeping.pauseWrites();
  return undefined;
}

/** So it is after the user has cleared what this site keeps, while it is open. */
function isGone(error: unknown): boolean {
  return error instanceof Error && error.name === 'NotFoundError';
}
