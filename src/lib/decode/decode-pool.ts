import { AppError, errorFromMessage, isAbort } from '../core';
import type {
  ChunkKey,
  ChunkSource,
  Collection,
  DatasetHandle,
  DecodeReply,
  LabelList,
  OpenHints,
  Traffic,
} from '../core';
import type { Job, JobRequest } from './job';
import { watchByLock, watchByPing } from './liveness';
import type { Every, Locks } from './liveness';
import { PooledSource, type ChunkReadObservation } from './pooled-source';
import type { SourcePool } from './pooled-source';
import { WorkerSlot } from './worker-slot';
import type { WorkerPort } from './worker-port';

/** How a pool is made. */
export interface DecodePoolOptions {
  /** See {@link defaultWorkerCount}. The first starts when it is needed, and the others once it runs. */
  readonly workerCount: number;
  readonly createWorker: () => WorkerPort;
  /** `navigator.locks`, by which the death of a worker is noticed at once. Without, workers are asked every 5 s. */
  readonly locks?: Locks;
  /** Default: the platform's interval timer. */
  readonly every?: Every;
  /** Told what each request added, whether it succeeded or not. */
  readonly onTraffic: (traffic: Traffic) => void;
  /** Told what readers of files hold in all workers together, besides what they gave, whenever that has changed. */
  readonly onReaderBytes?: (bytes: number) => void;
  /** Told how each chunk came that was read, or failed to come, so that the number of requests in flight can follow the network. */
  readonly onRead?: (read: ChunkReadObservation) => void;
}

/** With this much to do for those that run, the next job may as well wait for a worker to start. */
const MANY_JOBS = 6;

/** Decode workers, and the datasets that they have open. */
export class DecodePool implements SourcePool {
  readonly #slots: readonly WorkerSlot[];
  readonly #handles = new Map<string, DatasetHandle>();
  /** How often each dataset was opened. */
  readonly #openings = new Map<string, number>();
  readonly #lockPrefix = `decode-${randomName()}`;
  readonly #onRead: DecodePoolOptions['onRead'];
  #lockCount = 0;
  #readerBytes = 0;

  constructor(options: DecodePoolOptions) {
    this.#onRead = options.onRead;
    this.#slots = Array.from({ length: options.workerCount }, () => this.#makeSlot(options));
  }

