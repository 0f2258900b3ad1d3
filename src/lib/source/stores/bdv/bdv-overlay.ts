import { AppError } from '../../../core';
import type { ListedEntry, StoreRequest } from '../byte-store';
import type { Hdf5Overlay, Hdf5Reading } from '../hdf5/hdf5-overlay';
import { chunkShapeOf } from '../hdf5/node-documents';
import { cellsPath, imageDocument, levelDocument, setupName, storedChunk } from './bdv-documents';
import { imagesOf } from './bdv-images';
import type { BdvImage, DatasetNode, StoredSetup } from './bdv-images';
import type { BdvProject, BdvSetup } from './bdv-project';

const maxLevels = 32;
/** A set-up is looked for at so many time points, since it may be missing at the first ones. */
const maxTimepointsTried = 16;

/**
 * What a BigDataViewer file shows of itself besides its groups: its images, in OME-Zarr. `project`: what an XML says; absent where
 * there is none. Returns `undefined` for a file of another kind.
 */
export async function openBdv(
  file: Hdf5Reading,
  project: BdvProject | undefined,
  request: StoreRequest,
): Promise<Hdf5Overlay | undefined> {
  const known = project ?? (await foundProject(file, request));
  if (!known) return undefined;
  const stored = await Promise.all(known.setups.map((setup) => storedSetup(file, known, { setup, request })));
  const found = stored.flatMap((setup) => setup ?? []);
  const images = imagesOf(found, known);
  if (images.length === 0) {
    if (!project) return undefined;
    const message = `${file.name} has none of the set-ups that its XML lists.`;
    throw new AppError('bad-metadata', message, { document: file.name, field: 'ViewSetups' });
  }
  const lost = known.setups.length - found.length;
  const warnings =
    lost > 0 ? [`${lost} of ${known.setups.length} set-ups are not in the file, and left out.`] : [];
  return new BdvOverlay(file, { images, missing: known.missing, warnings });
}

/** What the groups of the file say where no XML does. */
async function foundProject(file: Hdf5Reading, request: StoreRequest): Promise<BdvProject | undefined> {
  const names = await file.children('', request);
  const idsOf = (pattern: RegExp): number[] =>
    names
      .flatMap((name) => pattern.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
  const [setups, timepoints] = [idsOf(/^s(\d{2,})$/), idsOf(/^t(\d{5,})$/)];
  if (setups.length === 0 || timepoints.length === 0) return undefined;
  return {
    file: file.name,
    setups: setups.map((id) => ({ id, name: `Set-up ${id}`, attributes: {} })),
    timepoints,
    registrations: new Map(),
    missing: new Set(),
  };
}

async function storedSetup(
  file: Hdf5Reading,
  { timepoints, missing }: BdvProject,
  { setup, request }: { setup: BdvSetup; request: StoreRequest },
): Promise<StoredSetup | undefined> {
  const factors = (await file.numbers(`${setupName(setup.id)}/resolutions`, request)).slice(0, maxLevels);
  if (factors.length === 0 || factors.some((row) => row.length !== 3 || row.some((factor) => !(factor > 0))))
    return undefined;
  const here = timepoints.filter((timepoint) => !missing.has(`${timepoint},${setup.id}`));
  for (const timepoint of here.slice(0, maxTimepointsTried)) {
    const paths = factors.map((_, level) => cellsPath(timepoint, setup.id, level));
    const nodes = await Promise.all(paths.map((path) => file.node(path, request)));
    const levels = nodes.filter(
      (node): node is DatasetNode => node?.kind === 'dataset' && node.shape?.length === 3,
    );
    if (levels.length === factors.length) return { setup, factors, levels };
  }
  return undefined;
}

interface BdvContents {
  readonly images: readonly BdvImage[];
  readonly missing: ReadonlySet<string>;
  readonly warnings: readonly string[];
}

/** One image is the file itself; several lie side by side in it, by their numbers. */
class BdvOverlay implements Hdf5Overlay {
  readonly warnings: readonly string[];
  readonly #file: Hdf5Reading;
  readonly #images: readonly BdvImage[];
  readonly #missing: ReadonlySet<string>;

  constructor(file: Hdf5Reading, { images, missing, warnings }: BdvContents) {
    this.#file = file;
    this.#images = images;
    this.#missing = missing;
    const [only] = images;
    this.warnings = [...warnings, ...(images.length === 1 && only ? only.warnings : [])];
  }

  document(path: string): object | undefined {
    if (path === '' && this.#images.length > 1)
      return {
        zarr_format: 3,
        node_type: 'group',
        attributes: { ome: { version: '0.5', 'bioformats2raw.layout': 3 } },
      };
    const found = this.#find(path);
    if (!found) return undefined;
    return found.level === undefined ? imageDocument(found.image) : levelDocument(found.image, found.level);
  }

  async chunk(
    path: string,
    index: readonly number[],
    request: StoreRequest,
  ): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const found = this.#find(path);
    if (found?.level === undefined) return undefined;
    const { image, level } = found;
    const stored = storedChunk(image, level, index);
    const expected = image.channels[0]?.levels[level];
    if (!stored || !expected || this.#missing.has(stored.view)) return undefined;
    const node = await this.#file.node(stored.node, request);
    if (node === undefined) return undefined;
    const isSame =
      node.kind === 'dataset' &&
      node.type.name === expected.type.name &&
      node.shape?.join() === expected.shape?.join() &&
      chunkShapeOf(node).join() === chunkShapeOf(expected).join();
    if (!isSame) {
      const message = `${stored.node} in ${this.#file.name} has another shape or type than the first of its image.`;
      throw new AppError('corrupt-chunk', message, { key: stored.node });
    }
    return this.#file.chunk(stored.node, stored.index, request);
  }

  list(path: string): readonly ListedEntry[] {
    const names =
      path === '' && this.#images.length > 1
        ? this.#images.map((_, i) => String(i))
        : (this.#find(path)?.image.channels[0]?.levels ?? []).map((_, level) => String(level));
    const isLevel = this.#find(path)?.level !== undefined;
    return isLevel ? [] : names.map((name) => ({ name, kind: 'folder' }));
  }

  #find(path: string): { readonly image: BdvImage; readonly level?: number } | undefined {
    const numbers =
      path === '' ? [] : path.split('/').map((part) => (/^(0|[1-9]\d{0,5})$/.test(part) ? Number(part) : -1));
    const [first, second, ...rest] = this.#images.length === 1 ? [0, ...numbers] : numbers;
    const image = first === undefined ? undefined : this.#images[first];
    if (!image || rest.length > 0) return undefined;
    if (second === undefined) return { image };
    return second in (image.channels[0]?.levels ?? []) ? { image, level: second } : undefined;
  }
}
