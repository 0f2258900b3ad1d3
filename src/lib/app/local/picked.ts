import type { LocalFolder } from '../../source';

/** What the user picked or dropped, in the way in which the browser gave it. */
export type Picked =
  | { readonly kind: 'folder'; readonly name: string; readonly handle: FileSystemDirectoryHandle }
  /** Without a handle: good for as long as this page lives. */
  | {
      readonly kind: 'folder';
      readonly name: string;
      readonly folder: LocalFolder;
      /** Of a few files that were given together: what tells them from others. */
      readonly files?: readonly File[];
    }
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly file: File;
      readonly handle?: FileSystemFileHandle;
    };

/** Waits for what a handle gives. Rejects as the browser does. */
export async function pickedOf(handle: FileSystemHandle): Promise<Picked> {
  const { name } = handle;
  if (handle.kind === 'directory')
    return { kind: 'folder', name, handle: handle as FileSystemDirectoryHandle };
  const own = handle as FileSystemFileHandle;
  return { kind: 'file', name, file: await own.getFile(), handle: own };
}
