import { describe, expect, it } from 'vitest';
import { LocalTree } from './local-tree.fixture';
import { groupV3, multiscales, arrayV3 } from './server-world.fixture';

const image = {
  'zarr.json': groupV3(multiscales('0', '1')),
  '0/zarr.json': arrayV3([128, 256]),
  '1/zarr.json': arrayV3([64, 128]),
};

const within = (folder: string, objects: object) =>
  Object.fromEntries(
    Object.entries(objects).map(([path, object]) => [`${folder}/${path}`, object as object]),
  );

describe('a folder of this device', () => {
  it('is listed by itself, counted as people count, without a request', async () => {
    const tree = new LocalTree({
      files: { ...within('s10', image), ...within('s2', image), 'notes.txt': {} },
    });
    expect(await tree.open()).toMatchObject({ kind: 'folder', name: 'data' });
    expect(await tree.children('')).toEqual(['notes.txt file', 's2 folder', 's10 folder']);
    expect(await tree.resolve('s10')).toMatchObject({ kind: 'image', levels: 2 });
    expect(await tree.children('s10')).toEqual(['s10/0 array', 's10/1 array']);
  });

  it('shows what an archive in it holds once that is unfolded, and reads nothing of it before', async () => {
    const tree = new LocalTree({ files: {}, archives: { 'deep/x.zip': within('em', image) } });
    await tree.open();
    expect(await tree.children('deep')).toEqual(['deep/x.zip archive']);
    expect(tree.opened).toEqual([]);
    expect(await tree.children('deep/x.zip')).toEqual(['deep/x.zip/0 array', 'deep/x.zip/1 array']);
    expect(tree.opened).toEqual(['deep/x.zip']);
    expect(await tree.resolve('deep/x.zip')).toMatchObject({
      kind: 'image',
      name: 'x.zip',
      archive: 'deep/x.zip',
    });
    expect(await tree.resolve('deep/x.zip/0')).toMatchObject({
      ...{ kind: 'array', shape: [128, 256], archive: 'deep/x.zip' },
      levelOf: { path: 'deep/x.zip', level: 0 },
    });
    const { node, image: facts } = await tree.details('deep/x.zip');
    expect(node).toMatchObject({ path: 'deep/x.zip', name: 'x.zip', kind: 'image' });
    expect(facts?.levels).toHaveLength(2);
  });

  it('that is read anew reads the archives in it anew too', async () => {
    const two = { ...within('a', image), ...within('b', image) };
    const tree = new LocalTree({ files: {}, archives: { 'x.zip': two } });
    await tree.open();
    expect(await tree.children('x.zip')).toEqual(['x.zip/a folder', 'x.zip/b folder']);
    tree.replace('x.zip', { ...two, ...within('c', image) });
    expect(await tree.children('x.zip')).toHaveLength(2);
    await tree.open();
    expect(await tree.children('x.zip')).toEqual(['x.zip/a folder', 'x.zip/b folder', 'x.zip/c folder']);
    expect(tree.opened).toEqual(['x.zip', 'x.zip']);
  });

  it('shows a project of BigDataViewer as something to unfold, and finds any file that is typed', async () => {
    const tree = new LocalTree({
      files: { 'deep/a.xml': '<OME/>', 'deep/a.ome.xml': '<OME/>', 'deep/a.txt': 'a' },
    });
    await tree.open();
    expect(await tree.children('deep')).toEqual([
      'deep/a.ome.xml file',
      'deep/a.txt file',
      'deep/a.xml archive',
    ]);
    expect(await tree.typed('deep/a.txt')).toMatchObject({ path: 'deep/a.txt', kind: 'file' });
    expect(await tree.typed('deep/b.txt')).toBeUndefined();
  });

  it('may have folders that are called as archives are', async () => {
    const tree = new LocalTree({ files: within('x.zip', image) });
    await tree.open();
    expect(await tree.children('')).toEqual(['x.zip folder']);
    expect(await tree.resolve('x.zip')).toMatchObject({ kind: 'image', levels: 2 });
    expect(await tree.children('x.zip')).toEqual(['x.zip/0 array', 'x.zip/1 array']);
  });

  it('says of a broken archive what is wrong with it, and goes on with the rest', async () => {
    const tree = new LocalTree({ files: { 'x.zip': { no: 'archive' }, ...within('em', image) } });
    await tree.open();
    await expect(tree.children('x.zip')).rejects.toMatchObject({ code: 'not-a-dataset' });
    expect(await tree.children('em')).toHaveLength(2);
  });
});

it('an archive that is opened by itself shows its folders', async () => {
  const tree = new LocalTree(
    { files: {}, archives: { 'x.zip': { ...within('a', image), ...within('b', image) } } },
    'x.zip',
  );
  expect(await tree.open()).toMatchObject({ kind: 'folder', name: 'x.zip' });
  expect(await tree.children('')).toEqual(['a folder', 'b folder']);
  expect(await tree.children('b')).toEqual(['b/0 array', 'b/1 array']);
});
