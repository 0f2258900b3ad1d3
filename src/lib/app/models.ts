import { decimalsFor, formatNumber, scaleBar, screenToWorld, unitSymbol } from '../view';
import { namedColor } from './scene/channel-colors';
import { whyBlank } from './scene/why-blank';
import type { OverlayMarks } from './frame/overlay';
import type {
  DimensionModel,
  LayerModel,
  ReadoutModel,
  ScaleBarModel,
  StatusModel,
  WorldTextModel,
} from './model';
import type { Session } from './session';

/** Bottom layer first. */
export function layerModels({ scene, engine }: Session): LayerModel[] {
  return scene.layers.map((layer) => {
    const drawn = Object.keys(engine.renderer?.drawnByLevel(layer.id) ?? {}).map(Number);
    const blank = whyBlank(layer, scene, drawn.length > 0);
    return {
      ...layer.model(scene.units),
      ...(drawn.length > 0 && { shownLevel: Math.max(...drawn) }),
      ...(blank && { blank }),
    };
  });
}

export function dimensionModels({ scene, playback }: Session): DimensionModel[] {
  return scene.dimensions().map((dimension) => ({
    ...dimension,
    ...playback.settings(dimension.axis),
    shownIndex: scene.shownIndex(dimension.axis),
  }));
}

export function scaleBarModel({ scene }: Session): ScaleBarModel | undefined {
  if (scene.layers.length === 0 || scene.mustFit) return undefined;
  return scaleBar(scene.camera.zoom, scene.units.get(scene.axes[1]));
}

export function statusModel(session: Session): StatusModel {
  const { scene, store, hover } = session;
  const { loaded, wanted } = countChunks(session);
  const dimension = session.focusedDimension;
  return {
    ...(hover && { world: worldTexts(session, screenToWorld(scene.camera, hover)) }),
    readout: hover ? readout(session, hover) : [],
    loaded,
    wanted,
    failed: store.failures().length,
    hint: dimension ? `Shift-wheel steps ${dimension.axis}` : 'Drag pans, wheel zooms',
  };
}

function countChunks({ scene }: Session): { loaded: number; wanted: number } {
  let loaded = 0;
  let wanted = 0;
  for (const { look, frame } of scene.layers) {
    if (!look.visible) continue;
    loaded += frame.loaded;
    wanted += (frame.plan?.want.length ?? 0) - frame.failed;
  }
  return { loaded, wanted };
}

export function centerModel(session: Session): WorldTextModel[] {
  return session.scene.layers.length > 0 ? worldTexts(session, session.scene.camera.center) : [];
}

function worldTexts({ scene }: Session, [x, y]: readonly [number, number]): WorldTextModel[] {
  const { camera, axes, units } = scene;
  const text = (axis: string, value: number) => {
    const unit = units.get(axis);
    return {
      axis,
      text: formatNumber(value, decimalsFor(1 / camera.zoom)),
      ...(unit && { unit: unitSymbol(unit) }),
    };
  };
  return [text(axes[1], x), text(axes[0], y)];
}

function readout(session: Session, [x, y]: readonly [number, number]): ReadoutModel[] {
  const { scene } = session;
  return session.valueAt(x, y).map(({ layer: id, level, index, value }) => {
    const layer = scene.layers.find((candidate) => candidate.id === id);
    const channelAxis = layer?.source.dataset.channelAxis;
    const channel = layer?.channels[channelAxis === undefined ? 0 : (index[channelAxis] ?? 0)];
    return {
      layer: layer?.name ?? id,
      ...(channelAxis !== undefined && channel && { channel: channel.name }),
      color: namedColor(channel?.colormap ?? 'gray'),
      level,
      index,
      value,
    };
  });
}

/** What the overlay shows of the frame that was drawn last. */
export function overlayMarks({ scene, engine }: Session, showOutlines: boolean): OverlayMarks {
  const { renderer } = engine;
  const visible = scene.layers.filter(({ look }) => look.visible);
  return {
    outlines:
      showOutlines && renderer
        ? visible.flatMap(({ id }) =>
            renderer.quads(id).map(({ world, key }) => ({ world, level: key.level })),
          )
        : [],
    failed: renderer ? visible.flatMap(({ id }) => renderer.failedRects(id)) : [],
    omitted: visible.flatMap(({ frame }) => frame.plan?.omitted ?? []),
  };
}
