import type { Dataset } from '../../../core';
import { type Camera3D, type VolumeView, levelVolume } from '../../../view';

/** Parts that the longest side of what is in view is cut into, about the edge of the volumes that napari draws. */
const PARTS = 256;

/**
 * Returns the length, in world units, for which opacity and attenuation are given: what is in view in parts of 1/256, but
 * no less than a voxel of level 0. It depends on no level, so that nothing changes its brightness as it gets sharper.
 */
export function referenceLength(dataset: Dataset, view: VolumeView, camera: Camera3D): number {
  const { size, scale } = levelVolume(dataset, view, 0);
  const longest = Math.max(size[0] * scale[0], size[1] * scale[1], size[2] * scale[2]);
  const inView = Math.hypot(camera.width, camera.height) / camera.zoom;
  return Math.max(Math.min(...scale), Math.min(longest, inView) / PARTS);
}
