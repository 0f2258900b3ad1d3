import { Buffer, type Device, Texture } from '@luma.gl/core';
import { UNIFORM_ALIGNMENT, type VolumeParts } from '../../frame/draw-list';
import { MARCH_FLOATS } from '../march/march-block';
import { TABLE_WIDTH } from './march-walk-shader';

/**
 * Marches of a picture, over all layers and groups of channels: two layers of 256 channels, or 128 of four. What exceeds it
 * is left out.
 */
export const MAX_MARCHES = 128;
/** Bytes of the uniform block of a march, up to the alignment that drivers ask for. */
export const BLOCK_BYTES = Math.ceil((MARCH_FLOATS * 4) / UNIFORM_ALIGNMENT) * UNIFORM_ALIGNMENT;
const CELL_BYTES = 8;

/** Bytes of the page table and the uniform blocks. */
export function volumeGpuBytes(tableRows: number): number {
  return tableRows * TABLE_WIDTH * CELL_BYTES + MAX_MARCHES * BLOCK_BYTES;
}

/** The page table and the uniform blocks on the GPU: what the shader reads besides the bricks. */
export class VolumeGpu {
  readonly table: Texture;
  readonly bytes: number;
  readonly #blocks: Buffer;
  /** What the texture holds. */
  readonly #held: Uint32Array;

  constructor(device: Device, tableRows: number) {
    this.bytes = volumeGpuBytes(tableRows);
    this.#held = new Uint32Array(tableRows * TABLE_WIDTH * 2);
    this.table = device.createTexture({
      id: 'page-table',
      format: 'rg32uint',
      width: TABLE_WIDTH,
      height: tableRows,
      usage: Texture.SAMPLE | Texture.COPY_DST,
    });
    this.#blocks = device.createBuffer({
      id: 'marches',
      byteLength: MAX_MARCHES * BLOCK_BYTES,
      usage: Buffer.UNIFORM | Buffer.COPY_DST,
    });
  }

  /** Hands the parts of a picture to the GPU; of the table only rows that changed. */
  load({ blocks, table }: VolumeParts): void {
    if (blocks.length > 0) this.#blocks.write(blocks);
    const rowWords = TABLE_WIDTH * 2;
    const rows = Math.ceil(table.length / rowWords);
    const isChanged = (row: number): boolean => row < rows && this.#differs(table, row * rowWords, rowWords);
    for (let row = 0; row < rows; row++) {
      if (!isChanged(row)) continue;
      const from = row;
      while (isChanged(row)) row++;
      this.#writeRows(table, from, row);
    }
  }

  block(byte: number): { buffer: Buffer; offset: number; size: number } {
    return { buffer: this.#blocks, offset: byte, size: BLOCK_BYTES };
  }

  destroy(): void {
    this.table.destroy();
    this.#blocks.destroy();
  }

  #differs(table: Uint32Array, from: number, count: number): boolean {
    const end = Math.min(from + count, table.length);
    for (let i = from; i < end; i++) if (table[i] !== this.#held[i]) return true;
    return false;
  }

  #writeRows(table: Uint32Array, from: number, to: number): void {
    const rowWords = TABLE_WIDTH * 2;
    this.#held.set(table.subarray(from * rowWords, to * rowWords), from * rowWords);
    this.table.writeData(this.#held.subarray(from * rowWords, to * rowWords), {
      x: 0,
      y: from,
      width: TABLE_WIDTH,
      height: to - from,
      bytesPerRow: TABLE_WIDTH * CELL_BYTES,
    });
  }
}
