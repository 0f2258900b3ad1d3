import { visibleWorldRect, worldExtent } from '../../../view';
import type { BlankReason } from './blank-reason';
import { planOf, type Layer } from './layer';
import type { Scene } from '../scene';

type BlankScene = Pick<Scene, 'mode' | 'camera' | 'sliceOf' | 'datasetOf'>;

/** Returns the first reason for which a layer shows nothing; absent when it shows something, or may yet. */
export function whyBlank(layer: Layer, scene: BlankScene, isDrawn: boolean): BlankReason | undefined {
  if (!layer.look.visible) return 'hidden';
  if (layer.look.opacity === 0) return 'transparent';
  if (layer.drawnChannels().length === 0) return 'channels';
  if (scene.mode === '2d') {
    const reason = whyOutside(layer, scene);
    if (reason) return reason;
  }
  const { loaded, failed } = layer.frame;
  const plan = planOf(layer.frame);
  const isOver = plan !== undefined && loaded + failed >= plan.want.length;
  return failed > 0 && isOver && !isDrawn ? 'failed' : undefined;
}

function whyOutside(layer: Layer, scene: BlankScene): BlankReason | undefined {
  const slice = scene.sliceOf(layer);
  if (!slice) return 'axes';
  const dataset = scene.datasetOf(layer);
  const { horizontal, vertical, position } = slice;
  const isCut = dataset.axes.some((_, at) => {
    if (at === horizontal || at === vertical || at === dataset.channelAxis) return false;
    const [low, high] = worldExtent(dataset, at);
    const world = position[at] ?? 0;
    return world < low || world >= high;
  });
  if (isCut) return 'slice';
  const seen = visibleWorldRect(scene.camera);
  const [x0, x1] = worldExtent(dataset, horizontal);
  const [y0, y1] = worldExtent(dataset, vertical);
  return x1 <= seen.x0 || x0 >= seen.x1 || y1 <= seen.y0 || y0 >= seen.y1 ? 'view' : undefined;
}
