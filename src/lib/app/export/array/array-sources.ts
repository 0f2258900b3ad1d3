import { planOf } from '../../scene/layers/layer';
import type { Scene } from '../../scene/scene';
import type { ArraySource } from './array-model';

/** Layers that have an array to save, top one first. */
export function arraySources(scene: Scene): ArraySource[] {
  return scene.layers
    .filter((layer) => layer.kind !== 'points' && scene.hasDisplayed(layer))
    .map((layer) => ({
      layerId: layer.id,
      name: layer.name,
      levels: layer.source.dataset.levels.length,
      targetLevel: planOf(layer.frame)?.level ?? 0,
    }))
    .reverse();
}
