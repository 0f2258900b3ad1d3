import { storedBytesPerVoxel } from '../../../core';
import type { DType, LevelArray } from '../../../core';
import { asArray, asSize, badMetadata, unsupported, within } from '../documents/fields';
import type { Place } from '../documents/fields';

/** One step of a codec chain in the words of Zarr v3. */
export interface CodecRecord {
  readonly name: string;
  readonly configuration: Readonly<Record<string, unknown>>;
}

/** How the index of a shard is found and read. */
export interface ShardingRecord {
  readonly indexLocation: 'start' | 'end';
  readonly indexIsBigEndian: boolean;
  readonly indexHasChecksum: boolean;
}

/** An array's metadata, v2 or v3, checked and reduced to what reading its chunks takes. Plain JSON. */
export interface ArrayRecord extends LevelArray {
  readonly dtype: DType;
  /** Codecs of one chunk: the inner chunk when sharded. */
  readonly codecs: readonly CodecRecord[];
  readonly chunkKeys: { readonly name: 'default' | 'v2'; readonly separator: '.' | '/' };
  readonly sharding?: ShardingRecord;
  /** `null` where an axis has no name. */
  readonly dimensionNames?: readonly (string | null)[];
}

const maxRank = 5;
const maxChunkBytes = 2 ** 30;

/** Reads a list of sizes, one per axis. `rank` is absent for the shape itself, which must have rank 2 to 5. */
export function readSizes(value: unknown, place: Place, rank?: number): number[] {
  const list = asArray(value, place, Number.MAX_SAFE_INTEGER);
  if (rank === undefined && (list.length < 2 || list.length > maxRank)) {
    throw unsupported(place, `An array of rank ${list.length} (rank 2 to ${maxRank} can)`);
  }
  if (rank !== undefined && list.length !== rank) {
    throw badMetadata(place, `has ${list.length} entries for an array of rank ${rank}`);
  }
  return list.map((size, axis) => asSize(size, within(place, axis)));
}

/** Refuses chunks that would decode to more than 1 GiB, before anything is allocated for them. */
export function checkChunkBytes(chunks: readonly number[], dtype: DType, place: Place): void {
  const bytes = chunks.reduce((product, size) => product * size, storedBytesPerVoxel(dtype));
  if (bytes > maxChunkBytes) throw badMetadata(place, `makes chunks of ${bytes} bytes, more than 1 GiB`);
}

/** Number of voxels of one chunk. */
export function chunkVoxels({ chunks }: Pick<LevelArray, 'chunks'>): number {
  return chunks.reduce((product, size) => product * size, 1);
}

/** The part of a record that the page knows. */
export function levelArrayOf({ shape, chunks, shards, fillValue }: ArrayRecord): LevelArray {
  return shards === undefined ? { shape, chunks, fillValue } : { shape, chunks, shards, fillValue };
}
