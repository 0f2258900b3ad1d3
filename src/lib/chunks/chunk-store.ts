import { chunkKeyString, storedDatasetId, type ChunkArray, type ChunkKey } from '../core';
import {
  byPriority,
  canEverFit,
  encodedBound,
  evictUntil,
  isForView,
  mayPass,
  needOf,
  reserveNeed,
  tooLargeError,
  tooManyBytesError,
  type ChunkWish,
} from './memory/admission';
import { ByteLru } from './memory/byte-lru';
import { ChangeFeed } from './change-feed';
import type { ChunkState, ChunkStoreOptions } from './chunk-store-options';
import { EmptyChunks } from './empty-chunks';
import { FailureLog, type ChunkFailure } from './failure-log';
import { CachedCount } from './cached-count';
import { outcomeOf, type HeldChunk, type Load, type Outcome, type Resident } from './load';
import { IdleRemade } from './memory/idle-remade';
import type { Lane } from './lane';
import { offerChunk } from './offer-chunk';

/**
 * The RAM tier: decoded chunks within a budget. What is wanted is stated whole, by {@link want}; the store works out
 * what to load, abort and drop. Bytes are reserved before a load starts and given back once, however it ends.
 */
export class ChunkStore {
  readonly #options: ChunkStoreOptions;
  readonly #residents = new ByteLru<Resident>(() => this.#options.tuning?.());
  readonly #empty = new EmptyChunks();
  readonly #idleRemade = new IdleRemade();
  readonly #failures = new FailureLog(() => this.#options.tuning?.());
  /** Chunks for which there is no room, until the wish list or the limits change. */
  readonly #refused = new Map<string, ChunkFailure>();
  readonly #loading = new Map<string, Load>();
  readonly #changes: ChangeFeed;
  /** By priority, as are those queued, which are neither here nor on their way. */
  #wishes = new Map<string, ChunkWish>();
  #queued = new Map<string, ChunkWish>();
  #lanes = new Set<Lane>();
  readonly #counters = { loads: 0, hits: 0, evicted: 0 };
  #proceedings = 0;
  readonly #pending = new CachedCount();

  constructor(options: ChunkStoreOptions) {
    this.#options = options;
    this.#changes = new ChangeFeed(options.onChange);
  }

