import type { ChunkArray, ChunkKey, Tuning } from '../core';
import type { Lane } from './lane';
import type { MemoryBudget } from './memory/memory-budget';

export type ChunkState = 'idle' | 'queued' | 'loading' | 'ready' | 'empty' | 'failed';

export interface ChunkStoreOptions {
  readonly budget: MemoryBudget;
  /**
   * Reads one chunk; `undefined` when the store has none. Refuses a response above `maxEncodedBytes`. Must settle soon
   * after `signal` aborts: its bytes stay reserved until then.
   */
  readonly load: (
    key: ChunkKey,
    options: { readonly signal: AbortSignal; readonly maxEncodedBytes: number },
  ) => Promise<ChunkArray | undefined>;
  readonly laneOf: (key: ChunkKey) => Lane;
  /** Whether a chunk can be made again at little cost, so that few of those are kept that no view wants. */
  readonly isRemade?: (key: ChunkKey) => boolean;
  /** As by default when absent. */
  readonly tuning?: () => Tuning;
  /** Told after each change of a chunk's state, once the store may be called again. */
  readonly onChange: (key: ChunkKey) => void;
  /** Told of a chunk that a view came to want, and that was here, or known not to be in its store. */
  readonly onHit?: (key: ChunkKey) => void;
  /** Milliseconds that never run backwards, for the delay before another try. */
  readonly now: () => number;
  /** Runs something after a pause, so that what stays in view is tried again though nobody moves. */
  readonly later: (ms: number, run: () => void) => void;
}
