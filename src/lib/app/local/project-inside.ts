import type { Picked } from './picked';

type PickedFolder = Extract<Picked, { readonly kind: 'folder' }>;

const projectName = /\.xml$/i;
const omeDocument = /\.ome\.xml$/i;
const dataName = /\.(h5|hdf5|hdf)$/i;
const zarrDocuments = ['zarr.json', '.zarray', '.zgroup', '.zattrs'];
/** Larger folders are none that someone keeps a project in. */
const maxLooked = 1000;

/**
 * Resolves with the name of the only XML in a picked folder with HDF5 files, which is that of a BigDataViewer project; `undefined`
 * where there is none, several, or a Zarr store, and for a file. Nothing is read but the names right in the folder.
 */
export async function projectInside(picked: Picked): Promise<string | undefined> {
  if (picked.kind === 'file') return undefined;
  const names = await namesIn(picked);
  const projects = names.filter((name) => projectName.test(name) && !omeDocument.test(name));
  const isProject = names.some((name) => dataName.test(name)) && !names.some(isZarr);
  return isProject && projects.length === 1 ? projects[0] : undefined;
}

function isZarr(name: string): boolean {
  return zarrDocuments.includes(name);
}

async function namesIn(picked: PickedFolder): Promise<readonly string[]> {
  if ('folder' in picked)
    return ((await picked.folder.list('')) ?? []).flatMap(({ name, kind }) =>
      kind === 'file' ? [name] : [],
    );
  const names: string[] = [];
  let looked = 0;
  for await (const [name, { kind }] of picked.handle.entries()) {
    if (kind === 'file') names.push(name);
    if (++looked >= maxLooked) break;
  }
  return names;
}
