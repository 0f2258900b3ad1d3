import type { DatasetKeep, Traffic } from '../../core';
import type { ObjectVersion } from './http/object-version';

/** A part of an object: `length` bytes from `offset`, or its last `suffixLength` bytes. */
export type ByteRange =
  { readonly offset: number; readonly length: number } | { readonly suffixLength: number };

/** What one read needs besides its path. */
export interface StoreRequest {
  /** Decides how failures are named, and which counter the request goes into. */
  readonly kind: 'document' | 'chunk';
  /** A body larger than this is refused while it is read. */
  readonly maxBytes: number;
  readonly traffic: Traffic;
  readonly signal?: AbortSignal;
  /** Past every cache: what came before was damaged. */
  readonly isFresh?: boolean;
  /** What caches on the way have is to be compared with what the server has. */
  readonly mustRevalidate?: boolean;
  /** Its server did not answer of late: it is asked once, without waiting for it to recover. */
  readonly isBrief?: boolean;
  /** Told what the server says of the object's state. */
  readonly onVersion?: (version: ObjectVersion) => void;
  /** Told when the object counts as absent since the server refused it (403). */
  readonly onRefused?: () => void;
}

/** Bytes of a range. `total` is the size of the whole object, absent when the server did not say. */
export interface RangeBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly total?: number;
  /** What tells this state of the object from another; absent for what never changes. */
  readonly version?: ObjectVersion;
}

/** What a folder of a store has directly below it. */
export interface ListedEntry {
  /** One segment of a path, decoded, without slashes; never '.' or '..'. */
  readonly name: string;
  readonly kind: 'folder' | 'file';
  /** Of a file, where the listing says it. */
  readonly sizeBytes?: number;
}

/**
 * A read-only tree of objects. Paths are relative to its root, without a leading slash ('0/c/1/2').
 * Absent objects are `undefined`. Rejects with an AbortError once the signal aborts, else with an AppError.
 */
export interface ByteStore {
  /** Where bytes come from: chunks of each are counted apart. `device`: files that the user picked. */
  readonly origin: 'network' | 'generator' | 'device';
  /** Where what was read is kept for later; absent when nothing is. */
  readonly keep?: DatasetKeep;
  /** The caller owns the bytes. */
  get(path: string, request: StoreRequest): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** The caller owns the bytes. */
  getRange(path: string, range: ByteRange, request: StoreRequest): Promise<RangeBytes | undefined>;
  size(path: string, request: StoreRequest): Promise<number | 'unknown' | undefined>;
  /** What the server says of an object's state, without its bytes; `undefined` where there is none. */
  version?(path: string, request: StoreRequest): Promise<ObjectVersion | undefined>;
  /**
   * What is directly below a folder ('' is the root, no trailing slash), each name once, in any order. Bounded: what is past the
   * bound is left out. `undefined` where there is no such folder, or the store cannot say. Absent in stores that never can.
   */
  list?(path: string, request: StoreRequest): Promise<readonly ListedEntry[] | undefined>;
  /** Whether bytes that came without a failure and were useless may be read once more. */
  mayRepeat(): boolean;
}
