import type { CellMarks } from '../../frame/overlay/overlay';
import type { Session } from '../../session/session';
import { arrivalRanks } from '../cells/arrival';
import type { Cell } from '../cells/cell';
import { usualFacts, type CellFact } from '../cells/cell-fact';
import { flatCells } from '../cells/flat-cells';
import {
  flatScene,
  noNotes,
  outlinedLayers,
  solidScene,
  type ChunkNotes,
  type Outlined,
} from '../cells/scene-cells';
import { solidCells } from '../cells/solid-cells';
import { drawFlatCells } from './draw-flat';
import { drawSolidCells } from './draw-solid';

export interface CellMarksOptions {
  /** Nothing when absent. */
  readonly notes?: ChunkNotes;
  /** What labels tell; default: {@link usualFacts}. */
  readonly facts?: readonly CellFact[];
  /** Default: 'all'. */
  readonly outlined?: Outlined;
}

/** The cells of all that is on the screen, and as marks to draw over the picture. */
export function cellMarks(
  session: Session,
  { notes = noNotes, facts = usualFacts, outlined = 'all' }: CellMarksOptions = {},
): CellMarks & { readonly cells: readonly Cell[] } {
  const { scene } = session;
  const layers = outlinedLayers(session, outlined);
  if (scene.mode === '2d') {
    const cells = layers.flatMap((layer) => {
      const flat = flatScene(session, layer, notes);
      return flat ? flatCells(flat) : [];
    });
    const telling = { facts, ranks: arrivalRanks(cells) };
    const draw: CellMarks['draw'] = (context, { camera, style }) =>
      drawFlatCells(context, cells, { camera, style, telling });
    return { cells: cells.filter(({ isNamed }) => isNamed), draw };
  }
  const cells = layers.flatMap((layer) => {
    const solid = solidScene(session, layer, notes);
    return solid ? solidCells(solid) : [];
  });
  const telling = { facts, ranks: arrivalRanks(cells) };
  const panes = scene.panes();
  const camera = scene.camera3D;
  const paneOf = (layer: string) => panes.get(layer);
  return {
    cells,
    draw: (context, { style }) => drawSolidCells(context, cells, { camera, style, paneOf, telling }),
  };
}
