import { isAbort, type LocalAnswer, type LocalQuestion } from '../../core';
import { createHierarchyWorker, TreeClient } from '../../hierarchy';
import { connectLocal } from '../local/connect-local';
import type { LayerModel } from '../viewer/model';
import { toAppError } from '../viewer/to-app-error';
import type { HierarchyViewer, LoadedState, NodeRow, OpenChoice, ShownNode } from './hierarchy-model';
import { loadedState, placeOf, type PlacedLayer } from './loaded-nodes';
import { locationAbove, nodeLocation } from './node-location';
import { openNodes, type NodeOpenerOptions, type OpenedNode } from './node-opener';
import { StoreTrees } from './store-trees';
import { rowKey, treeRows, type TreeRows } from './tree-rows';

export interface HierarchyViewerOptions extends NodeOpenerOptions {
  readonly pageUrl: string;
  /** Answers what the worker asks about files of this device. */
  readonly answerLocal: (question: LocalQuestion) => Promise<LocalAnswer>;
  /** The layers that are open, reactive. */
  readonly layers: () => readonly LayerModel[];
  readonly withoutKeys: (location: string) => ReturnType<HierarchyViewer['locationOf']>;
  readonly setVisible: (layerId: string, visible: boolean) => void;
}

/** The interface's view of the trees of stores. Made when the panel first opens. */
export class AppHierarchyViewer implements HierarchyViewer {
  shown = $state.raw<ShownNode | undefined>(undefined);
  readonly #options: HierarchyViewerOptions;
  readonly #client: TreeClient;
  readonly #trees: StoreTrees;
  /** Trees change in place: this counts how often. */
  #version = $state(0);
  #reading: AbortController | undefined;
  #rowsBefore: TreeRows = treeRows([]);
  readonly #rows = $derived.by(() => {
    if (this.#version >= 0) this.#rowsBefore = treeRows(this.#trees.stores, this.#rowsBefore);
    return this.#rowsBefore;
  });
  readonly #placed = $derived.by(() => this.#options.layers().map((layer) => this.#place(layer)));

  constructor(options: HierarchyViewerOptions) {
    this.#options = options;
    const { session, pageUrl, fail, answerLocal } = options;
    const createWorker = () => connectLocal(session.access.connect(createHierarchyWorker()), answerLocal);
    this.#client = new TreeClient({ createWorker, pageUrl });
    const onChange = () => void this.#version++;
    this.#trees = new StoreTrees({ client: this.#client, pageUrl, fail, onChange });
  }

  get rows() {
    return this.#rows.all;
  }

  follow(): void {
    for (const { dataset } of this.#options.layers())
      if (!this.#trees.has(dataset.location)) void this.#trees.browse(dataset.location);
  }

  async browse(location: string): Promise<string> {
    return rowKey(await this.#trees.browse(location), '');
  }

  hasAbove(store: string): boolean {
    return locationAbove(store, this.#options.pageUrl) !== undefined;
  }

  async browseAbove(store: string): Promise<string | undefined> {
    const above = locationAbove(store, this.#options.pageUrl);
    const place = this.#trees.placeOf(store);
    if (above === undefined || place === undefined) return undefined;
    const folder = await this.#trees.browse(above);
    return (await this.#trees.revealPlace(place)) ?? rowKey(folder, '');
  }

  async reload(store: string): Promise<void> {
    const known = this.#trees.at(store);
    if (known) await this.#trees.reload(known);
  }

  forget(store: string): void {
    this.#trees.forget(store);
  }

  async expand(key: string): Promise<void> {
    const address = this.#trees.addressOf(key);
    if (address) await this.#trees.expand(address);
  }

  collapse(key: string): void {
    const address = this.#trees.addressOf(key);
    if (address) this.#trees.collapse(address);
  }

  resolve(keys: readonly string[]): void {
    for (const key of keys) {
      const [address, row] = [this.#trees.addressOf(key), this.#nodeRow(key)];
      if (address && row) void this.#trees.resolve(address, row.node);
    }
  }

  async show(key: string | undefined): Promise<void> {
    this.#reading?.abort();
    const address = key === undefined ? undefined : this.#trees.addressOf(key);
    if (key === undefined || !address) {
      this.shown = undefined;
      return;
    }
    const { store, path } = address;
    const controller = new AbortController();
    this.#reading = controller;
    this.shown = { ...this.shown, key, isReading: true };
    try {
      const details = await this.#client.ask(
        'details',
        { location: store.location, path },
        { signal: controller.signal },
      );
      store.resolved.set(path, details.node);
      this.#version++;
      if (this.#reading === controller) this.shown = { key, isReading: false, details };
    } catch (error) {
      if (!isAbort(error) && this.#reading === controller)
        this.shown = { key, isReading: false, error: toAppError(error) };
    }
  }

  async find(text: string, below: string | undefined): Promise<string | undefined> {
    const wanted = text.trim();
    if (wanted === '') return undefined;
    const [first] = this.#trees.stores;
    const address = below === undefined ? first && { store: first, path: '' } : this.#trees.addressOf(below);
    if (!address || /^[a-z][a-z0-9+.-]*:/i.test(wanted)) return this.browse(wanted);
    return this.#trees.find(wanted, address);
  }

  async reveal(layerId: string): Promise<string | undefined> {
    const layer = this.#placed.find(({ id }) => id === layerId);
    return layer && this.#trees.revealPlace(layer.place);
  }

  loadedOf({ store, node }: NodeRow): LoadedState {
    const found = this.#trees.at(store);
    return loadedState(this.#placed, placeOf(found ? this.#trees.rootOf(found) : store, node.path));
  }

  setVisible(row: NodeRow, visible: boolean): void {
    for (const id of this.loadedOf(row).layers) this.#options.setVisible(id, visible);
  }

  async open(keys: readonly string[], choice: OpenChoice): Promise<readonly string[]> {
    const nodes = keys.flatMap((key): OpenedNode | [] => {
      const row = this.#nodeRow(key);
      return row ? { location: this.#locationOf(row), ...nameFor(row) } : [];
    });
    const layers = await openNodes(nodes, choice, this.#options);
    return layers.map(({ id }) => id);
  }

  locationOf(row: NodeRow) {
    return this.#options.withoutKeys(this.#locationOf(row));
  }

  #nodeRow(key: string): NodeRow | undefined {
    const address = this.#trees.addressOf(key);
    const row = address && this.#rows.nodes.get(address.store)?.get(address.path);
    return row?.key === key ? row : undefined;
  }

  #locationOf(row: NodeRow): string {
    return nodeLocation(row, this.#options.pageUrl);
  }

  #place({ id, visible, dataset: { location } }: LayerModel): PlacedLayer {
    return { id, visible, place: this.#trees.placeOf(location) ?? location };
  }
}

/** '0' says nothing of a layer: it is called by the end of its path. */
function nameFor({ node, store }: NodeRow): { readonly name?: string } {
  if (node.path === '' || !/^(s?\d+|[A-Z]+\/\d+)$/.test(node.name)) return {};
  const root = store.replace(/[?#].*$/s, '').replace(/\/+$/, '');
  return { name: `${root.slice(root.lastIndexOf('/') + 1)}/${node.path}` };
}
