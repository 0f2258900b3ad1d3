import type { AppError } from '../../core';
import type { TreeChildren, TreeNode } from '../../hierarchy';
import type { NodeRow, NoteRow, TreeRow } from './hierarchy-model';

/** A store that is shown. */
export interface Store {
  /** As it was given; names it. */
  readonly location: string;
  /** Distinguishes its rows from those of others. */
  readonly number: number;
  /** Of its root; absent until that has been read. */
  place?: string;
  root?: TreeNode;
  error?: AppError;
  readonly nodes: Map<string, Branch>;
  /** What nodes turned out to be that were known by their names only. */
  readonly resolved: Map<string, TreeNode>;
}

/** What is known below a node. */
export interface Branch {
  isExpanded: boolean;
  isReading: boolean;
  children?: TreeChildren;
  error?: AppError;
}

export function rowKey(store: Store, path: string): string {
  return `${store.number}:${path}`;
}

/** The rows that are to be seen. */
export interface TreeRows {
  /** From top to bottom. */
  readonly all: readonly TreeRow[];
  /** Those of nodes, by the paths of these. */
  readonly nodes: ReadonlyMap<Store, ReadonlyMap<string, NodeRow>>;
}

/** What rows of one store are added to. */
interface Adding {
  readonly store: Store;
  readonly all: TreeRow[];
  readonly nodes: Map<string, NodeRow>;
  readonly before: ReadonlyMap<string, NodeRow> | undefined;
}

interface Place {
  readonly depth: number;
  readonly position: number;
  readonly count: number;
}

/** Makes the rows. Those of nodes that are as they were before stay the same objects, so that what shows them has nothing to do. */
export function treeRows(stores: readonly Store[], before?: TreeRows): TreeRows {
  const all: TreeRow[] = [];
  const nodes = new Map<Store, Map<string, NodeRow>>();
  stores.forEach((store, at) => {
    const adding = { store, all, nodes: new Map<string, NodeRow>(), before: before?.nodes.get(store) };
    nodes.set(store, adding.nodes);
    addStore(adding, { depth: 1, position: at + 1, count: stores.length });
  });
  return { all, nodes };
}

function addStore(adding: Adding, place: Place): void {
  const { store } = adding;
  if (store.root) {
    addNode(adding, store.root, place);
    return;
  }
  const note = store.error ? 'failed' : 'reading';
  const key = rowKey(store, '');
  adding.all.push({
    ...{ kind: 'note', key, about: key, store: store.location, note, ...place },
    ...(store.error && { error: store.error }),
  });
}

function addNode(adding: Adding, seeming: TreeNode, place: Place): void {
  const { store, all, nodes, before } = adding;
  const { path } = seeming;
  const node = store.resolved.get(path) ?? seeming;
  const branch = store.nodes.get(path);
  const isExpanded = node.isExpandable && branch?.isExpanded === true;
  const state = { node, isExpanded, isReading: branch?.isReading === true };
  const old = before?.get(path);
  const row = old && isSame(old, state, place) ? old : newRow(store, state, place);
  nodes.set(path, row);
  all.push(row);
  if (isExpanded) addChildren(adding, branch, { about: row.key, depth: place.depth + 1 });
}

function addChildren(
  adding: Adding,
  branch: Branch,
  { about, depth }: { readonly about: string; readonly depth: number },
): void {
  const { children, error } = branch;
  const notes = notesOf(branch);
  const nodes = children?.nodes ?? [];
  const count = (children?.count ?? nodes.length) + notes.length;
  nodes.forEach((child, index) => addNode(adding, child, { depth, position: index + 1, count }));
  notes.forEach((note, index) =>
    adding.all.push({
      ...{ kind: 'note', note, about, store: adding.store.location, depth },
      ...{ key: `${about}\n${note}`, position: nodes.length + index + 1, count },
      ...(note === 'failed' && error && { error }),
    }),
  );
}

type NodeState = Pick<NodeRow, 'node' | 'isExpanded' | 'isReading'>;

function isSame(row: NodeRow, state: NodeState, place: Place): boolean {
  return (
    row.node === state.node &&
    row.isExpanded === state.isExpanded &&
    row.isReading === state.isReading &&
    row.depth === place.depth &&
    row.position === place.position &&
    row.count === place.count
  );
}

function newRow(store: Store, state: NodeState, place: Place): NodeRow {
  const key = rowKey(store, state.node.path);
  return { kind: 'node', key, store: store.location, ...state, ...place };
}

function notesOf({ children, error, isReading }: Branch): NoteRow['note'][] {
  if (error) return ['failed'];
  if (!children) return [];
  if (children.more) return [children.more];
  return children.nodes.length === 0 && !isReading ? ['empty'] : [];
}
