import type { Layer } from './layer';
import { Scene } from '../scene';

/** What a scene would be with these layers in place of its own, as far as checks of a patch go. */
export function previewScene(scene: Scene, layers: readonly Layer[]): Scene {
  const next = new Scene();
  for (const layer of [...layers].sort((a, b) => a.age - b.age)) next.add(layer);
  if (!layers.some((layer) => scene.layers.includes(layer)) || !next.canShow(scene.displayed)) return next;
  next.axes = scene.axes;
  next.mode = scene.mode;
  next.space.depth = scene.space.depth;
  return next;
}
