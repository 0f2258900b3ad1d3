import type { ChunkKey } from '../../../core';

/**
 * Where a chunk came from: the network, this device's disk, a generator, or memory, where nothing had to be read for it.
 * `made`: it was made of others, each a load of its own.
 */
export type LoadWay = 'network' | 'disk' | 'memory' | 'generated' | 'made';

/** How a load ended: with a chunk, with the word that there is none, with an error, or because no view wanted it any more. */
export type LoadOutcome = 'ok' | 'empty' | 'failed' | 'aborted';

/** One load of one chunk. Times are those of the page's clock, in milliseconds. */
export interface LoadEntry {
  readonly key: ChunkKey;
  /** Counts from 0 in the order in which loads started. */
  readonly number: number;
  /** When a view came to want it. */
  readonly wantedMs: number;
  readonly startedMs: number;
  /** Absent while it is on its way, as is what follows. */
  readonly endedMs?: number;
  readonly outcome?: LoadOutcome;
  /** Absent where a load ended before anything was read. Of what failed or was given up: where it was asked for. */
  readonly way?: LoadWay;
  /** What was read for it, from the network or this device. */
  readonly encodedBytes: number;
  readonly decodedBytes: number;
  /** Code or name of the error that it failed with. */
  readonly error?: string;
  /** What the server answered in place of a chunk: its HTTP status. */
  readonly status?: number;
}
