import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../core';
import type { TreeChildren, TreeNode } from '../../hierarchy';
import { treeRows, type Branch, type Store, type TreeRows } from './tree-rows';

function group(path: string, more: Partial<TreeNode> = {}): TreeNode {
  return { path, name: path, kind: 'group', isExpandable: true, ...more };
}

function storeOf(number: number, children: TreeChildren): Store {
  const root: Branch = { isExpanded: true, isReading: false, children };
  return {
    ...{ location: `https://a.test/${number}`, number, root: group('') },
    ...{ nodes: new Map([['', root]]), resolved: new Map() },
  };
}

function branchOf(store: Store, path: string): Branch {
  const branch = store.nodes.get(path) ?? { isExpanded: false, isReading: false };
  store.nodes.set(path, branch);
  return branch;
}

describe('the rows of trees', () => {
  it('stay the same objects where nothing has changed', () => {
    const store = storeOf(1, { nodes: [group('a'), group('b'), group('c')] });
    const before = treeRows([store]);
    store.nodes.set('b', { isExpanded: true, isReading: true });
    const after = treeRows([store], before);
    expect(after.all.map((row, at) => row === before.all[at])).toEqual([true, true, false, true]);
    expect(after.all[2]).toMatchObject({ key: '1:b', isExpanded: true, isReading: true });
  });

  it('stay the same objects as more of their folder comes, and say how many there will be', () => {
    const [a, b] = [group('a'), group('b')];
    const store = storeOf(1, { nodes: [a], count: 2 });
    const before = treeRows([store]);
    expect(before.all[1]).toMatchObject({ position: 1, count: 2 });
    branchOf(store, '').children = { nodes: [a, b] };
    const after = treeRows([store], before);
    expect(after.all).toHaveLength(3);
    expect(after.all[1]).toBe(before.all[1]);
  });

  it('are found by the paths of their nodes', () => {
    const stores = [storeOf(1, { nodes: [group('a')] }), storeOf(2, { nodes: [group('a')] })] as const;
    const { nodes } = treeRows(stores);
    expect(nodes.get(stores[1])?.get('a')?.key).toBe('2:a');
    expect(nodes.get(stores[0])?.get('b')).toBeUndefined();
  });

  it('are those of a tree that is seen for the first time, whatever was done to it before', () => {
    const names = fc.constantFrom('a', 'b', 'c', 'd');
    const paths = fc.array(names, { maxLength: 3 }).map((parts) => parts.join('/'));
    const lists = fc.uniqueArray(names, { maxLength: 4 });
    const step = fc.tuple(fc.nat(1), paths, fc.nat(5), lists);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const stores = [storeOf(1, { nodes: [group('a'), group('b')] }), storeOf(2, { nodes: [] })];
        let rows: TreeRows | undefined;
        for (const [at, path, what, list] of steps) {
          const store = stores[at];
          if (!store) throw new Error(`There is no store ${at}.`);
          change(store, path, { what, list });
          if (what === 5) stores.reverse();
          rows = treeRows(stores, rows);
          expect(rows).toEqual(treeRows(stores));
        }
      }),
    );
  });
});

function change(store: Store, path: string, { what, list }: { what: number; list: readonly string[] }): void {
  const branch = branchOf(store, path);
  const nodes = list.map((name) => group(path === '' ? name : `${path}/${name}`));
  if (what === 0) branch.isExpanded = !branch.isExpanded;
  if (what === 1) branch.isReading = !branch.isReading;
  if (what === 2) branch.children = { nodes, ...(list.length === 2 && { more: 'unlisted' as const }) };
  if (what === 3) store.resolved.set(path, group(path, { isExpandable: list.length > 1 }));
  if (what === 4 && list.length > 2) branch.error = new AppError('forbidden', 'No.');
  else if (what === 4) delete branch.error;
}
