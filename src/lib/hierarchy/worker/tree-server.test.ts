import { describe, expect, it } from 'vitest';
import type { TreeNode } from '../tree-node';
import { arrayV3, consolidated, groupV3, multiscales, world } from './server-world.fixture';

const kinds = (nodes: readonly TreeNode[]) => nodes.map(({ path, kind }) => [path, kind]);

const image = {
  'zarr.json': groupV3(multiscales('0', '1')),
  '0/zarr.json': arrayV3([128, 256]),
  '1/zarr.json': arrayV3([64, 128]),
};

describe('a store with consolidated metadata', () => {
  const nodes = {
    em: groupV3(multiscales('s0', 's1')),
    'em/s0': arrayV3([512, 512]),
    'em/s1': arrayV3([256, 256]),
    'em/labels': groupV3({ labels: ['cells'] }),
    'em/labels/cells': groupV3(multiscales('0')),
    'em/labels/cells/0': arrayV3([512, 512], { data_type: 'uint32' }),
    'plain/10': arrayV3([5]),
    'plain/2': arrayV3([5]),
  };

  it('shows all of its nodes without a further request', async () => {
    const { open, children, asked } = world({ 'zarr.json': consolidated(nodes) });
    expect((await open()).node).toMatchObject({ path: '', name: 'store.zarr', kind: 'group', entries: 2 });
    const before = asked.length;
    const top = await children('');
    expect(top.more).toBeUndefined();
    expect(kinds(top.nodes)).toEqual([
      ['em', 'image'],
      ['plain', 'group'],
    ]);
    expect(top.nodes[0]).toMatchObject({
      levels: 2,
      dtype: 'uint16',
      shape: [512, 512],
      sizeBytes: 2 * 512 ** 2,
    });
    expect(kinds((await children('em')).nodes)).toEqual([
      ['em/s0', 'array'],
      ['em/s1', 'array'],
      ['em/labels', 'group'],
    ]);
    expect(kinds((await children('em/labels')).nodes)).toEqual([['em/labels/cells', 'labels']]);
    expect(kinds((await children('plain')).nodes)).toEqual([
      ['plain/2', 'array'],
      ['plain/10', 'array'],
    ]);
    expect(asked).toHaveLength(before);
  });

  it('shows the wells of a plate, and not the rows that they lie in', async () => {
    const well = groupV3({ well: { images: [{ path: '0' }] } });
    const wells = {
      'A/1': well,
      'B/2': well,
      'A/1/0': groupV3(multiscales('0')),
      'A/1/0/0': arrayV3([4, 4]),
    };
    const plate = { plate: { wells: [{ path: 'A/1' }, { path: 'B/2' }] } };
    const { open, children } = world({ 'zarr.json': consolidated(wells, plate) });
    await open();
    expect(kinds((await children('')).nodes)).toEqual([
      ['A/1', 'well'],
      ['B/2', 'well'],
    ]);
  });

  it('of version 2 does so too', async () => {
    const array = {
      zarr_format: 2,
      shape: [4, 6],
      chunks: [2, 3],
      dtype: '>i2',
      order: 'C',
      fill_value: 7,
      filters: null,
    };
    const { open, children, asked } = world({
      '.zgroup': { zarr_format: 2 },
      '.zmetadata': {
        metadata: {
          '.zgroup': { zarr_format: 2 },
          'a/.zgroup': { zarr_format: 2 },
          'a/.zattrs': { multiscales: [{ version: '0.4', datasets: [{ path: '0' }] }] },
          'a/0/.zarray': { ...array, compressor: { id: 'blosc', cname: 'lz4', clevel: 5 } },
          '../evil/.zgroup': { zarr_format: 2 },
        },
      },
    });
    await open();
    const before = asked.length;
    expect(kinds((await children('')).nodes)).toEqual([['a', 'image']]);
    const [level] = (await children('a')).nodes;
    expect(level).toMatchObject({
      path: 'a/0',
      dtype: 'int16',
      shape: [4, 6],
      levelOf: { path: 'a', level: 0 },
    });
    expect(asked).toHaveLength(before);
  });
});

