import { AppError, errorToMessage, noTraffic } from '../core';
import type {
  ChunkArray,
  Collection,
  DatasetHandle,
  DecodeReply,
  DecodeRequest,
  LabelList,
  OpenHints,
  Traffic,
} from '../core';
import {
  adoptLevels,
  Archives,
  attachDataset,
  Hosts,
  openLocation,
  readCollection,
  ShardIndices,
} from '../source';
import type { DatasetReader, KeepOf, SourceContext, StoreEffects } from '../source';

/** What a kernel needs of the worker that it runs in. */
export interface KernelEffects extends StoreEffects {
  readonly post: (reply: DecodeReply, transfer: ArrayBuffer[]) => void;
  /** Resolves once the lock is held; it then stays held for as long as this worker lives. */
  readonly holdLock: (name: string) => Promise<void>;
  /** ALPN name of the connection that the last request went by, '' when that is not known. */
  readonly protocol: (origin: string) => string;
  /** What is kept on this device; absent, or without an answer, where nothing is. */
  readonly keepOf?: KeepOf;
}

type Answered = Exclude<DecodeRequest, { readonly type: 'attach' | 'detach' | 'abort' }>;

/** Says what the answer to a request is, besides its id and traffic, and what is transferred with it. */
type Answer =
  | { readonly opened: readonly DatasetHandle[] }
  | { readonly labels: LabelList }
  | { readonly collection: Collection }
  | { readonly level: Awaited<ReturnType<DatasetReader['openLevel']>>; readonly array: unknown }
  | { readonly chunk: ChunkArray | undefined; readonly protocol: string }
  | { readonly alive: true };

/** What a decode worker does with the messages that it gets. */
export class DecodeKernel {
  readonly #effects: KernelEffects;
  readonly #readers = new Map<string, DatasetReader>();
  readonly #indices = new ShardIndices();
  readonly #running = new Map<number, AbortController>();
  /** Resolves once the page would notice if this worker died; nothing that may kill it begins before. */
  #isWatched: Promise<void> | undefined;

  constructor(effects: KernelEffects) {
    this.#effects = { hosts: new Hosts(), archives: new Archives(effects.random), ...effects };
  }

  /** Handles one message. Requests are answered through `post`, whatever happens to them. */
  handle(request: DecodeRequest): void {
    if (request.type === 'attach') this.#attach(request.handle);
    else if (request.type === 'detach') this.#detach(request.dataset);
    else if (request.type === 'abort') this.#running.get(request.id)?.abort();
    else if (request.type === 'hold-lock') this.#isWatched = this.#reply(request);
    else void this.#reply(request, this.#isWatched);
  }

  async #reply(request: Answered, before?: Promise<void>): Promise<void> {
    const { id } = request;
    const traffic = noTraffic();
    const controller = new AbortController();
    this.#running.set(id, controller);
    try {
      if (before) await before;
      const answer = await this.#answer(request, traffic, controller.signal);
      const buffer = 'chunk' in answer ? answer.chunk?.data.buffer : undefined;
      this.#effects.post(
        { id, traffic, ...this.#held(), ...answer },
        buffer instanceof ArrayBuffer ? [buffer] : [],
      );
    } catch (error) {
      const isSpent = error instanceof AppError && error.detail['crashed'] === true;
      const failure = { error: errorToMessage(error), ...(isSpent && { isSpent }) };
      this.#effects.post({ id, traffic, ...this.#held(), ...failure }, []);
    } finally {
      this.#running.delete(id);
    }
  }

  #held(): Pick<DecodeReply, 'readerBytes'> {
    const readerBytes = this.#effects.hdf5?.heldBytes ?? 0;
    return readerBytes > 0 ? { readerBytes } : {};
  }

  async #answer(request: Answered, traffic: Traffic, signal: AbortSignal): Promise<Answer> {
    switch (request.type) {
      case 'open':
        return { opened: await this.#open(request, traffic, signal) };
      case 'read-collection': {
        const context = this.#context(request, traffic, signal);
        return { collection: await readCollection(request.location, context) };
      }
      case 'find-labels':
        return { labels: await this.#reader(request.dataset).listedLabels({ traffic, signal }) };
      case 'open-level': {
        const reader = this.#reader(request.dataset);
        const level = await reader.openLevel(request.level, { traffic, signal });
        return { level, array: reader.arrays[request.level] };
      }
      case 'read': {
        const { level, index, maxEncodedBytes } = request;
        const context = { traffic, signal, maxEncodedBytes };
        const reader = this.#reader(request.dataset);
        const chunk = await reader.readChunk(level, index, context);
        return { chunk, protocol: this.#effects.protocol(reader.dataset.origin) };
      }
      case 'hold-lock':
        await this.#effects.holdLock(request.name);
        return { alive: true };
      case 'ping':
        return { alive: true };
    }
  }

  /** Nothing is kept here: the page names what it opened, and attaches it everywhere. */
  async #open(
    request: Extract<DecodeRequest, { type: 'open' }>,
    traffic: Traffic,
    signal: AbortSignal,
  ): Promise<DatasetHandle[]> {
    const opened = await openLocation(request.location, this.#context(request, traffic, signal));
    for (const { reader } of opened) void reader.compareKept({ traffic }).catch(isNoMatter);
    return opened.map(({ handle }) => handle);
  }

  #context(
    { pageUrl, hints = {} }: { readonly pageUrl: string; readonly hints?: OpenHints },
    traffic: Traffic,
    signal: AbortSignal,
  ): SourceContext {
    const { keepOf } = this.#effects;
    return { pageUrl, traffic, signal, effects: this.#effects, hints, ...(keepOf && { keepOf }) };
  }

  /** A dataset that is known learns of levels opened elsewhere; its caches stay. */
  #attach(handle: DatasetHandle): void {
    const known = this.#readers.get(handle.dataset.id);
    if (known === undefined) this.#readers.set(handle.dataset.id, this.#attached(handle));
    else adoptLevels(known, handle.arrays);
  }

  #attached(handle: DatasetHandle): DatasetReader {
    const { keepOf } = this.#effects;
    const options = { effects: this.#effects, indices: this.#indices, ...(keepOf && { keepOf }) };
    return attachDataset(handle, options);
  }

  #detach(dataset: string): void {
    this.#readers.get(dataset)?.close();
    this.#readers.delete(dataset);
  }

  #reader(dataset: string): DatasetReader {
    const reader = this.#readers.get(dataset);
    if (reader === undefined) throw new Error(`This worker does not know the dataset ${dataset}.`);
    return reader;
  }
}

/** Whether what is kept is still what the server has is asked in vain where there is no network. */
function isNoMatter(): void {
  // The next opening asks again.
}
