import { BRICK_SIZE } from '../brick-key';
import { parentAlong, type LevelVolume } from '../level-volume';
import { at, vec3, type Vec3 } from '../vec3';
import type { WorldBox } from '../volume-view';

/** A range of bricks of one level: one brick, or several that have not been looked at one by one. */
export interface BrickNode {
  readonly level: number;
  readonly low: Vec3;
  /** Number of bricks. */
  readonly size: Vec3;
  /** The brick of the next coarser level that stands in for them. */
  readonly parent: BrickNode | undefined;
  /** World distance from where detail is reckoned; 0 where that does not matter. */
  readonly distance: number;
  /** Planes of the region that may cut it, as bits. */
  readonly mask: number;
}

/** The size of one brick. */
export const ONE: Vec3 = [1, 1, 1];

/** The bricks of all levels as a tree; nothing of it is stored, so that its size does not matter. */
export interface BrickTree {
  readonly levels: readonly LevelVolume[];
  /** By level and axis: how far, in world units, bricks of finer levels may stick out of the brick that they stand under. */
  readonly overhang: readonly Vec3[];
}

/** Part of a brick that rounding may put between edges that are the same. */
const ROUNDING = 1e-9;

/** How far children stick out of their parent along one axis: half a child at most, nothing where the levels nest. */
function overhangOf(fine: LevelVolume, coarse: LevelVolume, axis: number): number {
  const brick = BRICK_SIZE * at(fine.scale, axis);
  const factor = at(coarse.scale, axis) / at(fine.scale, axis);
  const shift = (at(coarse.origin, axis) - at(fine.origin, axis)) / brick;
  const drift = Math.abs(factor - Math.round(factor)) * at(coarse.bricks, axis);
  return (Math.min(0.5, Math.abs(shift - Math.round(shift)) + drift) + ROUNDING) * brick;
}

export function makeBrickTree(levels: readonly LevelVolume[]): BrickTree {
  const overhang: Vec3[] = [];
  levels.forEach((coarse, level) => {
    const fine = levels[level - 1];
    const below = overhang[level - 1];
    overhang.push(fine && below ? vec3((a) => at(below, a) + overhangOf(fine, coarse, a)) : [0, 0, 0]);
  });
  return { levels, overhang };
}

/** The first child of brick `parent` along one axis; its last one is before the first of the next. */
function firstChild(fine: LevelVolume, coarse: LevelVolume, axis: number, parent: number): number {
  const count = at(fine.bricks, axis);
  if (parent <= 0) return 0;
  if (parent >= at(coarse.bricks, axis)) return count;
  const edge = at(coarse.origin, axis) + parent * BRICK_SIZE * at(coarse.scale, axis);
  const near = (edge - at(fine.origin, axis)) / (BRICK_SIZE * at(fine.scale, axis)) - 0.5;
  let first = Math.min(count, Math.max(0, Math.ceil(near)));
  while (first > 0 && parentAlong(fine, coarse, axis, first - 1) >= parent) first--;
  while (first < count && parentAlong(fine, coarse, axis, first) < parent) first++;
  return first;
}

/** Returns the bricks of the next finer level that a brick stands in for; `undefined` when there are none. */
export function childrenOf({ levels }: BrickTree, brick: BrickNode): BrickNode | undefined {
  const coarse = levels[brick.level];
  const fine = levels[brick.level - 1];
  if (!fine || !coarse) return undefined;
  const first = (a: number) => firstChild(fine, coarse, a, at(brick.low, a));
  const count = (a: number, from: number) => firstChild(fine, coarse, a, at(brick.low, a) + 1) - from;
  const low: Vec3 = [first(0), first(1), first(2)];
  const size: Vec3 = [count(0, low[0]), count(1, low[1]), count(2, low[2])];
  const { distance, mask } = brick;
  const isEmpty = size[0] <= 0 || size[1] <= 0 || size[2] <= 0;
  return isEmpty ? undefined : { level: brick.level - 1, low, size, parent: brick, distance, mask };
}

/** All bricks of the coarsest level. */
export function rootsOf({ levels }: BrickTree, mask: number): BrickNode {
  const level = levels.length - 1;
  return { level, low: [0, 0, 0], size: levels[level]?.bricks ?? ONE, parent: undefined, distance: 0, mask };
}

export function brickCount({ size }: BrickNode): number {
  return size[0] * size[1] * size[2];
}

/** A range of more bricks is halved rather than taken apart. */
const MAX_APART = 8;

/** Returns how many bricks each part along one axis has: one when they are few, else half of the longest side. */
export function partSize(node: BrickNode, axis: number): number {
  if (brickCount(node) <= MAX_APART) return 1;
  const side = at(node.size, axis);
  return node.size.indexOf(Math.max(...node.size)) === axis ? Math.ceil(side / 2) : side;
}

/** All bricks of a range, one by one, x running fastest. */
export function bricksOf({ low, size, ...rest }: BrickNode): BrickNode[] {
  return Array.from({ length: size[0] * size[1] * size[2] }, (_, i) => {
    const [x, y, z] = [i % size[0], Math.floor(i / size[0]) % size[1], Math.floor(i / size[0] / size[1])];
    return { ...rest, low: [low[0] + x, low[1] + y, low[2] + z], size: ONE };
  });
}

function edgeOf({ origin, scale }: LevelVolume, axis: number, voxel: number): number {
  return at(origin, axis) + voxel * at(scale, axis);
}

/** World box of the voxels of a brick, cut to `bounds`; empty when they do not meet. */
export function voxelBox({ levels }: BrickTree, { level, low }: BrickNode, bounds: WorldBox): WorldBox {
  const volume = levels[level];
  if (!volume) throw new Error(`level ${level} of ${levels.length}`);
  const from = (a: number) => edgeOf(volume, a, at(low, a) * BRICK_SIZE);
  const to = (a: number) => edgeOf(volume, a, Math.min((at(low, a) + 1) * BRICK_SIZE, at(volume.size, a)));
  return {
    low: [
      Math.max(from(0), bounds.low[0]),
      Math.max(from(1), bounds.low[1]),
      Math.max(from(2), bounds.low[2]),
    ],
    high: [Math.min(to(0), bounds.high[0]), Math.min(to(1), bounds.high[1]), Math.min(to(2), bounds.high[2])],
  };
}

/**
 * Low edge of brick `brick` along one axis, world coordinates, with all that it stands in for. The first brick also
 * stands in for what lies before it.
 */
export function hullLow({ levels, overhang }: BrickTree, level: number, axis: number, brick: number): number {
  const volume = levels[level];
  const margin = overhang[level];
  if (!volume || !margin || brick <= 0) return -Infinity;
  return edgeOf(volume, axis, brick * BRICK_SIZE) - at(margin, axis);
}

/** High edge of the brick before `brick`, the counterpart of {@link hullLow}. */
export function hullHigh(
  { levels, overhang }: BrickTree,
  level: number,
  axis: number,
  brick: number,
): number {
  const volume = levels[level];
  const margin = overhang[level];
  if (!volume || !margin || brick >= at(volume.bricks, axis)) return Infinity;
  return edgeOf(volume, axis, brick * BRICK_SIZE) + at(margin, axis);
}

export function isEmptyBox({ low, high }: WorldBox): boolean {
  return !(high[0] > low[0] && high[1] > low[1] && high[2] > low[2]);
}
