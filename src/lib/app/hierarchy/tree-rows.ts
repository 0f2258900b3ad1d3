import type { AppError } from '../../core';
import type { TreeChildren, TreeNode } from '../../hierarchy';
import type { NoteRow, TreeRow } from './hierarchy-model';

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

/** The rows that are to be seen, from top to bottom. */
export function treeRows(stores: readonly Store[]): TreeRow[] {
  const rows: TreeRow[] = [];
  stores.forEach((store, at) => addStore(rows, store, { position: at + 1, count: stores.length }));
  return rows;
}

interface Place {
  readonly position: number;
  readonly count: number;
}

function addStore(rows: TreeRow[], store: Store, place: Place): void {
  if (store.root) {
    addNode(rows, store, { node: store.root, depth: 1, ...place });
    return;
  }
  const note = store.error ? 'failed' : 'reading';
  const key = rowKey(store, '');
  rows.push({
    ...{ kind: 'note', key, about: key, store: store.location, depth: 1, note, ...place },
    ...(store.error && { error: store.error }),
  });
}

function addNode(
  rows: TreeRow[],
  store: Store,
  at: Place & { readonly node: TreeNode; readonly depth: number },
): void {
  const { path } = at.node;
  const node = store.resolved.get(path) ?? at.node;
  const branch = store.nodes.get(path);
  const isExpanded = node.isExpandable && branch?.isExpanded === true;
  const isReading = branch?.isReading === true;
  rows.push({
    ...at,
    kind: 'node',
    key: rowKey(store, path),
    store: store.location,
    node,
    isExpanded,
    isReading,
  });
  if (!isExpanded) return;
  const { children, error } = branch;
  const notes = notesOf(branch);
  const nodes = children?.nodes ?? [];
  const count = nodes.length + notes.length;
  const depth = at.depth + 1;
  nodes.forEach((child, index) => addNode(rows, store, { node: child, depth, position: index + 1, count }));
  notes.forEach((note, index) =>
    rows.push({
      ...{ kind: 'note', note, about: rowKey(store, path), store: store.location, depth },
      ...{ key: `${rowKey(store, path)}\n${note}`, position: nodes.length + index + 1, count },
      ...(note === 'failed' && error && { error }),
    }),
  );
}

function notesOf({ children, error, isReading }: Branch): NoteRow['note'][] {
  if (error) return ['failed'];
  if (!children) return [];
  if (children.more) return [children.more];
  return children.nodes.length === 0 && !isReading ? ['empty'] : [];
}

export function rowsByKey(rows: readonly TreeRow[]): ReadonlyMap<string, TreeRow> {
  return new Map(rows.map((row) => [row.key, row]));
}
