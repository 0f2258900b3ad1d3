import type { KeeperEffects } from '../keeper-effects';
import type { Dropped, KeepStore } from './keep-store';

/** The index is written this long after something new came, or after so many entries. */
const flushMs = 500;
const flushEntries = 64;

export interface IndexFlushParts {
  readonly store: KeepStore;
  readonly effects: KeeperEffects;
  readonly tick: number;
  /** Whether the database may be written to. */
  readonly isUsable: boolean;
  /** Half a second of use has passed. */
  ticked(): void;
  tellDropped(dropped: readonly Dropped[]): void;
  failed(error: unknown): void;
}

/** Writes the index to the database every now and then. */
export class IndexFlush {
  readonly #keeper: IndexFlushParts;
  #entries = 0;
  #isPlanned = false;

  constructor(keeper: IndexFlushParts) {
    this.#keeper = keeper;
  }

  /** Notes a new entry. */
  async added(): Promise<void> {
    this.#entries += 1;
    if (this.#entries >= flushEntries) await this.now();
    else this.soon();
  }

  soon(): void {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    this.#keeper.effects.later(flushMs, () => {
      this.#isPlanned = false;
      this.#keeper.ticked();
      void this.now();
    });
  }

  /** Never rejects. What could not be written is tried again. */
  async now(): Promise<void> {
    const { store, effects, tick, isUsable } = this.#keeper;
    this.#entries = 0;
    if (!isUsable || !store.isDirty) return;
    try {
      const { written, lost } = await store.flush({ tick });
      this.#keeper.tellDropped(lost);
      const segments = written.map(({ id, paths }) => ({ segment: id, count: paths.length }));
      if (segments.length > 0) effects.broadcast({ type: 'flushed', segments });
      if (segments.length + lost.length > 0) effects.tell({ type: 'kept-changed' });
    } catch (error) {
      this.#keeper.failed(error);
      this.soon();
    }
  }
}
