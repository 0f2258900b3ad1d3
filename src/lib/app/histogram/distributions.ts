import type { ChunkStore, MemoryBudget } from '../../chunks';
import { isFloat, type ChunkKey, type Dataset } from '../../core';
import type { Layer } from '../scene/layers/layer';
import type { Distribution, DistributionAnswer, DistributionQuestion } from './messages';
import { PartSampler, sampleBytes, type FoundChunk } from './part-sampler';
import { shownParts, type ShownPart, type ShownView } from './shown-parts';

/** Values of a channel that are copied at most; where memory is short, half as many as often as need be. */
const MAX_SAMPLES = 2 ** 20;
const FEWEST_SAMPLES = 2 ** 12;
/** What copying may take of a frame. */
const SLICE_MS = 2;

/** The worker as it is seen from the page. */
export interface HistogramPort {
  postMessage(question: DistributionQuestion, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent<DistributionAnswer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}

export interface DistributionsOptions {
  readonly scene: { datasetOf(layer: Layer): Dataset };
  readonly store: Pick<ChunkStore, 'get' | 'stateOf'>;
  readonly budget: Pick<MemoryBudget, 'reserve' | 'release'>;
  readonly createWorker: () => HistogramPort;
  readonly requestFrame: (callback: () => void) => void;
  readonly now: () => number;
}

/** What is asked of a channel. */
export interface DistributionRequest {
  readonly channel: number;
  /** Ends of the histogram. */
  readonly range: readonly [number, number];
  /** Shares, 0–1, of the values that are asked for; none by default. */
  readonly shares?: readonly number[];
}

/** Tells how the values on the screen are distributed, one channel after another: counted in a worker, which starts with the first. */
export class Distributions {
  readonly #options: DistributionsOptions;
  #worker: HistogramPort | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #ids = 0;

  constructor(options: DistributionsOptions) {
    this.#options = options;
  }

  /** Resolves with `undefined` when nothing of the channel is here, or no memory for a sample. Rejects when the worker fails. */
  of(layer: Layer, request: DistributionRequest): Promise<Distribution | undefined> {
    const next = this.#last.then(() => this.#measure(layer, request));
    this.#last = next.catch(() => undefined);
    return next;
  }

  async #measure(layer: Layer, request: DistributionRequest): Promise<Distribution | undefined> {
    const { scene, budget } = this.#options;
    const shown = shownView(layer);
    if (!shown) return undefined;
    const dataset = scene.datasetOf(layer);
    const parts = shownParts(
      dataset,
      shown,
      request.channel,
      (key) => this.#find(dataset, key) !== undefined,
    );
    const sampler = parts.length > 0 && this.#sampler(dataset, parts);
    if (!sampler) return undefined;
    try {
      await this.#copy(sampler);
      const values = sampler.result();
      const { range, shares = [] } = request;
      const isWhole = !isFloat(dataset.dtype);
      return await this.#ask({ id: this.#ids++, parts: values, range, isWhole, shares });
    } finally {
      budget.release('inFlight', sampler.bytes);
    }
  }

  /** Reserves its bytes. */
  #sampler(dataset: Dataset, parts: readonly ShownPart[]): PartSampler | undefined {
    const { dtype } = dataset;
    for (let maxSamples = MAX_SAMPLES; maxSamples >= FEWEST_SAMPLES; maxSamples /= 2) {
      if (!this.#options.budget.reserve('inFlight', sampleBytes(parts, dtype, maxSamples))) continue;
      const find = ({ key }: ShownPart) => this.#find(dataset, key);
      return new PartSampler(parts, { dtype, maxSamples, find });
    }
    return undefined;
  }

  #copy(sampler: PartSampler): Promise<void> {
    const { requestFrame, now } = this.#options;
    return new Promise((resolve) => {
      const slice = (): void => {
        const endMs = now() + SLICE_MS;
        if (sampler.take(() => now() >= endMs)) resolve();
        else requestFrame(slice);
      };
      requestFrame(slice);
    });
  }

  #ask(question: DistributionQuestion): Promise<Distribution> {
    const worker = (this.#worker ??= this.#options.createWorker());
    return new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => {
        if (data.id === question.id) resolve(data);
      };
      worker.onerror = (event) => {
        worker.terminate();
        this.#worker = undefined;
        reject(new Error(`The histogram worker failed: ${event.message}`));
      };
      worker.postMessage(question, buffersOf(question));
    });
  }

  #find(dataset: Dataset, key: ChunkKey): FoundChunk | undefined {
    const { store } = this.#options;
    return (
      store.get(key) ?? (store.stateOf(key) === 'empty' ? { fill: fillOf(dataset, key.level) } : undefined)
    );
  }
}

/** What a layer shows, as far as it has been planned. */
function shownView({ frame }: Layer): ShownView | undefined {
  const { plan, shown, wanted, bricks, volume, shownVolume } = frame;
  if (bricks) {
    const view = shownVolume?.view ?? volume;
    return view && { volume: view, plan: shownVolume?.plan ?? bricks };
  }
  const slice = shown ?? wanted;
  return plan && slice && { slice, plan };
}

function fillOf({ dtype, levels }: Dataset, level: number): number | bigint {
  const fill = levels[level]?.array?.fillValue ?? 0;
  if (dtype === 'int64' || dtype === 'uint64') return BigInt(fill);
  return dtype === 'float32' ? Math.fround(Number(fill)) : Number(fill);
}

function buffersOf({ parts }: DistributionQuestion): Transferable[] {
  return parts.flatMap((part) => ('values' in part ? [part.values.buffer as ArrayBuffer] : []));
}
