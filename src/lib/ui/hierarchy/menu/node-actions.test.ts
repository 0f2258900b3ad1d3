import { describe, expect, it } from 'vitest';
import type { NodeRow, OpenChoice, TreeNode } from '../../../app';
import { rowLabel } from '../node-text';
import { levelChoices, openActions, whyNeverKept, whyNotKept } from './node-actions';

function row(node: Partial<TreeNode>): NodeRow {
  return {
    ...{
      kind: 'node',
      key: 'k',
      depth: 2,
      position: 1,
      count: 1,
      store: 's',
      isExpanded: false,
      isReading: false,
    },
    node: { path: 'em', name: 'em', kind: 'image', isExpandable: true, ...node },
  };
}

/** What is blocked, with its reason, and what the others ask for. */
function actions(rows: readonly NodeRow[], hasLayers = true) {
  const asked: OpenChoice[] = [];
  const all = openActions({ rows, hasLayers, open: (choice) => asked.push(choice) });
  const blocked = Object.fromEntries(
    all.flatMap(({ id, blocked }) => (blocked?.() === undefined ? [] : [[id, blocked()]])),
  );
  const run = (id: string) => {
    all.find((action) => action.id === id)?.run();
    return asked.at(-1);
  };
  return { blocked, run, label: all[0]?.label };
}

describe('what can be done with a node', () => {
  it('of an image is all', () => {
    const { blocked, run } = actions([row({ dtype: 'uint16', shape: [4, 5, 6] })]);
    expect(blocked).toEqual({ 'node.points': 'No rows of coordinates' });
    expect(run('node.add')).toEqual({});
    expect(run('node.replace')).toEqual({ replaces: true });
    expect(run('node.2d')).toEqual({ mode: '2d' });
    expect(run('node.3d')).toEqual({ mode: '3d' });
    expect(run('node.image')).toEqual({ as: 'image' });
    expect(run('node.labels')).toEqual({ as: 'labels' });
    expect(run('node.outlines')).toEqual({ outlines: true });
  });

  it('opens rows of coordinates as points, and what says that it holds points', () => {
    const { blocked, run } = actions([row({ kind: 'array', dtype: 'float64', shape: [1000, 3] })]);
    expect(blocked['node.points']).toBeUndefined();
    expect(run('node.points')).toEqual({ as: 'points' });
    expect(actions([row({ kind: 'points', levels: 3 })]).blocked['node.points']).toBeUndefined();
    expect(actions([row({ kind: 'array', dtype: 'float64', shape: [1000, 6] })]).blocked['node.points']).toBe(
      'No rows of coordinates',
    );
  });

  it('says what does not suit its values and axes', () => {
    const { blocked } = actions([row({ dtype: 'float32', shape: [5, 6] })], false);
    expect(blocked).toMatchObject({
      'node.3d': 'It has two axes only',
      'node.labels': 'Its values are no whole numbers',
      'node.replace': 'Nothing is open',
    });
  });

  it.each([
    ['group', 'It is no image'],
    ['points', 'Points in a Parquet table or a graph cannot be shown: open an array of their coordinates'],
    ['unknown', 'Its metadata cannot be read'],
  ] as const)('says of a %s why it does not open', (kind, reason) => {
    expect(actions([row({ kind })]).blocked['node.add']).toBe(reason);
  });

  it.each([
    ['plate', 'Open the fields of its wells'],
    ['well', 'Open one of its fields'],
    ['series', 'Open one of its series'],
  ] as const)('lets the images of a %s be looked through, and none of it be a layer', (kind, reason) => {
    const { blocked, label } = actions([row({ kind })]);
    expect(label).toBe('Look through its images');
    expect(blocked['node.add']).toBeUndefined();
    expect(blocked['node.3d']).toBe(reason);
    expect(blocked['node.labels']).toBe(reason);
    const several = actions([row({ kind }), row({ kind })]);
    expect(several.blocked['node.add']).toBe(reason);
    expect(actions([row({ kind }), row({})]).label).toBe('Add as layer');
  });

  it('lets an archive be opened, and no other file', () => {
    expect(actions([row({ kind: 'file', name: 'README.md' })]).blocked['node.add']).toBe(
      'A file, not an image',
    );
    expect(actions([row({ kind: 'archive', name: 'brain.zip' })]).blocked['node.add']).toBeUndefined();
  });

  it('of several opens those that can be opened', () => {
    const { blocked, label } = actions([row({}), row({ kind: 'group' }), row({ kind: 'array' })]);
    expect(label).toBe('Add as 2 layers');
    expect(blocked['node.add']).toBeUndefined();
  });

  it('offers each level of an image, and of a level itself', () => {
    expect(levelChoices(row({ levels: 2 }))).toEqual([
      { level: 0, path: 'em' },
      { level: 1, path: 'em' },
    ]);
    const level = row({ path: 'em/1', kind: 'array', levelOf: { path: 'em', level: 1 } });
    expect(levelChoices(level)).toEqual([{ level: 1, path: 'em' }]);
    expect(levelChoices(row({ kind: 'group' }))).toEqual([]);
  });
});

