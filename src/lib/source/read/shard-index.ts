import { AppError, withoutChecksum } from '../../core';
import type { KeptName } from '../../core';
import type { ArrayRecord, ShardingRecord } from '../formats/zarr/array-record';
import type { ByteStore, RangeBytes, StoreRequest } from '../stores/byte-store';
import type { ObjectVersion } from '../stores/http/object-version';

/** Where an inner chunk lies within its shard. */
export interface ShardEntry {
  readonly offset: number;
  readonly length: number;
}

const absentWord = 0xffffffff;

/** The index of one shard, checked; `total` is the size of the shard, absent when unknown. */
export class ShardIndex {
  /** The state of the shard that this is the index of. */
  readonly version: ObjectVersion;
  readonly #entries: DataView;
  readonly #isBigEndian: boolean;
  readonly #firstByte: number;
  readonly #lastByte: number;
  readonly #path: string;

  constructor(
    entries: Uint8Array,
    sharding: ShardingRecord,
    { path, total, version = {} }: { path: string; total?: number; version?: ObjectVersion },
  ) {
    const indexBytes = entries.byteLength + (sharding.indexHasChecksum ? 4 : 0);
    this.#entries = new DataView(entries.buffer, entries.byteOffset, entries.byteLength);
    this.#isBigEndian = sharding.indexIsBigEndian;
    this.#firstByte = sharding.indexLocation === 'start' ? indexBytes : 0;
    this.#lastByte = (total ?? 2 ** 53) - (sharding.indexLocation === 'end' ? indexBytes : 0);
    this.#path = path;
    this.version = total === undefined ? version : { ...version, total };
  }

  get byteLength(): number {
    return this.#entries.byteLength;
  }

  /** Returns where chunk `i` of the shard lies, in C order, or `undefined` when the shard does not have it. */
  entry(i: number): ShardEntry | undefined {
    const words = [this.#words(2 * i), this.#words(2 * i + 1)] as const;
    if (words.every(({ high, low }) => high === absentWord && low === absentWord)) return undefined;
    const [offset, length] = words.map(({ high, low }) => high * 2 ** 32 + low) as [number, number];
    if (length === 0 || offset < this.#firstByte || offset + length > this.#lastByte) {
      const message = `The index of shard ${this.#path} puts chunk ${i} outside the shard.`;
      throw new AppError('corrupt-chunk', message, { key: this.#path });
    }
    return { offset, length };
  }

  #words(i: number): { high: number; low: number } {
    const at = i * 8;
    const [highAt, lowAt] = this.#isBigEndian ? [at, at + 4] : [at + 4, at];
    return {
      high: this.#entries.getUint32(highAt, !this.#isBigEndian),
      low: this.#entries.getUint32(lowAt, !this.#isBigEndian),
    };
  }
}

/** Inner chunks along each axis of a shard. */
export function chunksPerShard({
  chunks,
  shards = chunks,
}: Pick<ArrayRecord, 'chunks' | 'shards'>): number[] {
  return shards.map((size, axis) => size / (chunks[axis] ?? size));
}

/** Which index is read, and how. */
export interface ShardIndexRequest {
  readonly array: ArrayRecord;
  readonly request: StoreRequest;
  /** Under which it is kept on this device. */
  readonly name?: KeptName;
}

/** Reads the index of the shard at `path`; `undefined` when there is no shard. */
export async function readShardIndex(
  store: ByteStore,
  path: string,
  { array, request, name }: ShardIndexRequest,
): Promise<ShardIndex | undefined> {
  const keep = name && store.keep;
  const kept = name && (await readKeptIndex(store, path, { array, request, name }));
  if (kept !== undefined) return kept === 'absent' ? undefined : kept;
  const answer = await fetchIndex(store, path, { array, request });
  const index = answer && parseIndex(array, path, answer);
  if (name) keep?.write(name, answer?.bytes.slice() ?? 'absent', { ...index?.version });
  return index;
}

/** `undefined` when none is kept, or the one that is proves damaged: it is kept no more then. */
async function readKeptIndex(
  { keep }: ByteStore,
  path: string,
  { array, request, name }: ShardIndexRequest & { readonly name: KeptName },
): Promise<ShardIndex | 'absent' | undefined> {
  const kept = request.isFresh === true ? undefined : await keep?.read(name, request.signal);
  if (kept === undefined || kept === 'absent') return kept;
  request.traffic.diskBytes += kept.bytes.byteLength;
  try {
    if (kept.bytes.byteLength === shardingOf(array, path).length)
      return parseIndex(array, path, kept as RangeBytes);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  keep?.drop(name);
  return undefined;
}

function shardingOf(array: ArrayRecord, path: string): { sharding: ShardingRecord; length: number } {
  const { sharding } = array;
  if (sharding === undefined) throw new Error(`The array at ${path} is not sharded.`);
  const count = chunksPerShard(array).reduce((product, size) => product * size, 1);
  return { sharding, length: 16 * count + (sharding.indexHasChecksum ? 4 : 0) };
}

function fetchIndex(
  store: ByteStore,
  path: string,
  { array, request }: ShardIndexRequest,
): Promise<RangeBytes | undefined> {
  const { sharding, length } = shardingOf(array, path);
  const range = sharding.indexLocation === 'start' ? { offset: 0, length } : { suffixLength: length };
  const maxBytes = Math.max(request.maxBytes, length);
  return store.getRange(path, range, { ...request, maxBytes });
}

/** Checks the bytes of an index. What is kept says its total in its version. */
function parseIndex(array: ArrayRecord, path: string, answer: RangeBytes): ShardIndex {
  const { sharding } = shardingOf(array, path);
  const total = answer.total ?? answer.version?.total;
  const entries = sharding.indexHasChecksum ? withoutChecksum(answer.bytes) : answer.bytes;
  if (entries === undefined) {
    throw new AppError('corrupt-chunk', `The index of shard ${path} does not match its checksum.`, {
      key: path,
    });
  }
  return new ShardIndex(entries, sharding, {
    path,
    ...(total === undefined ? {} : { total }),
    ...(answer.version === undefined ? {} : { version: answer.version }),
  });
}
