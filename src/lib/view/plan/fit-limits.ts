import { intersectRects, subtractRect, type Rect } from '../../core';
import { chooseLevel } from './choose-level';
import { chooseLevelSet, type LevelSet } from './choose-level-set';
import { voxelsIn, voxelsToWorld } from '../tiles/level-plane';
import { exactCost, shareOf, worstCost, type Cost, type LevelShare, type PlanContext } from './plan-context';
import { TILE_SIZE } from '../tiles/tile-key';
import type { TilePlan } from './tile-plan';

/** Chunks in one plan, whatever their size: beyond it, listing and requesting them takes longer than a frame. */
export const MAX_PLANNED_CHUNKS = 4096;
/**
 * What a plan may read, in parts of what it may hold: chunks of which others are made go one by one, so that more of them
 * than fit at once can be read, but each has to come and nobody waits for ever.
 */
const MAX_READ = 8;
const MAX_STEPS = 256;

/** A set of levels that fits the limits. */
export interface FittedLevels extends LevelSet {
  readonly bias: number;
  /** What the target would be without limits. */
  readonly ideal: number;
  readonly omitted: readonly Rect[];
  /** What the view would hold fits; what it would have to read for that does not. */
  readonly isReadTooMuch: boolean;
}

function withinLimits({ limits }: PlanContext, costs: readonly Cost[]): boolean {
  const sum = (name: keyof Cost) => costs.reduce((total, cost) => total + cost[name], 0);
  return (
    sum('tiles') <= limits.maxTiles &&
    sum('bytes') <= limits.maxChunkBytes &&
    sum('readBytes') <= limits.maxChunkBytes * MAX_READ &&
    sum('chunks') <= MAX_PLANNED_CHUNKS
  );
}

function fits(context: PlanContext, { entries, expected }: LevelSet, reckon = exactCost): boolean {
  const shares = entries.map(({ share }) => share);
  if (expected) shares.push(expected);
  return withinLimits(
    context,
    shares.map((share) => reckon(context, share)),
  );
}

/** Returns the rectangle shrunk towards a point of it, to `part` of its size. */
function shrink({ x0, y0, x1, y1 }: Rect, [x, y]: readonly [number, number], part: number): Rect {
  return {
    x0: x - (x - x0) * part,
    y0: y - (y - y0) * part,
    x1: x + (x1 - x) * part,
    y1: y + (y1 - y) * part,
  };
}

/** Returns the largest part of a share around the focus that fits beside `others`: at least the voxel at the focus. */
function largestWindow(
  context: PlanContext,
  share: LevelShare,
  others: readonly Cost[],
  focus: readonly [number, number],
): LevelShare {
  const { view } = context;
  const x = Math.min(view.x1, Math.max(view.x0, focus[0]));
  const y = Math.min(view.y1, Math.max(view.y0, focus[1]));
  const windowOf = (part: number) => {
    const { x0, y0, x1, y1 } = voxelsIn(share.plane, shrink(view, [x, y], part));
    const left = Math.min(x0, share.plane.width - 1);
    const top = Math.min(y0, share.plane.height - 1);
    return shareOf(share.plane, { x0: left, y0: top, x1: Math.max(x1, left + 1), y1: Math.max(y1, top + 1) });
  };
  let low = 0;
  let high = 1;
  for (let step = 0; step < 48; step++) {
    const middle = (low + high) / 2;
    if (withinLimits(context, [...others, exactCost(context, windowOf(middle))])) low = middle;
    else high = middle;
  }
  return windowOf(low);
}

/** Returns the window widened to what its chunks and tiles hold anyway. */
function widen(share: LevelShare, window: LevelShare): LevelShare {
  const { plane, tiles, chunks } = window;
  const { chunkWidth, chunkHeight } = plane;
  const inTiles = {
    x0: tiles.x0 * TILE_SIZE,
    y0: tiles.y0 * TILE_SIZE,
    x1: tiles.x1 * TILE_SIZE,
    y1: tiles.y1 * TILE_SIZE,
  };
  const inChunks = {
    x0: chunks.x0 * chunkWidth,
    y0: chunks.y0 * chunkHeight,
    x1: chunks.x1 * chunkWidth,
    y1: chunks.y1 * chunkHeight,
  };
  return shareOf(plane, intersectRects(intersectRects(inTiles, inChunks), share.voxels));
}

/** Cuts the last entry, the sharpest, to what fits; drops stand-ins that take more than half of the room. */
function cutToFit(context: PlanContext, set: LevelSet, focus: readonly [number, number]) {
  const sharpest = set.entries.at(-1);
  if (!sharpest) return { entries: [], omitted: [] };
  const others = set.entries.slice(0, -1).filter(({ share }) => {
    const cost = exactCost(context, share);
    return withinLimits(context, [cost, cost]);
  });
  const costs = others.map(({ share }) => exactCost(context, share));
  const window = widen(sharpest.share, largestWindow(context, sharpest.share, costs, focus));
  const omitted = subtractRect(context.view, voxelsToWorld(window.plane, window.voxels));
  return { entries: [...others, { ...sharpest, share: window }], omitted };
}

/** Whether a set of levels would fit if its chunks were stored as they are. */
function fitsOnceMade(context: PlanContext, set: LevelSet): boolean {
  const levels = context.dataset.levels.map(({ madeFrom: _, ...level }) => level);
  return fits({ ...context, dataset: { ...context.dataset, levels } }, set);
}

/**
 * Chooses the levels of a plan within its limits. While the view does not fit, the bias is raised by √2, so that
 * quality yields and not the bound. It falls back only where the finer levels fit however the view lies on their
 * grids, so that a pan does not flicker between two levels. What cannot be made coarser, since the level is locked
 * or there is none, is cut to what fits around the focus.
 */
export function fitLimits(
  context: PlanContext,
  focus: readonly [number, number],
  previous?: TilePlan,
): FittedLevels {
  const { limits, tuning, voxelPx } = context;
  const last = voxelPx.length - 1;
  const ideal = chooseLevel(voxelPx, { bias: limits.bias, previous: previous?.level, tuning });
  const locked = limits.level === 'auto' ? undefined : Math.min(last, Math.max(0, limits.level));
  let bias = limits.bias;
  let set = chooseLevelSet(context, locked ?? ideal);
  const first = set;
  const fitted = () => ({
    ...{ ...set, bias, ideal, omitted: [] },
    isReadTooMuch: set !== first && fitsOnceMade(context, first),
  });
  for (let step = 0; step < MAX_STEPS; step++) {
    const mustSpare = locked === undefined && previous !== undefined && bias < previous.bias * 0.999;
    if (fits(context, set, mustSpare ? worstCost : exactCost)) return fitted();
    if (set.target === last || locked !== undefined) break;
    bias *= Math.SQRT2;
    set = chooseLevelSet(context, chooseLevel(voxelPx, { bias, previous: previous?.level, tuning }));
  }
  if (fits(context, set)) return fitted();
  return { ...fitted(), ...cutToFit(context, set, focus), isReadTooMuch: fitsOnceMade(context, first) };
}
