import { AppError, isAbort } from '../../core';
import type { TreeChildren, TreeClient, TreeNode } from '../../hierarchy';
import { parseLocation } from '../../source';
import { toAppError } from '../viewer/to-app-error';
import { isWithin, pathWithin, placeOfId } from './loaded-nodes';
import { rowKey, type Branch, type Store } from './tree-rows';

/** A store, and a path in it. */
export interface Address {
  readonly store: Store;
  readonly path: string;
}

export interface StoreTreesOptions {
  readonly client: Pick<TreeClient, 'ask'>;
  readonly pageUrl: string;
  readonly fail: (error: AppError, location: string) => void;
  /** Something that is shown has changed. */
  readonly onChange: () => void;
}

/** The stores that are shown, what is known of each, and what is unfolded. */
export class StoreTrees {
  readonly #options: StoreTreesOptions;
  #stores: readonly Store[] = [];
  #lastNumber = 0;

  constructor(options: StoreTreesOptions) {
    this.#options = options;
  }

  get stores(): readonly Store[] {
    return this.#stores;
  }

  at(location: string): Store | undefined {
    return this.#stores.find((store) => store.location === location);
  }

  /** Where a row is; `undefined` when its store is shown no more. */
  addressOf(key: string): Address | undefined {
    const [, number = '', path = ''] = /^(\d+):([^\n]*)/s.exec(key) ?? [];
    const store = this.#stores.find((each) => String(each.number) === number);
    return store && { store, path };
  }

