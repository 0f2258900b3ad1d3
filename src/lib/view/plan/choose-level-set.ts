import { areaOf, levelPlane } from '../tiles/level-plane';
import { pinnedShare, tileTotal, visibleShare, type LevelShare, type PlanContext } from './plan-context';

/** The levels of a plan. */
export interface LevelSet {
  /** The level wanted in the end. */
  readonly target: number;
  /** What to plan now, most urgent first; only open levels. */
  readonly entries: readonly LevelEntry[];
  /** Levels to open for it. */
  readonly open: readonly number[];
  /** What the target will take once it is open, reckoned from level 0; absent when it is open. */
  readonly expected?: LevelShare;
}

export interface LevelEntry {
  readonly share: LevelShare;
  /** 0 for what shows something soon, 1 for what makes it sharp. */
  readonly tier: number;
  /** Order within the tier. */
  readonly band: number;
}

const ROUNDING_SLACK = 1.001;

function isOpen({ dataset }: PlanContext, level: number): boolean {
  return dataset.levels[level]?.array !== undefined;
}

/** Returns the first open level that is `level` or coarser. */
function openOrCoarser(context: PlanContext, level: number): number | undefined {
  const found = context.dataset.levels.findIndex((_, l) => l >= level && isOpen(context, l));
  return found < 0 ? undefined : found;
}

function upsampling({ voxelPx }: PlanContext, target: number, level: number): number {
  return (voxelPx[level] ?? 0) / (voxelPx[target] ?? 1);
}

/**
 * Returns the level to pin: the finest, coarser than the target, that needs few enough tiles for its whole extent,
 * where that adds little to the target; else the coarsest, which is open from the start.
 */
function choosePin(context: PlanContext, target: number, maxExtraChunks: number): number {
  const last = context.voxelPx.length - 1;
  for (let level = target + 1; level < last; level++) {
    const plane = levelPlane(context.dataset, context.slice, level);
    if (tileTotal(plane) > context.tuning.pinnedTiles) continue;
    return areaOf(pinnedShare(context, level).chunks) <= maxExtraChunks ? level : last;
  }
  return last;
}

/** Returns the coarsest level that need not be magnified too much for the target, when it is worth its bytes. */
function chooseMiddle(context: PlanContext, target: number, pin: number): number | undefined {
  const targetChunks = areaOf(visibleShare(context, target).chunks);
  const { magnification, extraChunks } = context.tuning;
  const limit = magnification * ROUNDING_SLACK;
  if (upsampling(context, target, pin) <= limit) return undefined;
  for (let level = pin - 1; level > target; level--) {
    if (upsampling(context, target, level) > limit) continue;
    return areaOf(visibleShare(context, level).chunks) <= extraChunks * targetChunks ? level : undefined;
  }
  return undefined;
}

/** Adds an entry unless its level is there already. */
function addEntry(entries: LevelEntry[], entry: LevelEntry): void {
  if (!entries.some(({ share }) => share.plane.level === entry.share.plane.level)) entries.push(entry);
}

/**
 * Returns the levels to plan for a target: pinned, middle, and the target, or the nearest open coarser one until the
 * target is open. The target is opened first, then the others, so that a first picture waits for one document only.
 * Without stand-ins, the target and nothing else.
 */
export function chooseLevelSet(context: PlanContext, target: number): LevelSet {
  const { tuning } = context;
  const last = context.voxelPx.length - 1;
  const targetShare = visibleShare(context, target);
  const entries: LevelEntry[] = [];
  const missing: number[] = [];
  if (target < last && tuning.standIns) {
    const pin = choosePin(context, target, tuning.extraChunks * areaOf(targetShare.chunks));
    const middle = chooseMiddle(context, target, pin);
    const pinNow = openOrCoarser(context, pin);
    if (pinNow !== undefined) addEntry(entries, { share: pinnedShare(context, pinNow), tier: 0, band: 0 });
    if (middle !== undefined && isOpen(context, middle))
      addEntry(entries, { share: visibleShare(context, middle), tier: 0, band: 1 });
    missing.push(...[pin, middle].filter((l) => l !== undefined && !isOpen(context, l)).map(Number));
  }
  if (!isOpen(context, target)) {
    const interim = tuning.standIns ? openOrCoarser(context, target) : undefined;
    if (interim !== undefined)
      addEntry(entries, { share: visibleShare(context, interim), tier: 1, band: interim - target });
    return { target, entries, open: [target], expected: targetShare };
  }
  const pinned = target === last ? pinnedShare(context, target) : targetShare;
  addEntry(entries, { share: pinned, tier: pinned.isWhole ? 0 : 1, band: 0 });
  return { target, entries, open: missing };
}
