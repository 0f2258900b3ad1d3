import { AppError } from '../../core';
import type { ArrayRecord } from '../formats/zarr/array-record';
import { under } from '../formats/dataset-record';
import type { ByteStore, StoreRequest } from '../stores/byte-store';
import { isSameVersion } from '../stores/http/object-version';
import { chunksPerShard, readShardIndex } from './shard-index';
import type { ShardEntry, ShardIndex } from './shard-index';
import type { KnownShard, ShardIndices } from './shard-indices';

/** Makes of the bytes what the caller wants; its failure says that they are damaged. */
type Decode<T> = (bytes: Uint8Array<ArrayBuffer>) => Promise<T>;

/** The encoded bytes of one array's chunks: whole objects, or ranges of shards. */
export class ChunkBytes {
  readonly #store: ByteStore;
  readonly #array: ArrayRecord;
  readonly #path: string;
  readonly #indices: ShardIndices;
  readonly #owner: string;

  constructor(
    store: ByteStore,
    array: ArrayRecord,
    { path, indices }: { path: string; indices: ShardIndices },
  ) {
    this.#store = store;
    this.#array = array;
    this.#path = path;
    this.#indices = indices;
    this.#owner = indices.newOwner();
  }

  /** Forgets the shard indices of this array. */
  close(): void {
    this.#indices.dropAll(this.#owner);
  }

  /** Path of the object that holds the chunk: for error texts too. */
  objectPath(index: readonly number[]): string {
    const perShard = chunksPerShard(this.#array);
    const object = index.map((i, axis) => Math.floor(i / (perShard[axis] ?? 1)));
    const { name, separator } = this.#array.chunkKeys;
    return under(this.#path, (name === 'default' ? ['c', ...object] : object).join(separator));
  }

  /**
   * Returns what `decode` makes of a chunk's bytes, which it owns, or `undefined` when the store has no such chunk. What came
   * without a failure and is damaged is read once more, past every cache and with a new index.
   */
  async read<T>(index: readonly number[], request: StoreRequest, decode: Decode<T>): Promise<T | undefined> {
    try {
      return await this.#readOnce(index, request, decode);
    } catch (error) {
      if (!mayBeDamage(error) || request.signal?.aborted === true || !this.#store.mayRepeat()) throw error;
      return this.#readOnce(index, { ...request, isFresh: true }, decode);
    }
  }

  async #readOnce<T>(
    index: readonly number[],
    request: StoreRequest,
    decode: Decode<T>,
  ): Promise<T | undefined> {
    const path = this.objectPath(index);
    if (this.#array.sharding === undefined) {
      const bytes = await this.#store.get(path, request);
      return bytes && decode(bytes);
    }
    const shard = await this.#index(path, request);
    if (shard === 'no shard') return undefined;
    try {
      const entry = shard.entry(this.#positionInShard(index));
      return entry && (await decode(await this.#readEntry(path, { entry, shard }, request)));
    } catch (error) {
      if (mayBeDamage(error)) this.#indices.drop(this.#owner, path, shard);
      throw error;
    }
  }

  async #readEntry(
    path: string,
    { entry, shard }: { entry: ShardEntry; shard: ShardIndex },
    request: StoreRequest,
  ): Promise<Uint8Array<ArrayBuffer>> {
    if (entry.length > request.maxBytes) {
      const message = `A chunk of shard ${path} has ${entry.length} bytes, more than ${request.maxBytes}.`;
      throw new AppError('corrupt-chunk', message, { key: path });
    }
    const answer = await this.#store.getRange(path, entry, request).catch((error: unknown) => {
      throw isShorter(error) ? changed(path, error) : error;
    });
    if (answer === undefined || !isSameVersion(answer.version ?? {}, shard.version)) throw changed(path);
    return answer.bytes;
  }

  #index(path: string, request: StoreRequest): Promise<KnownShard> {
    const load = async (signal: AbortSignal): Promise<KnownShard> => {
      const own = { ...request, signal };
      return (await readShardIndex(this.#store, path, { array: this.#array, request: own })) ?? 'no shard';
    };
    const { signal } = request;
    return this.#indices.get(this.#owner, path, { load, ...(signal && { signal }) });
  }

  #positionInShard(index: readonly number[]): number {
    return chunksPerShard(this.#array).reduce(
      (position, size, axis) => position * size + ((index[axis] ?? 0) % size),
      0,
    );
  }
}

function changed(path: string, cause?: unknown): AppError {
  const message = `The shard ${path} changed between the reading of its index and of a chunk.`;
  return new AppError('dataset-changed', message, { key: path }, cause);
}

/** The server says that there is nothing at a place that the index names. */
function isShorter(error: unknown): boolean {
  return error instanceof AppError && error.code === 'bad-range' && error.detail['status'] === 416;
}

/** True for what another read may mend: a proxy's stale or broken copy, or a shard that was replaced meanwhile. */
function mayBeDamage(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  if (error.code === 'bad-range') return error.detail['ignored'] !== true;
  if (error.code === 'corrupt-chunk') return error.detail['crashed'] !== true;
  return error.code === 'dataset-changed';
}