it.each([
  ['gen:ramp', undefined, 'It is made here on demand'],
  ['local:0123456789abcdef/a', undefined, 'It is on this device already'],
  ['https://a.test/b.h5', undefined, 'What is in HDF5 files is not kept'],
  ['https://a.test/b|hdf5:c', undefined, 'What is in HDF5 files is not kept'],
  ['https://a.test/b', 'c/d.xml', 'What is in HDF5 files is not kept'],
  ['https://a.test/b?signature=1', undefined, 'Its address may hold a key'],
  ['https://a.test/b.zip?signature=1|zip:c', undefined, 'Its address may hold a key'],
  ['https://a.test/b', undefined, undefined],
  ['https://a.test/b.zip|zip:c', undefined, undefined],
  ['https://a.test/b', 'c/d.zip', undefined],
  ['https://a.test/h5/b', undefined, undefined],
])('of %s, in the file %s, may be kept unless %s', (store, archive, reason) => {
  expect(whyNeverKept({ ...row({ ...(archive !== undefined && { archive }) }), store })).toBe(reason);
});

it.each([
  ['c/d.h5', 'What is in HDF5 files is not kept'],
  ['c/d.xml', 'What is in HDF5 files is not kept'],
  ['c/d.zip', undefined],
])('of %s, a file that is not unfolded yet, may be kept unless %s', (path, reason) => {
  expect(whyNeverKept({ ...row({ path, kind: 'archive' }), store: 'https://a.test/b' })).toBe(reason);
  // Folders may be called so too.
  expect(whyNeverKept({ ...row({ path, kind: 'image' }), store: 'https://a.test/b' })).toBeUndefined();
});

it('several chosen nodes are kept one at a time', () => {
  expect(whyNotKept([row({}), row({})])).toBe('One at a time');
  expect(whyNotKept([row({ kind: 'group' }), row({})])).toBe('One at a time');
  expect(whyNotKept([{ ...row({}), store: 'gen:ramp' }])).toBe('It is made here on demand');
  expect(whyNotKept([row({ kind: 'group' })])).toBe('It is no image');
  expect(whyNotKept([row({ kind: 'well' })])).toBe('Open one of its fields');
  expect(whyNotKept([row({})])).toBeUndefined();
});

it('a row says in words what it shows', () => {
  const image: TreeNode = {
    path: 'em',
    name: 'em',
    kind: 'image',
    dtype: 'uint8',
    levels: 8,
    isExpandable: true,
  };
  expect(rowLabel(image, { depth: 2, isOpen: true })).toBe('em, uint8 · 8 levels, Image, open as a layer');
  const array: TreeNode = {
    path: 'a',
    name: 'a',
    kind: 'array',
    shape: [61440, 131072],
    isExpandable: false,
  };
  expect(rowLabel(array, { depth: 3, isOpen: false })).toBe('a, 61,440 × 131,072, Array');
});
