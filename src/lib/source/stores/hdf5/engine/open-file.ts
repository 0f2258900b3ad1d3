import type { Complaints } from './complaints';
import { H5Failure } from './h5-module';
import type { H5Module } from './h5-module';
import type { PagedFiles } from './paged-files';

/** Bytes that the call needs are not there. */
class BytesMissing extends Error {}

const maxMemoryBytes = 2 ** 30;

/** Asks the library things about one open file, in a way in which nothing that went wrong goes on unseen. */
export class OpenFile {
  readonly module: H5Module;
  readonly #id: bigint;
  readonly #files: PagedFiles;
  readonly #complaints: Complaints;

  constructor(
    { module, files, complaints }: { module: H5Module; files: PagedFiles; complaints: Complaints },
    id: bigint,
  ) {
    this.module = module;
    this.#files = files;
    this.#complaints = complaints;
    this.#id = id;
  }

  /** Calls the library. Throws when it was missing bytes, whatever it gave, and when it threw. */
  native<T>(call: (module: H5Module, id: bigint) => T): T {
    this.#complaints.clear();
    const misses = this.#files.missingCount;
    try {
      const value = call(this.module, this.#id);
      if (this.#files.missingCount > misses) throw new BytesMissing();
      return value;
    } catch (error) {
      if (this.#files.missingCount > misses) throw new BytesMissing('', { cause: error });
      if (isFatal(error)) throw error;
      throw new H5Failure(this.#complaints.reason);
    }
  }

  /** The same, where any complaint means that the answer is worth nothing. */
  strict<T>(call: (module: H5Module, id: bigint) => T): T {
    const value = this.native(call);
    if (!this.#complaints.isEmpty) throw new H5Failure(this.#complaints.reason);
    return value;
  }

  /** Why the last call failed. */
  get reason(): string {
    return this.#complaints.reason;
  }

  /** Whether an error says nothing of the file: it has to be tried again, or the library is of no use any more. */
  isUnanswered(error: unknown): boolean {
    return isMissing(error) || isFatal(error);
  }

  /** Lends zeroed memory of the library. */
  withMemory<T>(bytes: number, use: (pointer: number) => T): T {
    if (bytes > maxMemoryBytes) throw new H5Failure(`${bytes} bytes are wanted at once`);
    const pointer = this.module._malloc(Math.max(bytes, 1));
    if (pointer === 0) throw new H5Failure(`there is no memory for ${bytes} bytes`);
    try {
      this.module.HEAPU8.fill(0, pointer, pointer + bytes);
      return use(pointer);
    } finally {
      this.module._free(pointer);
    }
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof BytesMissing;
}

/** The library fell over, or called itself until there was no room. */
export function isFatal(error: unknown): error is Error {
  return error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
}
