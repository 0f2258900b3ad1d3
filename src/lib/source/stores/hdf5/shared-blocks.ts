import { SharedLoads } from '../../read/shared-loads';
import type { StoreRequest } from '../byte-store';
import type { FilePart, RangedFile } from '../ranged/ranged-file';
import { blockBytes } from './engine/block-cache';
import type { FileBytes } from './engine-calls';

/**
 * Fetches runs of blocks of a file. Calls that are missing the same blocks at once, such as the nodes of an index, or neighbours
 * in the same blocks, wait for the same fetch; it is aborted once nobody waits any more.
 */
export class SharedBlocks {
  readonly #file: RangedFile;
  readonly #loads = new SharedLoads<Uint8Array<ArrayBuffer>>(0, ({ byteLength }) => byteLength);
  /** The run that a block is coming with, by the block's offset. */
  readonly #coming = new Map<number, FilePart>();

  constructor(file: RangedFile) {
    this.#file = file;
  }

  /** Gives at least the parts that are missing, which begin at blocks. */
  fetch(missing: readonly FilePart[], request: StoreRequest): Promise<FileBytes[]> {
    const runs = new Set(missing.flatMap((part) => this.#runsOf(part)));
    return Promise.all([...runs].map((run) => this.#load(run, request)));
  }

  /** What is coming already, and what is not, cut where that begins and ends. */
  #runsOf({ offset, length }: FilePart): FilePart[] {
    const runs: FilePart[] = [];
    let own: { offset: number; length: number } | undefined;
    for (let at = offset; at < offset + length; at += blockBytes) {
      const coming = this.#coming.get(at);
      if (coming) {
        own = undefined;
        runs.push(coming);
        continue;
      }
      const size = Math.min(blockBytes, offset + length - at);
      if (own) own.length += size;
      else runs.push((own = { offset: at, length: size }));
    }
    return runs;
  }

  async #load(run: FilePart, request: StoreRequest): Promise<FileBytes> {
    for (let at = run.offset; at < run.offset + run.length; at += blockBytes) this.#coming.set(at, run);
    const load = (signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> => {
      const loading = this.#file.read(run, { ...request, signal });
      const forget = (): void => this.#forget(run);
      loading.then(forget, forget);
      signal.addEventListener('abort', forget, { once: true });
      return loading;
    };
    const bytes = await this.#loads.get(`${run.offset}+${run.length}`, load, request.signal);
    return { offset: run.offset, bytes };
  }

  #forget(run: FilePart): void {
    for (let at = run.offset; at < run.offset + run.length; at += blockBytes)
      if (this.#coming.get(at) === run) this.#coming.delete(at);
  }
}
