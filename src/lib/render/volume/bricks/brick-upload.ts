import type { ChunkKey, Dataset } from '../../../core';
import { type BrickKey, type BrickPlan, brickKeyString } from '../../../view';
import type { ChunkLookup } from '../../layer-frame';
import type { Protection } from '../../tiles/tile-slots';
import type { UploadBudget, UploadResult } from '../../tiles/upload-plan';
import type { BrickStore } from './brick-store';

/** As much of a volume layer as uploading must know. */
export interface PlannedVolume {
  readonly id: string;
  readonly dataset: Dataset;
  readonly plan: BrickPlan;
}

export interface BrickUploadOptions {
  readonly store: BrickStore;
  readonly chunks: ChunkLookup;
  readonly clock: () => number;
  readonly limit: Protection;
  /** Protects what is on the screen besides. */
  readonly protectDrawn?: () => void;
}

const DEFAULT_MAX_BYTES = 4 * 2 ** 20;
const DEFAULT_MAX_MS = 3;
/** So many missing bricks, the most urgent, are looked at by every call, in half of its time at most. */
const URGENT = 64;

/** All that decides what can be uploaded. */
interface UploadState {
  readonly plans: readonly BrickPlan[];
  readonly store: BrickStore;
  readonly version: number;
  readonly chunks: number | undefined;
  readonly limit: Protection;
}

/** A brick of a plan, by its place in it. */
interface MissingBrick {
  /** Which of the layers. */
  readonly layer: number;
  readonly at: number;
}

/** Makes planned bricks resident over many calls, and remembers how far it looked. */
export class BrickUploader {
  readonly #names = new WeakMap<BrickPlan, readonly string[]>();
  #failed = new Map<string, Map<string, BrickKey>>();
  /** By name of a brick, a chunk that it lacks: while that is on its way there is nothing to look at. */
  readonly #waits = new Map<string, ChunkKey>();
  #plans = new Map<string, BrickPlan>();
  /** Where the next call goes on in {@link #missing}. */
  #cursor = 0;
  #missing: readonly MissingBrick[] = [];
  #state: UploadState | undefined;
  /** How many of them were looked at in vain since anything changed. */
  #swept = 0;
  /** All of them were, and there is nothing to do until something changes. */
  #isSwept = false;
  #leftOver = 0;

  /** Names of the bricks of a plan, in its order. */
  namesOf(plan: BrickPlan): readonly string[] {
    const known = this.#names.get(plan);
    if (known) return known;
    const names = plan.bricks.map(brickKeyString);
    this.#names.set(plan, names);
    return names;
  }

