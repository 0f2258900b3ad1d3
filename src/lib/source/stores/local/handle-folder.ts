import type { LocalEntry } from '../../../core';
import { deviceError } from '../ranged/blob-file';
import type { LocalFolder } from './local-files';

/** So many folders below one are remembered: those of the chunks of a level are asked for again and again. */
const maxFolders = 4096;
/** More entries of one folder are not listed. */
const maxListed = 10_000;

/** A folder that the browser has given a handle of. Works in pages and in workers. */
export class HandleFolder implements LocalFolder {
  readonly #root: FileSystemDirectoryHandle;
  readonly #folders = new Map<string, Promise<FileSystemDirectoryHandle | undefined>>();

  constructor(root: FileSystemDirectoryHandle) {
    this.#root = root;
  }

  async file(path: string): Promise<File | undefined> {
    const cut = path.lastIndexOf('/');
    const folder = await this.#folder(cut < 0 ? '' : path.slice(0, cut));
    if (folder === undefined) return undefined;
    const name = path.slice(cut + 1);
    return orAbsent(async () => (await folder.getFileHandle(name)).getFile(), path);
  }

  async list(path: string): Promise<readonly LocalEntry[] | undefined> {
    const folder = await this.#folder(path);
    if (folder === undefined) return undefined;
    const entries: LocalEntry[] = [];
    for await (const [name, { kind }] of folder.entries()) {
      if (entries.push({ name, kind: kind === 'file' ? 'file' : 'folder' }) >= maxListed) break;
    }
    return entries;
  }

  #folder(path: string): Promise<FileSystemDirectoryHandle | undefined> {
    if (path === '') return Promise.resolve(this.#root);
    const known = this.#folders.get(path);
    if (known !== undefined) return known;
    if (this.#folders.size >= maxFolders) this.#folders.clear();
    const found = this.#find(path);
    this.#folders.set(path, found);
    // What is not there may come; what failed may not fail again.
    found.then(
      (handle) => handle ?? this.#folders.delete(path),
      () => this.#folders.delete(path),
    );
    return found;
  }

  async #find(path: string): Promise<FileSystemDirectoryHandle | undefined> {
    const cut = path.lastIndexOf('/');
    const parent = await this.#folder(cut < 0 ? '' : path.slice(0, cut));
    return parent && orAbsent(() => parent.getDirectoryHandle(path.slice(cut + 1)), path);
  }
}

/** A name that this device cannot have is absent too: browsers call it a TypeError. */
async function orAbsent<T>(find: () => Promise<T>, path: string): Promise<T | undefined> {
  try {
    return await find();
  } catch (error) {
    const isAbsent =
      error instanceof TypeError ||
      (error instanceof DOMException && ['NotFoundError', 'TypeMismatchError'].includes(error.name));
    if (isAbsent) return undefined;
    throw deviceError(error, path);
  }
}
