import { fitCamera } from '../../view';
import type { Layer } from './layers/layer';
import type { Scene } from './scene';

/** The picture may shrink to this part of the screen, by hand. */
const MAX_SHRINK = 8;
/** Screen pixels that a voxel of level 0 may measure, by hand. */
const MAX_VOXEL_PX = 200;

/**
 * Returns a zoom factor cut to what a hand may ask for: from an eighth of the whole picture to {@link MAX_VOXEL_PX} screen
 * pixels for the smallest voxel. A view that a link put beyond may come back, and go no further.
 */
export function boundedFactor(scene: Scene, factor: number): number {
  const extent = scene.extent();
  if (!extent) return factor;
  const camera = scene.mode === '3d' ? scene.camera3D : scene.camera;
  const { pixelRatio } = scene.camera;
  const whole = fitCamera(extent, { ...scene.arrangement.viewport(scene), pixelRatio });
  const least = whole.zoom / MAX_SHRINK;
  const most = MAX_VOXEL_PX / Math.min(...scene.layers.flatMap((layer) => voxelSize(scene, layer)));
  const wanted = Math.min(Math.max(camera.zoom * factor, least), Math.max(most, least));
  const isBack = factor < 1 ? wanted <= camera.zoom : wanted >= camera.zoom;
  return isBack ? wanted / camera.zoom : 1;
}

function voxelSize(scene: Scene, layer: Layer): number[] {
  const slice = scene.sliceOf(layer);
  const scale = scene.datasetOf(layer).levels[0]?.scale;
  return slice && scale ? [Math.abs(scale[slice.horizontal] ?? 1), Math.abs(scale[slice.vertical] ?? 1)] : [];
}
