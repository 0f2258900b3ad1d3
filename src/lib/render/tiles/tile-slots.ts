/** How dear a tile is when room must be made: what the frame draws or plans most, then pinned levels, then the rest. */
export type Protection = 'none' | 'pinned' | 'drawn' | 'planned';

const strength: Readonly<Record<Protection, number>> = { none: 0, pinned: 1, drawn: 2, planned: 3 };

interface Slot {
  readonly index: number;
  protection: Protection;
  round: number;
  isPinned: boolean;
}

/** A slot that was handed out, and whose tile had to go for it. */
export interface Acquired {
  readonly slot: number;
  readonly evicted?: string;
}

/**
 * Who holds which slot of a fixed number, least recently used first out. Protection holds for one round (one frame):
 * {@link beginRound} ends it, but a pinned tile stays pinned.
 */
export class TileSlots {
  readonly #capacity: number;
  readonly #onEvict: () => void;
  readonly #held = new Map<string, Slot>();
  #handedOut = 0;
  #round = 0;

  /** `onEvict`: told each time that a tile has to go for another. */
  constructor(capacity: number, onEvict: () => void = () => undefined) {
    this.#capacity = capacity;
    this.#onEvict = onEvict;
  }

  beginRound(): void {
    this.#round++;
  }

  /** Marks a tile as just used and protects it for this round; a stronger protection in the same round stays. */
  protect(key: string, protection: Protection): void {
    const slot = this.#held.get(key);
    if (!slot) return;
    this.#held.delete(key);
    this.#held.set(key, slot);
    if (protection === 'pinned') slot.isPinned = true;
    else if (slot.round !== this.#round || strength[protection] > strength[slot.protection])
      slot.protection = protection;
    if (protection !== 'pinned') slot.round = this.#round;
  }

  /**
   * Gives `key`, which holds none, a slot: a free one, else that of the tile that is least protected and least recently
   * used among those protected less than `limit`. Returns `undefined` when there is none.
   */
  acquire(key: string, limit: Protection): Acquired | undefined {
    if (this.#held.has(key)) throw new Error(`tile ${key} holds a slot already`);
    if (this.#handedOut < this.#capacity) return { slot: this.#hold(key, this.#handedOut++) };
    const victim = this.#victim(limit);
    if (victim === undefined) return undefined;
    const slot = this.#held.get(victim);
    if (!slot) throw new Error(`tile ${victim} holds no slot`);
    this.#held.delete(victim);
    this.#onEvict();
    return { slot: this.#hold(key, slot.index), evicted: victim };
  }

  #hold(key: string, index: number): number {
    this.#held.set(key, { index, protection: 'planned', round: this.#round, isPinned: false });
    return index;
  }

  #victim(limit: Protection): string | undefined {
    let best: string | undefined;
    let bestStrength = strength[limit];
    for (const [key, slot] of this.#held) {
      const own = strength[this.#protectionOf(slot)];
      if (own >= bestStrength) continue;
      if (own === 0) return key;
      best = key;
      bestStrength = own;
    }
    return best;
  }

  #protectionOf({ protection, round, isPinned }: Slot): Protection {
    if (round === this.#round) return protection;
    return isPinned ? 'pinned' : 'none';
  }
}
