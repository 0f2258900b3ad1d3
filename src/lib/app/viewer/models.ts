import { viewer as t } from '../../messages';
import { decimalsFor, formatNumber, scaleBar, unitSymbol } from '../../view';
import { namedColor } from '../scene/layers/channel-colors';
import { whyBlank } from '../scene/layers/why-blank';
import { isOfflineMiss } from '../session/offline-miss';
import type { OverlayMarks } from '../frame/overlay/overlay';
import { spaceMarks } from '../frame/overlay/space-marks';
import { worldUnder } from '../session/read-point';
import { planOf, type Layer } from '../scene/layers/layer';
import type {
  ChannelModel,
  LayerModel,
  ReadoutModel,
  ScaleBarModel,
  StatusModel,
  WorldTextModel,
} from './model';
import type { Session } from '../session/session';

/** Bottom layer first. */
export function layerModels({ scene, engine }: Session): LayerModel[] {
  return scene.layers.map((layer) => {
    const drawn = Object.keys(engine.renderer?.drawnByLevel(layer.id) ?? {}).map(Number);
    const blank = whyBlank(layer, scene, drawn.length > 0);
    const { points } = layer.source.dataset;
    // Of points all levels are shown at once.
    const shownLevel = points ? Math.min(...drawn) : Math.max(...drawn);
    return {
      ...layer.model(scene.units, scene.mode),
      ...(drawn.length > 0 && { shownLevel }),
      ...(points && {
        points: {
          count: points.count,
          drawn: engine.renderer?.points.drawn(layer.id) ?? 0,
          color: namedColor(layer.channels[0]?.colormap ?? ''),
        },
      }),
      ...(blank && { blank }),
      ...(layer.source.refused && { refused: layer.source.refused }),
    };
  });
}

export function scaleBarModel({ scene }: Session): ScaleBarModel | undefined {
  if (scene.layers.length === 0 || scene.mustFit) return undefined;
  const { zoom } = scene.mode === '3d' ? scene.space.pose : scene.camera;
  const axis = scene.axes[1];
  return scaleBar(zoom * (scene.stretch.get(axis) ?? 1), scene.units.get(axis));
}

/** While nothing is known. */
export const noStatus: StatusModel = { readout: [], loaded: 0, wanted: 0, failed: 0, refused: 0, hint: '' };

export function statusModel(session: Session): StatusModel {
  const { scene, store, hover } = session;
  const { loaded, wanted } = countChunks(session);
  const dimension = session.dimensions.focused;
  const world = hover && worldUnder(session, hover);
  return {
    ...(world && { world: worldTexts(session, world) }),
    readout: hover ? readout(session, hover) : [],
    loaded,
    wanted,
    failed: store.failures().filter(({ error }) => !isOfflineMiss(error)).length,
    refused: countRefused(session),
    hint: hintOf(scene.mode, dimension?.axis),
  };
}

function hintOf(mode: '2d' | '3d', axis: string | undefined): string {
  if (axis !== undefined) return t.shiftWheelSteps({ axis });
  return mode === '3d' ? t.dragTurns : t.dragPans;
}

function countChunks({ scene }: Session): { loaded: number; wanted: number } {
  let loaded = 0;
  let wanted = 0;
  for (const { look, frame } of scene.layers) {
    if (!look.visible) continue;
    loaded += frame.loaded;
    wanted += (planOf(frame)?.want.length ?? 0) - frame.failed;
  }
  return { loaded, wanted };
}

/** Layers of one source share what it counts. */
function countRefused({ scene }: Session): number {
  const shown = new Set(scene.layers.filter(({ look }) => look.visible).map(({ source }) => source));
  return [...shown].reduce((sum, { refused = 0 }) => sum + refused, 0);
}

export function centerModel(session: Session): WorldTextModel[] {
  const { layers, mode, space, camera } = session.scene;
  return layers.length > 0 ? worldTexts(session, mode === '3d' ? space.pose.center : camera.center) : [];
}

/** `world` on x, y and, in 3D, z. */
export function worldTexts({ scene }: Session, world: readonly number[]): WorldTextModel[] {
  const zoom = scene.mode === '3d' ? scene.space.pose.zoom : scene.camera.zoom;
  return scene.displayed.toReversed().map((axis, at) => {
    const unit = scene.units.get(axis);
    const stretch = scene.stretch.get(axis) ?? 1;
    return {
      axis,
      text: formatNumber((world[at] ?? 0) / stretch, decimalsFor(1 / (zoom * stretch))),
      ...(unit && { unit: unitSymbol(unit) }),
    };
  });
}

export function readout(session: Session, [x, y]: readonly [number, number]): ReadoutModel[] {
  const { scene } = session;
  return session.valueAt(x, y).map(({ layer: id, level, index, value }) => {
    const layer = scene.layers.find((candidate) => candidate.id === id);
    const channelAxis = layer?.source.dataset.channelAxis;
    const channel = layer?.channels[channelAxis === undefined ? 0 : (index[channelAxis] ?? 0)];
    return {
      layer: layer?.name ?? id,
      ...(channelAxis !== undefined && channel && { channel: channel.name }),
      color: colorOf(layer, channel, value),
      ...propertiesOf(layer, value),
      level,
      index,
      value,
    };
  });
}

function colorOf(
  layer: Layer | undefined,
  channel: ChannelModel | undefined,
  value: ReadoutModel['value'],
): string {
  if (!layer?.labels) return namedColor(channel?.colormap ?? 'gray');
  return (value !== null && layer.labels.colorOf(value)) || 'transparent';
}

function propertiesOf(
  layer: Layer | undefined,
  value: ReadoutModel['value'],
): Pick<ReadoutModel, 'properties'> {
  const values = value === null ? undefined : layer?.labels?.propertiesOf(value);
  if (!values) return {};
  const said = Object.entries(values).filter(([, text]) => text !== null);
  return { properties: said.map(([name, text]) => ({ name, text: String(text) })) };
}

/** What the overlay shows of the frame that was drawn last. */
export function overlayMarks(
  { scene, engine }: Session,
  { cells, measures }: Pick<OverlayMarks, 'cells' | 'measures'>,
): OverlayMarks {
  const { renderer } = engine;
  const visible = scene.layers.filter(({ look }) => look.visible);
  const space = spaceMarks(scene);
  const panes = scene.panes();
  const paneOf = (id: string) => {
    const pane = panes.get(id);
    return pane ? { pane } : {};
  };
  return {
    ...(space && { space }),
    ...(cells && { cells }),
    measures,
    failed: renderer
      ? visible.flatMap(({ id }) => renderer.failedRects(id).map((world) => ({ world, ...paneOf(id) })))
      : [],
    omitted: visible.flatMap(({ id, frame }) =>
      (frame.plan?.omitted ?? []).map((world) => ({ world, ...paneOf(id) })),
    ),
  };
}