  /** Since the start. `hits`: chunks that were here when a view came to want them. `evicted`: those that went to make room. */
  get counters(): { readonly loads: number; readonly hits: number; readonly evicted: number } {
    return { ...this.#counters };
  }

  /** Changes whenever the state of some chunk may have. */
  get version(): number {
    return this.#changes.count + this.#proceedings;
  }

  /** Replaces the wish list. Loads that it does not have are aborted; new ones start, most urgent first. */
  want(list: readonly ChunkWish[]): void {
    const before = this.#wishes;
    this.#wishes = byPriority(list);
    for (const [id, wish] of before) if (!this.#wishes.has(id)) this.#leave(id, wish.key);
    for (const [id, wish] of this.#wishes) if (!before.has(id)) this.#enter(id, wish.key);
    evictUntil(this.#options.budget, this.#residents, 0, this.#onEvict);
    this.#proceed();
  }

  /** The decoded chunk, when it is here; counts as a use. */
  get(key: ChunkKey): ChunkArray | undefined {
    return this.#residents.get(chunkKeyString(key))?.chunk;
  }

  stateOf(key: ChunkKey): ChunkState {
    return this.#stateOf(chunkKeyString(key));
  }

  #stateOf(id: string): ChunkState {
    if (this.#residents.has(id)) return 'ready';
    if (this.#empty.has(id)) return 'empty';
    if (this.#loading.get(id)?.controller.signal.aborted === false) return 'loading';
    if (this.#refused.has(id) || this.#failures.get(id)) return 'failed';
    return this.#wishes.has(id) ? 'queued' : 'idle';
  }

  /** Chunks of a dataset that are here, or that its store does not have. What changes meanwhile may be missed, or come twice. */
  *held(dataset: string): Generator<HeldChunk> {
    for (const { key, chunk } of this.#residents.values())
      if (key.dataset === dataset) yield { key, bytes: chunk.data.byteLength };
    for (const key of this.#empty.keys()) if (key.dataset === dataset) yield { key, bytes: 0 };
  }

  errorOf(key: ChunkKey): Error | undefined {
    const id = chunkKeyString(key);
    return (this.#refused.get(id) ?? this.#failures.get(id))?.error;
  }

  /** What is wanted and failed. */
  failures(): ChunkFailure[] {
    return [...this.#refused.values(), ...this.#failures.list((id) => this.#wishes.has(id))];
  }

  /** Number of chunks that a view waits for: queued or loading. */
  pendingCount(): number {
    const isAwaited = (id: string) => /^(queued|loading)$/.test(this.#stateOf(id));
    const count = () =>
      [...this.#queued.values()].filter(isForView).length +
      [...this.#loading.keys()].filter((id) => isForView(this.#wishes.get(id)) && isAwaited(id)).length;
    return this.#pending.of(this.version, count);
  }

  isIdle(): boolean {
    return this.pendingCount() === 0;
  }

  /** Tries everything again that failed, at once. */
  retryFailed(): void {
    this.#failures.forget(() => true);
    this.#refused.clear();
    this.#proceed();
  }

  /** Keeps a chunk that was read for others to be made of it, or that the store does not have, as far as there is room. */
  offer(key: ChunkKey, chunk: ChunkArray | undefined): void {
    const id = chunkKeyString(key);
    const place = { ...this.#options, residents: this.#residents, onEvict: this.#onEvict };
    if (!chunk) this.#empty.add(id, key, (other) => this.#wishes.has(other));
    else if (!this.#loading.has(id) && offerChunk(place, key, chunk))
      this.#idle(id, key, chunk.data.byteLength);
  }

  /** Drops all of a dataset and of what is made of it, when its last layer closes. */
  clear(dataset: string): void {
    const isIts = ({ key }: { readonly key: ChunkKey }) => storedDatasetId(key.dataset) === dataset;
    for (const [id, wish] of this.#wishes)
      if (isIts(wish) && this.#wishes.delete(id)) this.#leave(id, wish.key);
    for (const [id, resident] of this.#residents.entries()) if (isIts(resident)) this.#drop(id);
    this.#empty.forgetDataset(dataset);
    this.#failures.forget((_, failure) => isIts(failure));
    this.#proceed();
  }

  /** Drops what exceeds the budget, after its limits have changed, and looks again at what did not fit. */
  trim(): void {
    evictUntil(this.#options.budget, this.#residents, 0, this.#onEvict);
    this.#refused.clear();
    this.#proceed();
  }

  #enter(id: string, key: ChunkKey): void {
    this.#residents.lease(id);
    this.#idleRemade.enter(id);
    if (!this.#residents.has(id) && !this.#empty.has(id)) return;
    this.#counters.hits++;
    this.#options.onHit?.(key);
  }

  #leave(id: string, key: ChunkKey): void {
    this.#refused.clear();
    const freeBytes = this.#residents.release(id);
    if (freeBytes > 0) this.#idle(id, key, freeBytes);
    this.#failures.leave(id);
    this.#loading.get(id)?.controller.abort();
    this.#changes.add(id, key);
  }

  #idle(id: string, key: ChunkKey, bytes: number): void {
    if (!this.#options.isRemade?.(key)) return;
    for (const idle of this.#idleRemade.leave(id, bytes, this.#options.tuning?.())) this.#drop(idle, true);
  }

  #drop(id: string, isEvicted = false): void {
    this.#idleRemade.enter(id);
    const dropped = this.#residents.delete(id);
    if (dropped) this.#options.budget.release('chunks', dropped.bytes);
    if (dropped) this.#changes.add(id, dropped.value.key);
    if (dropped && isEvicted) this.#counters.evicted++;
  }

  readonly #onEvict = ({ key }: Resident): void => {
    const id = chunkKeyString(key);
    this.#idleRemade.enter(id);
    this.#changes.add(id, key);
    this.#counters.evicted++;
  };

  /** Brings everything up to date, and tells of it. */
  #proceed(): void {
    this.#proceedings += 1;
    this.#enqueue();
    this.#startLoads();
    this.#changes.flush();
  }

  #enqueue(): void {
    const [before, nowMs] = [this.#queued, this.#options.now()];
    this.#queued = new Map();
    this.#lanes = new Set();
    for (const [id, wish] of this.#wishes) {
      if (this.#residents.has(id) || this.#empty.has(id) || this.#loading.has(id)) continue;
      if (this.#refused.has(id) || this.#failures.isHeldBack(id, nowMs)) continue;
      this.#queued.set(id, wish);
      this.#lanes.add(this.#options.laneOf(wish.key));
      if (!before.has(id)) this.#changes.add(id, wish.key);
    }
  }

  /**
   * Starts what lanes and budget allow, most urgent first. A full lane holds up only its own chunks. One chunk at
   * most waits for bytes; others pass it under the rule of {@link mayPass}.
   */
  #startLoads(): void {
    const fullLanes = new Set<Lane>();
    const { budget } = this.#options;
    let waiting: { id: string; wish: ChunkWish } | undefined;
    for (const [id, wish] of this.#queued) {
      const lane = this.#options.laneOf(wish.key);
      if (!lane.hasRoom) {
        if (fullLanes.add(lane).size === this.#lanes.size) break;
      } else if (!canEverFit(budget, needOf(wish))) this.#refuse(id, wish);
      else if (waiting && !this.#mayPass(waiting, wish)) break;
      else if (reserveNeed(budget, this.#residents, needOf(wish), this.#onEvict))
        this.#start(id, wish, waiting?.id);
      else if (!waiting) waiting = { id, wish };
      else break;
    }
    if (waiting && this.#loading.size === 0) {
      this.#refuse(waiting.id, waiting.wish);
      this.#startLoads();
    }
  }

  #mayPass(waiting: { id: string; wish: ChunkWish }, wish: ChunkWish): boolean {
    const passed = [...this.#loading.values()].filter(({ passedId }) => passedId === waiting.id);
    const { leasedBytes } = this.#residents;
    const state = { waiting: needOf(waiting.wish), passed: passed.map(({ need }) => need), leasedBytes };
    return mayPass(this.#options.budget, state, needOf(wish));
  }

  #refuse(id: string, wish: ChunkWish): void {
    this.#queued.delete(id);
    this.#refused.set(id, { key: wish.key, error: tooLargeError(this.#options.budget, wish), attempts: 0 });
    this.#changes.add(id, wish.key);
  }

  #start(id: string, wish: ChunkWish, passedId: string | undefined): void {
    const [{ key }, lane] = [wish, this.#options.laneOf(wish.key)];
    const load = { key, need: needOf(wish), lane, controller: new AbortController(), passedId };
    this.#queued.delete(id);
    this.#loading.set(id, load);
    lane.start();
    this.#counters.loads++;
    this.#changes.add(id, key);
    void this.#run(id, load, encodedBound(wish.decodedBytes));
  }

  async #run(id: string, load: Load, maxEncodedBytes: number): Promise<void> {
    const { signal } = load.controller;
    const outcome = await outcomeOf(async () => this.#options.load(load.key, { signal, maxEncodedBytes }));
    this.#loading.delete(id);
    load.lane.finish();
    this.#options.budget.release('inFlight', load.need.inFlight);
    this.#options.budget.release('chunks', load.need.chunks - this.#keep(id, load, outcome));
    this.#changes.add(id, load.key);
    if (signal.aborted) this.#enqueue();
    this.#startLoads();
    this.#changes.flush();
  }

  /** Takes what a load brought, and returns how many of its reserved bytes stay in use. */
  #keep(id: string, { key, need, controller }: Load, outcome: Outcome): number {
    const [isWanted, isAborted] = [this.#wishes.has(id), controller.signal.aborted];
    if (isAborted && !isWanted) return 0;
    if ('error' in outcome) return isAborted ? 0 : this.#fail(id, key, outcome.error);
    this.#failures.succeed(id);
    if (!outcome.chunk) {
      this.#empty.add(id, key, (other) => this.#wishes.has(other));
      return 0;
    }
    const bytes = outcome.chunk.data.byteLength;
    if (bytes > need.chunks) return this.#fail(id, key, tooManyBytesError(key, bytes, need));
    const value = { key, chunk: outcome.chunk };
    this.#residents.add(id, value, { bytes, level: key.level, isLeased: isWanted });
    return bytes;
  }

  /** An AbortError that nobody asked for is a failure too, or it would be tried again for ever. */
  #fail(id: string, key: ChunkKey, cause: unknown): 0 {
    const error = cause instanceof Error ? cause : new Error(String(cause), { cause });
    const nowMs = this.#options.now();
    this.#failures.add(id, { key, error, nowMs });
    const pauseMs = this.#failures.pauseOf(id, nowMs);
    if (pauseMs !== undefined) this.#options.later(pauseMs, () => this.#proceed());
    return 0;
  }
}
