import type { ByteRange, ByteStore, ListedEntry, RangeBytes, StoreRequest, ZarrNode } from '../../source';
import { joinPath } from '../tree-node';
import { documentsOf, splitDocument, type ConsolidatedIndex } from './consolidated';

const metadataNames = ['zarr.json', '.zarray', '.zgroup', '.zattrs'];
/** Documents that are kept as they came. */
const maxKept = 500;
const maxKeptBytes = 256 * 1024;

/** A consolidated group: its path, and what is known below it. */
interface IndexedGroup {
  readonly path: string;
  /** The group itself. */
  readonly root: ZarrNode;
  readonly index: ConsolidatedIndex;
}

/** Where a path is in a consolidated group. */
interface KnownPlace extends Omit<IndexedGroup, 'path'> {
  /** Below the group. */
  readonly below: string;
}

/** A store of which each document is read once, and those that consolidated metadata hold not at all. */
export class DocumentStore implements ByteStore {
  readonly origin;
  readonly #store: ByteStore;
  readonly #groups: IndexedGroup[] = [];
  readonly #kept = new Map<string, Uint8Array<ArrayBuffer> | undefined>();

  constructor(store: ByteStore) {
    this.#store = store;
    this.origin = store.origin;
  }

  addIndex(path: string, root: ZarrNode, index: ConsolidatedIndex): void {
    if (!this.#groups.some((group) => group.path === path)) this.#groups.push({ path, root, index });
  }

  /** The innermost consolidated group that holds a node, with the node's path below it. */
  indexOf(path: string): KnownPlace | undefined {
    let found: (KnownPlace & { readonly depth: number }) | undefined;
    for (const { path: at, root, index } of this.#groups) {
      const isInside = at === '' || path === at || path.startsWith(`${at}/`);
      const depth = at.length;
      if (isInside && depth >= (found?.depth ?? 0))
        found = { root, index, below: path.slice(at === '' ? 0 : at.length + 1), depth };
    }
    return found;
  }

  async get(path: string, request: StoreRequest): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const { node, name } = splitDocument(path);
    const known = metadataNames.includes(name) ? this.indexOf(node) : undefined;
    if (known) {
      const found = known.below === '' ? known.root : known.index.node(known.below);
      const document = found && documentsOf(found).get(name);
      if (found)
        return document === undefined ? undefined : new TextEncoder().encode(JSON.stringify(document));
    }
    if (this.#kept.has(path)) return this.#kept.get(path)?.slice();
    const bytes = await this.#store.get(path, request);
    if (this.#kept.size < maxKept && (bytes?.byteLength ?? 0) <= maxKeptBytes)
      this.#kept.set(path, bytes?.slice());
    return bytes;
  }

  getRange(path: string, range: ByteRange, request: StoreRequest): Promise<RangeBytes | undefined> {
    return this.#store.getRange(path, range, request);
  }

  size(path: string, request: StoreRequest): Promise<number | 'unknown' | undefined> {
    return this.#store.size(path, request);
  }

  async list(path: string, request: StoreRequest): Promise<readonly ListedEntry[] | undefined> {
    return this.#store.list?.(path, request);
  }

  mayRepeat(): boolean {
    return this.#store.mayRepeat();
  }

  /** The part of it below a path, as a store of its own. */
  below(path: string): ByteStore {
    return path === '' ? this : new PartOfStore(this, path);
  }
}

class PartOfStore implements ByteStore {
  readonly origin;
  readonly #whole: ByteStore;
  readonly #path: string;

  constructor(whole: ByteStore, path: string) {
    this.#whole = whole;
    this.#path = path;
    this.origin = whole.origin;
  }

  get(path: string, request: StoreRequest): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.#whole.get(joinPath(this.#path, path), request);
  }

  getRange(path: string, range: ByteRange, request: StoreRequest): Promise<RangeBytes | undefined> {
    return this.#whole.getRange(joinPath(this.#path, path), range, request);
  }

  size(path: string, request: StoreRequest): Promise<number | 'unknown' | undefined> {
    return this.#whole.size(joinPath(this.#path, path), request);
  }

  mayRepeat(): boolean {
    return this.#whole.mayRepeat();
  }
}
