import type { StoreRequest } from '../byte-store';
import type { ObjectVersion } from '../http/object-version';

/** A part of a file: `length` bytes from `offset`. */
export interface FilePart {
  readonly offset: number;
  readonly length: number;
}

/**
 * One file that is read in parts, wherever it lies: what archives and other containers are read through. It stays the same file
 * for as long as it is used: when another is found in its place, reading rejects with `dataset-changed`. What is not there
 * rejects with `not-found`, an aborted signal with an AbortError, and all else with an AppError that says what happened.
 */
export interface RangedFile {
  /** For the texts of errors: a path or an address, without a query. */
  readonly name: string;
  /** What is known so far of its state. */
  readonly version: ObjectVersion;
  /** Bytes in all. Asked for once: later calls answer from memory. */
  size(request: StoreRequest): Promise<number>;
  /** Exactly these bytes, which the caller owns. Rejects with `bad-range` where the file ends before. */
  read(part: FilePart, request: StoreRequest): Promise<Uint8Array<ArrayBuffer>>;
  /** Whether bytes that came without a failure and were useless may be read once more. */
  mayRepeat(): boolean;
}
