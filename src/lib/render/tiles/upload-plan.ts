import { type Rect, voxelEdge } from '../../core';
import { type TileKey, type TilePlan } from '../../view';
import type { ChunkLookup, LayerFrame } from '../layer-frame';
import type { Protection } from './tile-slots';
import type { TileStore } from './tile-store';

/** What one call may take; one tile may go beyond it. */
export interface UploadBudget {
  readonly maxBytes?: number;
  readonly maxMs?: number;
}

export interface UploadResult {
  readonly uploadedTiles: number;
  readonly bytes: number;
  /** Tiles whose data is here and that wait for the next call. */
  readonly pending: number;
}

/** rendering.md 2.9: some 30 tiles a frame even in software, and no frame is missed for them. */
const DEFAULT_MAX_BYTES = 4 * 2 ** 20;
const DEFAULT_MAX_MS = 3;

export interface UploadOptions {
  readonly store: TileStore;
  readonly chunks: ChunkLookup;
  readonly clock: () => number;
  readonly fades: boolean;
  readonly limit: Protection;
}

/** Makes the planned tiles of visible layers resident, most urgent first, layers taking turns, within a budget. */
export function uploadTiles(
  layers: readonly LayerFrame[],
  { maxBytes = DEFAULT_MAX_BYTES, maxMs = DEFAULT_MAX_MS }: UploadBudget,
  { store, chunks, clock, fades, limit }: UploadOptions,
): UploadResult & { readonly failed: ReadonlyMap<string, readonly Rect[]> } {
  const failed = new Map<string, Rect[]>(layers.map(({ id }) => [id, []]));
  const start = clock();
  const now = fades ? start : -Infinity;
  let [uploadedTiles, bytes, pending] = [0, 0, 0];
  for (const { layer, key } of takeTurns(layers)) {
    const hasRoom = bytes < maxBytes && clock() - start < maxMs;
    const filled = store.fill(layer.dataset, key, { chunks, now, limit: hasRoom ? limit : 'none' });
    bytes += filled.bytes;
    if (filled.bytes > 0) uploadedTiles++;
    if (filled.isStarved && (!hasRoom || limit !== 'planned')) pending++;
    failed.get(layer.id)?.push(...filled.failed.map((rect) => toWorld(layer, key, rect)));
  }
  return { uploadedTiles, bytes, pending, failed };
}

/** Protects what the plans want for this round, and keeps the coarsest tiles of each longest. */
export function protectPlans(layers: readonly LayerFrame[], store: TileStore): void {
  for (const { dataset, plan } of layers) {
    const coarsest = coarsestLevel(plan);
    for (const key of plan.tiles) {
      if (key.level === coarsest) store.protect(dataset.dtype, key, 'pinned');
      store.protect(dataset.dtype, key, 'planned');
    }
  }
}

function coarsestLevel({ tiles }: TilePlan): number {
  return tiles.reduce((coarsest, { level }) => Math.max(coarsest, level), 0);
}

function* takeTurns(layers: readonly LayerFrame[]): Generator<{ layer: LayerFrame; key: TileKey }> {
  const longest = layers.reduce((length, { plan }) => Math.max(length, plan.tiles.length), 0);
  for (let i = 0; i < longest; i++) {
    for (const layer of layers) {
      const key = layer.plan.tiles[i];
      if (key) yield { layer, key };
    }
  }
}

function toWorld({ dataset }: LayerFrame, { level, horizontal, vertical }: TileKey, rect: Rect): Rect {
  const edge = (axis: number, index: number): number =>
    voxelEdge(index, {
      scale: dataset.levels[level]?.scale[axis] ?? 1,
      translation: dataset.levels[level]?.translation[axis] ?? 0,
    });
  return {
    x0: edge(horizontal, rect.x0),
    y0: edge(vertical, rect.y0),
    x1: edge(horizontal, rect.x1),
    y1: edge(vertical, rect.y1),
  };
}
