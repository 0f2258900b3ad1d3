import { describe, expect, it } from 'vitest';
import { consolidatedV2, consolidatedV3, type ConsolidatedIndex } from './consolidated';

function v3(metadata: Readonly<Record<string, unknown>>): ConsolidatedIndex {
  const index = consolidatedV3({ consolidated_metadata: { metadata } });
  if (!index) throw new Error('It is no index.');
  return index;
}

describe('consolidated metadata', () => {
  it('make a node when it is asked for, and once', () => {
    const names = Array.from({ length: 5000 }, (_, i) => [
      `n${i}`,
      { node_type: 'group', attributes: { i } },
    ]);
    const index = v3(Object.fromEntries(names));
    expect(index.childCount('')).toBe(5000);
    expect(index.children('').slice(9, 11)).toEqual(['n9', 'n10']);
    expect(index.madeCount).toBe(0);
    expect(index.node('n7')).toMatchObject({ format: 3, kind: 'group', attributes: { i: 7 } });
    expect(index.node('n7')).toBe(index.node('n7'));
    expect(index.madeCount).toBe(1);
  });

  it('hold groups that they do not list, as groups of their format', () => {
    const array = { node_type: 'array', shape: [1] };
    expect(v3({ 'a/b/c': array }).node('a/b')).toEqual({
      format: 3,
      kind: 'group',
      document: {},
      attributes: {},
    });
    expect(v3({ 'a/b/c': array }).children('a')).toEqual(['a/b']);
    const index = consolidatedV2({ metadata: { 'a/b/.zarray': { shape: [1] }, 'a/b/.zattrs': { x: 1 } } });
    expect(index?.node('a')).toEqual({ format: 2, kind: 'group', attributes: {} });
    expect(index?.node('a/b')).toMatchObject({ format: 2, kind: 'array', attributes: { x: 1 } });
  });

  it('hold nothing at the root, at paths that lead elsewhere, and where no object is', () => {
    const index = v3({ '': {}, '../up': {}, '/a': {}, text: 'no node' });
    for (const path of ['', '..', '../up', '/a', 'text', 'other'])
      expect(index.node(path), path).toBeUndefined();
    expect(index.children('')).toEqual([]);
    expect(consolidatedV3({ consolidated_metadata: null })).toBeUndefined();
  });
});
