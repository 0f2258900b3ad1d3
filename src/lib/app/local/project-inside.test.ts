import { expect, it } from 'vitest';
import type { Picked } from './picked';
import { projectInside } from './project-inside';

const project = '<?xml version="1.0"?>\n<!-- made by hand -->\n<SpimData version="0.2"></SpimData>';

function fileOf(name: string, text = project): File {
  return new File([text], name);
}

/** A folder with files of these names; those that end in '/' are folders. */
function folder(...names: readonly string[]): Picked {
  const entries = names.map((name) =>
    name.endsWith('/')
      ? { name: name.slice(0, -1), kind: 'folder' as const }
      : { name, kind: 'file' as const },
  );
  const list = (path: string) => Promise.resolve(path === '' ? entries : undefined);
  return { kind: 'folder', name: 'data', folder: { list, file: (path) => Promise.resolve(fileOf(path)) } };
}

/** The same as the browser's handle of it. */
function handle(...names: readonly string[]): Picked {
  async function* entries() {
    for (const name of names) yield [name, { kind: 'file' }] as const;
  }
  const getFileHandle = (name: string) => Promise.resolve({ getFile: () => Promise.resolve(fileOf(name)) });
  const own = { kind: 'directory', name: 'data', entries, getFileHandle };
  return { kind: 'folder', name: 'data', handle: own as unknown as FileSystemDirectoryHandle };
}

it('is the only XML beside HDF5 files, in a folder however it was given', async () => {
  for (const made of [folder, handle]) {
    expect(await projectInside(made('b.h5', 'a.xml', 'notes.txt', 'METADATA.ome.xml'))).toBe('a.xml');
    expect(await projectInside(made('b.h5', 'a.xml', 'c.xml'))).toBeUndefined();
    expect(await projectInside(made('a.xml'))).toBeUndefined();
    expect(await projectInside(made('a.h5'))).toBeUndefined();
    expect(await projectInside(made('a.h5', 'a.xml', '.zattrs'))).toBeUndefined();
  }
  expect(await projectInside(folder('a.h5/', 'a.xml'))).toBeUndefined();
  expect(await projectInside(folder('a.h5', 'a.xml', 'b.zarr/'))).toBeUndefined();
  expect(await projectInside(folder('a.h5', 'a.xml', 'b/'))).toBe('a.xml');
});

it('is no other XML, whatever its name', async () => {
  const list = () => Promise.resolve(['a.h5', 'a.xml'].map((name) => ({ name, kind: 'file' as const })));
  for (const text of ['<settings/>', '<SpimDataset/>', '']) {
    const file = (path: string) => Promise.resolve(fileOf(path, text));
    expect(await projectInside({ kind: 'folder', name: 'data', folder: { list, file } })).toBeUndefined();
  }
  const file = () => Promise.resolve(undefined);
  expect(await projectInside({ kind: 'folder', name: 'data', folder: { list, file } })).toBeUndefined();
});

it('of a file is none', async () => {
  expect(await projectInside({ kind: 'file', name: 'a.xml', file: new File([], 'a.xml') })).toBeUndefined();
});

it('says of a folder that has gone that it is no longer there', async () => {
  const next = (): Promise<never> => Promise.reject(new DOMException('It is gone.', 'NotFoundError'));
  const own = { entries: () => ({ [Symbol.asyncIterator]: () => ({ next }) }) };
  const handle = own as unknown as FileSystemDirectoryHandle;
  await expect(projectInside({ kind: 'folder', name: 'data', handle })).rejects.toMatchObject({
    code: 'not-found',
    detail: { document: 'data', onDevice: true },
  });
});
