import { EngineLost } from './engine-calls';
import type { Hdf5Attempt, Hdf5Outcome, Hdf5Port } from './engine-calls';

/** What is sent to a worker with an engine. */
export type EngineMessage =
  | { readonly kind: 'attempt'; readonly id: number; readonly attempt: Hdf5Attempt }
  | { readonly kind: 'drop'; readonly token: string }
  | { readonly kind: 'close'; readonly file: string };

/** What it answers. */
export interface EngineReply {
  readonly id: number;
  readonly outcome: Hdf5Outcome;
  /** Of the engine, as of then. */
  readonly heldBytes: number;
}

/** The part of a Worker that is used. */
export interface EngineWorker {
  postMessage(message: EngineMessage, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: { readonly data: EngineReply }) => void): void;
  addEventListener(type: 'error' | 'messageerror', listener: (event: unknown) => void): void;
  terminate(): void;
}

/** What an engine needs from outside. */
export interface WorkerEngineOptions {
  readonly createWorker: () => EngineWorker;
  /** Runs something later, unless what it returns is called before. */
  readonly later: (ms: number, run: () => void) => () => void;
}

/** An attempt reads nothing: one that takes as long goes round in circles. */
const maxAttemptMs = 30_000;

interface Waiting {
  readonly resolve: (outcome: Hdf5Outcome) => void;
  readonly reject: (error: Error) => void;
}

/**
 * An engine in a worker of its own, started when it is first asked. A file that makes the library fall over or go round in circles
 * costs that worker and no other; what else it was asked is asked again of the next one.
 */
export class WorkerEngine implements Hdf5Port {
  readonly #options: WorkerEngineOptions;
  readonly #waiting = new Map<number, Waiting>();
  #worker: EngineWorker | undefined;
  #stopWatch: (() => void) | undefined;
  #lastId = 0;
  #heldBytes = 0;

  constructor(options: WorkerEngineOptions) {
    this.#options = options;
  }

  /** As of its last answer; nothing without a worker. */
  get heldBytes(): number {
    return this.#heldBytes;
  }

  attempt(attempt: Hdf5Attempt): Promise<Hdf5Outcome> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#post({ kind: 'attempt', id, attempt });
      if (this.#waiting.size === 1) this.#watch();
    });
  }

  drop(token: string): void {
    this.#worker?.postMessage({ kind: 'drop', token }, []);
  }

  close(file: string): void {
    this.#worker?.postMessage({ kind: 'close', file }, []);
  }

  #post(message: EngineMessage): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage(message, []);
  }

  #start(): EngineWorker {
    const worker = this.#options.createWorker();
    worker.addEventListener('message', ({ data }) => {
      if (this.#worker === worker) this.#receive(data);
    });
    const onDeath = (): void => {
      if (this.#worker === worker) this.#end('its worker ended');
    };
    worker.addEventListener('error', onDeath);
    worker.addEventListener('messageerror', onDeath);
    return worker;
  }

  #receive({ id, outcome, heldBytes }: EngineReply): void {
    this.#heldBytes = heldBytes;
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    this.#watch();
    waiting?.resolve(outcome);
    if (outcome.kind === 'crashed') this.#replace();
  }

  /** Answers come in the order of the questions: the first that waits is the one that is worked on. */
  #watch(): void {
    this.#stopWatch?.();
    this.#stopWatch =
      this.#waiting.size === 0
        ? undefined
        : this.#options.later(maxAttemptMs, () =>
            this.#end('it takes longer than half a minute without reading anything'),
          );
  }

  /** Gives up what is worked on, and the worker with it. */
  #end(reason: string): void {
    const [first] = this.#waiting;
    if (first) {
      this.#waiting.delete(first[0]);
      first[1].resolve({ kind: 'crashed', reason });
    }
    this.#replace();
  }

  #replace(): void {
    this.#stopWatch?.();
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#heldBytes = 0;
    const lost = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of lost) reject(new EngineLost());
  }
}
