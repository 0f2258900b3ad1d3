import { progressiveTuning, type Tuning } from '../../core';

interface Entry<Value> {
  readonly value: Value;
  readonly bytes: number;
  readonly level: number;
  /** Number of the last use. */
  used: number;
}

export interface Evicted<Value> {
  readonly value: Value;
  readonly bytes: number;
}

/**
 * Values by id, with their bytes. Leased ones stay; the others leave in the order of their last use, weighted so that
 * coarser levels live longer. It decides nothing about limits: whoever needs room calls {@link evictOne}.
 */
export class ByteLru<Value> {
  readonly #leased = new Map<string, Entry<Value>>();
  /** By level, each in the order of use, oldest first. */
  readonly #free = new Map<number, Map<string, Entry<Value>>>();
  readonly #tuning: () => Tuning | undefined;
  #uses = 0;
  #leasedBytes = 0;
  #freeBytes = 0;

  /** `tuning`: as by default where it gives none. */
  constructor(tuning: () => Tuning | undefined = () => undefined) {
    this.#tuning = tuning;
  }

  get leasedBytes(): number {
    return this.#leasedBytes;
  }

  /** Bytes that can be evicted. */
  get freeBytes(): number {
    return this.#freeBytes;
  }

  has(id: string): boolean {
    return this.#find(id) !== undefined;
  }

  /** Returns the value and counts it as used. */
  get(id: string): Value | undefined {
    const entry = this.#find(id);
    if (!entry) return undefined;
    entry.used = ++this.#uses;
    const free = this.#free.get(entry.level);
    if (free?.delete(id)) free.set(id, entry);
    return entry.value;
  }

  /** Adds a value under a new id. */
  add(
    id: string,
    value: Value,
    { bytes, level, isLeased }: { bytes: number; level: number; isLeased: boolean },
  ): void {
    if (this.has(id)) throw new Error(`${id} is held already.`);
    const entry = { value, bytes, level, used: ++this.#uses };
    if (isLeased) this.#putLeased(id, entry);
    else this.#putFree(id, entry);
  }

  /** Keeps a value until it is released; does nothing when it is not here. */
  lease(id: string): void {
    const entry = this.#takeFree(id);
    if (entry) this.#putLeased(id, entry);
  }

  /** The inverse of {@link lease}; counts as a use. Returns the bytes that may go now. */
  release(id: string): number {
    const entry = this.#takeLeased(id);
    if (!entry) return 0;
    entry.used = ++this.#uses;
    this.#putFree(id, entry);
    return entry.bytes;
  }

  /** Drops the value that is worth least and not leased; `undefined` when there is none. */
  evictOne(): Evicted<Value> | undefined {
    const { levelUses } = this.#tuning() ?? progressiveTuning;
    let worst: { id: string; score: number } | undefined;
    for (const [level, entries] of this.#free) {
      const [oldest] = entries;
      if (!oldest) continue;
      const score = oldest[1].used + level * levelUses;
      if (!worst || score < worst.score) worst = { id: oldest[0], score };
    }
    return worst && this.delete(worst.id);
  }

  /** Drops a value, leased or not. */
  delete(id: string): Evicted<Value> | undefined {
    const entry = this.#takeFree(id) ?? this.#takeLeased(id);
    return entry && { value: entry.value, bytes: entry.bytes };
  }

  /** All ids and values, in no particular order. */
  entries(): [string, Value][] {
    const all = [...this.#free.values()].flatMap((entries) => [...entries]);
    return [...this.#leased, ...all].map(([id, { value }]) => [id, value]);
  }

  /** All values, in no particular order. What changes while they are gone through may be missed, or come twice. */
  *values(): Generator<Value> {
    for (const { value } of this.#leased.values()) yield value;
    for (const entries of [...this.#free.values()]) for (const { value } of entries.values()) yield value;
  }

  #find(id: string): Entry<Value> | undefined {
    const leased = this.#leased.get(id);
    if (leased) return leased;
    for (const entries of this.#free.values()) {
      const entry = entries.get(id);
      if (entry) return entry;
    }
    return undefined;
  }

  #putLeased(id: string, entry: Entry<Value>): void {
    this.#leased.set(id, entry);
    this.#leasedBytes += entry.bytes;
  }

  #takeLeased(id: string): Entry<Value> | undefined {
    const entry = this.#leased.get(id);
    if (!entry) return undefined;
    this.#leased.delete(id);
    this.#leasedBytes -= entry.bytes;
    return entry;
  }

  #putFree(id: string, entry: Entry<Value>): void {
    const entries = this.#free.get(entry.level) ?? new Map<string, Entry<Value>>();
    this.#free.set(entry.level, entries.set(id, entry));
    this.#freeBytes += entry.bytes;
  }

  #takeFree(id: string): Entry<Value> | undefined {
    for (const [level, entries] of this.#free) {
      const entry = entries.get(id);
      if (!entry) continue;
      entries.delete(id);
      if (entries.size === 0) this.#free.delete(level);
      this.#freeBytes -= entry.bytes;
      return entry;
    }
    return undefined;
  }
}
