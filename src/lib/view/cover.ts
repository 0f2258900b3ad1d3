import { intersectRects, isEmptyRect, subtractRect, type Dataset, type Rect } from '../core';
import {
  areaOf,
  cellsIn,
  levelPlane,
  sliceIndex,
  voxelsIn,
  voxelsToWorld,
  worldToVoxels,
  type LevelPlane,
} from './tiles/level-plane';
import { TILE_SIZE, type SliceView, type TileKey } from './tiles/tile-key';
import type { TilePlan } from './plan/tile-plan';

/** What of a tile is on the GPU. Rectangles are in voxels of the tile's level, half open, cut to the level's shape. */
export interface TileResidency {
  /** All voxels are there. */
  readonly complete: boolean;
  /** The parts that are there; one, the whole, when complete. */
  readonly parts: readonly Rect[];
}

export type ResidencyLookup = (key: TileKey) => TileResidency | undefined;

/** A rectangle to draw from one tile. */
export interface Quad {
  readonly key: TileKey;
  /** Where it goes, world coordinates. */
  readonly world: Rect;
  /** What it shows: edges in voxels of the level, not rounded; voxel `i` spans from `i` to `i + 1`. */
  readonly voxels: Rect;
}

export interface CoverOptions {
  readonly dataset: Dataset;
  readonly slice: SliceView;
  /** Index on the channel axis, 0 when there is none. */
  readonly channel: number;
  readonly plan: Pick<TilePlan, 'level' | 'view' | 'finestLevel' | 'omitted'>;
  readonly residency: ResidencyLookup;
  /** Levels to draw from, best first; {@link coverOrder} when absent. */
  readonly order?: readonly number[];
}

/** Levels finer than the target that may stand in for it: more would shimmer, and cost too many look-ups. */
const MAX_FINER = 2;
/** Tiles of one level that are looked up; a finer level with more in view is passed over. */
const MAX_LOOKUPS = 4096;

/** Returns the levels to draw from, best first: the target, up to two finer ones, then coarser and coarser. */
export function coverOrder(dataset: Dataset, plan: CoverOptions['plan']): number[] {
  const finest = Math.max(plan.finestLevel ?? 0, plan.level - MAX_FINER);
  const finer = Array.from({ length: Math.max(0, plan.level - finest) }, (_, i) => plan.level - 1 - i);
  const coarser = dataset.levels.map((_, level) => level).slice(plan.level + 1);
  return [plan.level, ...finer, ...coarser];
}

/** Splits rectangles at a frame: what lies inside it, and the rest. */
function splitAt(rects: readonly Rect[], frame: Rect): { inside: Rect[]; outside: Rect[] } {
  const inside: Rect[] = [];
  const outside: Rect[] = [];
  for (const rect of rects) {
    const common = intersectRects(rect, frame);
    if (!isEmptyRect(common)) inside.push(common);
    outside.push(...subtractRect(rect, frame));
  }
  return { inside, outside };
}

/** Returns the voxels that a part of a world rectangle shows; edges that were not cut keep their whole numbers. */
function voxelsShown(plane: LevelPlane, part: Rect, partWorld: Rect, world: Rect): Rect {
  const cut = worldToVoxels(plane, world);
  return {
    x0: world.x0 === partWorld.x0 ? part.x0 : Math.max(part.x0, cut.x0),
    y0: world.y0 === partWorld.y0 ? part.y0 : Math.max(part.y0, cut.y0),
    x1: world.x1 === partWorld.x1 ? part.x1 : Math.min(part.x1, cut.x1),
    y1: world.y1 === partWorld.y1 ? part.y1 : Math.min(part.y1, cut.y1),
  };
}

/** Draws what a tile holds into `missing`, adds to `quads`, and returns what is still missing. */
function coverFromTile(
  plane: LevelPlane,
  key: TileKey,
  { parts, missing, quads }: { parts: readonly Rect[]; missing: readonly Rect[]; quads: Quad[] },
): Rect[] {
  let rest = [...missing];
  for (const part of parts) {
    const partWorld = voxelsToWorld(plane, part);
    const { inside, outside } = splitAt(rest, partWorld);
    for (const world of inside)
      quads.push({ key, world, voxels: voxelsShown(plane, part, partWorld, world) });
    rest = outside;
  }
  return rest;
}

