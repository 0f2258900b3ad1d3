import { errorFromMessage } from '../../core';
import type { TreeChildren, TreeNode } from '../tree-node';
import type { QuestionName, TreeQuestions, TreeReply } from './messages';

/** The part of a Worker that the client uses. */
export interface TreePort {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { readonly data: TreeReply }) => void): void;
  addEventListener(type: 'error' | 'messageerror', listener: (event: unknown) => void): void;
  terminate(): void;
}

export interface TreeClientOptions {
  readonly createWorker: () => TreePort;
  readonly pageUrl: string;
}

export interface AskOptions {
  readonly signal?: AbortSignal;
  /** Many children come in parts: called with those that have come, before all have. */
  readonly onPart?: (children: TreeChildren) => void;
}

interface Waiting extends Pick<AskOptions, 'onPart'> {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
  /** What has come of children. */
  nodes: readonly TreeNode[];
}

/** Asks the worker that reads trees, which starts with the first question. One that died is replaced by the next question. */
export class TreeClient {
  readonly #options: TreeClientOptions;
  readonly #waiting = new Map<number, Waiting>();
  #port: TreePort | undefined;
  #lastId = 0;

  constructor(options: TreeClientOptions) {
    this.#options = options;
  }

  /** Rejects with an AppError that says what failed, and with an AbortError once the signal aborts. */
  ask<Name extends QuestionName>(
    name: Name,
    asked: TreeQuestions[Name]['asked'],
    { signal, onPart }: AskOptions = {},
  ): Promise<TreeQuestions[Name]['answer']> {
    if (signal?.aborted === true)
      return Promise.reject(new DOMException('Not wanted any more.', 'AbortError'));
    const id = ++this.#lastId;
    this.#port ??= this.#start();
    this.#port.postMessage({ ...asked, id, name });
    signal?.addEventListener('abort', () => this.#port?.postMessage({ id, name: 'abort' }), { once: true });
    return new Promise((resolve, reject) =>
      this.#waiting.set(id, { resolve, reject, nodes: [], ...(onPart && { onPart }) }),
    );
  }

  #start(): TreePort {
    const port = this.#options.createWorker();
    port.addEventListener('message', ({ data }) => this.#settle(data));
    const fail = (): void => {
      if (this.#port === port) this.#fail(port);
    };
    port.addEventListener('error', fail);
    port.addEventListener('messageerror', fail);
    port.postMessage({ name: 'page', pageUrl: this.#options.pageUrl });
    return port;
  }

  #settle(reply: TreeReply): void {
    const waiting = this.#waiting.get(reply.id);
    if (waiting && 'part' in reply) {
      waiting.nodes = [...waiting.nodes, ...reply.part.nodes];
      waiting.onPart?.({ ...reply.part, nodes: waiting.nodes });
      return;
    }
    this.#waiting.delete(reply.id);
    if ('error' in reply) waiting?.reject(errorFromMessage(reply.error));
    else if ('answer' in reply) waiting?.resolve(whole(reply.answer, waiting.nodes) as never);
  }

  #fail(port: TreePort): void {
    port.terminate();
    this.#port = undefined;
    const failed = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of failed) reject(new Error('The worker that reads the hierarchy stopped.'));
  }
}

function whole(
  answer: TreeQuestions[QuestionName]['answer'],
  before: readonly TreeNode[],
): TreeQuestions[QuestionName]['answer'] {
  return before.length > 0 && answer && 'nodes' in answer
    ? { ...answer, nodes: [...before, ...answer.nodes] }
    : answer;
}
