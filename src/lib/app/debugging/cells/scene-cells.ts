import { chunkKeyString, type ChunkKey } from '../../../core';
import type { BrickKey, TileKey } from '../../../view';
import type { Layer } from '../../scene/layers/layer';
import { isOfflineMiss } from '../../session/offline-miss';
import type { Session } from '../../session/session';
import type { CellFlag } from './cell';
import type { FlatScene } from './flat-cells';
import type { SolidScene } from './solid-cells';
import { brickChunks, tileChunks, type ChunkStandings } from './standing';

/** What the self-check found of chunks, by {@link chunkKeyString}. */
export type ChunkFlags = ReadonlyMap<string, CellFlag>;

export const noFlags: ChunkFlags = new Map();

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

/** What is on the screen of a layer in 2D; `undefined` while nothing is planned, and in 3D. */
export function flatScene(session: Session, layer: Layer, flags: ChunkFlags): FlatScene | undefined {
  const { scene, engine } = session;
  const { plan, wanted, shown } = layer.frame;
  const slice = wanted ?? shown;
  if (!engine.renderer || !plan || !slice) return undefined;
  const dataset = scene.datasetOf(layer);
  const flagOf = (key: TileKey) => {
    const array = dataset.levels[key.level]?.array;
    return flags.size > 0 && array ? firstFlag(flags, tileChunks(key, array)) : undefined;
  };
  return {
    ...{ layer: layer.id, dataset, slice, plan, flagOf },
    quads: engine.renderer.quads(layer.id),
    chunks: standingsOf(session),
    pane: scene.panes().get(layer.id),
  };
}

/** What is on the screen of a layer in 3D; `undefined` while nothing is planned, and in 2D. */
export function solidScene(session: Session, layer: Layer, flags: ChunkFlags): SolidScene | undefined {
  const { scene, engine } = session;
  const { bricks, volume } = layer.frame;
  if (!engine.renderer || !bricks || !volume) return undefined;
  const dataset = scene.datasetOf(layer);
  const flagOf = (key: BrickKey) => {
    const array = dataset.levels[key.level]?.array;
    return flags.size > 0 && array ? firstFlag(flags, brickChunks(key, array)) : undefined;
  };
  return {
    ...{ layer: layer.id, dataset, view: volume, plan: bricks, flagOf },
    drawn: engine.renderer.drawnBricks(layer.id),
    chunks: standingsOf(session),
  };
}

function firstFlag(flags: ChunkFlags, keys: readonly ChunkKey[]): CellFlag | undefined {
  for (const key of keys) {
    const flag = flags.get(chunkKeyString(key));
    if (flag) return flag;
  }
  return undefined;
}
