import type { Rect } from '../../core';
import { type LabelsFrame, MAX_CONTOUR_PX } from '../labels/labels-frame';

/** Width of the white line within the border of the selected label, in CSS pixels. */
const OUTLINE_PX = 2;

/** Widths of contours and of the outline of the selected label, in pixels of the picture. */
export function contourWidths({ contourPx }: LabelsFrame, pxPerCss: number): [number, number] {
  return [Math.min(contourPx, MAX_CONTOUR_PX) * pxPerCss, OUTLINE_PX * pxPerCss];
}

export function growRect({ x0, y0, x1, y1 }: Rect, by: number): Rect {
  return { x0: x0 - by, y0: y0 - by, x1: x1 + by, y1: y1 + by };
}
