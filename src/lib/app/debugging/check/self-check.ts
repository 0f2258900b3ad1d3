import type { ChunkStore } from '../../../chunks';
import { chunkKeyString, type ChunkArray, type ChunkKey, type Dataset } from '../../../core';
import { expectedValues, type ExpectedValues } from '../../../source';
import { compareChunk } from './compare-chunk';
import { findPlace, type FoundPlace } from './find-place';

/** What is wrong with a chunk. */
export type Fault = FoundPlace | { readonly kind: 'late' };

/** A chunk with which something is wrong. */
export interface CheckFinding {
  readonly key: ChunkKey;
  readonly fault: Fault;
}

/** How far a check has come with what is on the screen. */
export interface CheckState {
  /** Datasets that are on the screen, and of which it is known what their voxels should hold. */
  readonly datasets: number;
  readonly checked: number;
  /** Here, and not looked at yet. */
  readonly pending: number;
  readonly findings: readonly CheckFinding[];
}

/** A dataset and what the view wants of it. */
export interface CheckedDataset {
  readonly dataset: Dataset;
  readonly want: readonly { readonly key: ChunkKey }[];
}

export interface SelfCheckOptions {
  readonly store: Pick<ChunkStore, 'get' | 'stateOf'>;
  /** Milliseconds that never run backwards. */
  readonly now: () => number;
}

/** A generated chunk that takes longer is held up by something. */
const LATE_MS = 4000;
/** What a look at some chunks may take at once. */
const SLICE_MS = 8;
/** Formulas that are so quick that every voxel is compared; of others some rows are. */
const quick: readonly string[] = ['ramp', 'checkerboard'];
const FEW_ROWS = 4;

/**
 * Compares chunks of generated images that the view wants with what their places should hold, a few at a time. Every chunk is
 * compared once, as long as it stays in memory.
 */
export class SelfCheck {
  readonly #options: SelfCheckOptions;
  readonly #truths = new Map<string, ExpectedValues | undefined>();
  readonly #done = new WeakMap<ChunkArray, Fault | 'right'>();
  /** Since when chunks have been on their way, by their keys. */
  readonly #since = new Map<string, number>();

  constructor(options: SelfCheckOptions) {
    this.#options = options;
  }

  /** Looks at what is here of some datasets, as long as it may, and says how things stand. */
  look(datasets: readonly CheckedDataset[]): CheckState {
    const { now } = this.#options;
    const endMs = now() + SLICE_MS;
    const state = { datasets: 0, checked: 0, pending: 0, findings: [] as CheckFinding[] };
    const underWay = new Set<string>();
    for (const { dataset, want } of datasets) {
      const truth = this.#truthOf(dataset);
      if (!truth) continue;
      state.datasets += 1;
      for (const { key } of want) {
        const fault = this.#lateness(key, underWay) ?? this.#faultOf(key, { dataset, truth, endMs });
        if (fault === 'pending') state.pending += 1;
        else if (fault) state.checked += 1;
        if (fault && typeof fault === 'object') state.findings.push({ key, fault });
      }
    }
    for (const id of this.#since.keys()) if (!underWay.has(id)) this.#since.delete(id);
    return state;
  }

  /** What is wrong with a chunk that is here; `undefined` where it is not. */
  #faultOf(
    key: ChunkKey,
    {
      dataset,
      truth,
      endMs,
    }: { readonly dataset: Dataset; readonly truth: ExpectedValues; readonly endMs: number },
  ): Fault | 'right' | 'pending' | undefined {
    const { store, now } = this.#options;
    const chunk = store.stateOf(key) === 'ready' ? store.get(key) : undefined;
    const array = dataset.levels[key.level]?.array;
    if (!chunk || !array) return undefined;
    const known = this.#done.get(chunk);
    if (known) return known;
    if (now() >= endMs) return 'pending';
    const maxRows = quick.includes(truth.generator) ? Infinity : FEW_ROWS;
    const { wrong } = compareChunk(chunk, key, truth, { shape: array.shape, maxRows });
    const levels = dataset.levels.map((level) => level.array);
    const axes = dataset.axes.flatMap(({ type }, axis) => (type === 'space' ? axis : []));
    const fault = wrong === 0 ? 'right' : findPlace(chunk, key, { truth, levels, axes });
    this.#done.set(chunk, fault);
    return fault;
  }

  #lateness(key: ChunkKey, underWay: Set<string>): Fault | undefined {
    if (this.#options.store.stateOf(key) !== 'loading') return undefined;
    const id = chunkKeyString(key);
    const nowMs = this.#options.now();
    const sinceMs = this.#since.get(id) ?? nowMs;
    underWay.add(id);
    this.#since.set(id, sinceMs);
    return nowMs - sinceMs > LATE_MS ? { kind: 'late' } : undefined;
  }

  /** `undefined` of what was not generated, and of what is made of it. */
  #truthOf({ id, location, generated }: Dataset): ExpectedValues | undefined {
    if (!generated || id.includes('\n')) return undefined;
    if (!this.#truths.has(id)) this.#truths.set(id, expectedValues(location));
    return this.#truths.get(id);
  }
}
