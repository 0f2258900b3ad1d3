import { progressiveTuning, type Tuning } from '../../core';
import { documentsLevel } from '../names/entry-path';
import type { EvictableDataset, EvictableSegment, EvictionState } from './eviction-state';
import { waterFill } from './water-fill';

/** Kinds of entries, in the order in which they go. */
export const evictionClasses = ['stale', 'fine', 'overview'] as const;

export type EvictionClass = (typeof evictionClasses)[number];

/** The unpinned entries of one level of one generation. */
export interface Shelf {
  readonly generation: number;
  readonly level: number;
  readonly segments: readonly EvictableSegment[];
  readonly bytes: number;
}

/** The unpinned entries of one dataset. */
export interface EvictionGroup {
  readonly dataset: string;
  readonly weight: number;
  /** What it may keep as long as others hold more than theirs. */
  readonly shareBytes: number;
  /** When anything of it was last used. */
  readonly lastTick: number;
  /** The shelves of a class, in the order in which they go. */
  readonly shelves: Readonly<Record<EvictionClass, readonly Shelf[]>>;
  /** What it holds; falls as entries go. */
  bytes: number;
}

/** Where shares are so large that this is next to nothing, an overview may take this part of one. */
const OVERVIEW_OF_LARGE_SHARE = 0.02;
/**
 * Bytes that the levels of an overview hold at most, documents apart: never more than half of the share. So a dataset that is
 * over its share always holds something fine that may go before the overviews of others.
 */
function overviewLimit(shareBytes: number, { diskOverviewMiB, diskOverviewPart }: Tuning): number {
  const usual = Math.min(diskOverviewMiB * 2 ** 20, diskOverviewPart * shareBytes);
  return Math.max(usual, OVERVIEW_OF_LARGE_SHARE * shareBytes);
}

/** A dataset before its share is known. */
interface Holding {
  readonly dataset: string;
  readonly generation: number;
  readonly weight: number;
  readonly lastTick: number;
  readonly shelves: readonly Shelf[];
  readonly bytes: number;
}

/**
 * Returns the datasets, in the order of the names of their segments. Their shares divide `sharedBytes`.
 *
 * The overview of a dataset is its coarsest levels, as many as fit {@link overviewLimit}, and its documents whatever their
 * size. What a level holds counts, not what it could hold.
 */
export function groupsOf(
  { segments, datasets, tuning = progressiveTuning }: EvictionState,
  sharedBytes: number,
): EvictionGroup[] {
  const byId = [...segments].sort((a, b) => (a.id < b.id ? -1 : 1));
  const holdings = [...groupBy(byId, ({ dataset }) => dataset)].map(([dataset, own]) =>
    holdingOf(dataset, own, datasets.get(dataset)),
  );
  const shares = waterFill(sharedBytes, holdings);
  return holdings.map((holding, i) => {
    const { dataset, weight, lastTick, bytes } = holding;
    const shareBytes = shares[i] ?? 0;
    const overviewBytes = overviewLimit(shareBytes, tuning);
    return { dataset, weight, lastTick, bytes, shareBytes, shelves: classify(holding, overviewBytes) };
  });
}

function holdingOf(
  dataset: string,
  segments: readonly EvictableSegment[],
  known: EvictableDataset | undefined,
): Holding {
  const shelves = [...groupBy(segments, ({ generation, level }) => `${generation}/${level}`).values()].map(
    shelfOf,
  );
  return {
    dataset,
    generation: known?.generation ?? Math.max(...shelves.map(({ generation }) => generation)),
    weight: known?.weight ?? 1,
    lastTick: Math.max(...segments.map(lastTickOf)),
    shelves,
    bytes: shelves.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

function shelfOf(segments: readonly EvictableSegment[]): Shelf {
  const { generation = 0, level = 0 } = segments[0] ?? {};
  return { generation, level, segments, bytes: bytesOf(segments).unpinnedBytes };
}

function classify({ generation, shelves }: Holding, overviewBytes: number): EvictionGroup['shelves'] {
  const stale = shelves
    .filter((shelf) => shelf.generation < generation)
    .sort((a, b) => a.generation - b.generation || a.level - b.level);
  const current = shelves
    .filter((shelf) => shelf.generation >= generation)
    .sort((a, b) => a.level - b.level || a.generation - b.generation);
  const fineCount = current.length - overviewCount(current, overviewBytes);
  return { stale, fine: current.slice(0, fineCount), overview: current.slice(fineCount) };
}

/** How many of the shelves, finest first, are overview. */
function overviewCount(shelves: readonly Shelf[], limitBytes: number): number {
  let sum = 0;
  const firstFine = shelves.findLastIndex(({ level, bytes }) => {
    if (level !== documentsLevel) sum += bytes;
    return sum > limitBytes;
  });
  return shelves.length - 1 - firstFine;
}

/** What segments hold, by whether a pin covers it. */
export function bytesOf(segments: readonly EvictableSegment[]): {
  pinnedBytes: number;
  unpinnedBytes: number;
} {
  let pinnedBytes = 0;
  let unpinnedBytes = 0;
  for (const { bytes, pinned } of segments)
    for (let slot = 0; slot < bytes.length; slot++) {
      if (pinned[slot] === 1) pinnedBytes += bytes[slot] ?? 0;
      else unpinnedBytes += bytes[slot] ?? 0;
    }
  return { pinnedBytes, unpinnedBytes };
}

function lastTickOf({ bytes, usedTicks }: EvictableSegment): number {
  let last = 0;
  for (let slot = 0; slot < bytes.length; slot++)
    if (bytes[slot] !== 0) last = Math.max(last, usedTicks[slot] ?? 0);
  return last;
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
