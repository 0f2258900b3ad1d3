import { storedDatasetId, type ChunkKey } from '../core';

/** Absent chunks that are remembered; each costs about a hundred bytes. */
const MAX_EMPTY = 65_536;

/** Chunks that the store does not have: nothing to hold, but worth not asking for again. The oldest are forgotten. */
export class EmptyChunks {
  readonly #keys = new Map<string, ChunkKey>();

  has(id: string): boolean {
    return this.#keys.has(id);
  }

  /** Adds a chunk; forgets the oldest for which `isWanted` does not hold when there are too many. */
  add(id: string, key: ChunkKey, isWanted: (id: string) => boolean): void {
    this.#keys.set(id, key);
    if (this.#keys.size <= MAX_EMPTY) return;
    for (const old of this.#keys.keys())
      if (!isWanted(old)) {
        this.#keys.delete(old);
        return;
      }
  }

  keys(): Iterable<ChunkKey> {
    return this.#keys.values();
  }

  forgetDataset(dataset: string): void {
    for (const [id, key] of this.#keys) if (storedDatasetId(key.dataset) === dataset) this.#keys.delete(id);
  }
}
