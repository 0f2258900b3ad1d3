import type { Session } from '../../session/session';
import { visibleLayers } from '../cells/scene-cells';
import type { LayerPairs } from '../debugging-model';
import { pairOffsets } from './pair-offsets';

/** How the levels of each visible layer lie over one another at the present zoom, top layer first. */
export function layerPairs(session: Session): LayerPairs[] {
  const { scene } = session;
  const { zoom } = scene.mode === '3d' ? scene.space.pose : scene.camera;
  const pxPerWorld = zoom * scene.camera.pixelRatio;
  return visibleLayers(session)
    .toReversed()
    .flatMap((layer) => {
      const dataset = scene.datasetOf(layer);
      if (dataset.levels.length < 2) return [];
      const axes = dataset.axes.flatMap(({ name }, axis) => (scene.displayed.includes(name) ? axis : []));
      const pairs = pairOffsets(dataset, axes).map(({ fine, coarse, offsets }) => ({
        ...{ fine, coarse },
        offsets: offsets.map(({ axis, world }) => ({ axis, px: world * pxPerWorld })),
      }));
      return [{ id: layer.id, name: layer.name, pairs }];
    });
}
