import { progressiveTuning, type Tuning } from '../../../core';
import type { EvictionNeed, EvictionState } from '../../evict/eviction-state';
import { planEviction } from '../../evict/plan-eviction';
import type { Pin } from '../../library';
import { emergencyBytes, learnedLimitBytes, limitInForce, writePauseMs } from '../../quota';
import { evictableSegments, PinnedEntries } from './evictable';
import { isSuperseded } from '../generations';
import type { KeeperParts } from '../keeper-parts';
import { Leases, type Shown } from './leases';
import { asJanitor, livingOwners } from '../tabs/owners';
import type { WriteJob } from '../store/write-behind';

/** A tick is half a second of use. */
const ticksPerSecond = 2;
/** How many times the share of others one of the datasets has that were used last. */
const recentWeight = 2;

/** Room and limits. One tab at a time evicts, under a lock. */
export class Housekeeping {
  readonly leases = new Leases();
  readonly pinned = new PinnedEntries(({ name }) =>
    isSuperseded(this.#keeper.index, name, this.#keeper.generationOf(name.dataset)),
  );
  /** What the user allows. */
  limitBytes = Infinity;
  /** What the browser enforced when it last refused. */
  learned: { readonly bytes: number; readonly atMs: number } | undefined;
  readonly #keeper: KeeperParts;
  #tuning = progressiveTuning;
  #isPaused = false;
  #isTidying = false;
  /** When nothing could go: it need not be tried again before something is older. */
  #vainTick: number | undefined;

  constructor(keeper: KeeperParts) {
    this.#keeper = keeper;
  }

  get effectiveLimit(): number {
    const { learned, limitBytes } = this;
    if (!learned) return limitBytes;
    const days = (this.#keeper.effects.nowMs() - learned.atMs) / 86_400_000;
    return limitInForce(limitBytes, { bytes: learned.bytes, days });
  }

  get pins(): readonly Pin[] {
    return this.pinned.pins;
  }

  /** Bytes on disk that pins cover. */
  get pinnedBytes(): number {
    return this.pinned.bytes(this.#keeper.index);
  }

  /** Reads limits and pins. Rejects with the database's error. */
  async load(): Promise<void> {
    const { meta } = this.#keeper.effects.database;
    const names = ['limit-bytes', 'learned-bytes', 'learned-at-ms'];
    const [limit, bytes, at] = await meta.bulkGet(names);
    this.learned = bytes && at && { bytes: bytes.value, atMs: at.value };
    if (limit) this.limitBytes = limit.value;
    await this.loadPins();
  }

  /** Asks the browser how much there is, where the user has set no limit. */
  async estimate(): Promise<void> {
    if (this.limitBytes !== Infinity) return;
    const { effects } = this.#keeper;
    const limitBytes = effects.defaultLimitBytes(await effects.estimate().catch(() => ({})));
    if (this.limitBytes === Infinity) this.limitBytes = limitBytes;
  }

  async loadPins(): Promise<void> {
    this.pinned.pins = await this.#keeper.effects.database.pins.toArray();
  }

  /** Makes room by these constants from now on. */
  tune(tuning: Tuning): void {
    this.#tuning = tuning;
    this.#vainTick = undefined;
  }

  show(leases: Shown): void {
    const { owner } = this.#keeper.effects;
    this.leases.set(owner, leases);
    this.#keeper.effects.broadcast({ type: 'showing', owner, leases });
  }

  /** Says again what this page shows, to a tab that has come since. */
  showAgain(): void {
    const { owner } = this.#keeper.effects;
    const leases = this.leases.of(owner);
    if (leases.length > 0) this.#keeper.effects.broadcast({ type: 'showing', owner, leases });
  }

  showOther(owner: string, leases: Shown): void {
    this.leases.set(owner, leases);
  }

  /** Whether a job may be written now. */
  admits({ level }: WriteJob): boolean {
    if (this.#isPaused) return false;
    const { index } = this.#keeper;
    const shownBytes = index.live === 0 ? 0 : (this.leases.count * index.bytes) / index.live;
    return level > 0 || shownBytes <= this.#tuning.diskCrowded * this.effectiveLimit;
  }

  /** Makes room once the limit is near. */
  async tidy(): Promise<void> {
    const { index } = this.#keeper;
    const { pinnedBytes } = this;
    const room = Math.max(0, this.effectiveLimit - pinnedBytes);
    if (index.bytes - pinnedBytes <= this.#tuning.diskHigh * room) return;
    if (this.#isTidying || this.#vainTick === this.#keeper.tick) return;
    this.#isTidying = true;
    const before = index.bytes;
    try {
      await asJanitor(this.#keeper.effects, () => this.#evict({ bytes: 0 }), { isOptional: true });
      if (index.bytes >= before) this.#vainTick = this.#keeper.tick;
    } catch (error) {
      this.#keeper.failed(error);
    } finally {
      this.#isTidying = false;
    }
  }

  /** The browser refused a write: learns from it, and lets some go at once. Returns whether anything went. */
  async makeRoom({ bytes }: WriteJob): Promise<boolean> {
    const { index, effects } = this.#keeper;
    this.learned = { bytes: learnedLimitBytes(index.bytes), atMs: effects.nowMs() };
    const { meta } = effects.database;
    await meta
      .bulkPut([
        { key: 'learned-bytes', value: this.learned.bytes },
        { key: 'learned-at-ms', value: this.learned.atMs },
      ])
      .catch(() => undefined);
    const size = bytes === 'absent' ? 0 : bytes.byteLength;
    const before = index.bytes;
    await this.#evict({ bytes: size + emergencyBytes(index.bytes), isEmergency: true });
    return index.bytes < before;
  }

  /** Writes nothing for a minute. */
  pauseWrites(): void {
    if (this.#isPaused) return;
    this.#isPaused = true;
    if (this.#keeper.trouble === undefined) this.#keeper.setTrouble('storage-full');
    this.#keeper.effects.later(writePauseMs, () => {
      this.#isPaused = false;
      if (this.#keeper.trouble === 'storage-full') this.#keeper.setTrouble(undefined);
    });
  }

  async #evict(need: EvictionNeed): Promise<void> {
    const { index, store } = this.#keeper;
    const isAlive = await livingOwners(this.#keeper.effects);
    this.leases.keepOnly(isAlive);
    let entries = 0;
    for (const { segment: id, slots } of planEviction(this.#state(), need)) {
      const segment = index.segment(id);
      if (!segment) continue;
      const gone = await store.kill(segment, slots);
      entries += gone.length;
      const isDropped = index.segment(id) === undefined;
      this.#keeper.tellGone(segment, gone, isDropped ? undefined : slots);
    }
    if (entries > 0) this.#keeper.tell({ type: 'evicted', entries });
    this.#keeper.tell({ type: 'library-changed' });
  }

  #state(): EvictionState {
    const { index, tick: nowTick } = this.#keeper;
    const [tuning, limitBytes] = [this.#tuning, this.effectiveLimit];
    const { diskOpenWeight, diskMinAgeS } = tuning;
    const segments = evictableSegments(index, { pinned: this.pinned, leases: this.leases });
    const ids = new Set(segments.map(({ dataset }) => dataset));
    const lately = [...ids].sort((a, b) => lastUse(segments, b) - lastUse(segments, a)).slice(0, 3);
    const weight = (id: string): number => {
      if (this.leases.isOpen(id)) return diskOpenWeight;
      return lately.includes(id) ? Math.min(recentWeight, diskOpenWeight) : 1;
    };
    const datasets = new Map(
      [...ids].map((id) => [id, { generation: this.#keeper.generationOf(id), weight: weight(id) }]),
    );
    const minAgeTicks = diskMinAgeS * ticksPerSecond;
    return { limitBytes, segments, datasets, nowTick, minAgeTicks, tuning };
  }
}

function lastUse(segments: EvictionState['segments'], dataset: string): number {
  const own = segments.filter((segment) => segment.dataset === dataset);
  return own.reduce((last, { usedTicks }) => usedTicks.reduce((a, b) => Math.max(a, b), last), 0);
}
