import type { DatasetKeep, KeptBytes, KeptName, KeptVersion, OpenedFrom } from '../../core';
import { readEntry } from '../entry/entry';
import { entryUrl } from '../names/cache-name';
import { entryPath, levelOfName, parseEntryPath } from '../names/entry-path';
import { entriesOf, type KnownDataset, type ReaderParts } from './known-dataset';

/** Requests without an answer, after which a server counts as out of reach. */
const failuresWhenCutOff = 2;

/** What is kept of one dataset, of the generation that it had when it was opened. */
export class OneDatasetKeep implements DatasetKeep {
  readonly #reader: ReaderParts;
  /** `undefined` where nothing can be kept. */
  readonly #dataset: Promise<KnownDataset | undefined>;
  #generation: number | undefined;
  /** Requests without an answer since the last one that had one. */
  #failures = 0;

  #isOpenedFromHere: boolean;

  constructor(reader: ReaderParts, dataset: Promise<KnownDataset | undefined>, from?: OpenedFrom) {
    this.#reader = reader;
    this.#dataset = dataset;
    this.#generation = from?.generation;
    this.#isOpenedFromHere = from?.isFromHere === true;
  }

  get generation(): number | undefined {
    return this.#generation;
  }

  get isOpenedFromHere(): boolean {
    return this.#isOpenedFromHere;
  }

  async read(name: KeptName, signal?: AbortSignal): Promise<KeptBytes | 'absent' | undefined> {
    const known = await this.#known();
    throwIfAborted(signal);
    const path = entryPath(name);
    const entries = known && entriesOf(known.dataset, known.generation);
    const cache = entries?.find(path);
    if (!known || cache === undefined) return undefined;
    // What was no dataset when it was last looked at may be one now.
    if (cache === '')
      return name.kind !== 'document' || entries?.hasDocuments === true ? 'absent' : undefined;
    const { dataset, generation } = known;
    const url = entryUrl(this.#reader.effects.origin, dataset.id, generation, path);
    const kept = await this.#reader.inTime(() => this.#readEntry(cache, url));
    throwIfAborted(signal);
    if (kept === 'stalled') return undefined;
    if (kept && name.kind === 'document') this.#isOpenedFromHere = true;
    if (kept) this.#reader.used(dataset.id, generation, path);
    // It may have come again meanwhile, elsewhere.
    else if (entries?.find(path) === cache) this.drop(name);
    return kept;
  }

  write(name: KeptName, bytes: Uint8Array<ArrayBuffer> | 'absent', version: KeptVersion = {}): void {
    this.#whenKnown(({ dataset: { id }, generation }) => {
      const where = { dataset: id, generation, path: entryPath(name), level: levelOfName(name) };
      const transfer = bytes === 'absent' ? [] : [bytes.buffer];
      this.#reader.effects.post({ type: 'write', ...where, bytes, version }, transfer);
    });
  }

  drop(name: KeptName): void {
    this.#whenKnown(({ dataset, generation }) => {
      const path = entryPath(name);
      entriesOf(dataset, generation).remove([path]);
      this.#reader.effects.post({ type: 'drop', dataset: dataset.id, generation, path }, []);
    });
  }

  changed(): void {
    this.#whenKnown(({ dataset: { id }, generation }) => {
      this.#reader.effects.post({ type: 'changed', dataset: id, generation }, []);
    });
  }

  get isCutOff(): boolean {
    return this.#failures >= failuresWhenCutOff;
  }

  reached(isReached: boolean): void {
    this.#failures = isReached ? 0 : this.#failures + 1;
  }

  async sample(count: number): Promise<KeptName[]> {
    const known = await this.#known();
    const names: KeptName[] = [];
    if (!known) return names;
    const entries = entriesOf(known.dataset, known.generation);
    for (const path of entries.paths()) {
      if (names.length >= count) break;
      const hasBody = path.startsWith('c/') && entries.find(path) !== '';
      const name = hasBody ? parseEntryPath(path) : undefined;
      if (name) names.push(name);
    }
    return names;
  }

  /** Binds the generation at the first use. Never rejects. */
  async #known(): Promise<{ dataset: KnownDataset; generation: number } | undefined> {
    const dataset = await this.#dataset;
    if (!dataset) return undefined;
    await dataset.ready;
    this.#generation ??= dataset.generation;
    return { dataset, generation: this.#generation };
  }

  #whenKnown(run: (known: { dataset: KnownDataset; generation: number }) => void): void {
    void this.#known().then((known) => known && run(known));
  }

  /** Whatever goes wrong here, the network has it too. */
  async #readEntry(cache: string, url: string): Promise<KeptBytes | undefined> {
    try {
      const handle = await this.#reader.handles.open(cache);
      const response = await handle?.match(url);
      if (!response) this.#reader.handles.drop(cache);
      return response && (await readEntry(response));
    } catch {
      this.#reader.handles.drop(cache);
      return undefined;
    }
  }
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new DOMException('The read was aborted.', 'AbortError');
}