  /** Planned bricks of a layer whose chunks failed to load, as far as was looked. */
  failedOf(layerId: string): readonly BrickKey[] {
    return [...(this.#failed.get(layerId)?.values() ?? [])];
  }

  /** Protects what the plans want for this round, and keeps the coarsest bricks of each longest. */
  #protect(layers: readonly PlannedVolume[], store: BrickStore): void {
    for (const { dataset, plan } of layers) {
      const names = this.namesOf(plan);
      const coarsest = plan.bricks[0]?.level;
      plan.bricks.forEach(({ level }, i) => {
        const name = names[i] ?? '';
        if (level === coarsest) store.protect(dataset, name, 'pinned');
        store.protect(dataset, name, 'planned');
      });
    }
  }

  /**
   * Makes planned bricks resident, most urgent first, within a budget that one brick may exceed; then completes borders.
   * When there is no time to look at all that are missing, the next call goes on where this one ended; until all have been
   * looked at since anything changed, one at least counts as pending.
   */
  upload(layers: readonly PlannedVolume[], budget: UploadBudget, options: BrickUploadOptions): UploadResult {
    this.#forget(layers);
    const isSame = this.#isSame(layers, options);
    if (isSame && this.#isSwept && options.store.stale.size === 0)
      return { uploadedTiles: 0, bytes: 0, pending: this.#leftOver };
    if (!isSame) this.#begin(layers, options);
    this.#protect(layers, options.store);
    options.protectDrawn?.();
    const call = new UploadCall(budget, options, this.#waits);
    const missing = this.#missing;
    const look = (i: number): void => {
      const entry = missing[i];
      const layer = entry && layers[entry.layer];
      if (layer) this.#look(layer, entry.at, call);
    };
    const head = Math.min(URGENT, missing.length);
    for (let i = 0; i < head && call.isYoung; i++) look(i);
    for (let looked = 0; looked < missing.length && call.hasRoom; looked++) {
      look(this.#cursor % missing.length);
      this.#cursor = (this.#cursor + 1) % missing.length;
      this.#swept += 1;
    }
    const datasets = new Map(layers.map(({ dataset }) => [dataset.id, dataset]));
    call.patch(datasets);
    const { uploadedTiles, bytes, pending } = call;
    this.#leftOver += pending;
    const isWhole = this.#swept >= missing.length;
    this.#isSwept = isWhole && bytes === 0 && uploadedTiles === 0;
    return { uploadedTiles, bytes, pending: isWhole ? this.#leftOver : Math.max(1, pending) };
  }

  /** Nothing that decides what can be uploaded is another than at the last call. */
  #isSame(layers: readonly PlannedVolume[], { store, chunks, limit }: BrickUploadOptions): boolean {
    const before = this.#state;
    if (chunks.version === undefined || before === undefined) return false;
    if (before.store !== store || before.version !== store.version) return false;
    if (before.chunks !== chunks.version || before.limit !== limit) return false;
    return layers.length === before.plans.length && layers.every(({ plan }, i) => plan === before.plans[i]);
  }

  #begin(layers: readonly PlannedVolume[], { store, chunks, limit }: BrickUploadOptions): void {
    const plans = layers.map(({ plan }) => plan);
    if (plans.some((plan, i) => plan !== this.#state?.plans[i])) {
      this.#cursor = 0;
      this.#waits.clear();
    }
    this.#state = {
      plans,
      ...{ store, version: store.version, chunks: chunks.version, limit },
    };
    this.#missing = this.#findMissing(layers, store);
    this.#swept = 0;
    this.#leftOver = 0;
    this.#isSwept = false;
  }

  /** Planned bricks that are not there, most urgent first, layers taking turns. */
  #findMissing(layers: readonly PlannedVolume[], store: BrickStore): MissingBrick[] {
    const missing: MissingBrick[] = [];
    const longest = Math.max(0, ...layers.map(({ plan }) => plan.bricks.length));
    for (let at = 0; at < longest; at++)
      layers.forEach(({ plan }, layer) => {
        const name = this.namesOf(plan)[at];
        if (name !== undefined && !store.find(name)) missing.push({ layer, at });
      });
    return missing;
  }

  #look({ id, dataset, plan }: PlannedVolume, i: number, call: UploadCall): void {
    const key = plan.bricks[i];
    const name = this.namesOf(plan)[i];
    if (!key || name === undefined) return;
    const outcome = call.fill(dataset, key, name);
    if (outcome === 'failed') this.#failed.get(id)?.set(name, key);
    else this.#failed.get(id)?.delete(name);
  }

  /** What failed under an older plan is looked at anew. */
  #forget(layers: readonly PlannedVolume[]): void {
    const failed = new Map<string, Map<string, BrickKey>>();
    for (const { id, plan } of layers)
      failed.set(id, (this.#plans.get(id) === plan && this.#failed.get(id)) || new Map<string, BrickKey>());
    this.#failed = failed;
    this.#plans = new Map(layers.map(({ id, plan }) => [id, plan]));
  }
}

/** What one call has done so far. */
class UploadCall {
  uploadedTiles = 0;
  bytes = 0;
  pending = 0;
  readonly #options: BrickUploadOptions;
  readonly #maxBytes: number;
  readonly #waits: Map<string, ChunkKey>;
  readonly #halfMs: number;
  readonly #endMs: number;

  constructor(
    { maxBytes = DEFAULT_MAX_BYTES, maxMs = DEFAULT_MAX_MS }: UploadBudget,
    options: BrickUploadOptions,
    waits: Map<string, ChunkKey>,
  ) {
    this.#options = options;
    this.#waits = waits;
    this.#maxBytes = maxBytes;
    const nowMs = options.clock();
    this.#halfMs = nowMs + maxMs / 2;
    this.#endMs = nowMs + maxMs;
  }

  /** Less than half of its time has passed. */
  get isYoung(): boolean {
    return this.bytes < this.#maxBytes && this.#options.clock() < this.#halfMs;
  }

  get hasRoom(): boolean {
    return this.bytes < this.#maxBytes && this.#options.clock() < this.#endMs;
  }

  fill(dataset: Dataset, key: BrickKey, name: string): 'done' | 'waiting' | 'failed' | 'full' {
    const { store, chunks, limit } = this.#options;
    if (store.find(name)) return 'done';
    if (!this.hasRoom) {
      this.pending++;
      return 'waiting';
    }
    const lacking = this.#waits.get(name);
    if (lacking && /^(idle|queued|loading)$/.test(chunks.stateOf(lacking))) return 'waiting';
    const { outcome, bytes, waitsFor } = store.fill(dataset, key, name, { chunks, limit });
    if (waitsFor) this.#waits.set(name, waitsFor);
    this.bytes += bytes;
    if (outcome === 'done') this.uploadedTiles++;
    if (outcome === 'full' && limit !== 'planned') this.pending++;
    return outcome;
  }

  /** Completes borders with what room is left. */
  patch(datasets: ReadonlyMap<string, Dataset>): void {
    const { store, chunks, limit } = this.#options;
    for (const name of [...store.stale]) {
      if (!this.hasRoom) {
        this.pending++;
        return;
      }
      const dataset = datasets.get(store.find(name)?.key.dataset ?? '');
      if (dataset) this.bytes += store.patch(dataset, name, { chunks, limit });
    }
  }
}
