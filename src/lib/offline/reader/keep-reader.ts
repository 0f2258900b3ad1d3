import type { DatasetKeep, OpenedFrom } from '../../core';
import type { KeeperMessage } from '../messages';
import { cachePrefix, dataSchema } from '../names/cache-name';
import { datasetKey } from '../names/dataset-key';
import { CacheHandles } from './cache-handles';
import { KeptEntries } from './kept-entries';
import { entriesOf, type KeepReaderEffects, type KnownDataset, type ReaderParts } from './known-dataset';
import { OneDatasetKeep } from './one-dataset-keep';

/** How long the keeper may take to say what is kept before a read goes to the network. It takes that long only when it starts late. */
const patienceMs = 1500;
const longPatienceMs = 15_000;
/** How long the browser may take over one entry before the network is asked, … */
const entryMs = 3000;
/** … and how long it is not tried again then. */
const stalledMs = 30_000;
/** Uses are told of together. */
const usesMs = 500;

/** Reads what is kept on this device, in one decode worker. The keeper says where it is, and writes. */
export class KeepReader implements ReaderParts {
  readonly handles: CacheHandles;
  readonly effects: KeepReaderEffects;
  readonly #datasets = new Map<string, KnownDataset>();
  readonly #attached = new Map<string, () => void>();
  readonly #uses = new Map<string, Set<string>>();
  /** The keeper did not answer in time: nothing waits for it any more. */
  #isSilent = false;
  /** The browser took too long over an entry a moment ago. */
  #isStalled = false;

  constructor(effects: KeepReaderEffects) {
    this.effects = effects;
    this.handles = new CacheHandles({ caches: effects.caches, later: effects.later });
  }

  /** What is kept of the dataset at `root`, an absolute address. `from`: where another worker read its documents. */
  keepOf(root: string, from?: OpenedFrom): DatasetKeep {
    // Without a key, where pages may not compute one, nothing is kept.
    const dataset = datasetKey(root).then(
      (id) => this.#attach(id, from?.isFromHere === true),
      () => undefined,
    );
    return new OneDatasetKeep(this, dataset, from);
  }

  handle(message: KeeperMessage): void {
    const { dataset, generation } = message;
    const known = this.#datasets.get(dataset);
    if (!known) return;
    if (message.type === 'entries') {
      const entries = new KeptEntries();
      for (const segment of message.segments) entries.add(segment);
      known.entries.set(generation, entries);
      known.generation = Math.max(known.generation, generation);
      this.#attached.get(dataset)?.();
    } else if (message.type === 'added') entriesOf(known, generation).add(message.segment);
    else entriesOf(known, generation).remove(message.paths);
  }

  async inTime<T>(read: () => Promise<T>): Promise<T | 'stalled'> {
    if (this.#isStalled) return 'stalled';
    let isDone = false;
    const tooLong = new Promise<'stalled'>((resolve) => {
      this.effects.later(entryMs, () => resolve('stalled'));
    });
    const result = read().finally(() => (isDone = true));
    const first = await Promise.race([result, tooLong]);
    if (!isDone) this.#stall();
    return first;
  }

  /** Notes a use, of which the keeper is told soon. */
  used(dataset: string, generation: number, path: string): void {
    if (this.#uses.size === 0) this.effects.later(usesMs, () => this.#tellUses());
    const key = `${dataset}/${String(generation)}`;
    const paths = this.#uses.get(key) ?? new Set<string>();
    this.#uses.set(key, paths.add(path));
  }

  #tellUses(): void {
    for (const [key, paths] of this.#uses) {
      const [dataset = '', generation = ''] = key.split('/');
      this.effects.post({ type: 'used', dataset, generation: Number(generation), paths: [...paths] }, []);
    }
    this.#uses.clear();
  }

  #stall(): void {
    this.#isStalled = true;
    this.effects.later(stalledMs, () => (this.#isStalled = false));
  }

  #attach(id: string, isFromHere: boolean): KnownDataset {
    const before = this.#datasets.get(id);
    if (before) return before;
    const known: KnownDataset = {
      id,
      ready: this.#whenKnown(id, isFromHere),
      generation: 1,
      entries: new Map(),
    };
    this.#datasets.set(id, known);
    this.effects.post({ type: 'attach', dataset: id }, []);
    return known;
  }

  /**
   * Waits for the keeper only where there is something to hope for; longer where it answered another worker: chunks of the
   * network beside kept ones might be of another version.
   */
  async #whenKnown(id: string, isFromHere: boolean): Promise<void> {
    if (this.#isSilent && !isFromHere) return;
    let isKnown = false;
    const told = new Promise<void>((resolve) => this.#attached.set(id, resolve));
    const tooLong = new Promise<void>((resolve) => {
      this.effects.later(isFromHere ? longPatienceMs : patienceMs, resolve);
    }).then(() => {
      if (!isKnown) this.#isSilent = true;
    });
    await Promise.race([told, tooLong, this.#whenNone(id)]);
    isKnown = true;
  }

  /** Resolves when there is no cache of a dataset; never otherwise. */
  async #whenNone(id: string): Promise<void> {
    const prefix = `${cachePrefix(this.effects.scope)}d${String(dataSchema)}-${id}-`;
    const names = await this.effects.caches.keys().catch(() => []);
    if (names.some((name) => name.startsWith(prefix))) await new Promise(never);
  }
}

function never(): void {
  // The promise that this begins is never settled.
}
