import type { ChunkStore } from '../../../chunks';
import type { Scene } from '../scene';
import { valuesAt, type ChunkPeek, type ValueAt } from './value-at';

/** Returns what stands at a world position, [horizontal, vertical], in each channel of each visible layer, bottom layer first. */
export function readValues(
  { scene, store }: { readonly scene: Scene; readonly store: ChunkStore },
  at: readonly [number, number],
): ValueAt[] {
  const peek: ChunkPeek = (dataset, level, index) => {
    const key = { dataset, level, index };
    return store.get(key) ?? (store.stateOf(key) === 'empty' ? 'empty' : undefined);
  };
  return scene.layers.flatMap((layer) => {
    const slice = layer.frame.shown ?? layer.frame.wanted;
    const { plan } = layer.frame;
    if (!layer.look.visible || !slice || !plan) return [];
    return valuesAt({ layer: layer.id, dataset: scene.datasetOf(layer), slice, plan, at, peek });
  });
}
