import type { ListedEntry, StoreRequest } from '../byte-store';
import type { Hdf5Node } from './engine-calls';

/** What an overlay reads of its file. Paths are relative to its root. */
export interface Hdf5Reading {
  /** For the texts of errors. */
  readonly name: string;
  node(path: string, request: StoreRequest): Promise<Hdf5Node | undefined>;
  children(path: string, request: StoreRequest): Promise<readonly string[]>;
  chunk(
    path: string,
    index: readonly number[],
    request: StoreRequest,
  ): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** The rows of a small table of numbers; empty where there is none. */
  numbers(path: string, request: StoreRequest): Promise<readonly (readonly number[])[]>;
}

/** Nodes that a file has on top of its groups and datasets, because of what they mean together. Paths are those of the file. */
export interface Hdf5Overlay {
  /** For whoever opens its root. */
  readonly warnings: readonly string[];
  document(path: string): object | undefined;
  chunk(
    path: string,
    index: readonly number[],
    request: StoreRequest,
  ): Promise<Uint8Array<ArrayBuffer> | undefined>;
  list(path: string): readonly ListedEntry[];
}

/** Looks whether a file has an overlay. */
export type OverlayOf = (file: Hdf5Reading, request: StoreRequest) => Promise<Hdf5Overlay | undefined>;
