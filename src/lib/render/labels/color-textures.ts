import { type Device, Texture } from '@luma.gl/core';
import { type ColorTable, ENTRY_WORDS } from './color-table';

/** Entries in a row of the texture. */
export const TABLE_ENTRIES_ACROSS = 1024;
const ROW_BYTES = TABLE_ENTRIES_ACROSS * ENTRY_WORDS * 4;
/** Part of the GPU's bytes that colours of labels may take, and bounds of it. */
const TABLE_SHARE = 1 / 64;
const MIN_BYTES = 4 * ROW_BYTES;
const MAX_BYTES = 128 * ROW_BYTES;

/** Bytes that colours of labels take as soon as labels are shown, on GPUs with so many bytes in all. */
export function colorTextureBytes(gpuBytes: number): number {
  const bytes = Math.min(MAX_BYTES, Math.max(MIN_BYTES, gpuBytes * TABLE_SHARE));
  return Math.floor(bytes / ROW_BYTES) * ROW_BYTES;
}

/** Where the colours of a layer are; no entries where there are none, or no room for them. */
export interface PlacedColors {
  readonly start: number;
  readonly entries: number;
}

const nowhere: PlacedColors = { start: 0, entries: 0 };

/** The texture that holds the colours that metadata gives to labels, one table after the other. Made when it is first needed. */
export class ColorTextures {
  readonly #device: Device;
  readonly #rows: number;
  #texture: Texture | undefined;
  #used: readonly ColorTable[] = [];
  #placed = new Map<ColorTable, PlacedColors>();
  #end = 0;

  constructor(device: Device, gpuBytes: number) {
    this.#device = device;
    this.#rows = colorTextureBytes(gpuBytes) / ROW_BYTES;
  }

  get bytes(): number {
    return this.#texture ? this.#rows * ROW_BYTES : 0;
  }

  get texture(): Texture | undefined {
    return this.#texture;
  }

  /** Makes room for these tables alone, and writes those that are new. What finds no room is not there. */
  use(tables: readonly ColorTable[]): void {
    const isSame = tables.length === this.#used.length && tables.every((table, i) => table === this.#used[i]);
    if (tables.length === 0 || isSame) return;
    this.#used = tables;
    const texture = this.#make();
    const isHere = (table: ColorTable): boolean =>
      table.words.length === 0 || this.placeOf(table).entries > 0;
    if (tables.every(isHere)) return;
    this.#placed = new Map();
    this.#end = 0;
    for (const table of tables)
      if (!this.#placed.has(table)) this.#placed.set(table, this.#write(texture, table));
  }

  placeOf(table: ColorTable): PlacedColors {
    return this.#placed.get(table) ?? nowhere;
  }

  destroy(): void {
    this.#texture?.destroy();
    this.#texture = undefined;
  }

  #make(): Texture {
    this.#texture ??= this.#device.createTexture({
      id: 'label-colors',
      format: 'rgba32uint',
      width: TABLE_ENTRIES_ACROSS,
      height: this.#rows,
      usage: Texture.SAMPLE | Texture.COPY_DST,
    });
    return this.#texture;
  }

  /** Each table starts a row, so that it is written in one go. */
  #write(texture: Texture, { words }: ColorTable): PlacedColors {
    const entries = words.length / ENTRY_WORDS;
    const rows = Math.ceil(entries / TABLE_ENTRIES_ACROSS);
    const y = this.#end;
    if (entries === 0 || y + rows > this.#rows) return nowhere;
    this.#end += rows;
    const width = Math.min(entries, TABLE_ENTRIES_ACROSS);
    texture.writeData(words, { x: 0, y, width, height: rows, bytesPerRow: width * ENTRY_WORDS * 4 });
    return { start: y * TABLE_ENTRIES_ACROSS, entries };
  }
}
