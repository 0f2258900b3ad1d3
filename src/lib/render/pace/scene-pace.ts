import type { PointsFrame } from '../points/points-frame';
import type { SceneRequest, VolumeLayerFrame, VolumeRequest } from '../volume/volume-frame';

/** While a volume stands still, what arrives of it is shown no more often than this: a full picture is slow. */
const ARRIVAL_MS = 250;

/** Whether a picture in work is no longer worth ending: a full one of a volume that is now looked at in another way. */
export function isDisturbed(drawing: SceneRequest, next: SceneRequest): boolean {
  if (drawing.view !== '3d' || drawing.interacting) return false;
  return next.view !== '3d' || next.interacting || !isSameLook(drawing, next);
}

/** Whether a picture must wait, `sinceMs` after the last: it would only show what has arrived meanwhile. */
export function mustWait(next: SceneRequest, shown: SceneRequest | undefined, sinceMs: number): boolean {
  if (next.view !== '3d' || shown?.view !== '3d' || next.deterministic) return false;
  if (next.interacting || shown.interacting || sinceMs >= ARRIVAL_MS) return false;
  return isSameLook(shown, next);
}

/** Whether two pictures differ in nothing but in what there is to show. */
function isSameLook(a: VolumeRequest, b: VolumeRequest): boolean {
  return lookOf(a) === lookOf(b);
}

function lookOf({ camera, layers, points, background }: VolumeRequest): string {
  return JSON.stringify([camera, background, layers.map(layerLook), points?.map(pointsLook)]);
}

function pointsLook({ dataset, plan: _, ...look }: PointsFrame): unknown {
  return { ...look, dataset: dataset.id };
}

function layerLook(layer: VolumeLayerFrame): unknown {
  const { dataset, plan, ...look } = layer;
  return { ...look, dataset: dataset.id, threshold: plan.finestLevel };
}
