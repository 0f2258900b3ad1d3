import type { KeptVersion } from '../../../core';

/** Bytes that proved right, and where they belong. */
export interface WriteJob {
  readonly dataset: string;
  readonly generation: number;
  readonly path: string;
  /** 0 is the finest: what goes first when more comes than can be written. */
  readonly level: number;
  readonly bytes: Uint8Array<ArrayBuffer> | 'absent';
  readonly version: KeptVersion;
}

export interface WriteBehindOptions {
  /** Writes one job, and never rejects. */
  readonly write: (job: WriteJob) => Promise<void>;
  /** Resolves after a pause. */
  readonly pause: (ms: number) => Promise<void>;
  /** Bytes that may wait. */
  readonly maxBytes: number;
}

/** Reads of the same disk slow down by the number of writers, and four of them write no more than one (measured): one, with pauses. */
const PAUSE_MS = 4;

/** A queue of writes, of which one runs at a time. What does not fit is dropped, finest first: it can be fetched again. */
export class WriteBehind {
  readonly #options: WriteBehindOptions;
  #queue = new Map<string, WriteJob>();
  #bytes = 0;
  #running: Promise<void> | undefined;
  /** Key of what is being written, and when that ends. */
  #current: { readonly key: string; readonly done: Promise<void> } | undefined;
  #dropped = 0;
  /** The next time that something is taken off the queue. */
  #step = newStep();

  constructor(options: WriteBehindOptions) {
    this.#options = options;
  }

  /** Jobs that were dropped since the start. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Bytes that wait. */
  get bytes(): number {
    return this.#bytes;
  }

  enqueue(job: WriteJob): void {
    const key = writeKey(job);
    this.#drop(key);
    // What never fits must not push everything else out first.
    if (sizeOf(job) > this.#options.maxBytes) {
      this.#dropped += 1;
      return;
    }
    this.#queue.set(key, job);
    this.#bytes += sizeOf(job);
    while (this.#bytes > this.#options.maxBytes) this.#dropFinest();
    this.#running ??= this.#run();
  }

  /** Resolves once nothing waits and nothing is being written. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  /** Writes what waits under some keys before everything else; resolves once none of them waits any more. */
  async written(keys: ReadonlySet<string>): Promise<void> {
    const first = [...this.#queue].filter(([key]) => keys.has(key));
    this.#queue = new Map([...first, ...this.#queue]);
    for (;;) {
      const { key, done } = this.#current ?? {};
      if (key !== undefined && keys.has(key)) await done;
      else if (first.some(([each]) => this.#queue.has(each))) await this.#step.promise;
      else return;
    }
  }

  /** Forgets what waits for a dataset. */
  forget(dataset: string): void {
    for (const [key, job] of this.#queue) if (job.dataset === dataset) this.#drop(key);
  }

  async #run(): Promise<void> {
    for (;;) {
      // Before the first one too: whoever handed it in goes on first.
      await this.#options.pause(PAUSE_MS);
      const [next] = this.#queue;
      if (!next) break;
      const [key, job] = next;
      this.#drop(key);
      this.#current = { key, done: this.#options.write(job) };
      this.#stepped();
      await this.#current.done;
      this.#current = undefined;
    }
    this.#running = undefined;
    this.#stepped();
  }

  /** Wakes who waits for the queue to move on. */
  #stepped(): void {
    const { resolve } = this.#step;
    this.#step = newStep();
    resolve();
  }

  #drop(key: string): void {
    const job = this.#queue.get(key);
    if (!job) return;
    this.#queue.delete(key);
    this.#bytes -= sizeOf(job);
  }

  #dropFinest(): void {
    let finest: [string, WriteJob] | undefined;
    for (const entry of this.#queue)
      if (sizeOf(entry[1]) > 0 && (!finest || entry[1].level <= finest[1].level)) finest = entry;
    if (!finest) return;
    this.#drop(finest[0]);
    this.#dropped += 1;
  }
}

function sizeOf({ bytes }: WriteJob): number {
  return bytes === 'absent' ? 0 : bytes.byteLength;
}

/** Names what is written. */
export function writeKey({
  dataset,
  generation,
  path,
}: Pick<WriteJob, 'dataset' | 'generation' | 'path'>): string {
  return `${dataset}/${String(generation)}/${path}`;
}

function newStep(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((go) => (resolve = go));
  return { promise, resolve };
}
