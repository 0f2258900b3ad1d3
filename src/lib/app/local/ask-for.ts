import { isAbort } from '../../core';
import { ListedFolder } from './entry-folder';
import { pickedOf, type Picked } from './picked';

/** What not all browsers have. */
interface PickingWindow {
  showDirectoryPicker?: (options: { mode: 'read' }) => Promise<FileSystemDirectoryHandle>;
  showOpenFilePicker?: (options: object) => Promise<FileSystemFileHandle[]>;
}

const zips = ['.zip', '.ozx'];
const hdf5 = ['.h5', '.hdf5', '.hdf', '.ims'];
const documents = ['.json', '.xml'];

/** Lets the user pick a folder; `undefined` when none was. */
export async function askForFolder(): Promise<Picked | undefined> {
  const { showDirectoryPicker } = window as PickingWindow;
  if (showDirectoryPicker) {
    const handle = await unlessCancelled(showDirectoryPicker.call(window, { mode: 'read' }));
    return handle && pickedOf(handle);
  }
  const files = await askByInput((input) => (input.webkitdirectory = true));
  const [first] = files;
  if (!first) return undefined;
  const name = first.webkitRelativePath.split('/')[0] ?? first.name;
  return { kind: 'folder', name, folder: await ListedFolder.of(files) };
}

/** Lets the user pick a file, or several where they belong together; empty when none was. */
export async function askForFiles(): Promise<Picked[]> {
  const { showOpenFilePicker } = window as PickingWindow;
  if (showOpenFilePicker) {
    const accept = {
      'application/zip': zips,
      'application/x-hdf5': hdf5,
      'application/json': ['.json'],
      'application/xml': ['.xml'],
    };
    const types = [{ description: 'Zipped Zarr, HDF5, BigDataViewer or view', accept }];
    const handles = await unlessCancelled(showOpenFilePicker.call(window, { types, multiple: true }));
    return Promise.all((handles ?? []).map(pickedOf));
  }
  const files = await askByInput((input) => {
    input.accept = [...zips, ...hdf5, ...documents].join();
    input.multiple = true;
  });
  return files.map((file) => ({ kind: 'file', name: file.name, file }));
}

async function unlessCancelled<T>(picking: Promise<T>): Promise<T | undefined> {
  try {
    return await picking;
  } catch (error) {
    if (isAbort(error)) return undefined;
    throw error;
  }
}

/** Resolves with what was picked, in time; browsers that say nothing when nothing was leave it waiting for ever. */
function askByInput(setUp: (input: HTMLInputElement) => void): Promise<readonly File[]> {
  const input = document.createElement('input');
  input.type = 'file';
  setUp(input);
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}
