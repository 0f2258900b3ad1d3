import { BRICK_SIZE } from '../brick-key';
import type { LevelVolume } from '../level-volume';
import { at, type Vec3 } from '../vec3';
import type { BrickContext } from './brick-context';

/** Chunks in one plan, whatever their size: beyond it, listing and requesting them takes longer than a frame. */
const MAX_PLANNED_CHUNKS = 8192;

/** What bricks cost, all channels together. */
export interface BrickCost {
  readonly bricks: number;
  readonly chunks: number;
  readonly bytes: number;
}

/** Whether a cost is within a part of the limits; all of them when absent. */
export function isWithin({ limits }: BrickContext, cost: BrickCost, part = 1): boolean {
  return (
    cost.bricks <= limits.maxBricks * part &&
    cost.chunks <= MAX_PLANNED_CHUNKS * part &&
    cost.bytes <= limits.maxChunkBytes * part
  );
}

/** Whether a plan fills its limits so well that the threshold stays. */
export function isFull(context: BrickContext, cost: BrickCost): boolean {
  return !isWithin(context, cost, context.tuning.fullPart);
}

/** Calls `visit` with the index, [x, y, z], of each chunk that meets the payload of a brick. */
export function forEachChunk(
  { size, chunk }: LevelVolume,
  brick: Vec3,
  visit: (x: number, y: number, z: number) => void,
): void {
  const first = (a: number) => Math.floor((at(brick, a) * BRICK_SIZE) / at(chunk, a));
  const last = (a: number) =>
    Math.floor((Math.min((at(brick, a) + 1) * BRICK_SIZE, at(size, a)) - 1) / at(chunk, a));
  const [x0, y0, x1, y1, z1] = [first(0), first(1), last(0), last(1), last(2)];
  for (let z = first(2); z <= z1; z++)
    for (let y = y0; y <= y1; y++) for (let x = x0; x <= x1; x++) visit(x, y, z);
}

/** A set of chunks of one level. Flat indices where float64 counts them exactly: they are much faster than strings. */
export interface ChunkSet {
  /** Adds a chunk; false when it was there. */
  add(x: number, y: number, z: number): boolean;
}

export function makeChunkSet({ size, chunk }: LevelVolume): ChunkSet {
  const [width, height, depth] = [0, 1, 2].map((a) => Math.ceil(at(size, a) / at(chunk, a))) as [
    number,
    number,
    number,
  ];
  const isFlat = width * height * depth <= Number.MAX_SAFE_INTEGER;
  const seen = new Set<number | string>();
  return {
    add: (x, y, z) => {
      const before = seen.size;
      seen.add(isFlat ? x + width * (y + height * z) : `${x},${y},${z}`);
      return seen.size > before;
    },
  };
}

/** Adds up what bricks cost, with each chunk counted once. */
export interface BrickTotal {
  readonly cost: BrickCost;
  add(level: number, brick: Vec3): void;
}

export function makeBrickTotal({ tree, facts }: BrickContext): BrickTotal {
  const sets = tree.levels.map(makeChunkSet);
  const cost = { bricks: 0, chunks: 0, bytes: 0 };
  return {
    cost,
    add: (level, brick) => {
      const volume = tree.levels[level];
      const fact = facts[level];
      if (!volume || !fact) return;
      cost.bricks += Math.max(1, fact.slices.length);
      forEachChunk(volume, brick, (x, y, z) => {
        if (!sets[level]?.add(x, y, z)) return;
        cost.chunks += fact.prefixes.length;
        cost.bytes += fact.prefixes.length * fact.chunkBytes;
      });
    },
  };
}
