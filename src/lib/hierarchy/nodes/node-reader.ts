import type { Traffic } from '../../core';
import {
  DocumentReader,
  isObject,
  maxDocumentBytes,
  pathFault,
  readRootNode,
  sortedEntries,
  type ByteStore,
  type ListedEntry,
  type ZarrNode,
} from '../../source';
import { joinPath } from '../tree-node';
import { consolidatedV2, consolidatedV3, type ConsolidatedIndex } from './consolidated';
import { DocumentStore } from './document-store';

/** What is expected at a path, so that nothing is asked for in vain. */
export interface Expectation {
  /** Of Zarr. */
  readonly format?: 2 | 3 | undefined;
  readonly isArray?: boolean;
  /** It may begin a store of its own, with consolidated metadata. */
  readonly mayBeRoot?: boolean;
}

/** Reads metadata of the nodes of one store. */
export class NodeReader {
  readonly #store: DocumentStore;
  readonly #traffic: Traffic;
  readonly #nodes = new Map<string, ZarrNode>();

  constructor(store: ByteStore, traffic: Traffic) {
    this.#store = new DocumentStore(store);
    this.#traffic = traffic;
  }

  /** The documents below a path, for those that read a dataset there. */
  documents(path: string, signal?: AbortSignal): DocumentReader {
    return new DocumentReader(this.#store.below(path), this.#traffic, signal);
  }

  /** `undefined` where no Zarr node is. Rejects as reading its documents does. */
  async node(path: string, expected: Expectation, signal?: AbortSignal): Promise<ZarrNode | undefined> {
    const known = this.#store.indexOf(path);
    const listed = known?.index.node(known.below) ?? this.#nodes.get(path);
    if (listed) return listed;
    const node = await this.#read(path, expected, signal);
    if (node === undefined) return undefined;
    const index = await this.#indexOf(path, node, { expected, signal });
    if (index) this.#store.addIndex(path, node, index);
    // The document of a consolidated root holds all the others, which the index has.
    this.#nodes.set(path, node);
    return node;
  }

  /** Paths of the nodes right below a path, where consolidated metadata tell them. */
  consolidatedChildren(path: string): string[] | undefined {
    const known = this.#store.indexOf(path);
    if (!known) return undefined;
    const at = path.slice(0, path.length - known.below.length).replace(/\/$/, '');
    return known.index.children(known.below).map((child) => joinPath(at, child));
  }

  /** How many there are; absent where consolidated metadata do not tell. */
  consolidatedCount(path: string): number | undefined {
    const known = this.#store.indexOf(path);
    return known?.index.childCount(known.below);
  }

  /** What consolidated metadata know of a path, without a request. */
  known(path: string): ZarrNode | undefined {
    const known = this.#store.indexOf(path);
    return known?.index.node(known.below) ?? this.#nodes.get(path);
  }

  async list(path: string, signal?: AbortSignal): Promise<readonly ListedEntry[] | undefined> {
    const entries = await this.#store.list(path, {
      ...{ kind: 'document', maxBytes: maxDocumentBytes, traffic: this.#traffic },
      ...(signal && { signal }),
    });
    return entries && sortedEntries(entries.filter(({ name }) => pathFault(name) === undefined));
  }

  async #read(
    path: string,
    { format, isArray }: Expectation,
    signal?: AbortSignal,
  ): Promise<ZarrNode | undefined> {
    const documents = this.documents(path, signal);
    if (isArray === true && format === 2) {
      const document = await documents.read('.zarray');
      if (isObject(document)) return { format, kind: 'array', document, attributes: {} };
    }
    return readRootNode(documents, format);
  }

  async #indexOf(
    path: string,
    node: ZarrNode,
    { expected, signal }: { expected: Expectation; signal: AbortSignal | undefined },
  ): Promise<ConsolidatedIndex | undefined> {
    if (node.kind === 'array') return undefined;
    if (node.format === 3) return consolidatedV3(node.document);
    if (expected.mayBeRoot !== true) return undefined;
    return consolidatedV2(await this.documents(path, signal).readBesideOthers('.zmetadata'));
  }
}
