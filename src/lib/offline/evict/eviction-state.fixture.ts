import { progressiveTuning, type Tuning } from '../../core';
import type { EvictableDataset, EvictableSegment, EvictionState } from './eviction-state';

/** One entry of a state, spelled out. */
export interface PlainEntry {
  readonly bytes: number;
  readonly used?: number;
  readonly born?: number;
  readonly isPinned?: boolean;
  readonly isLeased?: boolean;
}

export interface PlainSegment {
  readonly id: string;
  readonly dataset?: string;
  readonly generation?: number;
  readonly level?: number;
  readonly entries: readonly PlainEntry[];
}

export function segmentOf(plain: PlainSegment): EvictableSegment {
  const { id, dataset = 'd', generation = 1, level = 0, entries } = plain;
  return {
    ...{ id, dataset, generation, level },
    bytes: Uint32Array.from(entries, ({ bytes }) => bytes),
    usedTicks: Uint32Array.from(entries, ({ used }) => used ?? 0),
    bornTicks: Uint32Array.from(entries, ({ born }) => born ?? 0),
    pinned: Uint8Array.from(entries, ({ isPinned }) => Number(isPinned ?? false)),
    leased: Uint8Array.from(entries, ({ isLeased }) => Number(isLeased ?? false)),
  };
}

export interface StateOptions {
  readonly limitBytes: number;
  readonly weights?: Readonly<Record<string, number>>;
  readonly nowTick?: number;
  readonly minAgeTicks?: number;
  readonly tuned?: Partial<Tuning>;
}

/** A state whose datasets are all of generation 1 where a weight is named. */
export function stateOf(segments: readonly PlainSegment[], options: StateOptions): EvictionState {
  const { limitBytes, weights = {}, nowTick = 100, minAgeTicks = 0, tuned } = options;
  const datasets = Object.entries(weights).map(([key, weight]): [string, EvictableDataset] => [
    key,
    { weight, generation: 1 },
  ]);
  return {
    ...{ limitBytes, segments: segments.map(segmentOf), datasets: new Map(datasets), nowTick, minAgeTicks },
    tuning: { ...progressiveTuning, ...tuned },
  };
}
