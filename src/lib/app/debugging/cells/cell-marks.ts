import type { CellMarks } from '../../frame/overlay/overlay';
import type { Session } from '../../session/session';
import { drawFlatCells } from './draw-flat';
import { drawSolidCells } from './draw-solid';
import { flatCells } from './flat-cells';
import { flatScene, noFlags, solidScene, visibleLayers, type ChunkFlags } from './scene-cells';
import { solidCells } from './solid-cells';

/** The cells of all that is on the screen, as marks to draw over the picture. */
export function cellMarks(session: Session, flags: ChunkFlags = noFlags): CellMarks {
  const { scene } = session;
  const layers = visibleLayers(session);
  if (scene.mode === '2d') {
    const cells = layers.flatMap((layer) => {
      const flat = flatScene(session, layer, flags);
      return flat ? flatCells(flat) : [];
    });
    return { draw: (context, { camera, style }) => drawFlatCells(context, cells, { camera, style }) };
  }
  const cells = layers.flatMap((layer) => {
    const solid = solidScene(session, layer, flags);
    return solid ? solidCells(solid) : [];
  });
  const panes = scene.panes();
  const camera = scene.camera3D;
  const paneOf = (layer: string) => panes.get(layer);
  return { draw: (context, { style }) => drawSolidCells(context, cells, { camera, style, paneOf }) };
}
