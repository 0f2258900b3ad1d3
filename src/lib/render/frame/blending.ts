import type { LayerBlending } from '../layer-frame';

/**
 * How a layer is blended with what lies below it. The bottom layer has nothing to be blended with, so that it is drawn as
 * 'translucent' unless 'opaque', as in napari; and 'translucent_no_depth' differs from it by no more than a test of depth.
 */
export function drawnBlending(blending: LayerBlending, isBottom: boolean): LayerBlending {
  if (blending === 'opaque') return blending;
  return isBottom || blending === 'translucent_no_depth' ? 'translucent' : blending;
}

/** The numbers by which the shader knows blendings. */
export const blendingModes = ['translucent', 'additive', 'opaque', 'minimum', 'multiplicative'];

/** Whether of volumes what is nearer hides what is farther away, whichever layer lies on top; as in napari. */
export function isDepthTested(blending: LayerBlending): boolean {
  return blending === 'translucent' || blending === 'opaque';
}
