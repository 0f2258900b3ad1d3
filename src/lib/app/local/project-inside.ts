import type { LocalEntry } from '../../core';
import type { Picked } from './picked';
import { rootEntries, rootFile, type PickedFolder } from './root-entries';

const projectName = /\.xml$/i;
const omeDocument = /\.ome\.xml$/i;
const dataName = /\.(h5|hdf5|hdf)$/i;
const zarrDocuments = ['zarr.json', '.zarray', '.zgroup', '.zattrs'];
const zarrFolder = /\.zarr$/i;
/** The root of a project begins so. */
const projectRoot = /<SpimData[\s>]/;
/** Comments may come before it. */
const headBytes = 2 ** 16;

/**
 * Resolves with the name of the only XML in a picked folder with HDF5 files, where that is a BigDataViewer project; `undefined`
 * where there is none, several, or a Zarr store, and for a file. Read are the names right in the folder, and the first 64 KiB
 * of that XML. Rejects where the folder or the XML cannot be read.
 */
export async function projectInside(picked: Picked): Promise<string | undefined> {
  if (picked.kind === 'file') return undefined;
  const entries = await rootEntries(picked);
  const names = entries.flatMap(({ name, kind }) => (kind === 'file' ? [name] : []));
  const [project, ...others] = names.filter((name) => projectName.test(name) && !omeDocument.test(name));
  const mayBeProject = names.some((name) => dataName.test(name)) && !entries.some(isZarr);
  if (!mayBeProject || project === undefined || others.length > 0) return undefined;
  return (await isProject(picked, project)) ? project : undefined;
}

function isZarr({ name, kind }: Pick<LocalEntry, 'name' | 'kind'>): boolean {
  return kind === 'file' ? zarrDocuments.includes(name) : zarrFolder.test(name);
}

async function isProject(picked: PickedFolder, name: string): Promise<boolean> {
  const file = await rootFile(picked, name);
  return file !== undefined && projectRoot.test(await file.slice(0, headBytes).text());
}