describe('a store without', () => {
  it('shows the levels that an image names, and its labels where there are some', async () => {
    const { open, children, resolve } = world({
      ...image,
      'labels/zarr.json': groupV3({ labels: ['cells'] }),
    });
    expect((await open()).node).toMatchObject({ kind: 'image', levels: 2, isExpandable: true });
    const { nodes, more } = await children('');
    expect(more).toBeUndefined();
    expect(kinds(nodes)).toEqual([
      ['0', 'array'],
      ['1', 'array'],
      ['labels', 'group'],
    ]);
    expect(nodes[0]?.isPending).toBe(true);
    expect(await resolve('0')).toMatchObject({ shape: [128, 256], levelOf: { path: '', level: 0 } });
  });

  it('says that its server lists no folders', async () => {
    const { open, children } = world({ 'zarr.json': groupV3() });
    await open();
    expect(await children('')).toEqual({ nodes: [], more: 'unlisted' });
  });

  it('shows what its server lists, with a request for each folder', async () => {
    const objects = {
      'zarr.json': groupV3(),
      'README.md': 'x',
      'a/zarr.json': arrayV3([3]),
      'b/c/zarr.json': groupV3(),
    };
    const { open, children, resolve, asked } = world(objects, { hasIndex: true });
    await open();
    const before = asked.length;
    const { nodes } = await children('');
    expect(asked.slice(before)).toEqual(['']);
    expect(kinds(nodes)).toEqual([
      ['a', 'folder'],
      ['b', 'folder'],
      ['README.md', 'file'],
    ]);
    expect(await resolve('a')).toMatchObject({ kind: 'array', shape: [3], isExpandable: false });
    expect(await resolve('b')).toMatchObject({ kind: 'folder', isExpandable: true });
    expect(kinds((await children('b')).nodes)).toEqual([['b/c', 'folder']]);
  });

  it('finds wells, fields and series by what metadata name', async () => {
    const plate = { plate: { wells: [{ path: 'A/1' }, { path: 'B/2' }] } };
    const { open, children } = world({
      'zarr.json': groupV3(plate),
      'A/1/zarr.json': groupV3({ well: { images: [{ path: '0' }] } }),
    });
    expect((await open()).node).toMatchObject({ kind: 'plate', entries: 2 });
    expect(kinds((await children('')).nodes)).toEqual([
      ['A/1', 'well'],
      ['B/2', 'well'],
    ]);
    expect(kinds((await children('A/1')).nodes)).toEqual([['A/1/0', 'image']]);

    const series = world({
      '.zattrs': { 'bioformats2raw.layout': 3 },
      '.zgroup': { zarr_format: 2 },
      '0/.zattrs': { multiscales: [] },
      '1/.zattrs': { multiscales: [] },
    });
    expect((await series.open()).node.kind).toBe('series');
    expect(kinds((await series.children('')).nodes)).toEqual([
      ['0', 'image'],
      ['1', 'image'],
    ]);
  });

  it('finds a path that someone types, and nothing where nothing is', async () => {
    const { open, typed } = world({ 'zarr.json': groupV3(), 'x/y/zarr.json': arrayV3([3]) });
    await open();
    expect(await typed('x/y')).toMatchObject({ path: 'x/y', kind: 'array' });
    expect(await typed('x/z')).toBeUndefined();
    expect(await typed('../x')).toBeUndefined();
  });
});

