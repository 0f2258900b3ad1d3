import type { KeepDatabase } from '../../../db';
import type { SegmentIndex } from '../../manifest/segment-index';
import { cachePrefix, parseCacheName } from '../../names/cache-name';

const prefix = 'forget:';

/** Runs what lets a dataset go, under a note that {@link finishForgetting} finds when a crash ends it half way. */
export async function whileForgetting(
  { meta }: Pick<KeepDatabase, 'meta'>,
  dataset: string,
  run: () => Promise<void>,
): Promise<void> {
  await meta.put({ key: prefix + dataset, value: 1 });
  await run();
  await meta.delete(prefix + dataset);
}

export interface ForgettingEffects {
  readonly database: Pick<KeepDatabase, 'meta' | 'datasets' | 'pins'>;
  readonly caches: Pick<CacheStorage, 'delete' | 'keys'>;
  readonly index: SegmentIndex;
  /** Lets a whole cache go, with its row. */
  readonly store: { dropSegment(id: string): Promise<unknown> };
  readonly scope: string;
  /** Whether contexts that fill caches still live, as of the call. */
  readonly livingOwners: () => Promise<(owner: string) => boolean>;
}

/**
 * Lets the rest of each dataset go that was being let go when a tab ended: its bodies would else be taken in again as if a
 * crash had left them without a row. What a living tab has kept of it since stays.
 */
export async function finishForgetting(effects: ForgettingEffects): Promise<void> {
  const { database, caches, index, store, scope } = effects;
  const notes = await database.meta.where('key').startsWith(prefix).primaryKeys();
  if (notes.length === 0) return;
  const names = (await caches.keys()).filter((name) => name.startsWith(cachePrefix(scope)));
  const isAlive = await effects.livingOwners();
  for (const note of notes) {
    const dataset = note.slice(prefix.length);
    for (const segment of index.segmentsOf(dataset))
      if (!isAlive(segment.name.owner)) await store.dropSegment(segment.id);
    for (const id of names) {
      const name = parseCacheName(id);
      if (name?.dataset === dataset && !isAlive(name.owner)) await caches.delete(id);
    }
    if (index.segmentsOf(dataset).length === 0) {
      await database.pins.where({ dataset }).delete();
      await database.datasets.delete(dataset);
    }
    await database.meta.delete(note);
  }
}
