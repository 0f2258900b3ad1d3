import type { LocalEntry } from '../../core';
import { deviceError } from '../../source';
import { isAbsentOnDevice } from './entry-folder';
import type { Picked } from './picked';

export type PickedFolder = Extract<Picked, { readonly kind: 'folder' }>;
type Entry = Pick<LocalEntry, 'name' | 'kind'>;

/** More of one folder are not looked at: none that someone picks as a whole has as many right in it. */
const maxLooked = 1000;

/**
 * Resolves with what lies right in a picked folder, by name; of very many the first that the browser tells. Rejects with
 * `not-found` where the folder has gone, and with `forbidden` where it may not be read any more.
 */
export async function rootEntries(picked: PickedFolder): Promise<readonly Entry[]> {
  const entries =
    'folder' in picked
      ? ((await picked.folder.list('')) ?? []).slice(0, maxLooked)
      : await handleEntries(picked.handle, picked.name);
  return [...entries].sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function handleEntries(handle: FileSystemDirectoryHandle, folder: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  try {
    for await (const [name, { kind }] of handle.entries()) {
      entries.push({ name, kind: kind === 'file' ? 'file' : 'folder' });
      if (entries.length >= maxLooked) break;
    }
  } catch (cause) {
    throw deviceError(cause, folder);
  }
  return entries;
}

/** Resolves with a file that lies right in a picked folder; `undefined` where none of that name is. */
export async function rootFile(picked: PickedFolder, name: string): Promise<File | undefined> {
  if ('folder' in picked) return picked.folder.file(name);
  try {
    return await (await picked.handle.getFileHandle(name)).getFile();
  } catch (error) {
    if (isAbsentOnDevice(error)) return undefined;
    throw error;
  }
}
