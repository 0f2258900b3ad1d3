import { File as Hdf5, ready } from 'h5wasm';
import { noTraffic } from '../../../core';
import type { StoreRequest } from '../byte-store';
import { BlobFile } from '../ranged/blob-file';
import { Hdf5File } from './hdf5-file';
import type { Hdf5Files } from './hdf5-files';
import { Hdf5Store } from './hdf5-store';
import { Hdf5Tree } from './hdf5-tree';
import { filesHere } from './hdf5.fixture';

interface MemoryFiles {
  readFile(path: string): Uint8Array;
  unlink(path: string): void;
}

let lastName = 0;

/** The bytes of an HDF5 file that the library itself has written. `layout`: the `earliest` has no checksums. */
export async function hdf5Bytes(
  write: (file: Hdf5) => void,
  layout: 'earliest' | 'latest' = 'latest',
): Promise<Uint8Array<ArrayBuffer>> {
  const { FS } = (await ready) as unknown as { readonly FS: MemoryFiles };
  const name = `/made-${String(lastName++)}.h5`;
  const file = new Hdf5(name, 'w', { libver: [layout, 'latest'] });
  write(file);
  file.close();
  const bytes = Uint8Array.from(FS.readFile(name));
  FS.unlink(name);
  return bytes;
}

/** A store of a file in memory. */
export function storeOf(
  bytes: Blob | Uint8Array<ArrayBuffer>,
  folder = '',
  files: Hdf5Files = filesHere(),
): Hdf5Store {
  const blob = bytes instanceof Blob ? bytes : new Blob([bytes]);
  const file: Hdf5File = files.get(`made-${String(lastName++)}`, () => new BlobFile(blob, 'made.h5'));
  return new Hdf5Store(() => Promise.resolve({ tree: new Hdf5Tree(file) }), { origin: 'device', folder });
}

export function documentRequest(): StoreRequest {
  return { kind: 'document', maxBytes: 2 ** 24, traffic: noTraffic() };
}

/** The document of a node, parsed. */
export async function documentAt(
  store: Hdf5Store,
  path: string,
  request = documentRequest(),
): Promise<unknown> {
  const bytes = await store.get(path === '' ? 'zarr.json' : `${path}/zarr.json`, request);
  return bytes && JSON.parse(new TextDecoder().decode(bytes));
}
