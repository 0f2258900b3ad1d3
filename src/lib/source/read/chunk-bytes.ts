import { AppError } from '../../core';
import type { KeptName } from '../../core';
import type { ArrayRecord } from '../formats/zarr/array-record';
import { under } from '../formats/dataset-record';
import type { ByteStore, StoreRequest } from '../stores/byte-store';
import { isSameVersion } from '../stores/http/object-version';
import type { ObjectVersion } from '../stores/http/object-version';
import { asMiss } from '../stores/out-of-reach';
import { chunksPerShard, readShardIndex } from './shard-index';
import type { ShardEntry, ShardIndex } from './shard-index';
import type { KnownShard, ShardIndices } from './shard-indices';

/** Makes of the bytes what the caller wants; its failure says that they are damaged. */
type Decode<T> = (bytes: Uint8Array<ArrayBuffer>) => Promise<T>;

/** What a chunk was made of: bytes that were kept on this device, or that came from its store. */
export interface ReadChunk<T> {
  readonly value: T;
  readonly isKept: boolean;
}

export interface ChunkBytesOptions {
  readonly path: string;
  readonly level: number;
  readonly indices: ShardIndices;
  /** Rejects when what the network has is not of the version that is read. */
  readonly confirm: () => Promise<void>;
}

/** The encoded bytes of one array's chunks: whole objects, or ranges of shards. */
export class ChunkBytes {
  readonly #store: ByteStore;
  readonly #array: ArrayRecord;
  readonly #path: string;
  readonly #indices: ShardIndices;
  readonly #owner: string;
  readonly #level: number;
  readonly #confirm: () => Promise<void>;

  constructor(store: ByteStore, array: ArrayRecord, { path, level, indices, confirm }: ChunkBytesOptions) {
    this.#level = level;
    this.#confirm = confirm;
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
    const object = this.#object(index);
    const { name, separator } = this.#array.chunkKeys;
    return under(this.#path, (name === 'default' ? ['c', ...object] : object).join(separator));
  }

  #object(index: readonly number[]): number[] {
    const perShard = chunksPerShard(this.#array);
    return index.map((i, axis) => Math.floor(i / (perShard[axis] ?? 1)));
  }

  /**
   * Returns what `decode` makes of a chunk's bytes, which it owns, or `undefined` when the store has no such chunk. What came
   * without a failure and is damaged is read once more, past every cache and with a new index.
   */
  async read<T>(
    index: readonly number[],
    request: StoreRequest,
    decode: Decode<T>,
  ): Promise<ReadChunk<T> | undefined> {
    const kept = await this.#readKept(index, request, decode);
    if (kept !== undefined) return kept === 'absent' ? undefined : kept;
    const own = this.#store.keep?.isCutOff === true ? { ...request, isBrief: true } : request;
    try {
      return await this.#readOnce(index, own, decode);
    } catch (error) {
      if (!mayBeDamage(error) || request.signal?.aborted === true || !this.#store.mayRepeat()) throw error;
      return this.#readOnce(index, { ...own, isFresh: true }, decode);
    }
  }

  async #readOnce<T>(
    index: readonly number[],
    request: StoreRequest,
    decode: Decode<T>,
  ): Promise<ReadChunk<T> | undefined> {
    const path = this.objectPath(index);
    const onRefused = (): void => void (request.traffic.chunksRefused += 1);
    if (this.#array.sharding === undefined) {
      let version: ObjectVersion = {};
      const bytes = await this.#fetch(path, () =>
        this.#store.get(path, { ...request, onRefused, onVersion: (stated) => (version = stated) }),
      );
      return this.#decoded(index, bytes, { decode, version });
    }
    const shard = await this.#fetch(path, () => this.#index(index, path, request));
    if (shard === 'refused') onRefused();
    if (typeof shard === 'string') return this.#decoded(index, undefined, { decode, version: {} });
    try {
      const entry = shard.entry(this.#positionInShard(index));
      const bytes =
        entry && (await this.#fetch(path, () => this.#readEntry(path, { entry, shard }, request)));
      return await this.#decoded(index, bytes, { decode, version: shard.version });
    } catch (error) {
      if (mayBeDamage(error)) this.#dropIndex(index, path, shard);
      throw error;
    }
  }

  /** `undefined` when nothing is kept, or what is does not decode. */
  async #readKept<T>(
    index: readonly number[],
    { traffic, signal }: StoreRequest,
    decode: Decode<T>,
  ): Promise<ReadChunk<T> | 'absent' | undefined> {
    const { keep } = this.#store;
    const name = this.#name(index);
    const kept = await keep?.read(name, signal);
    if (kept === undefined || kept === 'absent') return kept;
    traffic.diskBytes += kept.bytes.byteLength;
    try {
      return { value: await decode(kept.bytes), isKept: true };
    } catch (error) {
      if (!mayBeDamage(error)) throw error;
      keep?.drop(name);
      return undefined;
    }
  }

  /** Decodes, and keeps only what did. Decoders may work in place: what is kept is a copy. */
  async #decoded<T>(
    index: readonly number[],
    bytes: Uint8Array<ArrayBuffer> | undefined,
    { decode, version }: { decode: Decode<T>; version: ObjectVersion },
  ): Promise<ReadChunk<T> | undefined> {
    const { keep } = this.#store;
    keep?.reached(true);
    await this.#confirm();
    const copy = keep && bytes?.slice();
    const value = bytes && (await decode(bytes));
    keep?.write(this.#name(index), copy ?? 'absent', { ...version });
    return value === undefined ? undefined : { value, isKept: false };
  }

  async #fetch<T>(path: string, fetch: () => Promise<T>): Promise<T> {
    try {
      return await fetch();
    } catch (error) {
      throw asMiss(error, this.#store.keep, path);
    }
  }

  #dropIndex(index: readonly number[], path: string, shard: KnownShard): void {
    this.#indices.drop(this.#owner, path, shard);
    this.#store.keep?.drop({ kind: 'shard-index', level: this.#level, index: this.#object(index) });
  }

  #name(index: readonly number[]): KeptName {
    return { kind: 'chunk', level: this.#level, index };
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

  #index(index: readonly number[], path: string, request: StoreRequest): Promise<KnownShard> {
    const name: KeptName = { kind: 'shard-index', level: this.#level, index: this.#object(index) };
    const load = async (signal: AbortSignal): Promise<KnownShard> => {
      let none: 'no shard' | 'refused' = 'no shard';
      const onRefused = (): void => void (none = 'refused');
      const own = { array: this.#array, request: { ...request, signal, onRefused }, name };
      return (await readShardIndex(this.#store, path, own)) ?? none;
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
