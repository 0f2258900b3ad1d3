import { describe, expect, it } from 'vitest';
import { AppError } from '../../core';
import type { TreeChildren, TreeClient, TreeNode } from '../../hierarchy';
import { loadedState, pathWithin, placeOf, placeOfId } from './loaded-nodes';
import { locationAbove, nodeLocation } from './node-location';
import { StoreTrees } from './store-trees';
import { treeRows } from './tree-rows';

const pageUrl = 'https://page.test/';
const ROOT = 'https://a.test/x.zarr';

function group(path: string, more: Partial<TreeNode> = {}): TreeNode {
  return { path, name: path.slice(path.lastIndexOf('/') + 1), kind: 'group', isExpandable: true, ...more };
}

/** Trees over a worker that answers from a table of children, and notes what it is asked. */
function world(children: Readonly<Record<string, TreeChildren | Error>>) {
  const asked: string[] = [];
  const failed: string[] = [];
  const answer = (name: string, { location, path = '' }: { location: string; path?: string }): unknown => {
    asked.push(`${name} ${path}`.trim());
    if (name === 'open') return { node: group('', { name: 'x.zarr' }), location, id: location, ...withRoot };
    if (name === 'resolve') return group(path, { kind: 'array', isExpandable: false });
    if (name === 'typed') return path.includes('none') ? undefined : group(path);
    const found = children[path];
    if (found instanceof Error) throw found;
    return found ?? { nodes: [] };
  };
  const ask = async (
    ...[name, question, { onPart } = {}]: [
      name: string,
      question: never,
      options?: Parameters<TreeClient['ask']>[2],
    ]
  ) => {
    const found = answer(name, question);
    if (name === 'children') for (const part of parts) onPart?.(part);
    return found;
  };
  /** What comes of children before all have. */
  const parts: TreeChildren[] = [];
  const withRoot: { children?: TreeChildren } = {};
  const seen: (readonly string[])[] = [];
  const trees = new StoreTrees({
    ...{ client: { ask: ask as never }, pageUrl, onChange: () => seen.push(shown()) },
    fail: ({ code }) => void failed.push(code),
  });
  const shown = () =>
    treeRows(trees.stores).all.map(
      (row) => `${'-'.repeat(row.depth)} ${row.kind === 'node' ? row.node.name : row.note}`,
    );
  return { trees, asked, failed, shown, parts, seen, withRoot };
}

describe('the trees of stores', () => {
  it('read what is below a node once, when it is first unfolded', async () => {
    const { trees, asked, shown } = world({
      '': { nodes: [group('a'), group('b')] },
      a: { nodes: [group('a/c')] },
    });
    const store = await trees.browse(ROOT);
    expect(shown()).toEqual(['- x.zarr', '-- a', '-- b']);
    await trees.expand({ store, path: 'a' });
    expect(shown()).toEqual(['- x.zarr', '-- a', '--- c', '-- b']);
    trees.collapse({ store, path: 'a' });
    expect(shown()).toEqual(['- x.zarr', '-- a', '-- b']);
    await trees.expand({ store, path: 'a' });
    expect(asked).toEqual(['open', 'children', 'children a']);
  });

  it('say what is not there, not listed or not to be read, and try again', async () => {
    const answers: Record<string, TreeChildren | Error> = {
      '': { nodes: [group('a'), group('b')], more: 'unlisted' },
      a: { nodes: [] },
      b: new AppError('forbidden', 'No.'),
    };
    const { trees, shown } = world(answers);
    const store = await trees.browse(ROOT);
    await trees.expand({ store, path: 'a' });
    await trees.expand({ store, path: 'b' });
    expect(shown()).toEqual(['- x.zarr', '-- a', '--- empty', '-- b', '--- failed', '-- unlisted']);
    answers['b'] = { nodes: [group('b/c')] };
    await trees.expand({ store, path: 'b' });
    expect(shown()).toEqual(['- x.zarr', '-- a', '--- empty', '-- b', '--- c', '-- unlisted']);
  });

  it('show what came with the root without asking, and ask for the others', async () => {
    const nodes = [group('a'), group('b'), group('c')];
    const all = world({ '': { nodes } });
    all.withRoot.children = { nodes };
    await all.trees.browse(ROOT);
    expect([all.asked, all.shown()]).toEqual([['open'], ['- x.zarr', '-- a', '-- b', '-- c']]);
    const first = world({ '': { nodes } });
    first.withRoot.children = { nodes: nodes.slice(0, 1), count: 3 };
    await first.trees.browse(ROOT);
    expect(first.seen).toContainEqual(['- x.zarr', '-- a']);
    expect([first.asked, first.shown()]).toEqual([
      ['open', 'children'],
      ['- x.zarr', '-- a', '-- b', '-- c'],
    ]);
  });

  it('show the first of many nodes before all of them have come', async () => {
    const nodes = [group('a'), group('b'), group('c')];
    const { trees, shown, parts, seen } = world({ '': { nodes } });
    parts.push({ nodes: nodes.slice(0, 2), count: 3 });
    await trees.browse(ROOT);
    expect(seen).toContainEqual(['- x.zarr', '-- a', '-- b']);
    expect(shown()).toEqual(['- x.zarr', '-- a', '-- b', '-- c']);
  });

  it('show a store within one that it lies in', async () => {
    const { trees } = world({});
    await trees.browse(`${ROOT}/labels/n`);
    await trees.browse(ROOT);
    expect(trees.stores.map(({ location }) => location)).toEqual([ROOT]);
    expect(trees.has(`${ROOT}/labels/n`)).toBe(true);
    expect(trees.has(`${ROOT}s`)).toBe(false);
  });

  it('find out what a node is once', async () => {
    const pending = group('a', { kind: 'folder', isPending: true });
    const { trees, asked } = world({ '': { nodes: [pending] } });
    const store = await trees.browse(ROOT);
    await Promise.all([
      trees.resolve({ store, path: 'a' }, pending),
      trees.resolve({ store, path: 'a' }, pending),
    ]);
    expect(asked.filter((question) => question === 'resolve a')).toHaveLength(1);
    expect(treeRows(trees.stores).all[1]).toMatchObject({ node: { kind: 'array' } });
  });

  it('show a path that someone types below a folder or from the top, and say when there is none', async () => {
    const { trees, shown } = world({ '': { nodes: [group('a')] } });
    const store = await trees.browse(ROOT);
    expect(await trees.find('b/c', { store, path: 'a' })).toBe('1:a/b/c');
    expect(shown()).toEqual(['- x.zarr', '-- a', '--- b/c']);
    expect(await trees.find('/d', { store, path: 'a' })).toBe('1:d');
    expect(await trees.find('none', { store, path: '' })).toBeUndefined();
  });

  it('unfold what leads to a place', async () => {
    const wells = { '': { nodes: [group('A/1'), group('A/10')] }, 'A/10': { nodes: [group('A/10/0')] } };
    const { trees } = world(wells);
    await trees.browse(ROOT);
    expect(await trees.revealPlace(`${ROOT}/A/10/0`)).toBe('1:A/10/0');
    expect(await trees.revealPlace(`${ROOT}/B/1`)).toBeUndefined();
    expect(await trees.revealPlace('https://b.test/x')).toBeUndefined();
  });

  it('unfold again what was unfolded when a store is read anew', async () => {
    const { trees, shown } = world({ '': { nodes: [group('a')] }, a: { nodes: [group('a/c')] } });
    const store = await trees.browse(ROOT);
    await trees.expand({ store, path: 'a' });
    await trees.reload(store);
    expect(shown()).toEqual(['- x.zarr', '-- a', '--- c']);
  });
});

