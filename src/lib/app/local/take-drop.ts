import type { Picked } from './picked';

/** An item of a drop, with what not all browsers have. */
type DroppedItem = DataTransferItem & {
  getAsFileSystemHandle?: () => Promise<FileSystemHandle | null>;
};

/** Files and folders of a drop, of which browsers let go once it has been handled: this is to be called before. */
export function takeDrop({ items }: DataTransfer): Promise<Picked | undefined>[] {
  return [...items].filter(({ kind }) => kind === 'file').map(take);
}

/** Without a handle there may be a folder all the same, or a file at least. */
async function take(item: DroppedItem): Promise<Picked | undefined> {
  const handling = item.getAsFileSystemHandle?.().catch(() => null);
  const entry = item.webkitGetAsEntry?.();
  const file = item.getAsFile();
  const handle = await handling;
  const { pickedOf } = await import('./picked');
  if (handle) return pickedOf(handle);
  if (entry?.isDirectory) {
    const { EntryFolder } = await import('./entry-folder');
    const folder = new EntryFolder(entry as FileSystemDirectoryEntry);
    return { kind: 'folder', name: entry.name, folder };
  }
  return file ? { kind: 'file', name: file.name, file } : undefined;
}
