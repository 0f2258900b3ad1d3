import { limitReason } from '../../plan/limit-reason';
import type { ChunkWant } from '../../plan/tile-plan';
import type { BrickKey } from '../brick-key';
import type { BrickLimits, BrickPlan, BrickRange, BrickRequest } from '../brick-plan';
import { vec3, at } from '../vec3';
import { brickContext, type BrickContext } from './brick-context';
import { forEachChunk, isWithin, makeChunkSet, type ChunkSet } from './brick-cost';
import { chooseBricks, type ChosenBrick } from './choose-bricks';
import { chooseStep } from './choose-step';
import { levelAtCenter, reachOf } from './detail';
import { rankBricks } from './rank-bricks';

/** What is to be held and loaded, within the limits. */
interface Holdings {
  readonly bricks: readonly ChosenBrick[];
  readonly want: readonly ChunkWant[];
  /** Some did not fit. */
  readonly isCut: boolean;
}

/** Adds the chunks that fill a brick to what is wanted, all channels of a place together. */
function addWants(
  context: BrickContext,
  { level, brick, priority }: ChosenBrick,
  want: ChunkWant[],
  seen: ChunkSet,
) {
  const { dataset, view } = context.request;
  const volume = context.tree.levels[level];
  const fact = context.facts[level];
  if (!volume || !fact) return;
  forEachChunk(volume, brick, (x, y, z) => {
    if (!seen.add(x, y, z)) return;
    for (const prefix of fact.prefixes) {
      const index = prefix.slice();
      index[view.x] = x;
      index[view.y] = y;
      index[view.z] = z;
      want.push({ key: { dataset: dataset.id, level, index }, priority, decodedBytes: fact.chunkBytes });
    }
  });
}

/**
 * Returns the most urgent bricks of open levels that are within the limits, and their chunks, each once. When not even
 * the first fits, one of its chunks is wanted nevertheless, so that whoever loads can tell that it is too large.
 */
function holdingsOf(context: BrickContext, chosen: readonly ChosenBrick[]): Holdings {
  const seen = context.tree.levels.map(makeChunkSet);
  const bricks: ChosenBrick[] = [];
  const want: ChunkWant[] = [];
  let [count, bytes] = [0, 0];
  for (const brick of chosen) {
    const fact = context.facts[brick.level];
    const set = seen[brick.level];
    if (!fact?.isOpen || !set) continue;
    const before = want.length;
    addWants(context, brick, want, set);
    count += fact.slices.length;
    bytes += (want.length - before) * fact.chunkBytes;
    if (!isWithin(context, { bricks: count, chunks: want.length, bytes }))
      return { bricks, want: want.slice(0, Math.max(1, before)), isCut: true };
    bricks.push(brick);
  }
  return { bricks, want, isCut: false };
}

function keysOf({ request, facts }: BrickContext, { level, brick }: ChosenBrick): BrickKey[] {
  const { dataset, view } = request;
  const axes = [view.x, view.y, view.z] as const;
  return (facts[level]?.slices ?? []).map((slice) => ({ dataset: dataset.id, level, slice, axes, brick }));
}

/** Returns the range of bricks by level. */
function rangesOf(levels: number, bricks: readonly ChosenBrick[]): (BrickRange | undefined)[] {
  const ranges = Array.from<{ low: number[]; high: number[] } | undefined>({ length: levels });
  for (const { level, brick } of bricks) {
    const range = (ranges[level] ??= { low: [...brick], high: [...brick] });
    for (let a = 0; a < 3; a++) {
      range.low[a] = Math.min(range.low[a] ?? 0, at(brick, a));
      range.high[a] = Math.max(range.high[a] ?? 0, at(brick, a) + 1);
    }
  }
  return ranges.map(
    (range) => range && { low: vec3((a) => range.low[a] ?? 0), high: vec3((a) => range.high[a] ?? 0) },
  );
}

/** Levels of chosen bricks whose metadata has not been read, coarsest first. */
function closedLevels({ facts }: BrickContext, chosen: readonly ChosenBrick[]): number[] {
  const used = new Set(chosen.map(({ level }) => level));
  return [...used].filter((level) => !facts[level]?.isOpen).sort((a, b) => b - a);
}

/**
 * Plans the bricks and chunks that a volume needs: an octree traversal by the size of voxels on the screen. The
 * threshold rises until they fit, so that quality yields and not the bound. Work grows with the limits, never with the
 * dataset.
 */
export function planBricks(request: BrickRequest, limits: BrickLimits, previous?: BrickPlan): BrickPlan {
  const context = brickContext(request, limits);
  const { detail, facts, locked } = context;
  const ranking = rankBricks(context, previous?.threshold);
  const step = chooseStep(context, ranking, previous?.threshold);
  const threshold = ranking.thresholds[step] ?? limits.bias;
  const reach = reachOf(detail, threshold, locked);
  const chosen = facts.some(({ slices }) => slices.length > 0)
    ? chooseBricks(context, ranking, { step, reach })
    : [];
  const { bricks, want, isCut } = holdingsOf(context, chosen);
  const level = locked ?? levelAtCenter(detail, threshold);
  const limitedBy = limitReason({
    level,
    ideal: levelAtCenter(detail, limits.bias),
    isLocked: locked !== undefined,
    isCut: isCut || step > (locked === undefined ? ranking.uncut : 0) || step < ranking.first,
    finestPx: detail.voxelPx[0] ?? 0,
  });
  return {
    level,
    threshold,
    voxelPx: detail.voxelPx[level] ?? 0,
    ...(limitedBy === undefined || chosen.length === 0 ? {} : { limitedBy }),
    bricks: bricks.flatMap((brick) => keysOf(context, brick)),
    want,
    open: closedLevels(context, chosen),
    boxes: rangesOf(facts.length, bricks),
    lod: { from: detail.from, reach },
    ...(locked === undefined ? {} : { finestLevel: locked }),
  };
}
