import { chunkKeyString, type ChunkKey } from '../../../core';
import type { BrickKey, TileKey } from '../../../view';
import type { Layer } from '../../scene/layers/layer';
import { isOfflineMiss } from '../../session/offline-miss';
import type { Session } from '../../session/session';
import { arrivalOf, type ChunkArrivals } from './arrival';
import type { CellFlag } from './cell';
import type { FlatScene } from './flat-cells';
import type { SolidScene } from './solid-cells';
import { brickChunks, tileChunks, type ChunkStandings } from './standing';

/** What the self-check found of chunks, by {@link chunkKeyString}. */
export type ChunkFlags = ReadonlyMap<string, CellFlag>;

export const noFlags: ChunkFlags = new Map();

/** What is known of chunks besides how they stand. */
export interface ChunkNotes {
  readonly flags: ChunkFlags;
  readonly arrivals: ChunkArrivals;
}

export const noNotes: ChunkNotes = {
  flags: noFlags,
  arrivals: { version: 0, lastArrival: () => undefined },
};

/** How the chunks of a session stand. */
export function standingsOf({ store }: Pick<Session, 'store'>): ChunkStandings {
  return {
    stateOf: (key) => store.stateOf(key),
    isOffline: (key) => isOfflineMiss(store.errorOf(key)),
  };
}

/** Layers that are switched on, bottom layer first. */
export function visibleLayers({ scene }: Pick<Session, 'scene'>): Layer[] {
  return scene.layers.filter(({ look }) => look.visible);
}

/** Which layers are outlined: all of them, or those that were asked to be. */
export type Outlined = 'all' | 'some';

/** Of the layers that are switched on, those that are outlined, bottom layer first. */
export function outlinedLayers(session: Pick<Session, 'scene'>, outlined: Outlined): Layer[] {
  return visibleLayers(session).filter(({ look }) => outlined === 'all' || look.outlines);
}

/** What is on the screen of a layer in 2D; `undefined` while nothing is planned, and in 3D. */
export function flatScene(session: Session, layer: Layer, notes: ChunkNotes): FlatScene | undefined {
  const { scene, engine } = session;
  const { plan, wanted, shown } = layer.frame;
  const slice = wanted ?? shown;
  if (!engine.renderer || !plan || !slice) return undefined;
  const dataset = scene.datasetOf(layer);
  const chunksOf = (key: TileKey) => {
    const array = dataset.levels[key.level]?.array;
    return array ? tileChunks(key, array) : [];
  };
  return {
    ...{ layer: layer.id, dataset, slice, plan },
    ...notesOf(notes, chunksOf),
    quads: engine.renderer.quads(layer.id),
    chunks: standingsOf(session),
    pane: scene.panes().get(layer.id),
  };
}

/** What is on the screen of a layer in 3D; `undefined` while nothing is planned, and in 2D. */
export function solidScene(session: Session, layer: Layer, notes: ChunkNotes): SolidScene | undefined {
  const { scene, engine } = session;
  const { bricks, volume } = layer.frame;
  if (!engine.renderer || !bricks || !volume) return undefined;
  const dataset = scene.datasetOf(layer);
  const chunksOf = (key: BrickKey) => {
    const array = dataset.levels[key.level]?.array;
    return array ? brickChunks(key, array) : [];
  };
  return {
    ...{ layer: layer.id, dataset, view: volume, plan: bricks },
    ...notesOf(notes, chunksOf),
    drawn: engine.renderer.drawnBricks(layer.id),
    chunks: standingsOf(session),
  };
}

/** What is known of tiles or bricks, by the chunks that they are made of. */
function notesOf<Key>({ flags, arrivals }: ChunkNotes, chunksOf: (key: Key) => readonly ChunkKey[]) {
  return {
    flagOf: (key: Key) => (flags.size > 0 ? firstFlag(flags, chunksOf(key)) : undefined),
    arrivalOf: (key: Key) => arrivalOf(chunksOf(key), arrivals),
  };
}

function firstFlag(flags: ChunkFlags, keys: readonly ChunkKey[]): CellFlag | undefined {
  for (const key of keys) {
    const flag = flags.get(chunkKeyString(key));
    if (flag) return flag;
  }
  return undefined;
}
