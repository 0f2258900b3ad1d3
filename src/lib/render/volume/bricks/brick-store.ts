import type { ChunkKey, Dataset, HeldDataset, VoxelKind } from '../../../core';
import { type BrickKey, brickKeyString } from '../../../view';
import type { ChunkLookup } from '../../layer-frame';
import { type Protection, TileSlots } from '../../tiles/tile-slots';
import { type FoundPieces, cutBorder, cutFound, findPieces, piecesOf, uniformWords } from './brick-cutter';
import { type BrickFormat, type BrickWords, brickBytes, brickFormat } from './brick-format';
import type { BrickRecord } from './brick-record';
import { type ValueBase, parseVoxel, valueBase } from './brick-values';
import { type BrickSource, type StoredBox, sourceOf } from './cut-brick';
import { isUniform, joinRanges } from './value-range';

/** Writes words into a slot; absent `box` for all of it. */
export type WriteBrick = (
  format: BrickFormat,
  slot: number,
  part: { readonly words: BrickWords; readonly box?: StoredBox },
) => void;

/** What came of an attempt to make a brick resident. 'full': its data is here, but no slot could be had. */
export type BrickOutcome = 'done' | 'waiting' | 'failed' | 'full';

export interface FillOptions {
  readonly chunks: ChunkLookup;
  /** What may be evicted for it: bricks protected less than this. */
  readonly limit: Protection;
}

interface Filled {
  readonly outcome: BrickOutcome;
  readonly bytes: number;
  /** The chunk without which there is nothing to be done. */
  readonly waitsFor?: ChunkKey;
}

/** Bricks of one value that are remembered besides, for each slot. */
const UNIFORM_PER_SLOT = 4;
const MIN_UNIFORM = 4096;

/** The bricks on the GPU: which there are, what their values are, and who goes when room is needed. */
export class BrickStore {
  readonly #write: WriteBrick;
  readonly #slots = new Map<BrickFormat, TileSlots>();
  readonly #stored = new Map<string, BrickRecord>();
  /** Bricks that need no slot, least recently used first. */
  readonly #uniform = new Map<string, BrickRecord>();
  readonly #maxUniform: number;
  readonly #bases = new Map<string, ValueBase>();
  /** Bricks whose missing border may have come. */
  readonly #stale = new Set<string>();
  #version = 0;

  /** `slots`: bricks that the texture of each format has room for. `onEvict`: told each time that one has to go for another. */
  constructor(formats: readonly BrickFormat[], slots: number, write: WriteBrick, onEvict?: () => void) {
    this.#write = write;
    this.#maxUniform = Math.max(MIN_UNIFORM, UNIFORM_PER_SLOT * slots);
    for (const format of formats) this.#slots.set(format, new TileSlots(slots, onEvict));
  }

  /** Bricks that take a slot. */
  get size(): number {
    return this.#stored.size;
  }