describe('what is told of a node', () => {
  it('has each level with its chunks, codecs, bytes and place', async () => {
    const { open, details } = world(image);
    await open();
    const told = await details('');
    expect(told.fault).toBeUndefined();
    expect(told).toMatchObject({ omeVersion: '0.5', location: 'https://data.test/store.zarr' });
    expect(
      told.image?.levels.map(({ path, scale, array }) => [path, scale, array?.shape, array?.sizeBytes]),
    ).toEqual([
      ['0', [1, 1], [128, 256], 65536],
      ['1', [2, 2], [64, 128], 16384],
    ]);
    expect(told.image?.levels[0]?.array).toMatchObject({
      chunks: [64, 64],
      codecs: ['bytes (little)', 'zstd (5)'],
      objects: 8,
    });
    expect(told.node).toMatchObject({ dtype: 'uint16', shape: [128, 256] });
    expect(told.attributes.slice(2, 5)).toEqual([
      { depth: 0, key: 'attributes', count: 1 },
      { depth: 1, key: 'ome', count: 2 },
      { depth: 2, key: 'version', value: '0.5' },
    ]);
  });

  it('says why it does not open', async () => {
    const { open, details } = world({ 'zarr.json': groupV3({ plate: { wells: [{ path: 'A/1' }] } }) });
    await open();
    expect((await details('')).fault).toMatchObject({
      code: 'unsupported',
      detail: { feature: 'a plate', path: 'A/1' },
    });
  });

  it('is there of what cannot be shown', async () => {
    const { open, details } = world({ 'zarr.json': arrayV3([4], { data_type: 'complex64' }) });
    await open();
    const told = await details('');
    expect(told.array).toMatchObject({ shape: [4], dtype: 'complex64', sizeBytes: 32 });
    expect(told.fault).toMatchObject({ code: 'unsupported' });
  });

  it('names shards', async () => {
    const sharding = {
      chunk_grid: { name: 'regular', configuration: { chunk_shape: [64, 64] } },
      codecs: [
        { name: 'sharding_indexed', configuration: { chunk_shape: [8, 8], codecs: [{ name: 'gzip' }] } },
      ],
    };
    const { open, details } = world({ 'zarr.json': arrayV3([128, 128], sharding) });
    await open();
    expect((await details('')).array).toMatchObject({
      chunks: [8, 8],
      shards: [64, 64],
      codecs: ['gzip'],
      objects: 4,
    });
  });
});

describe('a store that is hostile', () => {
  it('gives names as one line of text, and follows no path that leaves it', async () => {
    const nodes = {
      '<img src=x onerror=alert(1)>': groupV3(),
      'a\u202eb': arrayV3([1]),
      '../out': groupV3(),
      '/etc': groupV3(),
      'x//y': groupV3(),
      __proto__: groupV3(),
    };
    const { open, children } = world({ 'zarr.json': consolidated(nodes) });
    await open();
    const { nodes: shown } = await children('');
    expect(shown.map(({ name }) => name).sort()).toEqual(['<img src=x onerror=alert(1)>', 'a b']);
  });

  it('with documents that cannot be read shows the others', async () => {
    const objects = { 'zarr.json': groupV3(), 'a/zarr.json': '{', 'b/zarr.json': arrayV3([3]) };
    const { open, children, resolve } = world(objects, { hasIndex: true });
    await open();
    await children('');
    expect(await resolve('a')).toMatchObject({ kind: 'unknown', isExpandable: false });
    expect(await resolve('b')).toMatchObject({ kind: 'array' });
  });

  it('that cannot be read at all says why', async () => {
    const { open } = world({ 'zarr.json': '{' });
    await expect(open()).rejects.toMatchObject({ code: 'bad-metadata' });
  });
});

it('reads a store of ten thousand nodes at once, and each only once', async () => {
  const nodes = Object.fromEntries(
    Array.from({ length: 5000 }, (_, i) => [
      [`g${i % 50}/n${i}`, groupV3(multiscales('0'))],
      [`g${i % 50}/n${i}/0`, arrayV3([64, 64])],
    ]).flat(),
  );
  const { open, children, asked } = world({ 'zarr.json': consolidated(nodes) });
  expect((await open()).node.entries).toBe(50);
  const before = asked.length;
  expect((await children('')).nodes).toHaveLength(50);
  expect((await children('g7')).nodes).toHaveLength(100);
  expect(asked).toHaveLength(before);
});

it('sends many children in parts, the first as large as a screen, and each node once', async () => {
  const nodes = Object.fromEntries(Array.from({ length: 2500 }, (_, i) => [`n${i}`, arrayV3([i])]));
  const { open, children } = world({ 'zarr.json': consolidated(nodes) });
  const { children: first } = await open();
  expect([first?.nodes.length, first?.count], 'the first come with the root').toEqual([200, 2500]);
  const parts: string[] = [];
  const whole = await children('', {
    onPart: ({ nodes: come, count }) => parts.push(`${come.length} of ${count}`),
  });
  expect(parts).toEqual(['200 of 2500', '1200 of 2500', '2200 of 2500']);
  expect(whole.count).toBeUndefined();
  expect(whole.nodes.map(({ path }) => path)).toEqual(Array.from({ length: 2500 }, (_, i) => `n${i}`));
});
