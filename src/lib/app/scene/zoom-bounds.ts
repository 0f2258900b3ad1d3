import type { Rect } from '../../core';
import { fitCamera, type Camera2D, type Insets } from '../../view';

/** The picture may shrink to this part of the screen, by hand. */
const MAX_SHRINK = 8;
/** Screen pixels that a voxel of level 0 may measure, by hand. */
const MAX_VOXEL_PX = 200;

export interface ZoomBounds {
  readonly extent: Rect;
  readonly viewport: Pick<Camera2D, 'width' | 'height' | 'pixelRatio'>;
  readonly insets: Insets;
  /** World sizes of the voxels of level 0, all layers and displayed axes together. */
  readonly voxelSizes: readonly number[];
}

/**
 * Returns a zoom factor cut to what a hand may ask for: from an eighth of the whole picture to {@link MAX_VOXEL_PX} screen
 * pixels for the smallest voxel. A view that a link put beyond may come back, and go no further.
 */
export function boundedFactor(
  factor: number,
  zoom: number,
  { extent, viewport, insets, voxelSizes }: ZoomBounds,
): number {
  const least = fitCamera(extent, { ...viewport, insets }).zoom / MAX_SHRINK;
  const most = MAX_VOXEL_PX / Math.min(...voxelSizes);
  const wanted = Math.min(Math.max(zoom * factor, least), Math.max(most, least));
  const isBack = factor < 1 ? wanted <= zoom : wanted >= zoom;
  return isBack ? wanted / zoom : 1;
}
