import type { Rect } from '../../../core';
import type { Session } from '../../session/session';
import { unionRect } from '../../scene/scene-extent';
import { screenToWorld, type WorldBox } from '../../../view';
import { flatScene, solidScene, visibleLayers, type ChunkNotes } from '../cells/scene-cells';
import { brickWires } from './brick-wires';
import { columnOf, frustumOf } from './frustum';
import type { SecondFraming } from './second-camera-model';
import { levelSheets, sheetGap, sheetHeight, tileWires } from './tile-wires';
import type { Wires } from './wires';

/** What there is to see of the plan from outside; `undefined` while nothing is open. */
export function sceneWires(session: Session, notes: ChunkNotes, framing: SecondFraming): Wires | undefined {
  return session.scene.mode === '3d' ? spaceWires(session, notes) : flatWires(session, notes, framing);
}

function spaceWires(session: Session, notes: ChunkNotes): Wires | undefined {
  const { scene } = session;
  const bounds = scene.bounds();
  if (!bounds) return undefined;
  const { width, height } = scene.arrangement.viewport(scene);
  const frustum = frustumOf({ ...scene.camera3D, width, height }, bounds);
  const boxes = visibleLayers(session).flatMap((layer) => {
    const solid = solidScene(session, layer, notes);
    return solid ? brickWires(solid) : [];
  });
  const axes = [...scene.displayed].reverse();
  return {
    kind: 'brick',
    boxes,
    bounds,
    view: boxAround(scene.camera3D, { width, height }),
    frustum,
    sheets: [],
    axes,
  };
}

/** What the main camera has before it at its centre: as deep as it is wide. */
function boxAround(
  { center, zoom }: Pick<Session['scene']['camera3D'], 'center' | 'zoom'>,
  { width, height }: { readonly width: number; readonly height: number },
): WorldBox {
  const half = Math.min(width, height) / 2 / zoom;
  const [x, y, z] = center;
  return { low: [x - half, y - half, z - half], high: [x + half, y + half, z + half] };
}

function flatWires(session: Session, notes: ChunkNotes, framing: SecondFraming): Wires | undefined {
  const { scene } = session;
  const extent = scene.extent();
  if (!extent) return undefined;
  const { width, height } = scene.arrangement.viewport(scene);
  const camera = { ...scene.camera, width, height };
  const seen = seenRect(camera);
  const layers = visibleLayers(session);
  const levels = Math.max(1, ...layers.map((layer) => scene.datasetOf(layer).levels.length));
  const gap = sheetGap(framing === 'all' ? extent : seen, levels);
  const top = sheetHeight(levels - 1, gap);
  const boxes = layers.flatMap((layer) => {
    const flat = flatScene(session, layer, notes);
    return flat ? tileWires(flat, gap) : [];
  });
  return {
    ...{ kind: 'tile', boxes, bounds: stack(extent, top), view: stack(seen, top) },
    frustum: columnOf(camera, [top, 0]),
    sheets: levelSheets(extent, levels, gap),
    axes: [...scene.axes].reverse(),
  };
}

/** The bounds of what a 2D camera sees. */
function seenRect(camera: Parameters<typeof screenToWorld>[0]): Rect {
  const { width, height } = camera;
  const corners = (
    [
      [0, 0],
      [width, 0],
      [width, height],
      [0, height],
    ] as const
  ).map((corner) => screenToWorld(camera, corner));
  const rects = corners.map(([x, y]) => ({ x0: x, y0: y, x1: x, y1: y }));
  const rect = unionRect(rects);
  if (!rect) throw new Error('A viewport without corners.');
  return rect;
}

function stack({ x0, y0, x1, y1 }: Rect, top: number): WorldBox {
  return { low: [x0, y0, top], high: [x1, y1, 0] };
}
