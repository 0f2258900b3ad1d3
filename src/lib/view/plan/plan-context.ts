import {
  chunkCount,
  intersectRects,
  progressiveTuning,
  type Dataset,
  type Rect,
  type Tuning,
} from '../../core';
import { visibleWorldRect, type Camera2D } from '../camera-2d';
import { voxelPxOf } from './choose-level';
import {
  areaOf,
  cellsIn,
  decodedChunkBytes,
  levelPlane,
  voxelsIn,
  worldExtentRect,
  type LevelPlane,
} from '../tiles/level-plane';
import { TILE_SIZE, type SliceView } from '../tiles/tile-key';
import type { PlanLimits } from './tile-plan';

/** What the steps of a plan share. */
export interface PlanContext {
  readonly dataset: Dataset;
  readonly slice: SliceView;
  readonly camera: Camera2D;
  readonly limits: PlanLimits;
  readonly tuning: Tuning;
  /** What the viewport shows of level 0's extent. */
  readonly view: Rect;
  /** Size of a voxel in device pixels, by level. */
  readonly voxelPx: readonly number[];
}

export function planContext(
  request: { readonly dataset: Dataset; readonly slice: SliceView; readonly camera: Camera2D },
  limits: PlanLimits,
): PlanContext {
  const { dataset, slice, camera } = request;
  const view = intersectRects(visibleWorldRect(camera), worldExtentRect(dataset, slice));
  const voxelPx = dataset.levels.map((_, level) => voxelPxOf(dataset, slice, camera, level));
  const { tuning = progressiveTuning } = limits;
  return { dataset, slice, camera, limits, tuning, view, voxelPx };
}

/** The part of one level that a plan takes. */
export interface LevelShare {
  readonly plane: LevelPlane;
  /** Whole voxels, half open. */
  readonly voxels: Rect;
  /** Tiles that meet `voxels`, in tiles. */
  readonly tiles: Rect;
  /** Chunks that meet `voxels`, in chunk units. */
  readonly chunks: Rect;
  /** Everything of the level, also outside the view. */
  readonly isWhole: boolean;
}

/** From this size of a voxel on, linear interpolation at the edge of the view shows the voxel next to it. */
const MAGNIFIED_PX = 2;

export function shareOf(plane: LevelPlane, voxels: Rect, isWhole = false): LevelShare {
  const tiles = cellsIn(voxels, TILE_SIZE, TILE_SIZE);
  const chunks = cellsIn(voxels, plane.chunkWidth, plane.chunkHeight);
  return { plane, voxels, tiles, chunks, isWhole };
}

/** Returns what meets the view. */
export function visibleShare({ dataset, slice, view, voxelPx }: PlanContext, level: number): LevelShare {
  const plane = levelPlane(dataset, slice, level);
  const margin = (voxelPx[level] ?? 0) > MAGNIFIED_PX ? 0.5 : 0;
  return shareOf(plane, voxelsIn(plane, view, margin));
}

/** Number of tiles that cover all of a level. */
export function tileTotal({ width, height }: LevelPlane): number {
  return chunkCount(width, TILE_SIZE) * chunkCount(height, TILE_SIZE);
}

/** What shares cost, all channels together. */
export interface Cost {
  readonly tiles: number;
  /** Chunks that are read, and their bytes: more than are held where each one held is made from several. */
  readonly chunks: number;
  readonly readBytes: number;
  /** Of the chunks that are held. */
  readonly bytes: number;
}

/** Number of chunks along the channel axis that hold the channels shown. */
function channelChunks({ dataset, slice }: PlanContext, { array }: LevelPlane): number {
  if (dataset.channelAxis === undefined) return 1;
  const size = array.chunks[dataset.channelAxis] ?? 1;
  return new Set(slice.channels.map((channel) => Math.floor(channel / size))).size;
}

/** Returns what a share costs when it has `tiles` tiles and `chunks` chunks per channel. */
export function costOf(context: PlanContext, plane: LevelPlane, tiles: number, chunks: number): Cost {
  const count = chunks * channelChunks(context, plane);
  const ownBytes = decodedChunkBytes(context.dataset, plane.array);
  const made = context.dataset.levels[plane.level]?.madeFrom;
  return {
    tiles: tiles * context.slice.channels.length,
    chunks: count * (made?.chunks ?? 1),
    readBytes: count * (made ? made.chunks * made.chunkBytes : ownBytes),
    bytes: count * ownBytes,
  };
}

export function exactCost(context: PlanContext, { plane, tiles, chunks }: LevelShare): Cost {
  return costOf(context, plane, areaOf(tiles), areaOf(chunks));
}

/** Returns what is pinned: the whole level when it is small, so that no pan or zoom ever shows nothing, else what meets the view. */
export function pinnedShare(context: PlanContext, level: number): LevelShare {
  const plane = levelPlane(context.dataset, context.slice, level);
  const whole = shareOf(plane, { x0: 0, y0: 0, x1: plane.width, y1: plane.height }, true);
  const { tiles, bytes } = exactCost(context, whole);
  const { maxTiles, maxChunkBytes } = context.limits;
  const { pinnedPart, pinnedChunks } = context.tuning;
  const isSmall = tiles <= maxTiles * pinnedPart && bytes <= maxChunkBytes * pinnedPart;
  return isSmall && areaOf(whole.chunks) <= pinnedChunks ? whole : visibleShare(context, level);
}

/** Cells of size `cell` that a span of `length` voxels meets at worst, however it lies. */
function cellsAtWorst(length: number, cell: number, size: number): number {
  return Math.min(chunkCount(size, cell), Math.ceil(length / cell) + 1);
}

/** Returns what a share would cost where it lies worst on the grids: a pan cannot make it dearer. */
export function worstCost(context: PlanContext, { plane, voxels, isWhole, ...share }: LevelShare): Cost {
  if (isWhole) return exactCost(context, { plane, voxels, isWhole, ...share });
  const across = voxels.x1 - voxels.x0;
  const down = voxels.y1 - voxels.y0;
  const { width, height, chunkWidth, chunkHeight } = plane;
  const tiles = cellsAtWorst(across, TILE_SIZE, width) * cellsAtWorst(down, TILE_SIZE, height);
  const chunks = cellsAtWorst(across, chunkWidth, width) * cellsAtWorst(down, chunkHeight, height);
  return costOf(context, plane, tiles, chunks);
}
