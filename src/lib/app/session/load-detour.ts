import type { ChunkArray, ChunkKey } from '../../core';

/**
 * Stands between the chunk store and what it reads from, and decides what comes of a key. `read` reads any chunk of an open
 * dataset. Must settle soon after `signal` aborts.
 */
export type LoadDetour = (
  key: ChunkKey,
  read: (key: ChunkKey) => Promise<ChunkArray | undefined>,
  signal: AbortSignal,
) => Promise<ChunkArray | undefined>;
