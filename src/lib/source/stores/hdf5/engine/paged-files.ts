import type { H5Module } from './h5-module';
import type { FileBytes } from '../engine-calls';
import { BlockCache, blockBytes } from './block-cache';

/** Emscripten's number of an input or output error. */
const ioError = 29;

/** Of a read of Emscripten's: a stream, where to, and what of the file. */
type ReadArguments = [stream: unknown, into: Int8Array, at: number, length: number, position: number];

/**
 * Files of the library's file system of which only some bytes are there. A read of others fails, and is noted: what a call was
 * missing can be fetched, in its own time and in as many requests as there are places, before the call is tried again.
 */
export class PagedFiles {
  readonly #module: H5Module;
  readonly #cache: BlockCache;
  readonly #missing = new Set<number>();
  #missingCount = 0;

  constructor(module: H5Module, maxCacheBytes: number) {
    this.#module = module;
    this.#cache = new BlockCache(maxCacheBytes);
  }

  /** Makes a file, of which nothing is there, and returns its name. */
  create(id: string, sizeBytes: number): string {
    const { FS } = this.#module;
    const name = `f${id}`;
    const node = FS.createFile('/', name, {}, true, false);
    Object.defineProperty(node, 'usedBytes', { get: () => sizeBytes });
    node.stream_ops = {
      ...node.stream_ops,
      read: (...[, into, at, length, position]: ReadArguments) =>
        this.#read(id, sizeBytes, { into, at, length, position }),
    };
    return `/${name}`;
  }

  remove(id: string): void {
    this.#cache.dropFile(id);
    this.#module.FS.unlink(`/f${id}`);
  }

  give(id: string, bytes: FileBytes, token: string): void {
    this.#cache.add(id, bytes, token);
  }

  release(token: string): void {
    this.#cache.unpin(token);
  }

  forgetMissing(): void {
    this.#missing.clear();
  }

  /** Bytes of files that are held. */
  get heldBytes(): number {
    return this.#cache.bytes;
  }

  /** How many reads failed so far. */
  get missingCount(): number {
    return this.#missingCount;
  }

  /** What was asked for since {@link forgetMissing} and is not there, in order, what lies side by side as one. */
  missing(sizeBytes: number): { offset: number; length: number }[] {
    const runs: { offset: number; length: number }[] = [];
    for (const block of [...this.#missing].sort((a, b) => a - b)) {
      const offset = block * blockBytes;
      const length = Math.min(blockBytes, sizeBytes - offset);
      const last = runs.at(-1);
      if (last && last.offset + last.length === offset) last.length += length;
      else runs.push({ offset, length });
    }
    return runs;
  }

  #read(
    id: string,
    sizeBytes: number,
    { into, at, length, position }: { into: Int8Array; at: number; length: number; position: number },
  ): number {
    const end = Math.min(position + length, sizeBytes);
    if (end <= position) return 0;
    if (!this.#has(id, position, end)) {
      this.#missingCount += 1;
      throw new this.#module.FS.ErrnoError(ioError);
    }
    for (let from = position; from < end;) {
      const block = Math.floor(from / blockBytes);
      const bytes = this.#cache.get(id, block) ?? new Uint8Array();
      const start = block * blockBytes;
      const to = Math.min(end, start + bytes.byteLength);
      if (to <= from) throw new this.#module.FS.ErrnoError(ioError);
      into.set(bytes.subarray(from - start, to - start), at + from - position);
      from = to;
    }
    return end - position;
  }

  #has(id: string, from: number, to: number): boolean {
    let isThere = true;
    for (let block = Math.floor(from / blockBytes); block * blockBytes < to; block++) {
      if (this.#cache.get(id, block)) continue;
      this.#missing.add(block);
      isThere = false;
    }
    return isThere;
  }
}
