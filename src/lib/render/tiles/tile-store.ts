import type { Dataset, DType, HeldDataset, Rect } from '../../core';
import {
  type ResidencyLookup,
  type TileGrid,
  type TileKey,
  makeTileGrid,
  pieceRect,
  tileKeyString,
} from '../../view';
import type { ChunkLookup } from '../layer-frame';
import { type Bucket, type Words, bucketTileBytes, tileFormat } from './tile-format';
import { TileRecord } from './tile-record';
import { type Protection, TileSlots } from './tile-slots';
import { findReadyPieces, uploadPieces } from '../cut/tile-uploader';

/** Writes words into a slot of a bucket; the rectangle counts voxels of the stored tile. */
export type WriteSlot = (
  bucket: Bucket,
  slot: number,
  part: { readonly rect: Rect; readonly words: Words },
) => void;

export interface FillOptions {
  readonly chunks: ChunkLookup;
  /** Clock of this upload; −Infinity for what shall not fade in. */
  readonly now: number;
  /** What may be evicted for it: tiles protected less than this. With 'none' nothing is written, only looked up. */
  readonly limit: Protection;
}

/** What came of an attempt to make a tile resident. */
export interface Filled {
  readonly bytes: number;
  /** There is something to write that was not written: no slot could be had, or it was only looked up. */
  readonly isStarved: boolean;
  /** Parts whose chunks failed to load, in voxels of the level. */
  readonly failed: readonly Rect[];
}

const NOTHING: Filled = { bytes: 0, isStarved: false, failed: [] };

/** The tiles on the GPU: which there are, what of each is there, and who goes when room is needed. */
export class TileStore {
  readonly #write: WriteSlot;
  readonly #slots = new Map<Bucket, TileSlots>();
  readonly #records = new Map<string, TileRecord>();

  /** `slots`: tiles that each bucket in use may hold. `onEvict`: told each time that one has to go for another. */
  constructor(buckets: readonly Bucket[], slots: number, write: WriteSlot, onEvict?: () => void) {
    this.#write = write;
    for (const bucket of buckets) this.#slots.set(bucket, new TileSlots(slots, onEvict));
  }

  /** Tiles held. */
  get size(): number {
    return this.#records.size;
  }

  /** Bytes of the tiles of a dataset. */
  bytesOf({ id, dtype }: HeldDataset): number {
    const tiles = [...this.#records.keys()].filter((name) => name.endsWith(`@${id}`));
    return tiles.length * bucketTileBytes(tileFormat(dtype).bucket);
  }

  find(key: TileKey): TileRecord | undefined {
    return this.#records.get(tileKeyString(key));
  }

  /** What is there of each tile, or, with `before`, what had arrived at that time. */
  residency(before?: number): ResidencyLookup {
    return (key) => this.find(key)?.residency(before);
  }

  beginRound(): void {
    for (const slots of this.#slots.values()) slots.beginRound();
  }

  protect(dtype: DType, key: TileKey, protection: Protection): void {
    this.#slotsOf(dtype)?.protect(tileKeyString(key), protection);
  }

  /** Uploads what of a tile has arrived and is not there yet; gives it a slot first when it has none. */
  fill(dataset: Dataset, key: TileKey, { chunks, now, limit }: FillOptions): Filled {
    const name = tileKeyString(key);
    const known = this.#records.get(name);
    const array = dataset.levels[key.level]?.array;
    const slots = this.#slotsOf(dataset.dtype);
    if (known?.isFull || !array || !slots) return NOTHING;
    const grid = known?.grid ?? makeTileGrid(array, key);
    const found = findReadyPieces(dataset, grid, { chunks, has: (piece) => known?.has(piece) ?? false });
    const failed = found.failed.map((piece) => pieceRect(grid, piece));
    if (found.ready.length === 0 || limit === 'none')
      return { ...NOTHING, isStarved: found.ready.length > 0, failed };
    const record = known ?? this.#add(name, grid, slots.acquire(name, limit));
    if (!record) return { bytes: 0, isStarved: true, failed };
    const { bucket } = tileFormat(dataset.dtype);
    const write = (slot: number, rect: Rect, words: Words): void => {
      this.#write(bucket, slot, { rect, words });
    };
    return {
      bytes: uploadPieces(dataset, record, { pieces: found.ready, write, now }),
      isStarved: false,
      failed,
    };
  }

  #add(name: string, grid: TileGrid, acquired: ReturnType<TileSlots['acquire']>): TileRecord | undefined {
    if (!acquired) return undefined;
    if (acquired.evicted !== undefined) this.#records.delete(acquired.evicted);
    const record = new TileRecord(grid, acquired.slot);
    this.#records.set(name, record);
    return record;
  }

  #slotsOf(dtype: DType): TileSlots | undefined {
    return this.#slots.get(tileFormat(dtype).bucket);
  }
}
