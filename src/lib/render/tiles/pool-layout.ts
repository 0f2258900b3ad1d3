import { type Bucket, bucketTileBytes } from './tile-format';

/** How the GPU budget is cut: how many tiles every bucket may hold, and in textures of how many layers. */
export interface PoolLayout {
  /** Tiles of each bucket in use; 0 when the budget has no room for one. */
  readonly slots: number;
  readonly buckets: readonly { readonly bucket: Bucket; readonly textures: readonly number[] }[];
  /** Bytes of all textures. */
  readonly bytes: number;
}

export interface PoolLimits {
  /** Bytes for all tiles together. */
  readonly maxBytes: number;
  /** Bytes of one array texture; drivers dislike very large ones. */
  readonly maxTextureBytes: number;
  /** MAX_ARRAY_TEXTURE_LAYERS of the device. */
  readonly maxLayers: number;
}

/** More layers than this gain nothing: one draw already shows them all. */
const MAX_LAYERS = 2048;
/**
 * Bytes of the first texture; each further one is twice as large. A browser clears a whole texture before its first tile, and
 * the first picture waits for that: 104 MiB at once took 250 ms where the processor plays the GPU, these take 20.
 */
const FIRST_TEXTURE_BYTES = 16 * 2 ** 20;

/** Returns pools with the same number of slots in every bucket, as many as fit. */
export function planPools(buckets: readonly Bucket[], limits: PoolLimits): PoolLayout {
  const tileBytes = buckets.reduce((sum, bucket) => sum + bucketTileBytes(bucket), 0);
  const slots = tileBytes === 0 ? 0 : Math.max(0, Math.floor(limits.maxBytes / tileBytes));
  return {
    slots,
    buckets: buckets.map((bucket) => ({ bucket, textures: textureLayers(bucket, slots, limits) })),
    bytes: slots * tileBytes,
  };
}

function textureLayers(bucket: Bucket, slots: number, { maxTextureBytes, maxLayers }: PoolLimits): number[] {
  const fitting = (bytes: number): number => Math.max(1, Math.floor(bytes / bucketTileBytes(bucket)));
  const most = Math.min(fitting(maxTextureBytes), maxLayers, MAX_LAYERS);
  const layers: number[] = [];
  let next = fitting(FIRST_TEXTURE_BYTES);
  for (let rest = slots; rest > 0; rest -= layers.at(-1) ?? 0) {
    layers.push(Math.min(rest, most, next));
    next *= 2;
  }
  return layers;
}

/** Returns which of a bucket's textures a slot is in, and in which layer. */
export function placeOf(textures: readonly number[], slot: number): { texture: number; layer: number } {
  let layer = slot;
  for (const [texture, layers] of textures.entries()) {
    if (layer < layers) return { texture, layer };
    layer -= layers;
  }
  throw new Error(`no slot ${slot} in textures of ${textures.join()} layers`);
}
