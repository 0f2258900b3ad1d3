import { type Device, Texture } from '@luma.gl/core';
import type { Rect } from '../../core';
import type { PoolLayout } from '../tiles/pool-layout';
import { type Bucket, STORED_SIZE, type Words, bucketVoxelBytes } from '../tiles/tile-format';

/** The array textures that hold all tiles. Allocated once for a layout. */
export class TexturePool {
  readonly bytes: number;
  readonly #textures = new Map<Bucket, readonly Texture[]>();
  readonly #layers = new Map<Bucket, number>();

  constructor(device: Device, layout: PoolLayout) {
    this.bytes = layout.bytes;
    for (const { bucket, textures } of layout.buckets) {
      this.#layers.set(bucket, textures[0] ?? 1);
      this.#textures.set(
        bucket,
        textures.map((depth, i) =>
          device.createTexture({
            id: `tiles-${bucket}-${i}`,
            dimension: '2d-array',
            format: bucket,
            width: STORED_SIZE,
            height: STORED_SIZE,
            depth,
            usage: Texture.SAMPLE | Texture.COPY_DST,
          }),
        ),
      );
    }
  }

  /** Returns which texture of the bucket a slot is in, and in which layer. */
  place(bucket: Bucket, slot: number): { texture: number; layer: number } {
    const layers = this.#layers.get(bucket) ?? 1;
    return { texture: Math.floor(slot / layers), layer: slot % layers };
  }

  texture(bucket: Bucket, index: number): Texture {
    const texture = this.#textures.get(bucket)?.[index];
    if (!texture) throw new Error(`no texture ${index} of ${bucket}`);
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
    for (const textures of this.#textures.values()) for (const texture of textures) texture.destroy();
  }
}
