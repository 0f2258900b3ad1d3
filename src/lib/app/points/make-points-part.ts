import type { MakePointsPainter } from '../../render';
import { paneCamera, paneCamera3D, type PointsPlanner } from '../../view';
import type { PointsPart } from '../frame/points-part';
import { pointSize } from '../scene/layers/point-size';
import type { Scene } from '../scene/scene';
import { clipOf, pointsFrame, pointsView } from './points-layer';
import { pointsUnder } from './point-values';

/** Makes what shows points, with what draws them and what plans them. */
export function makePointsPart(makePainter: MakePointsPainter, planPoints: PointsPlanner): PointsPart {
  return {
    plan(layer, { scene, budget, tuning, bias }, { share, renderer }) {
      renderer.points.use(makePainter);
      const view = pointsView(scene, layer);
      const { points: before, ...frame } = layer.frame;
      if (!view) {
        layer.frame = frame;
        return undefined;
      }
      const dataset = scene.storedOf(layer);
      const radius = pointSize(layer, dataset) / 2;
      const clip = clipOf(scene);
      const limits = {
        maxPoints: Math.floor(renderer.points.capacity(dataset) * share),
        maxChunkBytes: budget.tier('chunks').maxBytes * tuning.chunkShare * share,
        level: layer.look.level,
        bias,
      };
      const request = { dataset, view, camera: cameraOf(scene, layer.id), radius, ...(clip && { clip }) };
      const plan = planPoints(request, limits, before?.plan);
      layer.frame = { ...layer.frame, points: { plan, view } };
      return plan;
    },
    frame: pointsFrame,
    valuesAt: (sources, at) => pointsUnder(framesOf(sources.scene), sources, at),
  };
}

function framesOf(scene: Scene) {
  return scene.layers.flatMap((layer) => pointsFrame(scene, layer, 0) ?? []);
}

function cameraOf(scene: Scene, layerId: string) {
  const pane = scene.panes().get(layerId);
  if (scene.mode === '3d') return pane ? paneCamera3D(scene.camera3D, pane) : scene.camera3D;
  return pane ? paneCamera(scene.camera, pane) : scene.camera;
}