  /** Opens a location in one worker and makes it known to the others. Fails as a ChunkSource does. */
  async open(
    location: string,
    pageUrl: string,
    { hints = {}, signal }: { hints?: OpenHints | undefined; signal?: AbortSignal } = {},
  ): Promise<ChunkSource[]> {
    const reply = await this.run({ type: 'open', location, pageUrl, hints }, this.#leastBusy(), signal);
    if (!('opened' in reply)) throw new Error('A worker answered "open" with something else.');
    return reply.opened.map((handle) => {
      const id = this.#uniqueId(handle.dataset.id);
      this.remember({ ...handle, dataset: { ...handle.dataset, id } });
      return new PooledSource(this, id);
    });
  }

  /** Looks for label images beside an open dataset. Rejects only with an AbortError, or where the worker fell over. */
  async findLabels(dataset: string, signal?: AbortSignal): Promise<LabelList> {
    const reply = await this.run({ type: 'find-labels', dataset }, this.#leastBusy(), signal);
    if (!('labels' in reply)) throw new Error('A worker answered "find-labels" with something else.');
    return reply.labels;
  }

  /** Reads the plate, the well or the list of series at a location. Fails as {@link open} does. */
  async readCollection(
    location: string,
    pageUrl: string,
    { hints = {}, signal }: { hints?: OpenHints | undefined; signal?: AbortSignal } = {},
  ): Promise<Collection> {
    const request = { type: 'read-collection' as const, location, pageUrl, hints };
    const reply = await this.run(request, this.#leastBusy(), signal);
    if (!('collection' in reply)) throw new Error('A worker answered "read-collection" with something else.');
    return reply.collection;
  }

  /** Forgets a dataset, with what workers keep of it. Its sources must not be used any more. */
  close(dataset: string): void {
    this.#handles.delete(dataset);
    for (const slot of this.#slots) slot.detach(dataset);
  }

  /** What is opened once more may have changed, or be read with another key: it shares nothing with what was open before. */
  #uniqueId(id: string): string {
    const count = (this.#openings.get(id) ?? 0) + 1;
    this.#openings.set(id, count);
    return count === 1 ? id : `${id}~${String(count)}`;
  }

  /** The handle of an open dataset, as of the last level opened. */
  handle(dataset: string): DatasetHandle {
    const handle = this.#handles.get(dataset);
    if (handle === undefined) throw new Error(`The dataset ${dataset} is not open.`);
    return handle;
  }

  /** Keeps a handle and makes it known to all workers. */
  remember(handle: DatasetHandle): void {
    this.#handles.set(handle.dataset.id, handle);
    for (const slot of this.#slots) slot.attach(forWorkers(handle));
  }

  /** Sends a request and waits for its answer; the answer's failure is this promise's. */
  async run(request: JobRequest, slot: WorkerSlot, signal?: AbortSignal): Promise<DecodeReply> {
    const reply = await this.ask(request, slot, signal);
    if ('error' in reply) throw errorFromMessage(reply.error);
    return reply;
  }

  /** Sends a request and waits for its answer, which may be a failure. Rejects where there is none. */
  async ask(request: JobRequest, slot: WorkerSlot, signal?: AbortSignal): Promise<DecodeReply> {
    if (signal?.aborted === true) throw abortReason(signal);
    return new Promise<DecodeReply>((resolve, reject) => {
      const done = (): void => signal?.removeEventListener('abort', onAbort);
      const job: Job = {
        request,
        deaths: 0,
        isCancelled: false,
        resolve: (answer) => (done(), resolve(answer)),
        reject: (error) => (done(), reject(error)),
      };
      const onAbort = (): void => {
        if (slot.cancel(job)) job.reject(abortReason(signal));
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      slot.give(job);
    });
  }

  /** Tells of a chunk that was read, or not. */
  observe(read: ChunkReadObservation): void {
    this.#onRead?.(read);
  }

  /** The worker for a chunk: the least busy, but for all chunks of one shard the same, which has read the shard's index. */
  slotFor({ level, index, dataset }: ChunkKey): WorkerSlot {
    const array = this.handle(dataset).dataset.levels[level]?.array;
    if (array?.shards === undefined) return this.#leastBusy();
    const shards = array.shards;
    const perShard = array.chunks.map((size, axis) => (shards[axis] ?? size) / size);
    const place = index.reduce(
      (hash, i, axis) => (hash * 31 + Math.floor(i / (perShard[axis] ?? 1))) % 65_521,
      level,
    );
    const slot = this.#slots[place % this.#slots.length];
    return slot === undefined || slot.isQuarantined ? this.#leastBusy() : slot;
  }

  /**
   * The worker with the least to do, one that is not trying the suspects of a dead one if possible. One whose script is
   * still loading gets nothing while others have little to do.
   */
  #leastBusy(): WorkerSlot {
    const healthy = this.#slots.filter((slot) => !slot.isQuarantined);
    const ready = healthy.filter(({ isReady, load }) => isReady && load < MANY_JOBS);
    const [first, ...others] = [ready, healthy, this.#slots].find((slots) => slots.length > 0) ?? [];
    if (first === undefined) throw new Error('A pool without workers.');
    return others.reduce((least, slot) => (slot.load < least.load ? slot : least), first);
  }

  /** Least busy worker, for a request that is not about a chunk. */
  anySlot(): WorkerSlot {
    return this.#leastBusy();
  }

  /** Ends all workers. Requests without an answer are never answered. */
  stop(): void {
    for (const slot of this.#slots) slot.stop();
  }

  #warmUp(): void {
    for (const slot of this.#slots) slot.warmUp();
  }

  #noteReaders(tell: DecodePoolOptions['onReaderBytes']): void {
    const bytes = this.#slots.reduce((sum, slot) => sum + slot.readerBytes, 0);
    if (bytes !== this.#readerBytes) tell?.((this.#readerBytes = bytes));
  }

  #makeSlot({ createWorker, locks, every = intervalTimer, ...options }: DecodePoolOptions): WorkerSlot {
    return new WorkerSlot({
      createWorker,
      handles: () => [...this.#handles.values()].map(forWorkers),
      onReply: ({ traffic }) => {
        options.onTraffic(traffic);
        this.#noteReaders(options.onReaderBytes);
      },
      // The first waits for the network by now: the processor is free.
      onReady: () => this.#warmUp(),
      onPoison: ({ request, reject }) => reject(crashed(request)),
      watch: (port, onDeath) =>
        locks === undefined
          ? watchByPing(port, onDeath, every)
          : watchByLock(port, onDeath, { locks, name: `${this.#lockPrefix}-${this.#lockCount++}` }),
    });
  }
}

/** What thousands of labels are called is of no use to a worker that reads their chunks. */
function forWorkers(handle: DatasetHandle): DatasetHandle {
  const { labels: _, ...dataset } = handle.dataset;
  return { ...handle, dataset };
}

function crashed(request: JobRequest): AppError {
  const what =
    request.type === 'read' ? `Chunk ${request.index.join(',')} of level ${request.level}` : 'This dataset';
  return new AppError('worker-crashed', `${what} crashed the decoder twice.`, { request: request.type });
}

function abortReason(signal: AbortSignal | undefined): DOMException {
  const reason: unknown = signal?.reason;
  return isAbort(reason) ? (reason as DOMException) : new DOMException('The read was aborted.', 'AbortError');
}

/** Unlike `randomUUID`, this is there on plain http as well, where people serve their own data. */
function randomName(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join('-');
}

function intervalTimer(intervalMs: number, tick: () => void): () => void {
  const timer = setInterval(tick, intervalMs);
  return () => clearInterval(timer);
}
