import { AppError } from '../../core';
import type { ArrayRecord } from '../formats/array-record';
import { under } from '../formats/dataset-record';
import type { ByteStore, StoreRequest } from '../stores/byte-store';
import { chunksPerShard, readShardIndex } from './shard-index';
import type { ShardIndex } from './shard-index';
import { SharedLoads } from './shared-loads';

/** Indices kept per array: 16 bytes for each inner chunk. Enough for 32 shards of 32³ chunks. */
const maxIndexBytes = 16 * 2 ** 20;

/** The encoded bytes of one array's chunks: whole objects, or ranges of shards. */
export class ChunkBytes {
  readonly #store: ByteStore;
  readonly #array: ArrayRecord;
  readonly #path: string;
  readonly #indices = new SharedLoads<ShardIndex | 'no shard'>(maxIndexBytes, (index) =>
    index === 'no shard' ? 16 : index.byteLength,
  );

  constructor(store: ByteStore, array: ArrayRecord, path: string) {
    this.#store = store;
    this.#array = array;
    this.#path = path;
  }

  /** Path of the object that holds the chunk: for error texts too. */
  objectPath(index: readonly number[]): string {
    const perShard = chunksPerShard(this.#array);
    const object = index.map((i, axis) => Math.floor(i / (perShard[axis] ?? 1)));
    const { name, separator } = this.#array.chunkKeys;
    return under(this.#path, (name === 'default' ? ['c', ...object] : object).join(separator));
  }

  /** Returns the bytes, which the caller owns, or `undefined` when the store has no such chunk. */
  async read(index: readonly number[], request: StoreRequest): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const path = this.objectPath(index);
    if (this.#array.sharding === undefined) return this.#store.get(path, request);
    const shard = await this.#index(path, request);
    const entry = shard === 'no shard' ? undefined : shard.entry(this.#positionInShard(index));
    if (entry === undefined) return undefined;
    if (entry.length > request.maxBytes) {
      const message = `A chunk of shard ${path} has ${entry.length} bytes, more than ${request.maxBytes}.`;
      throw new AppError('corrupt-chunk', message, { key: path });
    }
    return (await this.#store.getRange(path, entry, request))?.bytes;
  }

  #index(path: string, request: StoreRequest): Promise<ShardIndex | 'no shard'> {
    const load = async (signal: AbortSignal): Promise<ShardIndex | 'no shard'> => {
      const own = { ...request, signal };
      return (await readShardIndex(this.#store, path, { array: this.#array, request: own })) ?? 'no shard';
    };
    return this.#indices.get(path, load, request.signal);
  }

  #positionInShard(index: readonly number[]): number {
    return chunksPerShard(this.#array).reduce(
      (position, size, axis) => position * size + ((index[axis] ?? 0) % size),
      0,
    );
  }
}