function boundsOf(rects: readonly Rect[]): Rect {
  return rects.reduce((a, b) => ({
    x0: Math.min(a.x0, b.x0),
    y0: Math.min(a.y0, b.y0),
    x1: Math.max(a.x1, b.x1),
    y1: Math.max(a.y1, b.y1),
  }));
}

/** Draws one level into `missing`, adds to `quads`, and returns what is still missing. */
function coverFromLevel(
  { dataset, slice, channel, residency }: CoverOptions,
  level: number,
  { missing, quads }: { missing: readonly Rect[]; quads: Quad[] },
): readonly Rect[] {
  if (missing.length === 0 || !dataset.levels[level]?.array) return missing;
  const plane = levelPlane(dataset, slice, level);
  const index = sliceIndex(dataset, slice, plane, channel);
  const tiles = cellsIn(voxelsIn(plane, boundsOf(missing)), TILE_SIZE, TILE_SIZE);
  if (index === undefined || areaOf(tiles) > MAX_LOOKUPS) return missing;
  const { horizontal, vertical } = slice;
  let rest = missing;
  for (let row = tiles.y0; row < tiles.y1; row++)
    for (let column = tiles.x0; column < tiles.x1; column++) {
      const key = { dataset: dataset.id, level, horizontal, vertical, slice: index, column, row };
      const parts = residency(key)?.parts;
      if (!parts || parts.length === 0) continue;
      const frame = voxelsToWorld(plane, boundsOf(parts));
      const { inside, outside } = splitAt(rest, frame);
      rest = [...outside, ...coverFromTile(plane, key, { parts, missing: inside, quads })];
    }
  return rest;
}

function cover(options: CoverOptions): { quads: Quad[]; missing: readonly Rect[] } {
  const quads: Quad[] = [];
  let missing: readonly Rect[] = isEmptyRect(options.plan.view) ? [] : [options.plan.view];
  for (const level of options.order ?? coverOrder(options.dataset, options.plan))
    missing = coverFromLevel(options, level, { missing, quads });
  return { quads, missing };
}

/**
 * Returns what to draw of one channel: the best that is on the GPU everywhere in the plan's view, coarser where finer
 * is missing. The rectangles do not overlap, and together they are all that any level holds there. Levels whose
 * metadata places them apart meet where it says.
 */
export function coverView(options: CoverOptions): Quad[] {
  return cover(options).quads;
}

/** Whether any open level has voxels at the slice's position. */
function hasSlice({ dataset, slice, channel }: CoverOptions): boolean {
  return dataset.levels.some(
    ({ array }, level) =>
      array !== undefined &&
      sliceIndex(dataset, slice, levelPlane(dataset, slice, level), channel) !== undefined,
  );
}

/**
 * Whether there is something to draw wherever the view has data, whatever the level; so also where it has none. Left
 * out is what the plan left out for memory, and what only finer levels reach, where the coarsest ends before them (as
 * with decimated pyramids).
 */
export function isCovered(options: CoverOptions): boolean {
  const { dataset, slice, plan } = options;
  if (!hasSlice(options)) return true;
  const coarsest = dataset.levels.findLastIndex(({ array }) => array !== undefined);
  const plane = levelPlane(dataset, slice, coarsest);
  const reach = voxelsToWorld(plane, { x0: 0, y0: 0, x1: plane.width, y1: plane.height });
  const isReached = !isEmptyRect(intersectRects(reach, plan.view));
  let missing = cover(options).missing;
  for (const omitted of plan.omitted) missing = missing.flatMap((rect) => subtractRect(rect, omitted));
  return !missing.some((rect) => !isReached || !isEmptyRect(intersectRects(rect, reach)));
}
