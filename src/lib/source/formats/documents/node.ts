import { AppError } from '../../../core';
import type { Traffic } from '../../../core';
import type { ByteStore } from '../../stores/byte-store';
import { asObject, isObject, property } from './fields';
import type { JsonObject } from './fields';
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

  /** Returns a parsed document, or `undefined` where there is none. */
  async read(path: string): Promise<unknown> {
    const signal = this.#signal === undefined ? {} : { signal: this.#signal };
    const request = {
      kind: 'document' as const,
      maxBytes: maxDocumentBytes,
      traffic: this.#traffic,
      ...signal,
    };
    const bytes = await this.store.get(path, request);
    return bytes === undefined ? undefined : parseDocument(bytes, path);
  }

  /**
   * Reads several documents at once, to see which are there. One that is forbidden or a web page counts as absent as long
   * as another can be read: hosts that list no folders, and single-page sites, answer so for what they do not have.
   */
  async probe(...paths: readonly string[]): Promise<unknown[]> {
    const results = await Promise.allSettled(paths.map((path) => this.read(path)));
    const isAnyRead = results.some((result) => result.status === 'fulfilled' && result.value !== undefined);
    return results.map((result) => {
      if (result.status === 'fulfilled') return result.value;
      if (isAnyRead && isLikeAbsent(result.reason)) return undefined;
      throw result.reason;
    });
  }
}

function isLikeAbsent(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'forbidden' || error.code === 'not-a-dataset');
}

/** Finds out what the root of a store is, with two requests for v3 and OME-Zarr images, and four for bare v2. */
export async function readRootNode(documents: DocumentReader): Promise<ZarrNode | undefined> {
  const [v3, zattrs] = await documents.probe('zarr.json', '.zattrs').catch(noneIfForbidden);
  if (v3 !== undefined) return v3Node(asObject(v3, { document: 'zarr.json', field: 'document' }));
  const attributes = zattrs === undefined ? {} : asObject(zattrs, { document: '.zattrs', field: 'document' });
  if (Object.hasOwn(attributes, 'multiscales')) return { format: 2, kind: 'group', attributes };
  const [array, group] = await documents.probe('.zarray', '.zgroup');
  if (array !== undefined) {
    const document = asObject(array, { document: '.zarray', field: 'document' });
    return { format: 2, kind: 'array', document, attributes };
  }
  return group === undefined && zattrs === undefined ? undefined : { format: 2, kind: 'group', attributes };
}

/** A bucket that lists nothing forbids what it does not have: a bare v2 array may have neither. The next probe tells. */
function noneIfForbidden(error: unknown): unknown[] {
  if (error instanceof AppError && error.code === 'forbidden') return [];
  throw error;
}

function v3Node(document: JsonObject): ZarrNode {
  const attributes = property(document, 'attributes');
  const kind = document['node_type'] === 'array' ? 'array' : 'group';
  return { format: 3, kind, document, attributes: isObject(attributes) ? attributes : {} };
}
