import type { SegmentRow, TouchRow } from '../../db';
import { entryBytes } from '../entry/entry';
import { parseCacheName, type SegmentName } from '../names/cache-name';

/** Entries of one cache: `Cache.keys()` fails at tens of thousands, and takes long before (measured in Chromium). */
export const maxSlots = 2048;
const maxSegmentBytes = 64 * 2 ** 20;

export const isDead = 1;
export const isAbsent = 2;

/** What is written into one slot. */
export interface NewSlot {
  readonly path: string;
  /** Bytes of the body; 0 for what is absent. */
  readonly length: number;
  readonly isAbsent: boolean;
  readonly tick: number;
}

/** The entries of one cache, in the order in which they came. A slot is never used again. */
export class Segment {
  readonly id: string;
  readonly name: SegmentName;
  readonly paths: string[] = [];
  readonly lengths = new Uint32Array(maxSlots);
  readonly born = new Uint32Array(maxSlots);
  readonly used = new Uint32Array(maxSlots);
  readonly flags = new Uint8Array(maxSlots);
  /** On disk, of what is alive. */
  bytes = 0;
  /** Its cache has been compared with it since its writer ended. */
  isSealed = false;
  /** Slots whose bodies are there. */
  live = 0;
  /** Slots that are not dead: what is known to be absent counts here, too. */
  #present = 0;
  #written = 0;

  constructor(id: string, name: SegmentName) {
    this.id = id;
    this.name = name;
  }

  /** Makes a segment from its row; `undefined` when the row is not of this schema, or torn. */
  static fromRow(row: SegmentRow, touch?: TouchRow): Segment | undefined {
    const name = parseCacheName(row.id);
    const paths = row.paths === '' ? [] : row.paths.split('\n');
    const sizes = [row.lengths, row.born, row.flags].map(
      (values) => (values as typeof values | undefined)?.length,
    );
    if (!name || paths.length > maxSlots || sizes.some((size) => size !== paths.length)) return undefined;
    const segment = new Segment(row.id, name);
    segment.isSealed = row.sealed === 1;
    segment.#extend(row, paths);
    touch?.used.subarray(0, paths.length).forEach((tick, slot) => segment.touch(slot, tick));
    return segment;
  }

  get isFull(): boolean {
    return this.paths.length >= maxSlots || this.#written >= maxSegmentBytes;
  }

  /** Nothing is known of anything in it any more. */
  get isEmpty(): boolean {
    return this.#present === 0;
  }

  /** Takes over the slots of a row of the same segment that come after its own. Returns how many. */
  extend(row: SegmentRow): number {
    const before = this.paths.length;
    const paths = row.paths === '' ? [] : row.paths.split('\n');
    if (paths.length > maxSlots) return 0;
    this.#extend(row, paths);
    return this.paths.length - before;
  }

  toRow(): SegmentRow {
    const count = this.paths.length;
    const { dataset, generation, level } = this.name;
    return {
      ...{ id: this.id, dataset, generation, level, paths: this.paths.join('\n') },
      lengths: this.lengths.slice(0, count),
      born: this.born.slice(0, count),
      flags: this.flags.slice(0, count),
      sealed: this.isSealed ? 1 : 0,
    };
  }

  toTouch(): TouchRow {
    return { segment: this.id, used: this.used.slice(0, this.paths.length) };
  }

  /** Returns the slot. */
  append({ path, length, isAbsent: absent, tick }: NewSlot): number {
    const slot = this.paths.push(path) - 1;
    this.lengths[slot] = length;
    this.born[slot] = this.used[slot] = tick;
    this.flags[slot] = absent ? isAbsent : 0;
    this.#present += 1;
    this.#count(slot, 1);
    return slot;
  }

  /** Marks a slot as gone. Returns false when it was already. */
  kill(slot: number): boolean {
    if (slot >= this.paths.length || this.has(slot, isDead)) return false;
    this.#count(slot, -1);
    this.#present -= 1;
    this.flags[slot] = (this.flags[slot] ?? 0) | isDead;
    return true;
  }

  touch(slot: number, tick: number): void {
    if ((this.used[slot] ?? 0) < tick) this.used[slot] = tick;
  }

  has(slot: number, flag: number): boolean {
    return ((this.flags[slot] ?? 0) & flag) !== 0;
  }

  /** What a slot takes on disk now. */
  slotBytes(slot: number): number {
    const path = this.paths[slot];
    if (path === undefined || this.flags[slot] !== 0) return 0;
    return entryBytes(this.lengths[slot] ?? 0, path);
  }

  #extend({ lengths, born, flags }: SegmentRow, paths: readonly string[]): void {
    for (let slot = this.paths.length; slot < paths.length; slot++) {
      this.paths.push(paths[slot] ?? '');
      this.lengths[slot] = lengths[slot] ?? 0;
      this.born[slot] = this.used[slot] = born[slot] ?? 0;
      this.flags[slot] = flags[slot] ?? isDead;
      if (!this.has(slot, isDead)) this.#present += 1;
      this.#count(slot, 1);
    }
  }

  #count(slot: number, sign: 1 | -1): void {
    const bytes = this.slotBytes(slot);
    if (bytes === 0) return;
    this.bytes += sign * bytes;
    this.live += sign;
    if (sign > 0) this.#written += bytes;
  }
}
