import type { Tuning } from '../core';
import type {
  ConnectMessage,
  KeeperNews,
  KeeperQuestion,
  KeeperSetup,
  PageMessage,
  SeenDataset,
} from './messages';

/** The part of a Worker that is used. */
export interface KeeperWorker {
  postMessage(message: PageMessage | KeeperSetup, transfer?: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: { readonly data: KeeperNews }) => void): void;
  addEventListener(type: 'error' | 'messageerror', listener: (event: unknown) => void): void;
}

export interface KeeperClientOptions {
  readonly createWorker: () => KeeperWorker;
  readonly setup: Omit<KeeperSetup, 'type'>;
  readonly onNews: (news: Exclude<KeeperNews, { type: 'answer' }>) => void;
}

interface Asker {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The page's end of the keeper, which starts with the first thing that is said to it. */
export class KeeperClient {
  readonly #options: KeeperClientOptions;
  readonly #askers = new Map<number, Asker>();
  #worker: KeeperWorker | undefined;
  #nextId = 1;
  /** Why it will never answer. */
  #death: Error | undefined;
  readonly #early: MessagePort[] = [];

  constructor(options: KeeperClientOptions) {
    this.#options = options;
  }

  /** Lets a decode worker reach the keeper, which need not have started: what is said to it waits. */
  connect(worker: { postMessage(message: ConnectMessage, transfer: Transferable[]): void }): void {
    const { port1, port2 } = new MessageChannel();
    const { scope, origin } = this.#options.setup;
    worker.postMessage({ type: 'keep', port: port2, scope, origin }, [port2]);
    if (this.#worker) this.#worker.postMessage({ type: 'connect', port: port1 }, [port1]);
    else this.#early.push(port1);
  }

  /** Says which chunks the frame shows, of all datasets. */
  showing(leases: Extract<PageMessage, { type: 'showing' }>['leases']): void {
    this.#started().postMessage({ type: 'showing', leases });
  }

  seen(dataset: SeenDataset): void {
    this.#started().postMessage({ type: 'seen', dataset });
  }

  /** Says by which constants room is made. */
  tune(tuning: Tuning): void {
    this.#started().postMessage({ type: 'tune', tuning });
  }

  /** Asks, and resolves with the answer. Rejects with an Error that says why there is none. */
  ask(question: KeeperQuestion): Promise<unknown> {
    const worker = this.#started();
    return new Promise((resolve, reject) => {
      if (this.#death) return reject(this.#death);
      const id = this.#nextId++;
      this.#askers.set(id, { resolve, reject });
      worker.postMessage({ type: 'ask', id, question });
    });
  }

  /** Starts the keeper now. */
  start(): void {
    this.#started();
  }

  #started(): KeeperWorker {
    if (this.#worker) return this.#worker;
    const worker = this.#options.createWorker();
    this.#worker = worker;
    worker.addEventListener('message', ({ data }) => this.#hear(data));
    worker.addEventListener('error', () => this.#die());
    worker.addEventListener('messageerror', () => this.#die());
    worker.postMessage({ type: 'setup', ...this.#options.setup });
    for (const port of this.#early.splice(0)) worker.postMessage({ type: 'connect', port }, [port]);
    return worker;
  }

  #hear(news: KeeperNews): void {
    if (news.type !== 'answer') return this.#options.onNews(news);
    const asker = this.#askers.get(news.id);
    this.#askers.delete(news.id);
    if (news.error === undefined) asker?.resolve(news.value);
    else asker?.reject(new Error(news.error));
  }

  /** Its script did not load, or it threw: nothing is kept in this page any more. */
  #die(): void {
    this.#death = new Error('What keeps data on this device has stopped.');
    for (const { reject } of this.#askers.values()) reject(this.#death);
    this.#askers.clear();
    this.#options.onNews({ type: 'trouble', trouble: 'broken' });
  }
}