  /** Bytes of the bricks of a dataset that take a slot. */
  bytesOf(dataset: HeldDataset): number {
    const bricks = [...this.#stored.keys()].filter((name) => name.endsWith(`@${dataset.id}`));
    return bricks.length * brickBytes(brickFormat(dataset));
  }

  /** Changes with every brick that comes, goes or changes. */
  get version(): number {
    return this.#version;
  }

  /** Names of bricks whose border may be completed now. */
  get stale(): ReadonlySet<string> {
    return this.#stale;
  }

  /** What is subtracted from the values of a dataset; absent while none of it is here. */
  baseOf(dataset: Dataset): ValueBase | undefined {
    return this.#bases.get(dataset.id);
  }

  /** By `brickKeyString`. */
  find(name: string): BrickRecord | undefined {
    return this.#stored.get(name) ?? this.#uniform.get(name);
  }

  beginRound(): void {
    for (const slots of this.#slots.values()) slots.beginRound();
  }

  protect(kind: VoxelKind, name: string, protection: Protection): void {
    const uniform = this.#uniform.get(name);
    if (!uniform) {
      this.#slots.get(brickFormat(kind))?.protect(name, protection);
      return;
    }
    this.#uniform.delete(name);
    this.#uniform.set(name, uniform);
  }

  /** Makes a brick that is not there resident, when all of its payload is here. */
  fill(dataset: Dataset, key: BrickKey, name: string, { chunks, limit }: FillOptions): Filled {
    const found = findPieces(dataset, key.level, { pieces: piecesOf(dataset, key), chunks });
    const source = found.isReady && this.#source(dataset, key, found);
    if (!source) {
      const { isFailed, waitsFor } = found;
      return { outcome: isFailed ? 'failed' : 'waiting', bytes: 0, ...(waitsFor && { waitsFor }) };
    }
    const { words, ...rest } = cutFound(source, key, found);
    if (!words) {
      this.#addUniform(name, { key, ...rest });
      return { outcome: 'done', bytes: 0 };
    }
    const slot = this.#acquire(dataset, name, limit);
    if (slot === undefined) return { outcome: 'full', bytes: 0 };
    this.#put(dataset, slot, { words });
    this.#add(name, { key, slot, ...rest });
    return { outcome: 'done', bytes: words.byteLength };
  }

  /** Writes what has come of the missing border of a stale brick; returns the bytes. */
  patch(dataset: Dataset, name: string, { chunks, limit }: FillOptions): number {
    this.#stale.delete(name);
    const record = this.find(name);
    if (!record || record.missing.length === 0) return 0;
    const found = findPieces(dataset, record.key.level, { pieces: record.missing, chunks });
    const source = this.#source(dataset, record.key, found);
    if (!source || found.present.length === 0) return 0;
    const { parts, range } = cutBorder(source, record.key, found.present);
    const next: BrickRecord = {
      ...record,
      range: joinRanges(record.range, range),
      isEmpty: record.isEmpty && found.present.every(({ chunk }) => chunk === 'empty'),
      missing: found.missing,
    };
    this.#version++;
    if (record.slot === undefined && isUniform(next.range)) {
      this.#uniform.set(name, next);
      return 0;
    }
    const slot = record.slot ?? this.#acquire(dataset, name, limit);
    if (slot === undefined) return 0;
    if (record.slot === undefined) this.#put(dataset, slot, { words: uniformWords(source, record.range) });
    for (const part of parts) this.#put(dataset, slot, part);
    this.#uniform.delete(name);
    this.#stored.set(name, { ...next, slot });
    return parts.reduce((sum, { words }) => sum + words.byteLength, 0);
  }

  #put(dataset: Dataset, slot: number, part: Parameters<WriteBrick>[2]): void {
    this.#write(brickFormat(dataset), slot, part);
  }

  #source(dataset: Dataset, { level }: BrickKey, { present }: FoundPieces): BrickSource | undefined {
    const array = dataset.levels[level]?.array;
    if (!array) return undefined;
    let base = this.#bases.get(dataset.id);
    if (base === undefined) {
      const chunk = present.find((piece) => piece.chunk !== 'empty')?.chunk;
      const isKnown = chunk !== undefined && chunk !== 'empty';
      base = isKnown ? valueBase(dataset, chunk) : valueBase(dataset, emptyChunk(dataset, array.fillValue));
      this.#bases.set(dataset.id, base);
    }
    return sourceOf(dataset, base, array);
  }

  #acquire(kind: VoxelKind, name: string, limit: Protection): number | undefined {
    const acquired = this.#slots.get(brickFormat(kind))?.acquire(name, limit);
    if (acquired?.evicted !== undefined) this.#stored.delete(acquired.evicted);
    return acquired?.slot;
  }

  #addUniform(name: string, record: BrickRecord): void {
    this.#uniform.set(name, record);
    const [oldest] = this.#uniform.keys();
    if (this.#uniform.size > this.#maxUniform && oldest !== undefined) this.#uniform.delete(oldest);
    this.#noteNeighbours(record.key);
  }

  #add(name: string, record: BrickRecord): void {
    this.#stored.set(name, record);
    this.#noteNeighbours(record.key);
  }

  /** What brought a brick may bring the border of those around it. */
  #noteNeighbours(key: BrickKey): void {
    this.#version++;
    const [x, y, z] = key.brick;
    for (let n = 0; n < 27; n++) {
      const brick = [x - 1 + (n % 3), y - 1 + (Math.floor(n / 3) % 3), z - 1 + Math.floor(n / 9)] as const;
      const name = brickKeyString({ ...key, brick });
      if (n !== 13 && (this.find(name)?.missing.length ?? 0) > 0) this.#stale.add(name);
    }
  }
}

function emptyChunk({ dtype }: Dataset, fillValue: number | string): Parameters<typeof valueBase>[1] {
  const value = parseVoxel(dtype, fillValue);
  const data =
    typeof value === 'bigint' ? BigInt64Array.of(BigInt.asIntN(64, value)) : Float64Array.of(value);
  return { data, shape: [1], stride: [0] };
}
