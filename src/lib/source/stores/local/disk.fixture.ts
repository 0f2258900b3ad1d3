import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalFiles } from './local-files';
import { HandleFolder } from './handle-folder';

/** A handle of a folder of this machine's disk, as a browser gives it to pages. `log` collects the files that were opened. */
export function folderHandle(path: string, log: string[] = []): FileSystemDirectoryHandle {
  const get = (name: string, kind: 'file' | 'directory'): string => {
    if (/[/\\]|^\.{1,2}$|^$/.test(name)) throw new TypeError(`Name is not allowed: ${name}`);
    const found = join(path, name);
    if (!existsSync(found)) throw new DOMException('Not there.', 'NotFoundError');
    if (statSync(found).isDirectory() !== (kind === 'directory'))
      throw new DOMException('Something else.', 'TypeMismatchError');
    return found;
  };
  const handle = {
    kind: 'directory',
    name: path.slice(path.lastIndexOf('/') + 1),
    getDirectoryHandle: async (name: string) => folderHandle(get(name, 'directory'), log),
    getFileHandle: async (name: string) => fileHandle(get(name, 'file'), log),
    entries: async function* () {
      for (const entry of readdirSync(path, { withFileTypes: true }))
        yield [entry.name, { kind: entry.isDirectory() ? 'directory' : 'file' }];
    },
  };
  return handle as unknown as FileSystemDirectoryHandle;
}

function fileHandle(path: string, log: string[]): FileSystemFileHandle {
  const getFile = async (): Promise<File> => {
    log.push(path);
    return diskFile(path);
  };
  return { kind: 'file', getFile } as unknown as FileSystemFileHandle;
}

/** A file of this machine's disk, as it is now. */
export function diskFile(path: string): File {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return new File([readFileSync(path)], name, { lastModified: statSync(path).mtimeMs });
}

/** Files of this device where one thing was picked: a folder of the disk. */
export function pickedFolder(path: string, log: string[] = []): LocalFiles {
  const folder = new HandleFolder(folderHandle(path, log));
  return { file: (_, inner) => folder.file(inner), list: (_, inner) => folder.list(inner) };
}
