import type { Evictions } from '../../core';

/** What a chunk store has counted since the start. */
export interface StoreCounters {
  readonly hits: number;
  readonly evicted: number;
}

/** How caches were used since the start, or since that was last set back. */
export class CacheUse {
  readonly #counters: () => StoreCounters;
  #atReset: StoreCounters = { hits: 0, evicted: 0 };
  #gpu = 0;
  #disk = 0;

  constructor(counters: () => StoreCounters) {
    this.#counters = counters;
  }

  /** Chunks that were in memory when a view came to want them. */
  get memoryHits(): number {
    return this.#counters().hits - this.#atReset.hits;
  }

  get evicted(): Evictions {
    return { gpu: this.#gpu, chunks: this.#counters().evicted - this.#atReset.evicted, disk: this.#disk };
  }

  /** A tile or a brick went to make room for another. */
  noteGpu(): void {
    this.#gpu += 1;
  }

  /** Entries that were kept on this device went to make room. */
  noteDisk(entries: number): void {
    this.#disk += entries;
  }

  reset(): void {
    this.#atReset = this.#counters();
    this.#gpu = this.#disk = 0;
  }
}
