import type { ChunkArray, ChunkKey } from '../core';
import type { Lane } from './lane';
import type { Need } from './memory/admission';

/** A chunk that is on its way. */
export interface Load {
  readonly key: ChunkKey;
  readonly need: Need;
  readonly lane: Lane;
  readonly controller: AbortController;
  /** The more urgent chunk that was waiting for bytes when this one started. */
  readonly passedId: string | undefined;
}

/** What became of it. */
export type Outcome = { readonly chunk: ChunkArray | undefined } | { readonly error: unknown };

/** A chunk that is here. */
export interface Resident {
  readonly key: ChunkKey;
  readonly chunk: ChunkArray;
}

/** A chunk that is here, or that its store does not have. */
export interface HeldChunk {
  readonly key: ChunkKey;
  /** Of its voxels once decoded; 0 when the store does not have it. */
  readonly bytes: number;
}

/** Waits for a load to end, one way or the other. */
export function outcomeOf(read: () => Promise<ChunkArray | undefined>): Promise<Outcome> {
  return read().then(
    (chunk) => ({ chunk }),
    (error: unknown) => ({ error }),
  );
}
