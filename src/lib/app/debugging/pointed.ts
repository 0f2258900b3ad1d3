import { chunkKeyString, type ChunkKey } from '../../core';
import { isInPane, type Vec3 } from '../../view';
import { planOf, type Layer } from '../scene/layers/layer';
import { worldUnder } from '../session/read-point';
import type { Session } from '../session/session';
import type { CellState } from './cells/cell';
import { brickAt, tilesAt, type PointedCell } from './cells/cell-under';
import { flatScene, solidScene, visibleLayers, type ChunkNotes } from './cells/scene-cells';
import { flatCellState } from './cells/flat-cells';
import type { PointedModel } from './debugging-model';

/** What the pointer is on, of the topmost layer that has something there; `undefined` when it is on nothing. */
export function pointedModel(session: Session, notes: ChunkNotes): PointedModel | undefined {
  const { hover, scene } = session;
  const world = hover && worldUnder(session, hover);
  if (!world) return undefined;
  for (const layer of visibleLayers(session).toReversed()) {
    const pane = scene.panes().get(layer.id);
    if (pane && !isInPane(pane, hover)) continue;
    const model =
      scene.mode === '2d'
        ? pointedTile(session, layer, { world, notes })
        : pointedBrick(session, layer, { world, notes });
    if (model) return model;
  }
  return undefined;
}

interface Place {
  readonly world: readonly number[];
  readonly notes: ChunkNotes;
}

function pointedTile(session: Session, layer: Layer, { world, notes }: Place): PointedModel | undefined {
  const flat = flatScene(session, layer, notes);
  if (!flat) return undefined;
  const { shown, wanted } = tilesAt(flat, world);
  const isDone = shown !== undefined && (!wanted || shown.level === wanted.level);
  const told = isDone ? shown : (wanted ?? shown);
  if (!told) return undefined;
  const state = flatCellState(flat, told.chunk, isDone);
  const standIn = isDone ? undefined : shown?.level;
  return describe(session, layer, { told, notes, state, kind: 'tile', standIn });
}

function pointedBrick(session: Session, layer: Layer, { world, notes }: Place): PointedModel | undefined {
  const solid = solidScene(session, layer, notes);
  const told = solid && brickAt(solid, world as Vec3);
  return told && describe(session, layer, { told, notes, state: told.state, kind: 'brick' });
}

interface Told {
  readonly told: PointedCell;
  readonly notes: ChunkNotes;
  readonly state: CellState;
  readonly kind: PointedModel['kind'];
  readonly standIn?: number | undefined;
}

function describe(session: Session, layer: Layer, { told, notes, state, kind, standIn }: Told): PointedModel {
  const { store } = session;
  const want = planOf(layer.frame)?.want ?? [];
  const id = chunkKeyString(told.chunk);
  const at = want.findIndex(({ key }) => key.level === told.level && chunkKeyString(key) === id);
  const error = state === 'failed' ? store.errorOf(told.chunk)?.message : undefined;
  const flag = notes.flags.get(id)?.text;
  const came = cameBy(notes, told.chunk);
  return {
    ...{ layerName: layer.name, kind, level: told.level, cell: told.cell, chunk: told.chunk.index, state },
    ...(at >= 0 && { rank: at + 1 }),
    wanted: want.length,
    bytes: store.get(told.chunk)?.data.byteLength ?? want[at]?.decodedBytes ?? 0,
    ...(standIn !== undefined && { standIn }),
    ...(error !== undefined && { error }),
    ...(flag !== undefined && { flag }),
    ...(came && { came }),
  };
}

/** How a chunk came, as far as that was recorded. */
function cameBy({ arrivals }: ChunkNotes, chunk: ChunkKey): PointedModel['came'] {
  const entry = arrivals.lastArrival(chunk);
  if (entry?.way === undefined || entry.endedMs === undefined) return undefined;
  const { way, wantedMs, startedMs, endedMs, encodedBytes } = entry;
  return { way, waitedMs: startedMs - wantedMs, loadedMs: endedMs - startedMs, encodedBytes };
}
