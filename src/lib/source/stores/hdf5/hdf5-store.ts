import { AppError } from '../../../core';
import type { ByteRange, ByteStore, ListedEntry, RangeBytes, StoreRequest } from '../byte-store';
import type { ObjectVersion } from '../http/object-version';
import { assertPath, pathFault } from '../store-path';
import type { Hdf5Overlay } from './hdf5-overlay';
import type { Hdf5Tree } from './hdf5-tree';
import { documentOf } from './node-documents';

/** Of a file with more nodes, the first document lists none. */
const maxConsolidated = 300;

/** What a store presents. */
export interface Hdf5Contents {
  readonly tree: Hdf5Tree;
  readonly overlay?: Hdf5Overlay | undefined;
}

/** How a file is presented. */
export interface Hdf5StoreOptions {
  readonly origin: ByteStore['origin'];
  /** Group or dataset in the file, '' for all of it. */
  readonly folder: string;
}

/**
 * Presents an HDF5 file as a store of Zarr v3: its groups and datasets by their `zarr.json`, which is made of what the file says,
 * and its values as chunks without compression.
 */
export class Hdf5Store implements ByteStore {
  readonly origin: ByteStore['origin'];
  readonly #open: (request: StoreRequest) => Promise<Hdf5Contents>;
  readonly #folder: string;
  #contents: Promise<Hdf5Contents> | undefined;
  #opened: Hdf5Contents | undefined;

  /** `open` finds out what there is, when something is first asked for; what failed is tried again. */
  constructor(open: (request: StoreRequest) => Promise<Hdf5Contents>, { origin, folder }: Hdf5StoreOptions) {
    this.#open = open;
    this.origin = origin;
    this.#folder = folder;
  }

  /** State of the file that has been read; absent before. */
  get fileVersion(): ObjectVersion | undefined {
    return this.#opened?.tree.file.file.version;
  }

  /** What does not come through as the file means it. */
  get warnings(): readonly string[] {
    return this.#opened?.overlay?.warnings ?? [];
  }

  async get(path: string, request: StoreRequest): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const found = parsePath(path);
    if (!found) return undefined;
    const inner = this.#inner(found.node);
    const { tree, overlay } = await this.#read(request);
    if (found.kind === 'chunk') {
      const isOverlaid = overlay?.document(inner) !== undefined;
      return (isOverlaid ? overlay : tree).chunk(inner, found.index, request);
    }
    const document = overlay?.document(inner) ?? (await this.#document(tree, inner, request));
    return document && new TextEncoder().encode(JSON.stringify(document));
  }

  async getRange(path: string, range: ByteRange, request: StoreRequest): Promise<RangeBytes | undefined> {
    const whole = await this.get(path, request);
    if (whole === undefined) return undefined;
    const total = whole.byteLength;
    const length = 'suffixLength' in range ? range.suffixLength : range.length;
    const offset = 'suffixLength' in range ? total - length : range.offset;
    if (offset < 0 || offset + length > total)
      throw new AppError('bad-range', `${path} has ${total} bytes only.`, { document: path });
    return { bytes: whole.slice(offset, offset + length), total };
  }

  async size(path: string, request: StoreRequest): Promise<number | undefined> {
    return (await this.get(path, request))?.byteLength;
  }

  async list(path: string, request: StoreRequest): Promise<readonly ListedEntry[] | undefined> {
    const inner = this.#inner(path);
    const { tree, overlay } = await this.#read(request);
    const overlaid = overlay?.list(inner) ?? [];
    const node = await tree.node(inner, request);
    if (node === undefined && overlay?.document(inner) === undefined) return undefined;
    const names = node?.kind === 'group' ? await tree.children(inner, request) : [];
    const known = new Set(overlaid.map(({ name }) => name));
    const own = names.filter((name) => isOpenable(name) && !known.has(name));
    return [
      { name: 'zarr.json', kind: 'file' },
      ...overlaid,
      ...own.map((name): ListedEntry => ({ name, kind: 'folder' })),
    ];
  }

  /** Damage on the way would have been there for all of a file. */
  mayRepeat(): boolean {
    return false;
  }

  #read(request: StoreRequest): Promise<Hdf5Contents> {
    const { signal: _, ...whole } = request;
    this.#contents ??= this.#open(whole).then(
      (contents) => (this.#opened = contents),
      (error: unknown) => {
        this.#contents = undefined;
        throw error;
      },
    );
    return this.#contents;
  }

  async #document(tree: Hdf5Tree, inner: string, request: StoreRequest): Promise<object | undefined> {
    const node = await tree.node(inner, request);
    if (node === undefined) return undefined;
    const isRoot = inner === '' && this.#folder === '';
    return { ...documentOf(node), ...(isRoot && (await consolidated(tree, request))) };
  }

  #inner(path: string): string {
    if (path === '') return this.#folder;
    assertPath(path, { document: 'path', field: JSON.stringify(path.slice(0, 80)) });
    return this.#folder === '' ? path : `${this.#folder}/${path}`;
  }
}

/** All nodes of a small file, for whoever wants to know what there is. */
async function consolidated(tree: Hdf5Tree, request: StoreRequest): Promise<object> {
  const nodes = (await tree.file.walk(maxConsolidated, request)) ?? [];
  const inside = nodes
    .map(([path, node]) => [path.slice(1), node] as const)
    .filter(([path]) => path !== '' && pathFault(path) === undefined);
  if (inside.length === 0) return {};
  const metadata = Object.fromEntries(inside.map(([path, node]) => [path, documentOf(node)]));
  return { consolidated_metadata: { kind: 'inline', must_understand: false, metadata } };
}

type StorePath =
  | { readonly kind: 'document'; readonly node: string }
  | { readonly kind: 'chunk'; readonly node: string; readonly index: readonly number[] };

/** Which node a path of Zarr v3 is about; `undefined` for what no such store has. */
function parsePath(path: string): StorePath | undefined {
  const document = /^(?:(.*)\/)?zarr\.json$/s.exec(path);
  if (document) return { kind: 'document', node: document[1] ?? '' };
  const [whole, node = '', index = ''] = /^(?:(.*)\/)?c((?:\/(?:0|[1-9]\d{0,15}))*)$/s.exec(path) ?? [];
  if (whole === undefined) return undefined;
  return { kind: 'chunk', node, index: index === '' ? [] : index.slice(1).split('/').map(Number) };
}

/** HDF5 lets names hold what no path may. */
function isOpenable(name: string): boolean {
  return pathFault(name) === undefined && !name.includes('/');
}
