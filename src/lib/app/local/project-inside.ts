import type { Picked } from './picked';
import { rootEntries } from './root-entries';

const projectName = /\.xml$/i;
const omeDocument = /\.ome\.xml$/i;
const dataName = /\.(h5|hdf5|hdf)$/i;
const zarrDocuments = ['zarr.json', '.zarray', '.zgroup', '.zattrs'];

/**
 * Resolves with the name of the only XML in a picked folder with HDF5 files, which is that of a BigDataViewer project; `undefined`
 * where there is none, several, or a Zarr store, and for a file. Nothing is read but the names right in the folder.
 */
export async function projectInside(picked: Picked): Promise<string | undefined> {
  if (picked.kind === 'file') return undefined;
  const files = (await rootEntries(picked)).filter(({ kind }) => kind === 'file');
  const names = files.map(({ name }) => name);
  const projects = names.filter((name) => projectName.test(name) && !omeDocument.test(name));
  const isProject = names.some((name) => dataName.test(name)) && !names.some(isZarr);
  return isProject && projects.length === 1 ? projects[0] : undefined;
}

function isZarr(name: string): boolean {
  return zarrDocuments.includes(name);
}