  /** The canonical place of a location; `undefined` for what is none. */
  placeOf(location: string): string | undefined {
    try {
      return placeOfId(parseLocation(location, this.#options.pageUrl).id);
    } catch (error) {
      if (error instanceof AppError) return undefined;
      throw error;
    }
  }

  rootOf(store: Store): string {
    return store.place ?? this.placeOf(store.location) ?? store.location;
  }

  /** Whether a location is one of the stores, or lies in one. */
  has(location: string): boolean {
    const place = this.placeOf(location);
    const isIn = (store: Store) => place !== undefined && isWithin(place, this.rootOf(store));
    return this.#stores.some((store) => store.location === location || isIn(store));
  }

  /** Stores that lie in it are shown within it from then on. */
  async browse(location: string): Promise<Store> {
    const known = this.at(location);
    if (known) return known;
    const number = ++this.#lastNumber;
    const store: Store = { location, number, nodes: new Map(), resolved: new Map() };
    const root = this.rootOf(store);
    this.#stores = [...this.#stores.filter((other) => !isWithin(this.rootOf(other), root)), store];
    await this.#read(store);
    return store;
  }

  async reload(store: Store): Promise<void> {
    const open = [...store.nodes].filter(([, { isExpanded }]) => isExpanded).map(([path]) => path);
    store.nodes.clear();
    store.resolved.clear();
    await this.#read(store);
    for (const path of open.sort((a, b) => a.length - b.length)) await this.expand({ store, path });
  }

  forget(location: string): void {
    this.#stores = this.#stores.filter((store) => store.location !== location);
    void this.#options.client.ask('close', { location });
    this.#options.onChange();
  }

  async expand({ store, path }: Address): Promise<void> {
    const branch = branchAt(store, path);
    branch.isExpanded = true;
    if (!branch.isReading && (!branch.children || branch.error))
      await this.#readBranch({ store, path }, branch);
    this.#options.onChange();
  }

  collapse({ store, path }: Address): void {
    branchAt(store, path).isExpanded = false;
    this.#options.onChange();
  }

  /** Finds out what a node is that is known by its name only. */
  async resolve({ store, path }: Address, before: TreeNode): Promise<void> {
    if (before.isPending !== true || store.resolved.has(path)) return;
    const { isPending: _, ...asked } = before;
    store.resolved.set(path, asked);
    try {
      store.resolved.set(path, await this.#options.client.ask('resolve', { location: store.location, path }));
      this.#options.onChange();
    } catch (error) {
      // It stays what it seemed to be: what is wrong is told where it is looked at.
      if (!(error instanceof AppError) && !isAbort(error)) throw error;
    }
  }

  /** Looks for a path that someone typed, below a folder or below the root, and unfolds what leads there. */
  async find(text: string, { store, path: folder }: Address): Promise<string | undefined> {
    const base = text.startsWith('/') ? '' : folder;
    const parts = text.split('/').filter((part) => part !== '' && part !== '.');
    const path = [...base.split('/'), ...parts].filter((part) => part !== '').join('/');
    const node = await this.#typed(store, path);
    if (!node) return undefined;
    this.#adopt(store, node, base);
    return this.revealPath(store, path);
  }

  /** Unfolds what leads to a place. Resolves with the key of its row; absent when it is in none of the stores. */
  revealPlace(place: string): Promise<string | undefined> {
    for (const store of this.#stores) {
      const path = pathWithin(place, this.rootOf(store));
      if (path !== undefined) return this.revealPath(store, path);
    }
    return Promise.resolve(undefined);
  }

  /** Folder after folder: each may hold the path itself or one that leads to it. */
  async revealPath(store: Store, path: string): Promise<string | undefined> {
    let at = '';
    while (at !== path) {
      await this.expand({ store, path: at });
      const nodes = store.nodes.get(at)?.children?.nodes ?? [];
      const next = nodes.find((node) => path === node.path || path.startsWith(`${node.path}/`));
      if (!next || next.path === at) return undefined;
      at = next.path;
    }
    return rowKey(store, path);
  }

  async #read(store: Store): Promise<void> {
    delete store.error;
    this.#options.onChange();
    try {
      const { node, id, children } = await this.#options.client.ask('open', { location: store.location });
      store.place = placeOfId(id);
      store.root = node;
      if (children) await this.#unfoldRoot(store, children);
      else if (node.isExpandable) await this.expand({ store, path: '' });
    } catch (error) {
      delete store.root;
      store.error = toAppError(error);
    }
    this.#options.onChange();
  }

  /** Shows the first children of the root, and reads the others where there are more. */
  async #unfoldRoot(store: Store, children: TreeChildren): Promise<void> {
    const branch = branchAt(store, '');
    branch.isExpanded = true;
    branch.children = children;
    this.#options.onChange();
    if (children.count !== undefined) await this.#readBranch({ store, path: '' }, branch);
  }

  async #readBranch({ store, path }: Address, branch: Branch): Promise<void> {
    const { client, onChange } = this.#options;
    const onPart = (children: TreeChildren): void => {
      branch.children = children;
      onChange();
    };
    branch.isReading = true;
    delete branch.error;
    onChange();
    try {
      branch.children = await client.ask('children', { location: store.location, path }, { onPart });
    } catch (error) {
      branch.error = toAppError(error);
    }
    branch.isReading = false;
  }

  async #typed(store: Store, path: string): Promise<TreeNode | undefined> {
    try {
      return await this.#options.client.ask('typed', { location: store.location, path });
    } catch (error) {
      this.#options.fail(toAppError(error), store.location);
      return undefined;
    }
  }

  /** Makes a node that someone typed one of those below a folder, unless another leads there. */
  #adopt(store: Store, node: TreeNode, folder: string): void {
    const branch = branchAt(store, folder);
    const { nodes = [], ...more } = branch.children ?? {};
    const isThere = nodes.some(({ path }) => path === node.path || node.path.startsWith(`${path}/`));
    const name = folder === '' ? node.path : node.path.slice(folder.length + 1);
    branch.children = {
      ...more,
      nodes: isThere || node.path === folder ? nodes : [...nodes, { ...node, name }],
    };
    branch.isExpanded = true;
    store.resolved.delete(node.path);
    this.#options.onChange();
  }
}

function branchAt(store: Store, path: string): Branch {
  const branch = store.nodes.get(path) ?? { isExpanded: false, isReading: false };
  store.nodes.set(path, branch);
  return branch;
}
