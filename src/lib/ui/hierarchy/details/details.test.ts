import { describe, expect, it } from 'vitest';
import type { AttributeRow, NodeDetails, TreeNode } from '../../../app';
import { factsOf } from './fact-rows';
import { measuresOf } from './measures';
import { shownAttributes } from './shown-attributes';

const rows: readonly AttributeRow[] = [
  { depth: 0, key: 'attributes', count: 1 },
  { depth: 1, key: 'ome', count: 2 },
  { depth: 2, key: 'version', value: '0.5' },
  { depth: 2, key: 'axes', count: 1 },
  { depth: 3, key: '0', value: 'micrometer' },
  { depth: 0, key: 'node_type', value: 'group' },
];

const shown = (query: string, ...folded: number[]) =>
  shownAttributes(rows, { query, folded: new Set(folded) }).map(({ key }) => key);

describe('attributes', () => {
  it('are all shown, but for what is folded', () => {
    expect(shown('')).toEqual(rows.map(({ key }) => key));
    expect(shown('', 1)).toEqual(['attributes', 'ome', 'node_type']);
    expect(shown('', 3)).toEqual(['attributes', 'ome', 'version', 'axes', 'node_type']);
  });

  it('are found by name and by value, with what they stand in, folded or not', () => {
    expect(shown('MICRO', 0)).toEqual(['attributes', 'ome', 'axes', '0']);
    expect(shown('node')).toEqual(['node_type']);
    expect(shown('nothing')).toEqual([]);
  });
});

describe('facts of a node', () => {
  const node: TreeNode = { path: 'em', name: 'em', kind: 'image', format: 3, isExpandable: true };
  const level = {
    ...{ shape: [10, 200, 300], dtype: 'uint16', chunks: [8, 8, 8], shards: [64, 64, 64] },
    ...{ codecs: ['zstd (5)'], fillValue: '0', sizeBytes: 1_200_000, objects: 40 },
  };
  const details: NodeDetails = {
    ...{
      node,
      location: 'https://a.test/em',
      attributes: [],
      isCut: false,
      omeVersion: '0.5',
      multiscales: 2,
    },
    image: {
      ...{ name: 'em', dtype: 'uint16', voxelCenters: 'declared', warnings: [], isLabels: false },
      axes: ['z', 'y', 'x'].map((name) => ({ name, type: 'space', unit: 'micrometer' })),
      levels: [{ path: '0', scale: [2, 0.5, 0.5], translation: [0, 0, 0], array: level }],
    },
  };

  it('tell what it is, how large and how it is stored', () => {
    const facts = Object.fromEntries(factsOf(details).map(({ name, value, more }) => [name, [value, more]]));
    expect(facts).toMatchObject({
      Kind: ['Image, uint16, OME-Zarr 0.5', 'Zarr v3'],
      Extent: ['20 × 100 × 150', 'µm'],
      Voxel: ['2 × 0.5 × 0.5', 'µm'],
      Shape: ['10 × 200 × 300', 'z y x'],
      Chunks: ['8 × 8 × 8', 'in shards of 64 × 64 × 64'],
      Codecs: ['zstd (5)', undefined],
      'Fill value': ['0', undefined],
      Size: ['1.2 MB', 'once decoded, 40 shards at most'],
      Multiscales: ['2', 'all of them open'],
    });
  });

  it('give each axis its own unit where these differ, and what time goes on by', () => {
    const axes = [
      { name: 't', type: 'time', unit: 'second' },
      { name: 'z', type: 'space', unit: 'millimeter' },
      { name: 'y', type: 'space', unit: 'micrometer' },
      { name: 'x', type: 'space' },
    ] as const;
    const scale = [0.5, 2, 0.25, 1];
    const array = { ...level, shape: [9, 10, 200, 300] };
    const image = details.image && {
      ...{ ...details.image, axes },
      levels: [{ path: '0', scale, translation: [0, 0, 0, 0], array }],
    };
    const facts = Object.fromEntries(
      factsOf({ ...details, ...(image && { image }) }).map(({ name, value, more }) => [name, [value, more]]),
    );
    expect(facts).toMatchObject({
      Extent: ['20 mm × 50 µm × 300', undefined],
      Voxel: ['2 mm × 0.25 µm × 1', undefined],
      'Time step': ['0.5', 's'],
    });
    expect(measuresOf([1, 2], [undefined, undefined])).toEqual({ value: '1 × 2', more: 'without unit' });
  });

  it('are there of what does not open', () => {
    const plain: NodeDetails = {
      ...{ node: { ...node, kind: 'group', entries: 3 }, location: 'x', attributes: [], isCut: false },
    };
    expect(factsOf(plain)).toEqual([
      { name: 'Kind', value: 'Group, Zarr v3' },
      { name: 'Holds', value: '3' },
    ]);
  });
});
