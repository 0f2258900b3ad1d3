import type { LayerFrame } from '../layer-frame';

/** Cost of a pixel of a full-screen pass, of linear interpolation, and of one channel of several, in pixels drawn with one tap. */
export const PASS_COST = 0.3;
export const LINEAR_COST = 2;
export const SUMMED_COST = 0.5;
/** The same for labels, filled and as contours. */
const LABELS_COST = 1.5;
const CONTOUR_COST = 6;

/** Cost of a pixel of a layer, in pixels drawn with one tap. */
export function costOf({ labels, interpolation }: LayerFrame): number {
  if (labels) return labels.contourPx > 0 ? CONTOUR_COST : LABELS_COST;
  return interpolation === 'linear' ? LINEAR_COST : 1;
}
