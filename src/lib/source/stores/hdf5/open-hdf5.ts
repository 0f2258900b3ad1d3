import { AppError } from '../../../core';
import { fileBeside, fileName } from '../../location';
import type { FileLocation, Location } from '../../location';
import type { StoreRequest } from '../byte-store';
import type { ObjectVersion } from '../http/object-version';
import type { RangedFile } from '../ranged/ranged-file';
import type { Hdf5Files } from './hdf5-files';
import type { Hdf5Reading } from './hdf5-overlay';
import { Hdf5Store } from './hdf5-store';
import type { Hdf5Contents } from './hdf5-store';
import { Hdf5Tree } from './hdf5-tree';

/** An XML with all the views of a long recording. */
const maxProjectBytes = 2 ** 26;

/** What opening needs from outside. */
export interface OpenHdf5Options {
  readonly files: Hdf5Files;
  readonly openFile: (location: FileLocation, version?: ObjectVersion) => RangedFile;
  /** Tells a file that is read with what was given for its server from the same one read with something else; '' where nothing is. */
  readonly markOf: (location: FileLocation) => string;
  /** The state in which another worker has read the file: any other is refused. */
  readonly version?: ObjectVersion | undefined;
}

type Hdf5Location = Extract<Location, { readonly kind: 'hdf5' }>;

/** The store of an HDF5 file, or of a BigDataViewer project. Nothing is read yet. */
export function openHdf5(location: Hdf5Location, options: OpenHdf5Options): Hdf5Store {
  const { path: folder, file, isProject } = location;
  const open = isProject
    ? (request: StoreRequest) => openProject(location, options, request)
    : (request: StoreRequest) => openPlain(location, options, request);
  return new Hdf5Store(open, { origin: file.kind === 'local' ? 'device' : 'network', folder });
}

async function openPlain(
  { file, fileId }: Hdf5Location,
  options: OpenHdf5Options,
  request: StoreRequest,
): Promise<Hdf5Contents> {
  const tree = treeOf(file, fileId, options);
  return { tree, overlay: await overlayOf(tree, undefined, request) };
}

async function openProject(
  { file, fileId }: Hdf5Location,
  options: OpenHdf5Options,
  request: StoreRequest,
): Promise<Hdf5Contents> {
  const xml = options.openFile(file);
  const document = fileName(file);
  const bytes = await wholeOf(xml, document, request);
  const { readBdvProject } = await import('../bdv');
  const project = readBdvProject(new TextDecoder().decode(bytes), document);
  const name = baseName(project.file);
  const tree = treeOf(fileBeside(file, name), `${fileId}#${name}`, options);
  try {
    return { tree, overlay: await overlayOf(tree, project, request) };
  } catch (error) {
    const isAlone = file.kind === 'local' && error instanceof AppError && error.code === 'not-found';
    if (!isAlone) throw error;
    const message = `${document} names ${name}, which is not beside it.`;
    const detail = { document: name, onDevice: true, isPartOfProject: true };
    throw new AppError('not-found', message, detail, error);
  }
}

function treeOf(
  file: FileLocation,
  id: string,
  { files, openFile, markOf, version }: OpenHdf5Options,
): Hdf5Tree {
  return new Hdf5Tree(files.get(id + markOf(file), () => openFile(file, version), version));
}

/** Only files that look like one of BigDataViewer's have its reader fetched. */
async function overlayOf(
  tree: Hdf5Tree,
  project: Parameters<typeof import('../bdv').openBdv>[1],
  request: StoreRequest,
): Promise<Hdf5Contents['overlay']> {
  if (!project && !(await looksLikeBdv(tree, request))) return undefined;
  const { openBdv } = await import('../bdv');
  return openBdv(tree, project, request);
}

async function looksLikeBdv(tree: Hdf5Reading, request: StoreRequest): Promise<boolean> {
  const names = await tree.children('', request);
  return names.some((name) => /^s\d{2,}$/.test(name)) && names.some((name) => /^t\d{5,}$/.test(name));
}

async function wholeOf(file: RangedFile, document: string, request: StoreRequest): Promise<Uint8Array> {
  const size = await file.size(request);
  if (size > maxProjectBytes) {
    const message = `${document} has ${size} bytes: it is no BigDataViewer project.`;
    throw new AppError('not-a-dataset', message, { document });
  }
  return size === 0 ? new Uint8Array() : file.read({ offset: 0, length: size }, request);
}

/** Projects are moved with their files, and so it is looked for beside the XML, whatever path it had. */
function baseName(path: string): string {
  return path.replace(/[/\\]+$/, '').replace(/^.*[/\\]/s, '');
}
