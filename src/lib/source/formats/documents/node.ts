import { AppError } from '../../../core';
import type { Traffic } from '../../../core';
import type { ByteStore } from '../../stores/byte-store';
import { asObject, isObject, property } from './fields';
import type { JsonObject } from './fields';
import { asMiss, isOutOfReach } from '../../stores/out-of-reach';
import { maxDocumentBytes, parseDocument } from './json-document';

/** A Zarr node's metadata. `attributes` is its `.zattrs`, or the `attributes` of its `zarr.json`. */
export type ZarrNode =
  | {
      readonly format: 3;
      readonly kind: 'group' | 'array';
      readonly document: JsonObject;
      readonly attributes: JsonObject;
    }
  | {
      readonly format: 2;
      readonly kind: 'array';
      readonly document: JsonObject;
      readonly attributes: JsonObject;
    }
  | { readonly format: 2; readonly kind: 'group'; readonly attributes: JsonObject };

/** Reads metadata documents of one root. */
export class DocumentReader {
  readonly store: ByteStore;
  readonly #traffic: Traffic;
  readonly #signal: AbortSignal | undefined;

  constructor(store: ByteStore, traffic: Traffic, signal?: AbortSignal) {
    this.store = store;
    this.#traffic = traffic;
    this.#signal = signal;
  }

