import { decimalsFor, formatNumber, scaleBar, unitSymbol } from '../../view';
import { namedColor } from '../scene/layers/channel-colors';
import { whyBlank } from '../scene/layers/why-blank';
import { isOfflineMiss } from '../session/offline-miss';
import type { OverlayMarks } from '../frame/overlay/overlay';
import { spaceMarks } from '../frame/overlay/space-marks';
import { worldUnder } from '../session/read-point';
import { planOf } from '../scene/layers/layer';
import type {
  DimensionModel,
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
    return {
      ...layer.model(scene.units, scene.mode),
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
  const { zoom } = scene.mode === '3d' ? scene.space.pose : scene.camera;
  return scaleBar(zoom, scene.units.get(scene.axes[1]));
}

export function statusModel(session: Session): StatusModel {
  const { scene, store, hover } = session;
  const { loaded, wanted } = countChunks(session);
  const dimension = session.focusedDimension;
  const world = hover && worldUnder(session, hover);
  return {
    ...(world && { world: worldTexts(session, world) }),
    readout: hover ? readout(session, hover) : [],
    loaded,
    wanted,
    failed: store.failures().filter(({ error }) => !isOfflineMiss(error)).length,
    hint: hintOf(scene.mode, dimension?.axis),
  };
}

function hintOf(mode: '2d' | '3d', axis: string | undefined): string {
  if (axis !== undefined) return `Shift-wheel steps ${axis}`;
  return mode === '3d' ? 'Drag turns, Shift-drag pans, wheel zooms' : 'Drag pans, wheel zooms';
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

export function centerModel(session: Session): WorldTextModel[] {
  const { layers, mode, space, camera } = session.scene;
  return layers.length > 0 ? worldTexts(session, mode === '3d' ? space.pose.center : camera.center) : [];
}

/** `world` on x, y and, in 3D, z. */
function worldTexts({ scene }: Session, world: readonly number[]): WorldTextModel[] {
  const zoom = scene.mode === '3d' ? scene.space.pose.zoom : scene.camera.zoom;
  return scene.displayed.toReversed().map((axis, at) => {
    const unit = scene.units.get(axis);
    return {
      axis,
      text: formatNumber(world[at] ?? 0, decimalsFor(1 / zoom)),
      ...(unit && { unit: unitSymbol(unit) }),
    };
  });
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
export function overlayMarks(
  { scene, engine }: Session,
  { showOutlines, measures }: { readonly showOutlines: boolean; readonly measures: OverlayMarks['measures'] },
): OverlayMarks {
  const { renderer } = engine;
  const visible = scene.layers.filter(({ look }) => look.visible);
  const bricks = renderer && showOutlines ? visible.flatMap(({ id }) => renderer.drawnBricks(id)) : [];
  const space = spaceMarks(scene, bricks);
  return {
    ...(space && { space }),
    measures,
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
