import type { LimitReason } from '../../view';

/** Why a layer is not as sharp as the screen could show. */
export type BlurReason =
  /** Chunks that are wanted have not come yet. */
  | { readonly kind: 'loading'; readonly chunks: number }
  /** Chunks are not on this device, and their server is out of reach. */
  | { readonly kind: 'offline'; readonly chunks: number }
  | { readonly kind: 'failed'; readonly chunks: number }
  /** The metadata of a level has not come yet, or could not be read: a coarser level stands in. The finest of them. */
  | { readonly kind: 'level-awaited' | 'level-failed'; readonly level: number }
  /** The plan is coarser than the screen could show, and this is why. */
  | { readonly kind: LimitReason }
  /** Fewer voxels than pixels are asked for: by who set the quality, or to spare the device. */
  | { readonly kind: 'quality' };

/** How a layer stands in the current view. */
export interface LayerStanding {
  /** Chunks of the view: wanted, and of these here, not on this device, and failed for other reasons. */
  readonly wanted: number;
  readonly loaded: number;
  readonly missedOffline: number;
  readonly failed: number;
  /** Levels that the view would use, of which the metadata is on its way, and could not be read. */
  readonly awaitedLevels: readonly number[];
  readonly failedLevels: readonly number[];
  readonly limitedBy?: LimitReason | undefined;
  /** Voxels per device pixel that are aimed for. */
  readonly quality: number;
  /** Size of a voxel of the level that is aimed for, in device pixels. */
  readonly voxelPx: number;
}

/** Returns why a layer is blurry, what time alone mends first; nothing when it is as sharp as its data. */
export function whyBlurry(standing: LayerStanding): BlurReason[] {
  const { wanted, loaded, missedOffline, failed, limitedBy, quality, voxelPx } = standing;
  const { awaitedLevels, failedLevels } = standing;
  const awaited = Math.max(0, wanted - loaded - missedOffline - failed);
  return [
    ...(awaited > 0 ? [{ kind: 'loading', chunks: awaited } as const] : []),
    ...finest('level-awaited', awaitedLevels),
    ...(missedOffline > 0 ? [{ kind: 'offline', chunks: missedOffline } as const] : []),
    ...(failed > 0 ? [{ kind: 'failed', chunks: failed } as const] : []),
    ...finest('level-failed', failedLevels),
    ...(limitedBy ? [{ kind: limitedBy }] : []),
    ...(quality < 1 && voxelPx > 1 && !limitedBy ? [{ kind: 'quality' } as const] : []),
  ];
}

function finest(kind: 'level-awaited' | 'level-failed', levels: readonly number[]): BlurReason[] {
  return levels.length > 0 ? [{ kind, level: Math.min(...levels) }] : [];
}
