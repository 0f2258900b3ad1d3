import type { Dataset } from '../../../core';
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
}

const DEFAULT_MAX_BYTES = 4 * 2 ** 20;
const DEFAULT_MAX_MS = 3;
/** Bricks at the head of each plan, the coarsest, that every call looks at. */
const ALWAYS = 64;

/** Makes planned bricks resident over many calls, and remembers how far it looked. */
export class BrickUploader {
  readonly #names = new WeakMap<BrickPlan, readonly string[]>();
  #failed = new Map<string, Map<string, BrickKey>>();
  #plans = new Map<string, BrickPlan>();
  #cursor = 0;

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
  protect(layers: readonly PlannedVolume[], store: BrickStore): void {
    for (const { dataset, plan } of layers) {
      const names = this.namesOf(plan);
      const coarsest = plan.bricks[0]?.level;
      plan.bricks.forEach(({ level }, i) => {
        const name = names[i] ?? '';
        if (level === coarsest) store.protect(dataset.dtype, name, 'pinned');
        store.protect(dataset.dtype, name, 'planned');
      });
    }
  }

  /**
   * Makes planned bricks resident, most urgent first, within a budget that one brick may exceed; then completes borders.
   * When there is no time to look at all of them, the next call goes on where this one ended.
   */
  upload(layers: readonly PlannedVolume[], budget: UploadBudget, options: BrickUploadOptions): UploadResult {
    this.#forget(layers);
    const call = new UploadCall(budget, options);
    const longest = Math.max(0, ...layers.map(({ plan }) => plan.bricks.length));
    const look = (i: number): void => {
      for (const layer of layers) this.#look(layer, i, call);
    };
    const head = Math.min(ALWAYS, longest);
    for (let i = 0; i < head; i++) look(i);
    if (this.#cursor < head || this.#cursor >= longest) this.#cursor = head;
    let looked = head;
    for (; looked < longest && call.hasRoom; looked++) {
      look(this.#cursor);
      this.#cursor = this.#cursor + 1 < longest ? this.#cursor + 1 : head;
    }
    const datasets = new Map(layers.map(({ dataset }) => [dataset.id, dataset]));
    call.patch(datasets);
    const { uploadedTiles, bytes, pending } = call;
    return { uploadedTiles, bytes, pending: looked < longest ? Math.max(1, pending) : pending };
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
  readonly #endMs: number;

  constructor(
    { maxBytes = DEFAULT_MAX_BYTES, maxMs = DEFAULT_MAX_MS }: UploadBudget,
    options: BrickUploadOptions,
  ) {
    this.#options = options;
    this.#maxBytes = maxBytes;
    this.#endMs = options.clock() + maxMs;
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
    const { outcome, bytes } = store.fill(dataset, key, name, { chunks, limit });
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
