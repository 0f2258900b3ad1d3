import { type Device, Texture } from '@luma.gl/core';
import type { Rect } from '../../core';
import { type PoolLayout, placeOf } from '../tiles/pool-layout';
import { type Bucket, STORED_SIZE, type Words, bucketVoxelBytes } from '../tiles/tile-format';

/** The array textures that hold all tiles, within a layout. Each is allocated with its first tile. */
export class TexturePool {
  /** Of all textures, allocated or not. */
  readonly bytes: number;
  readonly #device: Device;
  readonly #layers = new Map<Bucket, readonly number[]>();
  readonly #textures = new Map<string, Texture>();

  constructor(device: Device, { bytes, buckets }: PoolLayout) {
    this.#device = device;
    this.bytes = bytes;
    for (const { bucket, textures } of buckets) this.#layers.set(bucket, textures);
  }

  /** Returns which texture of the bucket a slot is in, and in which layer. */
  place(bucket: Bucket, slot: number): { texture: number; layer: number } {
    return placeOf(this.#layers.get(bucket) ?? [], slot);
  }

  texture(bucket: Bucket, index: number): Texture {
    const name = `tiles-${bucket}-${index}`;
    const texture = this.#textures.get(name) ?? this.#allocate(name, bucket, index);
    this.#textures.set(name, texture);
    return texture;
  }

  write(bucket: Bucket, slot: number, { rect, words }: { readonly rect: Rect; readonly words: Words }): void {
    const { texture, layer } = this.place(bucket, slot);
    const width = rect.x1 - rect.x0;
    this.texture(bucket, texture).writeData(words, {
      x: rect.x0,
      y: rect.y0,
      z: layer,
      width,
      height: rect.y1 - rect.y0,
      depthOrArrayLayers: 1,
      bytesPerRow: width * bucketVoxelBytes(bucket),
    });
  }

  destroy(): void {
    for (const texture of this.#textures.values()) texture.destroy();
  }

  #allocate(id: string, bucket: Bucket, index: number): Texture {
    const depth = this.#layers.get(bucket)?.[index];
    if (depth === undefined) throw new Error(`no texture ${index} of ${bucket}`);
    return this.#device.createTexture({
      id,
      dimension: '2d-array',
      format: bucket,
      width: STORED_SIZE,
      height: STORED_SIZE,
      depth,
      usage: Texture.SAMPLE | Texture.COPY_DST,
    });
  }
}
