import { priorityOf } from '../../plan/priority';
import { BRICK_SIZE } from '../brick-key';
import { add, at, dot, rotateBack, scaleBy, subtract, vec3, type Vec3 } from '../vec3';
import type { SlicePlane, WorldBox } from '../volume-view';
import type { BrickContext } from './brick-context';
import { isEmptyBox, voxelBox, type BrickNode } from './brick-tree';
import type { BrickRanking } from './rank-bricks';
import { allPlanes, cutBy, distanceToBox, OUTSIDE } from './view-region';

/** A brick of a plan, all channels together. */
export interface ChosenBrick {
  readonly level: number;
  readonly brick: Vec3;
  readonly priority: number;
}

/** Bands of bricks that no slice plane meets; below are those that one meets, of every level. */
const OFF_PLANE_BAND = 64;

function meets({ position, normal }: SlicePlane, { low, high }: WorldBox): boolean {
  const half = scaleBy(subtract(high, low), 0.5);
  const offset = dot(normal, subtract(add(low, half), position));
  const extent =
    Math.abs(normal[0]) * half[0] + Math.abs(normal[1]) * half[1] + Math.abs(normal[2]) * half[2];
  return Math.abs(offset) <= extent;
}

/** Squared distance, in device pixels at the centre, of the middle of a brick from where the eye is. */
function distanceOf(
  { request, limits, tuning, tree }: BrickContext,
  { level, low }: BrickNode,
  away: Vec3,
): number {
  const { center, zoom, pixelRatio } = request.camera;
  const volume = tree.levels[level];
  const middle =
    volume && vec3((a) => at(volume.origin, a) + (at(low, a) + 0.5) * BRICK_SIZE * at(volume.scale, a));
  const offset = subtract(middle ?? center, limits.focus ?? center);
  const behind = Math.max(0, dot(away, offset));
  return (dot(offset, offset) + (tuning.behind ** 2 - 1) * behind ** 2) * (zoom * pixelRatio) ** 2;
}

/**
 * Priority of the chunks of a brick: the coarsest level, then the finer ones. With a slice plane all that it meets comes
 * before all else, the rest of the coarsest level included.
 */
function priorityAt({ tree, request }: BrickContext, level: number, distance: number, isOnPlane: boolean) {
  const rank = tree.levels.length - 1 - level;
  const isAfter = request.slicePlane !== undefined && !isOnPlane;
  const band = Math.min(rank, OFF_PLANE_BAND - 1) + (isAfter ? OFF_PLANE_BAND : 0);
  return priorityOf(rank === 0 && !isAfter ? 0 : 1, band, distance);
}

/** Whether a brick itself is wanted, not only as a stand-in: it meets the view nearer than its level reaches. */
function isWanted({ region, detail }: BrickContext, box: WorldBox, reach: number): boolean {
  if (isEmptyBox(box) || distanceToBox(detail.from, box) >= reach) return false;
  return cutBy(region, box, allPlanes(region)) !== OUTSIDE;
}

/**
 * Returns the bricks that are wanted at a step, and all that stand in for them, most urgent first: what a slice plane
 * meets, of that and of the rest coarse before fine, then near before far.
 */
export function chooseBricks(
  context: BrickContext,
  { buckets, isWhole }: BrickRanking,
  { step, reach }: { readonly step: number; readonly reach: readonly number[] },
): ChosenBrick[] {
  const { tree, region, request, tuning } = context;
  const { slicePlane, camera } = request;
  const away = rotateBack(camera.rotation, [0, 0, 1]);
  const pinned = isWhole ? tree.levels.length - 1 : undefined;
  /** Bricks that stand in for a chosen one, and whether the slice plane meets one of these. */
  const standIns = new Map<BrickNode, boolean>();
  const chosen: ChosenBrick[] = [];
  const consider = (node: BrickNode) => {
    const { level, low, parent } = node;
    const below = standIns.get(node);
    const box = voxelBox(tree, node, region.box);
    const isHeld = level === pinned || (tuning.standIns && below !== undefined);
    if (!isHeld && !isWanted(context, box, reach[level] ?? 0)) return;
    const isOnPlane =
      below === true || (slicePlane !== undefined && !isEmptyBox(box) && meets(slicePlane, box));
    if (parent) standIns.set(parent, isOnPlane || standIns.get(parent) === true);
    const priority = priorityAt(context, level, distanceOf(context, node, away), isOnPlane);
    chosen.push({ level, brick: low, priority });
  };
  // Upwards from the last bricks found, so that what stands in for a brick comes after it.
  for (const bucket of buckets.slice(step)) for (const node of bucket.toReversed()) consider(node);
  return chosen.sort((a, b) => a.priority - b.priority);
}
