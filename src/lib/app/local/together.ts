import type { LocalFolder } from '../../source';
import type { Picked } from './picked';

type PickedFile = Extract<Picked, { readonly kind: 'file' }>;

/** Something to open. `inside`: a file in a folder of files that belong together. */
export interface Taken {
  readonly picked: Picked;
  readonly inside?: string;
}

const projectName = /\.xml$/i;
const dataName = /\.(h5|hdf5|hdf)$/i;

/** Puts an XML of BigDataViewer and the HDF5 files that were given with it into one folder, which is opened at the XML. */
export function together(given: readonly Picked[]): Taken[] {
  const files = given.filter((picked): picked is PickedFile => picked.kind === 'file');
  const projects = files.filter(({ name }) => projectName.test(name));
  const data = files.filter(({ name }) => dataName.test(name));
  if (projects.length === 0 || data.length === 0) return given.map((picked) => ({ picked }));
  const rest = given.filter((picked) => !files.includes(picked as PickedFile) || !isPart(picked.name));
  return [...projects.map((project) => projectOf(project, data)), ...rest.map((picked) => ({ picked }))];
}

function isPart(name: string): boolean {
  return projectName.test(name) || dataName.test(name);
}

function projectOf(project: PickedFile, data: readonly PickedFile[]): Taken {
  const files = [project, ...data].map(({ file }) => file);
  const name = project.name.replace(projectName, '');
  return {
    picked: { kind: 'folder', name, folder: new FewFiles(files), files },
    inside: project.name,
  };
}

/** A few files, side by side. */
class FewFiles implements LocalFolder {
  readonly #files: readonly File[];

  constructor(files: readonly File[]) {
    this.#files = files;
  }

  file(path: string): Promise<File | undefined> {
    return Promise.resolve(this.#files.find(({ name }) => name === path));
  }

  list(path: string): ReturnType<LocalFolder['list']> {
    if (path !== '') return Promise.resolve(undefined);
    return Promise.resolve(this.#files.map(({ name, size }) => ({ name, kind: 'file', sizeBytes: size })));
  }
}
