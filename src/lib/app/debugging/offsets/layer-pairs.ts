import type { Dataset } from '../../../core';
import type { Layer } from '../../scene/layers/layer';
import type { Session } from '../../session/session';
import { visibleLayers } from '../cells/scene-cells';
import type { LayerPairs, PairModel } from '../debugging-model';
import { measuredPairs } from './measured-pairs';
import type { Measuring } from './offset-meter';
import { pairOffsets } from './pair-offsets';

/** Knows what was measured of layers. */
export interface Measurements {
  of(layer: Layer): Measuring | undefined;
}

/** How the levels of each visible layer lie over one another at the present zoom, top layer first. */
export function layerPairs(session: Session, measurements: Measurements): LayerPairs[] {
  const { scene } = session;
  const { zoom } = scene.mode === '3d' ? scene.space.pose : scene.camera;
  const pxPerWorld = zoom * scene.camera.pixelRatio;
  return visibleLayers(session)
    .toReversed()
    .flatMap((layer) => {
      const dataset = scene.storedOf(layer);
      if (dataset.levels.length < 2) return [];
      const axes = dataset.axes.flatMap(({ name }, axis) => (scene.displayed.includes(name) ? axis : []));
      const measuring = measurements.of(layer);
      return [
        {
          ...{ id: layer.id, name: layer.name, measuring: measuring?.state ?? 'idle' },
          ...(measuring?.state === 'failed' && { error: measuring.message }),
          pairs: pairModels(dataset, measuring, { axes, pxPerWorld }),
        },
      ];
    });
}

interface Seen {
  /** Indices of the axes that are on the screen. */
  readonly axes: readonly number[];
  readonly pxPerWorld: number;
}

function pairModels(
  dataset: Dataset,
  measuring: Measuring | undefined,
  { axes, pxPerWorld }: Seen,
): PairModel[] {
  const exam = measuring?.state === 'done' ? measuring.exam : undefined;
  const measured = exam && measuredPairs(dataset, exam);
  return pairOffsets(dataset, axes).map(({ fine, coarse, offsets }) => {
    const told = measured?.get(coarse)?.filter(({ axis }) => axes.includes(axis)) ?? [];
    const missing = exam?.missing.find(({ level }) => level === coarse || level === fine)?.message;
    return {
      ...{ fine, coarse },
      offsets: offsets.map(({ axis, world }) => ({ axis, px: world * pxPerWorld })),
      ...(exam && {
        measured: told.map(({ axis, world, isClear }) => ({
          ...{ axis: dataset.axes[axis]?.name ?? '', px: world * pxPerWorld, isClear },
        })),
      }),
      ...(missing !== undefined && { problem: missing }),
    };
  });
}
