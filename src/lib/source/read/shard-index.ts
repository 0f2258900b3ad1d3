import { AppError } from '../../core';
import type { ArrayRecord, ShardingRecord } from '../formats/zarr/array-record';
import type { ByteStore, StoreRequest } from '../stores/byte-store';
import type { ObjectVersion } from '../stores/http/object-version';
import { withoutChecksum } from './crc32c';

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

/** Reads the index of the shard at `path`; `undefined` when there is no shard. */
export async function readShardIndex(
  store: ByteStore,
  path: string,
  { array, request }: { array: ArrayRecord; request: StoreRequest },
): Promise<ShardIndex | undefined> {
  const { sharding } = array;
  if (sharding === undefined) throw new Error(`The array at ${path} is not sharded.`);
  const count = chunksPerShard(array).reduce((product, size) => product * size, 1);
  const length = 16 * count + (sharding.indexHasChecksum ? 4 : 0);
  const range = sharding.indexLocation === 'start' ? { offset: 0, length } : { suffixLength: length };
  const answer = await store.getRange(path, range, {
    ...request,
    maxBytes: Math.max(request.maxBytes, length),
  });
  if (answer === undefined) return undefined;
  const entries = sharding.indexHasChecksum ? withoutChecksum(answer.bytes) : answer.bytes;
  if (entries === undefined) {
    throw new AppError('corrupt-chunk', `The index of shard ${path} does not match its checksum.`, {
      key: path,
    });
  }
  return new ShardIndex(entries, sharding, {
    path,
    ...(answer.total === undefined ? {} : { total: answer.total }),
    ...(answer.version === undefined ? {} : { version: answer.version }),
  });
}
