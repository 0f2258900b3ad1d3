import type { ChunkKey, Dataset } from '../../core';
import { brickKeyString, tileKeyString } from '../../view';
import type { ChunkLookup } from '../layer-frame';
import type { RendererInside } from '../renderer-options';
import type { TileRecord } from '../tiles/tile-record';
import { STORED_SIZE, makeWords, tileFormat } from '../tiles/tile-format';
import { STORED_BRICK, brickFormat, makeBrickWords, wordsPerVoxel } from '../volume/bricks/brick-format';
import type { BrickRecord } from '../volume/bricks/brick-record';
import { slotOrigin } from '../volume/bricks/pool-grid';
import { compareBrick, hasBrickChunks } from './compare-brick';
import { compareTile, hasTileChunks } from './compare-tile';
import type { Comparison } from './comparison';
import { TextureReader, unpackTexels } from './texture-reader';

/** Where a tile or a brick belongs: its dataset, its level, and column and row or x, y and z; `undefined` where several would do. */
export interface CellPlace {
  readonly dataset: string;
  readonly level: number;
  readonly cell: readonly (number | undefined)[];
}

/** A chunk of which the graphics card holds something else. */
export interface ReadBackFinding {
  readonly key: ChunkKey;
  readonly kind: 'tile' | 'brick';
  /** What is drawn that belongs where its content does; absent where there is none. */
  readonly belongs?: CellPlace;
}

/** How reading back what is drawn stands. */
export interface ReadBackState {
  /** Tiles and bricks that were read, and those still to be. */
  readonly read: number;
  readonly pending: number;
  /** Those that this device cannot read. */
  readonly unreadable: number;
  /** Those of which there is nothing in memory to compare them with, any more. */
  readonly passedOver: number;
  readonly findings: readonly ReadBackFinding[];
}

interface Cell {
  readonly dataset: Dataset;
  readonly kind: 'tile' | 'brick';
  readonly place: CellPlace;
  /** Stays the same as long as what it holds does. */
  readonly held: object;
  /** More of it may come. */
  readonly parts: number;
  /** `undefined` where its chunks are not in memory: nothing was read then. */
  readonly compare: (chunks: ChunkLookup) => Comparison | 'unreadable' | undefined;
}

interface Known {
  readonly parts: number;
  readonly result: Comparison | 'unreadable';
}

const nothing: ReadBackState = { read: 0, pending: 0, unreadable: 0, passedOver: 0, findings: [] };

/**
 * Reads the tiles or bricks of the picture on the canvas back from the graphics card, and compares them with the chunks
 * that they were cut from. Each is read once, unless more of it comes; where its chunks are not in memory, once they are.
 * What is one value all over has no texture.
 */
export class ReadBack {
  readonly #inside: () => RendererInside;
  readonly #reader: Pick<TextureReader, 'read' | 'destroy'>;
  readonly #known = new WeakMap<object, Known>();

  constructor(
    inside: () => RendererInside,
    reader: Pick<TextureReader, 'read' | 'destroy'> = new TextureReader(inside().device),
  ) {
    this.#inside = inside;
    this.#reader = reader;
  }