describe('what is open of a node', () => {
  const layer = (id: string, place: string, visible = true) => ({ id, place, visible });
  const layers = [
    layer('l1', `${ROOT}/em`),
    layer('l2', `${ROOT}/labels/n`, false),
    layer('l3', 'https://b.test/x'),
  ];

  it('are its own layers, else those below it', () => {
    expect(loadedState(layers, `${ROOT}/em`)).toEqual({ layers: ['l1'], isWhole: true, visible: 'all' });
    expect(loadedState(layers, ROOT)).toEqual({ layers: ['l1', 'l2'], isWhole: false, visible: 'some' });
    expect(loadedState(layers, `${ROOT}/labels`)).toEqual({
      layers: ['l2'],
      isWhole: false,
      visible: 'none',
    });
    expect(loadedState(layers, `${ROOT}/e`)).toEqual({ layers: [], isWhole: false, visible: 'none' });
  });

  it('is found by places that are written as addresses', () => {
    const place = placeOf(ROOT, 'a b/50%');
    expect(placeOfId(`${ROOT}/a%20b/50%25`)).toBe(place);
    expect(placeOfId('local:0123456789abcdef/50%/x.zip|zip:a%20b')).toBe(
      'local:0123456789abcdef/50%/x.zip/a b',
    );
    expect(pathWithin(place, ROOT)).toBe('a b/50%');
    expect(pathWithin(`${ROOT}s/a`, ROOT)).toBeUndefined();
    expect(pathWithin(ROOT, ROOT)).toBe('');
  });
});

it('the folder above a location keeps its query, and there is none above the top', () => {
  expect(locationAbove('https://a.test/d/x.zarr?sig=1', pageUrl)).toBe('https://a.test/d/?sig=1');
  expect(locationAbove('https://a.test/', pageUrl)).toBeUndefined();
  expect(locationAbove('gen:ramp', pageUrl)).toBeUndefined();
  expect(locationAbove('ftp://a.test/x', pageUrl)).toBeUndefined();
});

it.each([
  ['https://a.test/d/x.zip', 'https://a.test/d/'],
  ['https://a.test/d/x.zip|zip:a/b', 'https://a.test/d/x.zip|zip:a'],
  ['https://a.test/d/x.zip|zip:a', 'https://a.test/d/x.zip'],
  ['local:0123456789abcdef/d/x.zarr/0', 'local:0123456789abcdef/d/x.zarr'],
  ['local:0123456789abcdef/d/x.zip', 'local:0123456789abcdef/d'],
  ['local:0123456789abcdef/d', undefined],
  ['local:0123456789abcdef/x.zip', undefined],
])('the folder above %s is %s', (location, above) => {
  expect(locationAbove(location, pageUrl)).toBe(above);
});

it.each([
  ['https://a.test/d?sig=1', { path: 'a b/c' }, 'https://a.test/d/a%20b/c?sig=1'],
  ['https://a.test/d', { path: 'x.zip', archive: 'x.zip' }, 'https://a.test/d/x.zip'],
  ['https://a.test/d', { path: 'x.zip/0/1', archive: 'x.zip' }, 'https://a.test/d/x.zip|zip:0/1'],
  [
    'local:0123456789abcdef/d',
    { path: 'e/x.zip/a b', archive: 'e/x.zip' },
    'local:0123456789abcdef/d/e/x.zip|zip:a%20b',
  ],
])('a node of %s at %j is opened from %s', (store, node, location) => {
  expect(nodeLocation({ store, node: group(node.path, node) }, pageUrl)).toBe(location);
});
