import type { DatasetHandle, DecodeReply, DecodeRequest } from '../core';
import type { Job } from './job';
import type { Liveness } from './liveness';
import type { WorkerPort } from './worker-port';

/** What a slot needs of its pool. */
export interface SlotOptions {
  readonly createWorker: () => WorkerPort;
  /** Datasets that a new worker must know. */
  readonly handles: () => Iterable<DatasetHandle>;
  readonly onReply: (reply: DecodeReply) => void;
  /** A worker's script has loaded: it said something for the first time. */
  readonly onReady: () => void;
  readonly watch: (port: WorkerPort, onDeath: () => void) => Liveness;
  /** Called for a job whose worker died twice under it. */
  readonly onPoison: (job: Job) => void;
}

interface Running {
  readonly port: WorkerPort;
  readonly liveness: Liveness;
  /** It has said something: its script is loaded. */
  isReady: boolean;
  readerBytes: number;
}

/**
 * One place in the pool: a worker, started when first needed and replaced when it dies, and the jobs that it has.
 * Jobs of a dead worker are suspects: its successor gets them one at a time and nothing else meanwhile, so that the one that
 * kills it is known.
 */
export class WorkerSlot {
  readonly #options: SlotOptions;
  readonly #sent = new Map<number, Job>();
  #suspects: Job[] = [];
  #running: Running | undefined;
  #nextId = 1;

  constructor(options: SlotOptions) {
    this.#options = options;
  }

  /** Jobs without an answer. */
  get load(): number {
    return this.#sent.size + this.#suspects.length;
  }

  /** True once its worker runs; before that, whatever it is given waits for a script to load. */
  get isReady(): boolean {
    return this.#running?.isReady === true;
  }

  /** What readers of files hold for its worker, as of its last answer. */
  get readerBytes(): number {
    return this.#running?.readerBytes ?? 0;
  }

  /** Starts its worker, so that it is ready when it is needed. */
  warmUp(): void {
    this.#start();
  }

  /** True while suspects are tried; jobs given now wait for them. */
  get isQuarantined(): boolean {
    return this.#suspects.length > 0 || [...this.#sent.values()].some(({ deaths }) => deaths > 0);
  }

  give(job: Job): void {
    if (this.isQuarantined) this.#suspects.push(job);
    else this.#send(job);
  }

  /**
   * Takes a job back; returns whether that is all. A job that a worker has begun ends with its answer, which comes soon:
   * until then the worker holds its bytes.
   */
  cancel(job: Job): boolean {
    this.#suspects = this.#suspects.filter((other) => other !== job);
    for (const [id, sent] of this.#sent) {
      if (sent !== job) continue;
      job.isCancelled = true;
      this.#post({ type: 'abort', id });
      return false;
    }
    return true;
  }

  /** Tells a worker that has been started of a dataset; one that starts later learns it then. */
  attach(handle: DatasetHandle): void {
    this.#post({ type: 'attach', handle });
  }

  /** Tells a worker that has been started to forget a dataset. */
  detach(dataset: string): void {
    this.#post({ type: 'detach', dataset });
  }

  stop(): void {
    this.#running?.liveness.stop();
    this.#running?.port.terminate();
    this.#running = undefined;
  }

  #send(job: Job): void {
    this.#start();
    const id = this.#nextId++;
    this.#sent.set(id, job);
    this.#post({ ...job.request, id });
  }

  /** Sends to the worker, if one runs. */
  #post(message: DecodeRequest): void {
    this.#running?.port.postMessage(message);
  }

  #start(): void {
    if (this.#running !== undefined) return;
    const port = this.#options.createWorker();
    const onDeath = (): void => {
      if (this.#running?.port === port) this.#replace();
    };
    port.addEventListener('message', ({ data }) => {
      if (this.#running?.port === port) this.#receive(data);
    });
    port.addEventListener('error', onDeath);
    port.addEventListener('messageerror', onDeath);
    this.#running = { port, liveness: this.#options.watch(port, onDeath), isReady: false, readerBytes: 0 };
    for (const handle of this.#options.handles()) this.#post({ type: 'attach', handle });
  }

  #receive(reply: DecodeReply): void {
    this.#running?.liveness.heard(reply);
    if (this.#running) this.#running.readerBytes = reply.readerBytes ?? 0;
    if (this.#running?.isReady === false) {
      this.#running.isReady = true;
      this.#options.onReady();
    }
    this.#options.onReply(reply);
    const job = this.#sent.get(reply.id);
    if (job === undefined) return;
    this.#sent.delete(reply.id);
    job.resolve(reply);
    if ('error' in reply && reply.isSpent === true) this.#renew();
    this.#sendNextSuspect();
  }

  /** Starts over with a new worker that gets what the old one had: nothing is suspect, the culprit has its answer. */
  #renew(): void {
    this.stop();
    for (const job of this.#takeOrphans()) this.#send(job);
  }

  #replace(): void {
    this.stop();
    const orphans = this.#takeOrphans();
    for (const job of orphans) job.deaths += 1;
    this.#suspects.unshift(...orphans.filter(({ deaths }) => deaths < 2));
    for (const job of orphans) if (job.deaths >= 2) this.#options.onPoison(job);
    this.#sendNextSuspect();
  }

  /** Jobs that have to be done again; cancelled ones end here. */
  #takeOrphans(): Job[] {
    const orphans = [...this.#sent.values()];
    this.#sent.clear();
    for (const job of orphans)
      if (job.isCancelled) job.reject(new DOMException('The read was aborted.', 'AbortError'));
    return orphans.filter(({ isCancelled }) => !isCancelled);
  }

  #sendNextSuspect(): void {
    if (this.#sent.size > 0) return;
    const next = this.#suspects.shift();
    if (next !== undefined) this.#send(next);
  }
}
