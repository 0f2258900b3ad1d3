import { schemaEpoch } from '../../db';
import type { KeepTrouble } from '../library';
import { isFull, within, type KeeperEffects } from './keeper-effects';

/** A browser that does not answer within this time will not. */
const patienceMs = 3000;

/**
 * Finds out what this browser lets us keep, by doing it: private windows and embedded pages have what is needed and refuse
 * its use. Returns what stands in the way.
 */
export async function openKeep(effects: KeeperEffects): Promise<KeepTrouble | undefined> {
  const caches = await within(canCache(effects).catch(isNever), patienceMs, effects);
  if (caches !== true) return 'no-caches';
  let isBlocked = false;
  effects.database.on('blocked', () => (isBlocked = true));
  const opened = await within(effects.database.open().then(isDone, isNever), patienceMs, effects);
  if (opened !== true) return isBlocked ? 'blocked' : 'no-database';
  const meta = effects.database.meta;
  const epoch = await within(
    meta.get('schema-epoch').then((row) => row?.value ?? schemaEpoch, isNever),
    patienceMs,
    effects,
  );
  if (typeof epoch !== 'number') return 'no-database';
  if (epoch > schemaEpoch) return 'newer-version';
  return undefined;
}

const isDone = (): true => true;
const isNever = (): false => false;

async function canCache({ caches, scope, origin }: KeeperEffects): Promise<boolean> {
  const name = `exascope-probe-${scope}`;
  const key = `${origin}/__exascope/probe`;
  const cache = await caches.open(name);
  try {
    await cache.put(key, new Response(new Uint8Array(1024)));
    const found = await cache.match(key);
    return (await found?.arrayBuffer())?.byteLength === 1024;
  } catch (error) {
    // What is kept can be read all the same; that nothing can be written is found out again.
    if (isFull(error)) return true;
    throw error;
  } finally {
    await caches.delete(name);
  }
}
