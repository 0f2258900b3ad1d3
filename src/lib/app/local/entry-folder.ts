import type { LocalEntry } from '../../core';
import type { LocalFolder } from '../../source';

/** More entries of one folder are not listed. */
const maxListed = 10_000;
const sliceFiles = 20_000;

/** A folder that was dropped where browsers give no handles: files are found by their paths, without a look at the others. */
export class EntryFolder implements LocalFolder {
  readonly #root: FileSystemDirectoryEntry;

  constructor(root: FileSystemDirectoryEntry) {
    this.#root = root;
  }

  async file(path: string): Promise<File | undefined> {
    const entry = await orAbsent<FileSystemEntry>((found, failed) =>
      this.#root.getFile(path, {}, found, failed),
    );
    return entry && new Promise((found, failed) => (entry as FileSystemFileEntry).file(found, failed));
  }

  async list(path: string): Promise<readonly LocalEntry[] | undefined> {
    const entry =
      path === ''
        ? this.#root
        : await orAbsent<FileSystemEntry>((found, failed) =>
            this.#root.getDirectory(path, {}, found, failed),
          );
    if (entry === undefined) return undefined;
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    const entries: LocalEntry[] = [];
    while (entries.length < maxListed) {
      const more = await new Promise<FileSystemEntry[]>((found, failed) => reader.readEntries(found, failed));
      if (more.length === 0) break;
      for (const { name, isDirectory } of more) entries.push({ name, kind: isDirectory ? 'folder' : 'file' });
    }
    return entries;
  }
}

/** Files of a folder that was picked where browsers give no handles: its list of all of them. */
export class ListedFolder implements LocalFolder {
  /** By path below the folder. */
  readonly #files: ReadonlyMap<string, File>;

  private constructor(files: ReadonlyMap<string, File>) {
    this.#files = files;
  }

  /** Looks through the list slice by slice: it may have a million files, and the page goes on meanwhile. */
  static async of(files: ArrayLike<File>): Promise<ListedFolder> {
    const byPath = new Map<string, File>();
    for (let at = 0; at < files.length; at++) {
      const file = files[at];
      if (file) byPath.set(withoutRoot(file.webkitRelativePath), file);
      if (at % sliceFiles === sliceFiles - 1) await new Promise((resolve) => setTimeout(resolve));
    }
    return new ListedFolder(byPath);
  }

  file(path: string): Promise<File | undefined> {
    return Promise.resolve(this.#files.get(path));
  }

  list(path: string): Promise<readonly LocalEntry[] | undefined> {
    const prefix = path === '' ? '' : `${path}/`;
    const entries = new Map<string, LocalEntry>();
    for (const [each, { size }] of this.#files) {
      if (!each.startsWith(prefix)) continue;
      const [name = '', ...deeper] = each.slice(prefix.length).split('/');
      entries.set(
        name,
        deeper.length > 0 ? { name, kind: 'folder' } : { name, kind: 'file', sizeBytes: size },
      );
      if (entries.size >= maxListed) break;
    }
    return Promise.resolve(entries.size === 0 ? undefined : [...entries.values()]);
  }
}

function withoutRoot(path: string): string {
  return path.slice(path.indexOf('/') + 1);
}

async function orAbsent<T>(
  find: (found: (value: T) => void, failed: (error: DOMException) => void) => void,
): Promise<T | undefined> {
  try {
    return await new Promise<T>(find);
  } catch (error) {
    if (isAbsentOnDevice(error)) return undefined;
    throw error;
  }
}

/** True for a name that is not there, or that something else has. */
export function isAbsentOnDevice(error: unknown): boolean {
  return error instanceof DOMException && ['NotFoundError', 'TypeMismatchError'].includes(error.name);
}
