import { errorToMessage } from '../../core';
import { HttpLister, openStore, parseLocation, type HttpEffects } from '../../source';
import { readDetails } from '../details/read-details';
import { StoreTree } from '../store-tree';
import type { TreeRoot } from '../tree-node';
import type { TreeQuestion, TreeQuestions, TreeReply, TreeRequest, QuestionName } from './messages';

/** What a server needs from outside. */
export interface TreeServerOptions {
  /** Relative locations resolve against it. */
  readonly pageUrl: string;
  readonly effects: HttpEffects;
  readonly post: (reply: TreeReply) => void;
}

/** Answers what the page asks of trees; what runs in their worker. */
export class TreeServer {
  readonly #options: TreeServerOptions;
  readonly #trees = new Map<string, StoreTree>();
  readonly #running = new Map<number, AbortController>();

  constructor(options: TreeServerOptions) {
    this.#options = options;
  }

  async handle(request: TreeRequest): Promise<void> {
    if (request.name === 'abort') {
      this.#running.get(request.id)?.abort();
      return;
    }
    const { id } = request;
    const controller = new AbortController();
    this.#running.set(id, controller);
    try {
      this.#options.post({ id, answer: await this.#answer(request, controller.signal) });
    } catch (error) {
      this.#options.post({ id, error: errorToMessage(error) });
    } finally {
      this.#running.delete(id);
    }
  }

  #answer(question: TreeQuestion, signal: AbortSignal): Promise<TreeQuestions[QuestionName]['answer']> {
    if (question.name === 'open') return this.#open(question.location, signal);
    if (question.name === 'close') {
      this.#trees.delete(question.location);
      return Promise.resolve(undefined);
    }
    const tree = this.#trees.get(question.location) ?? this.#makeTree(question.location);
    const { path } = question;
    if (question.name === 'children') return tree.children(path, signal);
    if (question.name === 'resolve') return tree.resolve(path, signal);
    if (question.name === 'typed') return tree.typed(path, signal);
    return readDetails(tree, path, { pageUrl: this.#options.pageUrl, signal });
  }

  async #open(location: string, signal: AbortSignal): Promise<TreeRoot> {
    const tree = this.#makeTree(location);
    const { id, kind } = parseLocation(location, this.#options.pageUrl);
    return { node: await tree.root(signal), location, id, isGenerated: kind === 'generated' };
  }

  #makeTree(location: string): StoreTree {
    const { pageUrl, effects } = this.#options;
    const parsed = parseLocation(location, pageUrl);
    const store = openStore(parsed, effects, { documentsReadable: false, lister: new HttpLister() });
    const tree = new StoreTree(store, parsed, pageUrl);
    this.#trees.set(location, tree);
    return tree;
  }
}