  /** Reads until `isOver`, and says how things stand. */
  look(chunks: ChunkLookup, isOver: () => boolean): ReadBackState {
    if (this.#inside().device.isLost) return nothing;
    const [wrong, places] = [[] as [Cell, Comparison][], new Map<string, CellPlace[]>()];
    let [read, pending, unreadable, passedOver] = [0, 0, 0, 0];
    for (const cell of this.#cells().values()) {
      let known = this.#known.get(cell.held);
      if (known?.parts !== cell.parts) {
        if (isOver()) {
          pending += 1;
          continue;
        }
        const result = cell.compare(chunks);
        if (result) this.#known.set(cell.held, (known = { parts: cell.parts, result }));
      }
      const { result } = known ?? {};
      if (!result) passedOver += 1;
      if (result === 'unreadable') unreadable += 1;
      if (!result || result === 'unreadable') continue;
      read += 1;
      if (result.expected !== undefined)
        places.set(result.expected, [...(places.get(result.expected) ?? []), cell.place]);
      if (result.wrong.length > 0) wrong.push([cell, result]);
    }
    const findings = wrong.flatMap((each) => findingsOf(...each, places));
    return { read, pending, unreadable, passedOver, findings };
  }

  destroy(): void {
    this.#reader.destroy();
  }

  /** What the picture on the canvas is made of, each once. */
  #cells(): Map<string, Cell> {
    const { shown, pools } = this.#inside();
    const cells = new Map<string, Cell>();
    for (const { layer, channels } of shown?.layers ?? [])
      for (const { quad } of channels.flatMap(({ quads }) => quads)) {
        const record = pools.slices.store.find(quad.key);
        if (record) cells.set(tileKeyString(quad.key), this.#tile(layer.dataset, record));
      }
    for (const { layer, records } of shown?.volumes ?? [])
      for (const record of records)
        if (record?.slot !== undefined)
          cells.set(brickKeyString(record.key), this.#brick(layer.dataset, record, record.slot));
    return cells;
  }

  #tile(dataset: Dataset, record: TileRecord): Cell {
    const { level, column, row } = record.grid.key;
    return {
      ...{ dataset, kind: 'tile', held: record },
      place: { dataset: dataset.id, level, cell: [column, row] },
      parts: record.filled,
      compare: (chunks) => {
        if (!hasTileChunks(dataset, record, chunks)) return undefined;
        const { bucket } = tileFormat(dataset.dtype);
        const { textures } = this.#inside().pools.slices;
        const { texture, layer } = textures.place(bucket, record.slot);
        const box = { x: 0, y: 0, layer, width: STORED_SIZE, height: STORED_SIZE, layers: 1 };
        const texels = this.#reader.read(textures.texture(bucket, texture), bucket, box);
        if (!texels) return 'unreadable';
        const words = makeWords(bucket, STORED_SIZE ** 2);
        unpackTexels(texels, words, bucket === 'rg32uint' ? 2 : 1);
        return compareTile(dataset, record, { words, chunks });
      },
    };
  }

  #brick(dataset: Dataset, record: BrickRecord, slot: number): Cell {
    const { level, brick } = record.key;
    return {
      ...{ dataset, kind: 'brick', held: record, parts: 0 },
      place: { dataset: dataset.id, level, cell: brick },
      compare: (chunks) => {
        const base = this.#inside().pools.volumes.store.baseOf(dataset);
        if (base === undefined || !hasBrickChunks(dataset, record, chunks)) return undefined;
        const words = this.#brickWords(dataset, slot);
        return words ? compareBrick(dataset, record, { words, chunks, base }) : 'unreadable';
      },
    };
  }

  #brickWords(dataset: Dataset, slot: number): ReturnType<typeof makeBrickWords> | undefined {
    const format = brickFormat(dataset);
    const bricks = this.#inside().pools.volumes.sources?.bricks;
    if (!bricks) return undefined;
    const [x, y, z] = slotOrigin(bricks.layout.grid, slot);
    const size = { width: STORED_BRICK, height: STORED_BRICK, layers: STORED_BRICK };
    const texels = this.#reader.read(bricks.texture(format), format, { x, y, layer: z, ...size });
    if (!texels) return undefined;
    const words = makeBrickWords(format, STORED_BRICK ** 3);
    unpackTexels(texels, words, wordsPerVoxel(format));
    return words;
  }
}

function findingsOf(
  { dataset, kind, place }: Cell,
  { wrong, found }: Comparison,
  places: ReadonlyMap<string, readonly CellPlace[]>,
): ReadBackFinding[] {
  const all = places.get(found) ?? [];
  const own = all.filter((each) => each.dataset === dataset.id);
  const belongs = commonPlace(own.length > 0 ? own : all);
  return wrong.map((index) => ({
    key: { dataset: dataset.id, level: place.level, index },
    kind,
    ...(belongs && { belongs }),
  }));
}

/** What several places have in common; `undefined` where they are of several datasets or levels, or none. */
function commonPlace(places: readonly CellPlace[]): CellPlace | undefined {
  const [first] = places;
  const { dataset, level } = first ?? {};
  if (!first || places.some((each) => each.dataset !== dataset || each.level !== level)) return undefined;
  const isCommon = (at: number | undefined, axis: number) => places.every(({ cell }) => cell[axis] === at);
  return { ...first, cell: first.cell.map((at, axis) => (isCommon(at, axis) ? at : undefined)) };
}
