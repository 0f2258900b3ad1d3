import type { Tuning } from '../../core';

/**
 * One cache as eviction sees it: all entries of one level of one generation of one dataset. Arrays have one value for each slot.
 * Ticks are logical: they count uses, not time, so that a clock that jumps changes nothing.
 */
export interface EvictableSegment {
  /** No two segments have the same. */
  readonly id: string;
  /** Sixteen hexadecimal digits. */
  readonly dataset: string;
  readonly generation: number;
  /** 0 is the finest; documents have a level above all others. */
  readonly level: number;
  /** What each entry takes on disk; 0 for a slot that holds none any more. */
  readonly bytes: Uint32Array;
  /** When each was last used, and when it was written. */
  readonly usedTicks: Uint32Array;
  readonly bornTicks: Uint32Array;
  /** 1 for what a pin covers: never evicted. */
  readonly pinned: Uint8Array;
  /** 1 for what a frame of some tab shows: evicted only in an emergency. */
  readonly leased: Uint8Array;
}

export interface EvictableDataset {
  /** Segments of smaller generations are stale: the first to go. */
  readonly generation: number;
  /** Above 0: 4 when open in some tab, 2 when used lately, else 1. */
  readonly weight: number;
}

/** All that a plan depends on. */
export interface EvictionState {
  /** For everything, pinned entries included; what these leave is shared by the datasets. */
  readonly limitBytes: number;
  readonly segments: readonly EvictableSegment[];
  /** By key; a dataset that is missing here has weight 1 and its largest generation. */
  readonly datasets: ReadonlyMap<string, EvictableDataset>;
  /** At least as large as every tick in the segments. */
  readonly nowTick: number;
  /** Entries that were written fewer ticks ago stay, except in an emergency. */
  readonly minAgeTicks: number;
  /** As by default when absent. */
  readonly tuning?: Tuning;
}

/** Why room is made. */
export interface EvictionNeed {
  /** To be written next, besides what is there; in an emergency, what has to go whatever the limit says. */
  readonly bytes: number;
  /** The browser refused to write: until `bytes` are free youth protects nothing, and then leases do not; pins still do. */
  readonly isEmergency?: boolean;
}

/** What goes of one segment. */
export interface Eviction {
  readonly segment: string;
  /** In the order in which they go. */
  readonly slots: readonly number[];
}
