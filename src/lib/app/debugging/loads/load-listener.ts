import type { ChunkArray, ChunkKey } from '../../../core';
import type { ChunkReadObservation } from '../../../decode';

/** Follows how chunks come. A session has one only while somebody looks. */
export interface LoadListener {
  /** The state of a chunk may have changed: it may be waiting for its load now. */
  changed(key: ChunkKey): void;
  /** A view came to want a chunk that was in memory, or of which it was known that there is none. */
  hit(key: ChunkKey): void;
  /** A chunk was read, or failed to be; told before its load ends. */
  read(read: ChunkReadObservation): void;
  /** Runs a load. `isMade`: the chunk is made of others, which are loads of their own. */
  load(
    request: { readonly key: ChunkKey; readonly isMade: boolean },
    load: () => Promise<ChunkArray | undefined>,
  ): Promise<ChunkArray | undefined>;
}
