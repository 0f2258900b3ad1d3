import { cornersOf, type WorldBox } from '../volume-view';
import { at, subtract, type Vec3 } from '../vec3';
import type { BrickContext } from './brick-context';
import { isFull, isWithin, makeBrickTotal, type BrickCost, type BrickTotal } from './brick-cost';
import {
  brickCount,
  bricksOf,
  childrenOf,
  hullHigh,
  hullLow,
  ONE,
  partSize,
  rootsOf,
  type BrickNode,
} from './brick-tree';
import { lastBelow, stepBefore, stepsTo, thresholdAt } from './thresholds';
import { allPlanes, cutBy, OUTSIDE } from './view-region';

/**
 * Bricks by the threshold, in device pixels of a voxel, from which on they are not wanted: those of `buckets[k]` are
 * wanted at `thresholds[k]`, and no more at `thresholds[k + 1]`.
 */
export interface BrickRanking {
  readonly thresholds: readonly number[];
  /** Read from the last on, a brick comes after the brick that stands in for it. */
  readonly buckets: readonly (readonly BrickNode[])[];
  /** What the bricks of a bucket and of those above it cost; known from `first` on. */
  readonly costs: readonly BrickCost[];
  /** The first bucket that is within the limits with all above it: there the search ended. */
  readonly first: number;
  /** Above this threshold bricks of the coarsest level are left out, farthest first: nothing is coarser. */
  readonly uncut: number;
  /** The coarsest level is held as a whole, in view or not. */
  readonly isWhole: boolean;
}

/** Steps for leaving out bricks of the coarsest level, until only what is within 2^-20 of the farthest is left. */
const CUT_STEPS = 80;
/** No brick may be missed by rounding; those found in vain are dropped later. */
const SLACK = 1 + 1e-9;

interface Search {
  readonly context: BrickContext;
  readonly thresholds: readonly number[];
  readonly uncut: number;
  /** Distance from the camera's centre to the farthest that may be seen. */
  readonly farthest: number;
  /** Ranges to look at, by bucket. */
  readonly queues: BrickNode[][];
  /** Bricks whose finer bricks are to be looked at, by bucket. */
  readonly parents: BrickNode[][];
}

function farthestOf({ region }: BrickContext, from: Vec3): number {
  return Math.max(...cornersOf(region.box).map((corner) => Math.hypot(...subtract(corner, from))));
}

/** The least threshold: what was asked for, or where the locked level is used as far as one sees. */
function lowestThreshold(context: BrickContext): number {
  const { limits, locked, detail } = context;
  const coarser = locked === undefined ? undefined : detail.voxelPx[locked + 1];
  if (coarser === undefined) return limits.bias;
  const everywhere = (coarser * detail.unit) / farthestOf(context, detail.from);
  return Math.min(limits.bias, thresholdAt(limits.bias, Math.floor(stepsTo(limits.bias, everywhere) - 1)));
}

function makeSearch(context: BrickContext): Search {
  const lowest = lowestThreshold(context);
  const coarsestPx = context.detail.voxelPx.at(-1) ?? 0;
  const uncut = Math.max(0, Math.ceil(stepsTo(lowest, coarsestPx)) + 1);
  const count = uncut + CUT_STEPS;
  return {
    context,
    thresholds: Array.from({ length: count }, (_, step) => thresholdAt(lowest, step)),
    uncut,
    farthest: farthestOf(context, context.request.camera.center),
    queues: Array.from({ length: count }, () => []),
    parents: Array.from({ length: count }, () => []),
  };
}

/** A part of a range along one axis. */
interface Span {
  readonly from: number;
  readonly count: number;
  /** World coordinates of what it holds and stands in for. */
  readonly low: number;
  readonly high: number;
  /** Squared distance from where detail is reckoned. */
  readonly gap: number;
}

/** Where the distance of bricks is reckoned from: of the coarsest level for what to leave out, else for detail. */
function originOf({ context }: Search, level: number): Vec3 {
  const isCoarsest = level === context.tree.levels.length - 1;
  return isCoarsest ? context.request.camera.center : context.detail.from;
}

/** Returns the parts along one axis that are not outside of the region. */
function spansAlong(search: Search, range: BrickNode, axis: number): Span[] {
  const { tree, region } = search.context;
  const { level, low, size } = range;
  const origin = at(originOf(search, level), axis);
  const end = at(low, axis) + at(size, axis);
  const step = partSize(range, axis);
  const spans: Span[] = [];
  for (let from = at(low, axis); from < end; from += step) {
    const count = Math.min(step, end - from);
    const near = Math.max(hullLow(tree, level, axis, from), at(region.box.low, axis));
    const far = Math.min(hullHigh(tree, level, axis, from + count), at(region.box.high, axis));
    const gap = Math.max(near - origin, 0, origin - far);
    if (far > near) spans.push({ from, count, low: near, high: far, gap: gap * gap });
  }
  return spans;
}

