import { errorToMessage } from '../../core';
import { archiveKey, HttpLister, openStore, parseLocation, type StoreEffects } from '../../source';
import { readDetails } from '../details/read-details';
import { StoreTree } from '../store-tree';
import {
  withinArchive,
  type TreeChildren,
  type TreeNode,
  type TreeRoot,
  type UnmadeChildren,
} from '../tree-node';
import { childrenInParts, firstChildren } from './children-in-parts';
import type { TreeQuestion, TreeQuestions, TreeReply, TreeRequest, QuestionName } from './messages';

type NodeQuestion = Extract<TreeQuestion, { readonly path: string }>;
type NodeAnswer = UnmadeChildren | Exclude<TreeQuestions[NodeQuestion['name']]['answer'], TreeChildren>;
type Answer = UnmadeChildren | Exclude<TreeQuestions[QuestionName]['answer'], TreeChildren>;

/** The page draws what has come before it takes more. */
const PART_GAP_MS = 30;

/** What a server needs from outside. */
export interface TreeServerOptions {
  /** Relative locations resolve against it. */
  readonly pageUrl: string;
  readonly effects: StoreEffects;
  readonly post: (reply: TreeReply) => void;
}

/** Answers what the page asks of trees; what runs in their worker. */
export class TreeServer {
  readonly #options: TreeServerOptions;
  readonly #trees = new Map<string, StoreTree>();
  /** Of archives within a store, by the tree of the store. */
  readonly #inner = new WeakMap<StoreTree, Map<string, StoreTree>>();
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
      await this.#reply(id, await this.#answer(request, controller.signal), controller.signal);
    } catch (error) {
      this.#options.post({ id, error: errorToMessage(error) });
    } finally {
      this.#running.delete(id);
    }
  }

  async #reply(id: number, answer: Answer, signal: AbortSignal): Promise<void> {
    const { post, effects } = this.#options;
    if (answer === undefined || !('nodes' in answer)) {
      post({ id, answer });
      return;
    }
    for (const part of childrenInParts(answer)) {
      if (part.count === undefined) post({ id, answer: part });
      else {
        post({ id, part });
        await effects.delay(PART_GAP_MS, signal);
      }
    }
  }

  #answer(question: TreeQuestion, signal: AbortSignal): Promise<Answer> {
    if (question.name === 'open') return this.#open(question.location, signal);
    if (question.name === 'close') {
      this.#forgetTree(question.location);
      return Promise.resolve(undefined);
    }
    const tree = this.#trees.get(question.location) ?? this.#makeTree(question.location);
    const archive = tree.archiveOn(question.path);
    if (archive === undefined) return this.#ask(tree, question, signal);
    return this.#askWithin(tree, { question, archive, signal });
  }

  #ask(tree: StoreTree, { name, path }: NodeQuestion, signal: AbortSignal): Promise<NodeAnswer> {
    if (name === 'children') return tree.children(path, signal);
    if (name === 'resolve') return tree.resolve(path, signal);
    if (name === 'typed') return tree.typed(path, signal);
    return readDetails(tree, path, { pageUrl: this.#options.pageUrl, signal });
  }

  /** Asks the tree of an archive, and answers in the words of the tree that the archive lies in. */
  async #askWithin(
    tree: StoreTree,
    { question, archive, signal }: { question: NodeQuestion; archive: string; signal: AbortSignal },
  ): Promise<NodeAnswer> {
    const path = question.path.slice(archive.length + 1);
    const answer = await this.#ask(this.#treeWithin(tree, archive), { ...question, path }, signal);
    const placed = (node: TreeNode): TreeNode => withinArchive(node, archive);
    if (answer === undefined) return undefined;
    if ('nodes' in answer) return { ...answer, nodes: answer.nodes.map((make) => () => placed(make())) };
    if ('node' in answer) return { ...answer, node: placed(answer.node) };
    return placed(answer);
  }

  #treeWithin(tree: StoreTree, archive: string): StoreTree {
    const trees = this.#inner.get(tree) ?? new Map<string, StoreTree>();
    this.#inner.set(tree, trees);
    const found = trees.get(archive) ?? this.#newTree(tree.locationOf(archive));
    trees.set(archive, found);
    return found;
  }

  async #open(location: string, signal: AbortSignal): Promise<TreeRoot> {
    this.#forgetFile(location);
    this.#forgetTree(location);
    const tree = this.#makeTree(location);
    const { id } = parseLocation(location, this.#options.pageUrl);
    const node = await tree.root(signal);
    // Asking for them would take as long again as reading what tells of them.
    const children = tree.isConsolidated ? firstChildren(await tree.children('', signal)) : undefined;
    return { node, location, id, ...(children && { children }) };
  }

  /** Forgets a tree, and the archives that were unfolded in it. */
  #forgetTree(location: string): void {
    const tree = this.#trees.get(location);
    if (tree === undefined) return;
    this.#trees.delete(location);
    for (const archive of this.#inner.get(tree)?.keys() ?? []) this.#forgetFile(tree.locationOf(archive));
  }

  /** Has an archive or an HDF5 file read anew by whoever opens it next. */
  #forgetFile(location: string): void {
    const { pageUrl, effects } = this.#options;
    const parsed = parseLocation(location, pageUrl);
    if (parsed.kind === 'zip') effects.archives?.forget(archiveKey(parsed, effects));
    else if (parsed.kind === 'hdf5') effects.hdf5?.forget(parsed.fileId);
  }

  #makeTree(location: string): StoreTree {
    const tree = this.#newTree(location);
    this.#trees.set(location, tree);
    return tree;
  }

  #newTree(location: string): StoreTree {
    const { pageUrl, effects } = this.#options;
    const parsed = parseLocation(location, pageUrl);
    return new StoreTree(openStore(parsed, effects, { lister: new HttpLister() }), parsed, pageUrl);
  }
}
