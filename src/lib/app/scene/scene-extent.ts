import type { Dataset, Rect } from '../../core';
import { worldExtent, type SliceView } from '../../view';

/** Extent of a dataset on two axes, voxel edges. */
export function rectOf(
  dataset: Dataset,
  { horizontal, vertical }: Pick<SliceView, 'horizontal' | 'vertical'>,
): Rect {
  const [x0, x1] = worldExtent(dataset, horizontal);
  const [y0, y1] = worldExtent(dataset, vertical);
  return { x0, y0, x1, y1 };
}

/** The smallest rectangle that holds all of these; `undefined` when there are none. */
export function unionRect(rects: readonly Rect[]): Rect | undefined {
  if (rects.length === 0) return undefined;
  return {
    x0: Math.min(...rects.map(({ x0 }) => x0)),
    y0: Math.min(...rects.map(({ y0 }) => y0)),
    x1: Math.max(...rects.map(({ x1 }) => x1)),
    y1: Math.max(...rects.map(({ y1 }) => y1)),
  };
}
