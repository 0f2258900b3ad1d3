import { describe, expect, it } from 'vitest';
import type { PickRow } from '../../offline';
import { ListedFolder } from './entry-folder';
import type { Picked } from './picked';
import { Picks, type PickStore } from './picks';

/** A folder of a device by its number: handles of the same one are the same entry. */
function folderHandle(entry: number, name = 'image.zarr'): FileSystemDirectoryHandle {
  const handle = {
    kind: 'directory',
    name,
    entry,
    isSameEntry: async (other: { entry?: number }) => other.entry === entry,
    getFileHandle: () => Promise.reject(new DOMException('Not there.', 'NotFoundError')),
    async *entries() {},
  };
  return handle as unknown as FileSystemDirectoryHandle;
}

const withHandle = (entry: number): Picked => ({
  ...{ kind: 'folder', name: 'image.zarr' },
  handle: folderHandle(entry),
});

function fileOf(path: string, text: string, lastModified = 1): File {
  const file = new File([text], path.slice(path.lastIndexOf('/') + 1), { lastModified });
  return Object.assign(file, { webkitRelativePath: path });
}

async function withoutHandle(document: string, lastModified = 1): Promise<Picked> {
  const files = [fileOf('image.zarr/zarr.json', document, lastModified), fileOf('image.zarr/0/c/0', '?')];
  return { kind: 'folder', name: 'image.zarr', folder: await ListedFolder.of(files) };
}

/** What is kept from one visit to the next, and the picks of the first visit. */
function world(): { rows: Map<string, PickRow>; visit: () => Picks } {
  const rows = new Map<string, PickRow>();
  const store: PickStore = {
    list: async () => [...rows.values()],
    put: async (pick) => void rows.set(pick.id, pick),
    forget: async (id) => void rows.delete(id),
  };
  let made = 0;
  const newId = (): string => String(++made).padStart(16, '0');
  return { rows, visit: () => new Picks({ store, newId, nowMs: () => made }) };
}

describe('what was picked on this device', () => {
  it('is one thing however often it is picked, as the browser says of its handles', async () => {
    const picks = world().visit();
    const first = await picks.add(withHandle(1));
    expect((await picks.add(withHandle(1))).id).toBe(first.id);
    expect((await picks.add(withHandle(2))).id).not.toBe(first.id);
  });

  it('is one thing by its root documents where there are no handles', async () => {
    const picks = world().visit();
    const first = await picks.add(await withoutHandle('{"a":1}'));
    expect((await picks.add(await withoutHandle('{"a":1}'))).id).toBe(first.id);
    expect((await picks.add(await withoutHandle('{"a":2}'))).id).not.toBe(first.id);
    expect((await picks.add(await withoutHandle('{"a":1}', 2))).id).not.toBe(first.id);
  });

  it('is told by what lies in it where no Zarr does and there are no handles', async () => {
    const picks = world().visit();
    const idOf = async (...files: readonly [path: string, text: string][]) => {
      const made = files.map(([path, text]) => fileOf(`data/${path}`, text));
      const folder = await ListedFolder.of(made);
      return (await picks.add({ kind: 'folder', name: 'data', folder })).id;
    };
    const first = await idOf(['a.h5', 'one'], ['x/zarr.json', '{}']);
    expect(await idOf(['x/zarr.json', '{}'], ['a.h5', 'one'])).toBe(first);
    expect(await idOf(['a.h5', 'two'], ['x/zarr.json', '{}'])).not.toBe(first);
    expect(await idOf(['a.h5', 'one'], ['y/zarr.json', '{}'])).not.toBe(first);
  });

  it('is one thing on the next visit, and is listed only once it was kept', async () => {
    const { rows, visit } = world();
    const picks = visit();
    const { id } = await picks.add(await withoutHandle('{}'));
    expect(await picks.list()).toEqual([]);
    expect(await picks.keep(id)).toBe(true);
    expect(rows.size).toBe(1);
    const later = visit();
    expect(await later.list()).toMatchObject([{ id, access: 'pick' }]);
    expect((await later.add(await withoutHandle('{}'))).id).toBe(id);
    expect(await later.list()).toMatchObject([{ id, access: 'ready' }]);
    await later.forget(id);
    expect(await later.list()).toEqual([]);
    expect(rows.size).toBe(0);
  });

  it('is asked for again with one click where its handle was kept', async () => {
    const { visit } = world();
    let state = 'prompt';
    const handle = Object.assign(folderHandle(1), {
      queryPermission: async () => state,
      requestPermission: async () => (state = 'granted'),
    });
    const picks = visit();
    const { id } = await picks.add({ kind: 'folder', name: 'image.zarr', handle });
    await picks.keep(id);
    const later = visit();
    expect(await later.list()).toMatchObject([{ access: 'ask' }]);
    const refused = await later.answer({ id: 1, type: 'root', pick: id });
    expect(refused).toMatchObject({ id: 1, error: { code: 'not-allowed' } });
    expect(await later.allow(id)).toBe(true);
    const root = await later.answer({ id: 2, type: 'root', pick: id });
    expect(root).toEqual({ id: 2, root: { kind: 'folder', handle } });
  });

  it('takes the id of the link that it is picked for', async () => {
    const picks = world().visit();
    const { id } = await picks.add(withHandle(1), 'f'.repeat(16));
    expect(id).toBe('f'.repeat(16));
    await picks.add(withHandle(1), 'e'.repeat(16));
    expect((await picks.find('e'.repeat(16)))?.id).toBe(id);
  });

  it('gives workers files one by one where there is no other way, and nothing of what it does not know', async () => {
    const picks = world().visit();
    const { id } = await picks.add(await withoutHandle('{"a":1}'));
    expect(await picks.answer({ id: 1, type: 'root', pick: id })).toEqual({ id: 1, root: { kind: 'page' } });
    const answer = await picks.answer({ id: 2, type: 'file', pick: id, path: 'zarr.json' });
    expect('file' in answer && (await answer.file?.text())).toBe('{"a":1}');
    expect(await picks.answer({ id: 3, type: 'file', pick: id, path: '../x' })).toEqual({ id: 3 });
    expect(await picks.answer({ id: 4, type: 'list', pick: id, path: '' })).toEqual({
      id: 4,
      entries: [
        { name: 'zarr.json', kind: 'file', sizeBytes: 7 },
        { name: '0', kind: 'folder' },
      ],
    });
    const unknown = await picks.answer({ id: 5, type: 'root', pick: 'nobody' });
    expect(unknown).toEqual({ id: 5 });
  });

  it('works for a visit where nothing can be kept', async () => {
    const fails = () => Promise.reject(new Error('No database.'));
    const store: PickStore = { list: fails, put: fails, forget: fails };
    const picks = new Picks({ store, newId: () => 'a'.repeat(16), nowMs: () => 1 });
    const { id } = await picks.add(withHandle(1));
    expect(await picks.keep(id)).toBe(false);
    expect(await picks.list()).toMatchObject([{ id, access: 'ready' }]);
    await expect(picks.forget(id)).resolves.toBeUndefined();
  });
});
