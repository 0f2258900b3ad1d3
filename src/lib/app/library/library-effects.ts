import { AppError } from '../../core';
import { askToPersist, isPersisted } from '../keeping/persistence';
import { choiceBoxes, estimateOf, openLevels } from '../keeping/keep-choice';
import type { Downloads } from '../keeping/downloads';
import type { LevelOpener } from '../frame/plan/level-opener';
import { isAway } from '../keeping/reconnect';
import { keepOptions } from './keep-options';
import type { LibraryEffects } from './library-viewer.svelte';
import { isOfflineMiss } from '../session/offline-miss';
import type { Scene } from '../scene/scene';
import type { Layer } from '../scene/layers/layer';
import type { Keeping } from '../keeping/keeping';
import type { ChunkStore } from '../../chunks';
import type { KeepUsage, KeptDataset } from '../../offline';

/** What the library is made from. */
export interface LibrarySession {
  readonly scene: Scene;
  readonly store: Pick<ChunkStore, 'failures'>;
  readonly engine: { readonly levels: Pick<LevelOpener, 'errors'> };
  readonly keeping: Keeping;
  readonly downloads: Downloads;
}

/** What the library asks for, done by the keeper. */
export function makeLibraryEffects(session: LibrarySession): LibraryEffects {
  const { scene, store, engine, keeping, downloads } = session;
  const { client } = keeping;
  const ask = async (question: Parameters<typeof client.ask>[0]): Promise<unknown> => {
    try {
      return await client.ask(question);
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      throw new AppError('unsupported', message, { feature: 'keeping data on this device' }, cause);
    }
  };
  const layerOf = (layerId: string): Layer => {
    const layer = scene.layers.find(({ id }) => id === layerId);
    if (!layer) throw new AppError('not-found', 'The layer is no longer open.', {});
    return layer;
  };
  const idOf = (layerId: string): string | undefined => {
    const layer = scene.layers.find(({ id }) => id === layerId);
    return layer && keeping.idOf(layer);
  };
  const errors = () => [...store.failures().map(({ error }) => error), ...engine.levels.errors()];
  const list = async () => (await ask({ type: 'library' })) as readonly KeptDataset[];
  const forget = async (dataset: string): Promise<void> => {
    downloads.forget(dataset);
    await ask({ type: 'forget', dataset });
  };
  return {
    list,
    usage: async () => {
      const usage = (await ask({ type: 'usage' })) as KeepUsage;
      const isPersistent = await isPersisted();
      return { ...usage, ...(isPersistent !== undefined && { isPersistent }) };
    },
    watchDownloads: (tell) => downloads.watch(tell),
    forget,
    forgetAll: async () => {
      for (const { id } of await list()) await forget(id);
    },
    clearLevel: async (dataset, level) => void (await ask({ type: 'clear-level', dataset, level })),
    unpin: (dataset) => downloads.unpin(dataset),
    setLimit: async (bytes) => void (await ask({ type: 'set-limit', bytes })),
    askToPersist,
    datasetIdOf: idOf,
    keepOptions: (layerId) => {
      const layer = scene.layers.find(({ id }) => id === layerId);
      return layer?.source.dataset.keepRoot === undefined ? undefined : keepOptions(scene, layer);
    },
    estimate: async (layerId, choice) => {
      const layer = layerOf(layerId);
      await openLevels(layer, choice);
      const boxes = choiceBoxes(layer.source.dataset, choice);
      return estimateOf(layer.source.dataset, boxes, { ask, dataset: idOf(layerId) ?? '' });
    },
    keep: async (layerId, choice) => {
      const layer = layerOf(layerId);
      const dataset = idOf(layerId);
      if (dataset === undefined) throw new AppError('unsupported', 'This cannot be kept.', {});
      await openLevels(layer, choice);
      const boxes = choiceBoxes(layer.source.dataset, choice);
      keeping.describe(layer);
      return downloads.start({ dataset, boxes, layer });
    },
    pause: async (id) => downloads.pause(id),
    resume: (id) => downloads.resume(id),
    cancel: (id) => downloads.cancel(id),
    get isOffline() {
      return !navigator.onLine || errors().some(isAway);
    },
    get offlineMisses() {
      return errors().filter(isOfflineMiss).length;
    },
  };
}
