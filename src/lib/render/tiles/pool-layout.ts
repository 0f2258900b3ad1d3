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
  const fitting = Math.max(1, Math.floor(maxTextureBytes / bucketTileBytes(bucket)));
  const most = Math.min(fitting, maxLayers, MAX_LAYERS);
  const layers: number[] = [];
  for (let rest = slots; rest > 0; rest -= most) layers.push(Math.min(rest, most));
  return layers;
}
