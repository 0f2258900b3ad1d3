import type { DecodePool } from '../../decode';
import { encodeView } from '../../share';
import { captureThumbnail } from '../frame/capture/capture-thumbnail';
import { toAppError } from '../viewer/to-app-error';
import { viewState } from '../scene/state/view-state';
import { encodedBound, type ChunkStore } from '../../chunks';
import { AppError } from '../../core';
import type { Engine } from '../frame/engine';
import type { Opening } from '../session/opening';
import type { Scene } from '../scene/scene';
import { Downloads } from './downloads';
import { Keeping, type DeviceClass } from './keeping';
import { answersAt, Reconnect } from './reconnect';

/** What of a session is kept; it need be there only once something is shown. */
export interface KeptSession {
  readonly scene: Scene;
  readonly store: Pick<ChunkStore, 'failures'>;
  readonly engine: Engine;
  readonly opening: Opening;
  readonly cacheUse: { noteDisk(entries: number): void };
}

export interface MakeKeepingOptions {
  /** Absolute address of the app. */
  readonly pageUrl: string;
  readonly device: DeviceClass;
  readonly onChange: () => void;
  readonly onError: (error: AppError) => void;
  /** Failures of what was to be opened and is not. */
  readonly unopened: () => readonly AppError[];
  /** Opens that again. */
  readonly onBack: () => void;
}

/** Joins what is kept on this device to the session that shows it. */
export function makeKeeping(
  session: KeptSession,
  { pageUrl, device, onChange, onError, unopened, onBack }: MakeKeepingOptions,
): Keeping {
  const later = (ms: number, run: () => void): void => void setTimeout(run, ms);
  const reconnect = new Reconnect({
    failures: () => [
      ...session.store.failures().map(({ error }) => error),
      ...session.engine.levels.errors(),
      ...unopened(),
    ],
    answers: answersAt,
    retry: () => {
      session.engine.retryFailed();
      onBack();
    },
    later,
  });
  addEventListener('online', () => void reconnect.now());
  return new Keeping({
    ...{ scene: session.scene, pageUrl, device, later, reconnect },
    picture: () => captureThumbnail(session.engine).catch(() => undefined),
    view: () => fragmentOf(session),
    isSettled: () => session.engine.hasPicture() && session.engine.pending().length === 0,
    now: () => performance.now(),
    onStale: (layers) => {
      const renewed = session.opening.renew(layers).then(() => session.engine.changed());
      renewed.catch((error: unknown) => onError(toAppError(error)));
    },
    onNews: onChange,
    onEvicted: (entries) => session.cacheUse.noteDisk(entries),
  });
}

/** Downloads of this page; those that were running when it was last closed go on. */
export function makeDownloads(keeping: Keeping, pool: Pick<DecodePool, 'open' | 'close'>): Downloads {
  const downloads = new Downloads({
    client: keeping.client,
    open: (location) => pool.open(location, location),
    close: ({ dataset }) => pool.close(dataset.id),
    maxEncodedBytes: encodedBound,
    withLock: inOneTab,
    pause: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
    newId: () => [...crypto.getRandomValues(new Uint32Array(2))].map((part) => part.toString(36)).join(''),
  });
  void keeping.started.then(() => downloads.restore()).catch(() => undefined);
  return downloads;
}

/** Runs under a lock, unless another tab holds it; without locks there is no other to be told of. */
async function inOneTab(name: string, run: () => Promise<void>): Promise<boolean> {
  if (!('locks' in navigator)) return run().then(() => true);
  return navigator.locks.request(`exascope-${name}`, { ifAvailable: true }, async (lock) => {
    if (lock) await run();
    return lock !== null;
  });
}

/**
 * The view of a single dataset; nothing when it is seen together with others, which the library opens one by one, or when there
 * is too much of it for a link.
 */
function fragmentOf({ scene, opening: { slots } }: KeptSession): string {
  const { locations } = slots;
  if (locations.length !== 1) return '';
  try {
    return encodeView({ ...viewState(scene, locations, slots.linkIds()), ...slots.kinds });
  } catch (error) {
    if (error instanceof AppError) return '';
    throw error;
  }
}
