import { describe, expect, it } from 'vitest';
import type { NodeRow, NoteRow, TreeRow } from '../../../app';
import { keysBetween, keysOf, toggledKey } from './chosen-keys';
import { treeStep, typedAhead } from './tree-keys';

function node(key: string, depth: number, more: Partial<NodeRow> = {}): NodeRow {
  const isExpandable = more.isExpanded !== undefined;
  return {
    ...{ kind: 'node', key, depth, position: 1, count: 1, store: 's', isExpanded: false, isReading: false },
    node: { path: key, name: key, kind: 'group', isExpandable },
    ...more,
  };
}

const note: NoteRow = {
  ...{
    kind: 'note',
    key: 'note',
    note: 'unlisted',
    about: 'plain',
    store: 's',
    depth: 3,
    position: 1,
    count: 1,
  },
};

/** Two folders, the first of which is open and holds an image and a folder that is open in turn. */
const rows: readonly TreeRow[] = [
  node('root', 1, { isExpanded: true }),
  node('em', 2),
  node('plain', 2, { isExpanded: true }),
  note,
  node('empty', 2, { isExpanded: false }),
  node('other', 1, { isExpanded: false }),
];

describe('a key in the tree', () => {
  it.each([
    ['ArrowDown', 0, { to: 1 }],
    ['ArrowDown', 5, { to: 5 }],
    ['ArrowUp', 0, { to: 0 }],
    ['Home', 4, { to: 0 }],
    ['End', 0, { to: 5 }],
    ['PageDown', 0, { to: 5 }],
    ['ArrowRight', 0, { to: 1 }],
    ['ArrowRight', 1, undefined],
    ['ArrowRight', 4, { expand: 'empty' }],
    ['ArrowLeft', 0, { collapse: 'root' }],
    ['ArrowLeft', 1, { to: 0 }],
    ['ArrowLeft', 3, { to: 2 }],
    ['ArrowLeft', 5, undefined],
    ['x', 0, undefined],
  ])('%s on row %i gives %j', (key, at, expected) => {
    expect(treeStep(rows, at, key)).toEqual(expected);
  });

  it('finds a name by how it begins, from the next row on and round', () => {
    expect(typedAhead(rows, 0, 'E')).toBe(1);
    expect(typedAhead(rows, 1, 'e')).toBe(4);
    expect(typedAhead(rows, 4, 'e')).toBe(1);
    expect(typedAhead(rows, 4, 'em')).toBe(4);
    expect(typedAhead(rows, 1, 'emp')).toBe(4);
    expect(typedAhead(rows, 0, 'z')).toBeUndefined();
    expect(typedAhead([], 0, 'z')).toBeUndefined();
  });
});

describe('choosing rows', () => {
  it('takes all between two, whichever comes first', () => {
    expect([...keysBetween(rows, 'plain', 'em')]).toEqual(['em', 'plain']);
    expect([...keysBetween(rows, 'em', 'note')]).toEqual(['em', 'plain', 'note']);
  });

  it('adds one, or takes it away again', () => {
    const both = toggledKey(keysOf(['a']), 'b');
    expect([...both]).toEqual(['a', 'b']);
    expect([...toggledKey(both, 'a')]).toEqual(['b']);
  });
});
