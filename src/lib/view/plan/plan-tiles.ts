import { intersectRects, isEmptyRect, type ChunkKey, type Rect } from '../../core';
import { isInViewport, screenToWorld, worldToScreen } from '../camera-2d';
import type { LevelEntry } from './choose-level-set';
import { fitLimits } from './fit-limits';
import { decodedChunkBytes, sliceIndex, voxelsToWorld } from '../tiles/level-plane';
import { planContext, type LevelShare, type PlanContext } from './plan-context';
import { TILE_SIZE, type TileKey } from '../tiles/tile-key';
import { limitReason } from './limit-reason';
import { priorityOf } from './priority';
import type { ChunkWant, TilePlan, TilePlanner } from './tile-plan';

interface Cell {
  readonly x: number;
  readonly y: number;
  /** Squared distance in device pixels from the focus to the middle of the cell's planned part. */
  readonly distance: number;
}

interface Grid {
  readonly cells: Rect;
  readonly width: number;
  readonly height: number;
}

/** Returns the cells of a grid over a share, nearest the focus first, without those that a turned view misses. */
function cellsByDistance(
  { camera, limits }: PlanContext,
  { plane, voxels, isWhole }: LevelShare,
  { cells, width, height }: Grid,
): Cell[] {
  const focus = limits.focus ?? [camera.width / 2, camera.height / 2];
  const found: Cell[] = [];
  for (let y = cells.y0; y < cells.y1; y++)
    for (let x = cells.x0; x < cells.x1; x++) {
      const cell = { x0: x * width, y0: y * height, x1: (x + 1) * width, y1: (y + 1) * height };
      const world = voxelsToWorld(plane, intersectRects(cell, voxels));
      if (camera.turn !== 0 && !isWhole && !isInViewport(camera, world)) continue;
      const [px, py] = worldToScreen(camera, [(world.x0 + world.x1) / 2, (world.y0 + world.y1) / 2]);
      const distance = ((px - focus[0]) ** 2 + (py - focus[1]) ** 2) * camera.pixelRatio ** 2;
      found.push({ x, y, distance });
    }
  return found.sort((a, b) => a.distance - b.distance);
}

/** Voxel indices of every channel shown at a level, without those that have nothing there. */
function slicesOf({ dataset, slice }: PlanContext, share: LevelShare): number[][] {
  return slice.channels
    .map((channel) => sliceIndex(dataset, slice, share.plane, channel))
    .filter((index) => index !== undefined);
}

function tilesOf(context: PlanContext, share: LevelShare): TileKey[] {
  const { horizontal, vertical } = context.slice;
  const slices = slicesOf(context, share);
  if (slices.length === 0) return [];
  const grid = { cells: share.tiles, width: TILE_SIZE, height: TILE_SIZE };
  return cellsByDistance(context, share, grid).flatMap(({ x, y }) =>
    slices.map((slice) => ({
      dataset: context.dataset.id,
      level: share.plane.level,
      horizontal,
      vertical,
      slice,
      column: x,
      row: y,
    })),
  );
}

/** Returns the chunks of a level, all channels of a place together and each chunk once. */
function wantsOf(context: PlanContext, { share, tier, band }: LevelEntry): ChunkWant[] {
  const { dataset, slice } = context;
  const { array, level, chunkWidth, chunkHeight } = share.plane;
  const prefixes = new Map<string, number[]>();
  for (const voxels of slicesOf(context, share)) {
    const index = array.chunks.map((size, axis) => Math.floor((voxels[axis] ?? 0) / size));
    prefixes.set(index.join(), index);
  }
  if (prefixes.size === 0) return [];
  const decodedBytes = decodedChunkBytes(dataset, array);
  const workBytes = dataset.levels[level]?.madeFrom?.workBytes;
  const grid = { cells: share.chunks, width: chunkWidth, height: chunkHeight };
  return cellsByDistance(context, share, grid).flatMap(({ x, y, distance }) =>
    [...prefixes.values()].map((prefix) => {
      const index = prefix.map((at, axis) =>
        axis === slice.horizontal ? x : axis === slice.vertical ? y : at,
      );
      const key: ChunkKey = { dataset: dataset.id, level, index };
      const priority = priorityOf(tier, band, distance);
      return { key, priority, decodedBytes, ...(workBytes !== undefined && { workBytes }) };
    }),
  );
}

/** Returns the most urgent wants that fit; at least one, so that whoever loads can tell that it is too large. */
function withinBytes(wants: readonly ChunkWant[], maxBytes: number): readonly ChunkWant[] {
  let bytes = 0;
  const end = wants.findIndex(({ decodedBytes }) => (bytes += decodedBytes) > maxBytes);
  return end < 0 ? wants : wants.slice(0, Math.max(1, end));
}

/** Plans the tiles and chunks that a layer needs. Work grows with what is on the screen, never with the dataset. */
export const planTiles: TilePlanner = (request, limits, previous): TilePlan => {
  const context = planContext(request, limits);
  const { camera, slice, view, voxelPx } = context;
  const focus = screenToWorld(camera, limits.focus ?? [camera.width / 2, camera.height / 2]);
  const fitted = fitLimits(context, focus, previous);
  const isNothing = isEmptyRect(view) || slice.channels.length === 0;
  const entries = isNothing ? [] : fitted.entries;
  const tiles = entries.flatMap(({ share }) => tilesOf(context, share));
  const wants = entries.flatMap((entry) => wantsOf(context, entry));
  const want = withinBytes(wants, limits.maxChunkBytes);
  const isCut = want.length < wants.length || tiles.length > limits.maxTiles;
  const limitedBy = limitReason({
    level: fitted.target,
    ideal: fitted.ideal,
    isLocked: limits.level !== 'auto',
    isCut: isCut || fitted.omitted.length > 0,
    isReadTooMuch: fitted.isReadTooMuch,
    finestPx: voxelPx[0] ?? 0,
  });
  return {
    level: fitted.target,
    bias: fitted.bias,
    voxelPx: voxelPx[fitted.target] ?? 0,
    ...(limitedBy === undefined || isNothing ? {} : { limitedBy }),
    tiles: tiles.slice(0, limits.maxTiles),
    want,
    open: isNothing ? [] : fitted.open,
    view,
    omitted: isNothing ? [] : fitted.omitted,
    ...(limits.level === 'auto' ? {} : { finestLevel: fitted.target }),
  };
};