  /**
   * Returns a parsed document, or `undefined` where there is none. `isBeside`: the dataset is whole without it. It is asked
   * for once, whatever the answer, and when it changes the dataset does not.
   */
  async read(
    path: string,
    { isBeside = false, isBrief = () => isBeside }: ReadOptions = {},
  ): Promise<unknown> {
    const request = {
      kind: 'document' as const,
      maxBytes: maxDocumentBytes,
      traffic: this.#traffic,
      get isBrief() {
        return isBrief();
      },
      ...(this.#signal && { signal: this.#signal }),
    };
    const { keep } = this.store;
    const kept = await this.#readKept(path, isBeside);
    if (kept !== undefined) return kept.document;
    const bytes = await this.store.get(path, request).catch((error: unknown) => {
      throw asMiss(error, keep, path);
    });
    keep?.reached(true);
    const copy = keep && bytes?.slice();
    const document = bytes === undefined ? undefined : parseDocument(bytes, path);
    // What metadata names and is not there may come back; what is only looked for on suspicion is at the root.
    if (copy !== undefined || !path.includes('/')) keep?.write({ kind: 'document', path }, copy ?? 'absent');
    return document;
  }

  /** Reads a document of a node of which another was read: where its answer stays hidden or is refused, there is none. */
  readBesideOthers(path: string): Promise<unknown> {
    return this.read(path, { isBeside: true }).catch((error: unknown) => {
      if (isLikeAbsent(error)) return undefined;
      throw error;
    });
  }

  /**
   * Returns what stands beside the documents as it is, or `undefined` where it is not there. It is asked for as chunks are,
   * since documents that look like a page are refused, as XML does. The caller owns the bytes.
   */
  readBytes(path: string, maxBytes: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const signal = this.#signal === undefined ? {} : { signal: this.#signal };
    return this.store.get(path, { kind: 'chunk', maxBytes, traffic: this.#traffic, ...signal });
  }

  /**
   * What is kept is shown at once, and compared with what the server has in the meantime. `undefined` when nothing is kept, or
   * what is kept is no document for this version of the app.
   */
  async #readKept(path: string, isBeside: boolean): Promise<{ readonly document: unknown } | undefined> {
    const { keep } = this.store;
    const kept = await keep?.read({ kind: 'document', path }, this.#signal);
    if (kept === undefined) return undefined;
    const bytes = kept === 'absent' ? undefined : kept.bytes;
    try {
      const document = bytes && parseDocument(bytes.slice(), path);
      this.#compare(path, bytes, isBeside);
      return { document };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      keep?.drop({ kind: 'document', path });
      return undefined;
    }
  }

  #compare(path: string, bytes: Uint8Array<ArrayBuffer> | undefined, isBeside: boolean): void {
    const { store } = this;
    const request = { kind: 'document' as const, maxBytes: maxDocumentBytes, traffic: this.#traffic };
    store.get(path, { ...request, mustRevalidate: true, isBrief: true }).then(
      (now) => {
        store.keep?.reached(true);
        if (isSameBytes(now, bytes)) return;
        if (isBeside) store.keep?.write({ kind: 'document', path }, now ?? 'absent');
        else store.keep?.changed();
      },
      (error: unknown) => {
        if (isOutOfReach(error)) store.keep?.reached(false);
      },
    );
  }

  /**
   * Reads several documents at once, to see which are there. One that is forbidden, a web page, or without an answer that
   * may be read counts as absent as long as another can be read: hosts that list no folders, single-page sites, and hosts
   * that send no CORS headers with a 404 answer so for what they do not have. Then what has no answer is not repeated.
   */
  async probe(paths: readonly string[], { isBrief = false } = {}): Promise<unknown[]> {
    let isAnyRead = false;
    const results = await Promise.allSettled(
      paths.map(async (path) => {
        const document = await this.read(path, { isBrief: () => isBrief || isAnyRead });
        isAnyRead ||= document !== undefined;
        return document;
      }),
    );
    return results.map((result) => {
      if (result.status === 'fulfilled') return result.value;
      if (isAnyRead && isLikeAbsent(result.reason)) return undefined;
      throw result.reason;
    });
  }
}

function isSameBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

interface ReadOptions {
  readonly isBeside?: boolean;
  /** Asked when there was no answer: it is not asked for again. Default: as `isBeside` says. */
  readonly isBrief?: () => boolean;
}

/**
 * A document that is not kept, while the server is out of reach, is as good as absent beside one that is; and so is one
 * whose answer stays hidden, as a 404 without CORS headers does.
 */
const likeAbsent: readonly AppError['code'][] = [
  ...(['forbidden', 'not-a-dataset', 'offline-miss', 'cors', 'network'] as const),
];

function isLikeAbsent(error: unknown): boolean {
  return error instanceof AppError && likeAbsent.includes(error.code);
}

/**
 * Finds out what the root of a store is, with two requests for v3 and OME-Zarr images, and four for bare v2. Where the format
 * is known, the other is not asked for.
 */
export async function readRootNode(documents: DocumentReader, format?: 2 | 3): Promise<ZarrNode | undefined> {
  if (format === 3) {
    const document = await documents.read('zarr.json');
    return document === undefined ? undefined : v3Node(asObject(document, rootDocument));
  }
  // A failure names the first of them: where both are out of reach, the one that any newer store has.
  const names = format === 2 ? ['.zattrs'] : ['zarr.json', '.zattrs'];
  let hidden: unknown;
  const found = await documents.probe(names).catch((error: unknown): unknown[] => {
    // A bare v2 array may have neither of them. The next probe tells whether it is one.
    if (!isCode(error, 'forbidden', 'cors', 'network')) throw error;
    if (!isCode(error, 'forbidden')) hidden = error;
    return [];
  });
  const [v3, zattrs] = format === 2 ? [undefined, found[0]] : found;
  if (v3 !== undefined) return v3Node(asObject(v3, rootDocument));
  const attributes = zattrs === undefined ? {} : asObject(zattrs, { document: '.zattrs', field: 'document' });
  if (Object.hasOwn(attributes, 'multiscales')) return { format: 2, kind: 'group', attributes };
  const bare = documents.probe(['.zarray', '.zgroup'], { isBrief: hidden !== undefined });
  const [array, group] = await bare.catch((error: unknown) => {
    throw hidden ?? error;
  });
  if (hidden !== undefined && array === undefined && group === undefined) throw hidden;
  if (array !== undefined) {
    const document = asObject(array, { document: '.zarray', field: 'document' });
    return { format: 2, kind: 'array', document, attributes };
  }
  return group === undefined && zattrs === undefined ? undefined : { format: 2, kind: 'group', attributes };
}

const rootDocument = { document: 'zarr.json', field: 'document' };

function isCode(error: unknown, ...codes: readonly AppError['code'][]): boolean {
  return error instanceof AppError && codes.includes(error.code);
}

function v3Node(document: JsonObject): ZarrNode {
  const attributes = property(document, 'attributes');
  const kind = document['node_type'] === 'array' ? 'array' : 'group';
  return { format: 3, kind, document, attributes: isObject(attributes) ? attributes : {} };
}
