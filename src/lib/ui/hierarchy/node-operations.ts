import type { HierarchyViewer, NodeRow, OpenChoice } from '../../app';
import { hierarchy as t } from '../../messages';
import { isCollectionKind, whyNoLayer, whyNotOpened } from './node-text';

/** What is done with nodes from the tree, its menu and its pane. */
export class NodeOperations {
  readonly #hierarchy: HierarchyViewer;
  readonly #onopened: () => void;

  constructor(hierarchy: HierarchyViewer, onopened: () => void) {
    this.#hierarchy = hierarchy;
    this.#onopened = onopened;
  }

  /** Opens those of the nodes that can be, a plate, a well or a list of series to look through it. Resolves with the ids of their layers. */
  async open(rows: readonly NodeRow[], choice: OpenChoice = {}): Promise<readonly string[]> {
    const [only, ...others] = rows;
    const isLookedThrough = only !== undefined && others.length === 0 && isCollectionKind(only.node.kind);
    const opened = isLookedThrough ? [only] : rows.filter(({ node }) => whyNoLayer(node) === undefined);
    if (isLookedThrough) this.#onopened();
    const layers = await this.#hierarchy.open(
      opened.map(({ key }) => key),
      choice,
    );
    if (layers.length > 0 && !isLookedThrough) this.#onopened();
    return layers;
  }

  /** What Enter and a double click do: what is open already is not opened again, and of an archive is shown what is in it first. */
  openOrUnfold(row: NodeRow): void {
    const { node, key, isExpanded } = row;
    const isOpenable = whyNotOpened(node) === undefined && !node.isPending && node.kind !== 'archive';
    if (isOpenable) {
      if (!this.#hierarchy.loadedOf(row).isWhole) void this.open([row]);
    } else if (isExpanded) this.#hierarchy.collapse(key);
    else if (node.isExpandable) void this.#hierarchy.expand(key);
  }

  /** The layer of a node, which is opened where there is none. */
  async layerOf(row: NodeRow): Promise<string | undefined> {
    const { isWhole, layers } = this.#hierarchy.loadedOf(row);
    return isWhole ? layers[0] : (await this.open([row]))[0];
  }

  /** Resolves with what to say of it. */
  async copyLocations(rows: readonly NodeRow[]): Promise<string> {
    const found = rows.map((row) => this.#hierarchy.locationOf(row));
    await navigator.clipboard.writeText(found.map(({ location }) => location).join('\n'));
    return found.some(({ isWithheld }) => isWithheld) ? t.copiedWithoutKey : t.copied;
  }
}
