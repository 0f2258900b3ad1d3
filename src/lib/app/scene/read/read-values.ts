import type { ChunkStore } from '../../../chunks';
import { isInPane, screenToWorld } from '../../../view';
import type { Scene } from '../scene';
import { valuesAt, type ChunkPeek, type ValueAt } from './value-at';

/**
 * Returns what stands at a point of the picture, CSS pixels from its top left, in each channel of each layer that is shown
 * there, bottom layer first.
 */
export function readValues(
  { scene, store }: { readonly scene: Scene; readonly store: ChunkStore },
  point: readonly [number, number],
): ValueAt[] {
  const peek: ChunkPeek = (dataset, level, index) => {
    const key = { dataset, level, index };
    return store.get(key) ?? (store.stateOf(key) === 'empty' ? 'empty' : undefined);
  };
  const panes = scene.panes();
  return scene.layers.flatMap((layer) => {
    const pane = panes.get(layer.id);
    if (pane && !isInPane(pane, point)) return [];
    const [dx, dy] = pane?.shift ?? [0, 0];
    const at = screenToWorld(scene.camera, [point[0] - dx, point[1] - dy]);
    const { before, shown, wanted } = layer.frame;
    const slice = before?.slice ?? shown ?? wanted;
    const { plan } = before ?? layer.frame;
    if (!layer.look.visible || !slice || !plan) return [];
    const dataset = before?.dataset ?? scene.datasetOf(layer);
    return valuesAt({ layer: layer.id, dataset, slice, plan, at, peek });
  });
}
