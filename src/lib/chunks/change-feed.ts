import type { ChunkKey } from '../core';

/** Collects keys whose state changed and tells of each once, when asked to; a listener may change more. */
export class ChangeFeed {
  #changed = new Map<string, ChunkKey>();
  #isTelling = false;
  #count = 0;
  readonly #listener: (key: ChunkKey) => void;

  constructor(listener: (key: ChunkKey) => void) {
    this.#listener = listener;
  }

  /** Changes so far. */
  get count(): number {
    return this.#count;
  }

  add(id: string, key: ChunkKey): void {
    this.#count += 1;
    this.#changed.set(id, key);
  }

  flush(): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    try {
      while (this.#changed.size > 0) {
        const batch = this.#changed;
        this.#changed = new Map();
        for (const key of batch.values()) this.#listener(key);
      }
    } finally {
      this.#isTelling = false;
    }
  }
}