/** Returns the bucket of what is as far away; −1 when it is wanted at no threshold. */
function bucketAt({ context, thresholds, uncut, farthest }: Search, level: number, distance: number): number {
  const { detail, locked } = context;
  const coarser = detail.voxelPx[level + 1];
  if (coarser === undefined)
    return lastBelow(thresholds, ((thresholds[uncut] ?? 0) * 2 * farthest) / distance);
  const units = distance / detail.unit;
  return lastBelow(thresholds, (coarser * SLACK) / (locked === undefined ? Math.max(1, units) : units));
}

/** Queues a part of a range for where it is wanted, unless it is not seen. */
function place(
  search: Search,
  range: BrickNode,
  highest: number,
  [x, y, z]: readonly [Span, Span, Span],
): void {
  const { level, parent } = range;
  const distance = Math.sqrt(x.gap + y.gap + z.gap);
  const bucket = bucketAt(search, level, distance);
  if (bucket < 0) return;
  const box: WorldBox = { low: [x.low, y.low, z.low], high: [x.high, y.high, z.high] };
  const mask = cutBy(search.context.region, box, range.mask);
  if (mask === OUTSIDE) return;
  const isBrick = x.count === 1 && y.count === 1 && z.count === 1;
  const size: Vec3 = isBrick ? ONE : [x.count, y.count, z.count];
  const low: Vec3 = [x.from, y.from, z.from];
  const isRoot = parent === undefined;
  search.queues[Math.min(bucket, highest)]?.push({
    level,
    low,
    size,
    parent,
    mask,
    distance: isRoot ? 0 : distance,
  });
}

/** Queues the parts of a range; none goes above `highest`. */
function takeApart(search: Search, range: BrickNode, highest: number): void {
  const xs = spansAlong(search, range, 0);
  const ys = spansAlong(search, range, 1);
  for (const z of spansAlong(search, range, 2))
    for (const y of ys) for (const x of xs) place(search, range, highest, [x, y, z]);
}

/** Whether the coarsest level is to be held as a whole. */
function mustHoldWhole(context: BrickContext, roots: BrickNode): boolean {
  if (brickCount(roots) > context.tuning.pinnedBricks) return false;
  const total = makeBrickTotal(context);
  for (const { level, low } of bricksOf(roots)) total.add(level, low);
  return isWithin(context, total.cost, context.tuning.pinnedPart);
}

/** Marks a brick for a look at its finer ones, once the search has come to where the nearest of them may be wanted. */
function deferChildren(search: Search, { node, bucket }: { node: BrickNode; bucket: number }): void {
  const { locked = 0 } = search.context;
  if (node.level <= locked) return;
  const next = Math.min(bucket, bucketAt(search, node.level - 1, node.distance));
  search.parents[next]?.push(node);
}

/** Looks at a bucket; returns its bricks, and whether they fit. */
function searchBucket(
  search: Search,
  bucket: number,
  total: BrickTotal,
): { found: BrickNode[]; fits: boolean } {
  const { context, queues, parents } = search;
  const [queue = [], deferred = []] = [queues[bucket], parents[bucket]];
  const found: BrickNode[] = [];
  for (let i = 0, next = 0; i < queue.length || next < deferred.length;) {
    const node = queue[i];
    if (!node) {
      const parent = deferred[next++];
      const children = parent && childrenOf(context.tree, parent);
      if (children) takeApart(search, children, bucket);
      continue;
    }
    i++;
    if (node.size === ONE) {
      found.push(node);
      total.add(node.level, node.low);
      if (!isWithin(context, total.cost)) return { found, fits: false };
      deferChildren(search, { node, bucket });
    } else takeApart(search, node, bucket);
  }
  return { found, fits: true };
}

/**
 * Finds the bricks that meet the view, those first that are wanted at the highest threshold, until they exceed the
 * limits, or fill them well at the threshold of the plan before. So the work grows with the limits, never with a level.
 */
export function rankBricks(context: BrickContext, previous?: number): BrickRanking {
  const search = makeSearch(context);
  const { thresholds, uncut, queues } = search;
  const top = thresholds.length - 1;
  const roots = rootsOf(context.tree, allPlanes(context.region));
  const isWhole = mustHoldWhole(context, roots);
  queues[top]?.push(...(isWhole ? bricksOf(roots) : [roots]));
  const buckets: BrickNode[][] = thresholds.map(() => []);
  const costs: BrickCost[] = thresholds.map(() => ({ bricks: 0, chunks: 0, bytes: 0 }));
  const total = makeBrickTotal(context);
  const before = stepBefore(thresholds, previous);
  for (let bucket = top; bucket >= 0; bucket--) {
    const { found, fits } = searchBucket(search, bucket, total);
    buckets[bucket] = found;
    costs[bucket] = { ...total.cost };
    if (!fits) return { thresholds, buckets, costs, first: bucket + 1, uncut, isWhole };
    if (bucket === before && isFull(context, total.cost))
      return { thresholds, buckets, costs, first: bucket, uncut, isWhole };
  }
  return { thresholds, buckets, costs, first: 0, uncut, isWhole };
}
