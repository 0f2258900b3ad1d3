import type { ChunkState } from '../../../chunks';
import { rectsOverlap, type ChunkKey, type LevelArray } from '../../../core';
import {
  brickPieces,
  makeTileGrid,
  pieceChunk,
  pieceCount,
  pieceRect,
  type BrickKey,
  type TileKey,
} from '../../../view';

/** How the chunks stand that something is made of: `here` once all of them are. */
export type Standing = 'here' | 'empty' | 'loading' | 'failed' | 'offline';

/** Knows how chunks stand. */
export interface ChunkStandings {
  stateOf(key: ChunkKey): ChunkState;
  /** Whether a chunk failed only since its server is out of reach. */
  isOffline(key: ChunkKey): boolean;
}

/** How the chunks stand that a tile is cut from; its gutter does not count. */
export function tileStanding(key: TileKey, array: LevelArray, chunks: ChunkStandings): Standing {
  return standingOf(tileChunks(key, array), chunks);
}

/** Chunks that a tile is cut from, those left out that only its gutter needs. */
export function tileChunks(key: TileKey, array: LevelArray): ChunkKey[] {
  const grid = makeTileGrid(array, key);
  const keys: ChunkKey[] = [];
  for (let piece = 0; piece < pieceCount(grid); piece++)
    if (rectsOverlap(pieceRect(grid, piece), grid.interior))
      keys.push({ dataset: key.dataset, level: key.level, index: pieceChunk(grid, piece) });
  return keys;
}

/** How one chunk stands. */
export function chunkStanding(key: ChunkKey, chunks: ChunkStandings): Standing {
  return standingOf([key], chunks);
}

/** How the chunks stand that fill a brick; its border does not count. */
export function brickStanding(key: BrickKey, array: LevelArray, chunks: ChunkStandings): Standing {
  return standingOf(brickChunks(key, array), chunks);
}

/** Chunks that fill a brick, those left out that only its border needs. */
export function brickChunks(key: BrickKey, array: LevelArray): ChunkKey[] {
  return brickPieces(array, key).flatMap(({ chunk, isPayload }) =>
    isPayload ? { dataset: key.dataset, level: key.level, index: chunk } : [],
  );
}

/** What failed comes before what is on its way: that will not mend by waiting. */
function standingOf(keys: readonly ChunkKey[], chunks: ChunkStandings): Standing {
  let isEmpty = keys.length > 0;
  let isWaiting = false;
  let failure: Standing | undefined;
  for (const key of keys) {
    const state = chunks.stateOf(key);
    isEmpty &&= state === 'empty';
    isWaiting ||= state === 'idle' || state === 'queued' || state === 'loading';
    if (state === 'failed') failure = chunks.isOffline(key) ? (failure ?? 'offline') : 'failed';
  }
  if (failure) return failure;
  if (isWaiting) return 'loading';
  return isEmpty ? 'empty' : 'here';
}
