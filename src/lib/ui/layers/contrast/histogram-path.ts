import type { HistogramModel } from '../../../app';
/** Units of the drawing. */
export const CHART_WIDTH = 264;
export const CHART_HEIGHT = 66;
/** Left free above the highest bin. */
const HEADROOM = 6;
/** Points of a gamma curve. */
const CURVE_POINTS = 24;

type Range = readonly [number, number];

/** Returns where a value is drawn, from the left; a range without width is all at the left. */
export function chartX(value: number, [low, high]: Range): number {
  return high > low ? ((value - low) / (high - low)) * CHART_WIDTH : 0;
}

/** Returns the outline of a histogram over a range, as high as the square roots of its counts. */
export function histogramPath({ counts, low, width }: HistogramModel, range: Range): string {
  const highest = Math.sqrt(counts.reduce((most, count) => Math.max(most, count), 1));
  // A bin of whole numbers reaches half a number to either side.
  const shift = Number.isInteger(low) && Number.isInteger(width) ? 0.5 : 0;
  const points = Array.from(counts, (count, bin) => {
    const x0 = chartX(low + bin * width - shift, range);
    const x1 = chartX(low + (bin + 1) * width - shift, range);
    const y = CHART_HEIGHT - (Math.sqrt(count) / highest) * (CHART_HEIGHT - HEADROOM);
    return `L${x0.toFixed(1)} ${y.toFixed(1)}L${x1.toFixed(1)} ${y.toFixed(1)}`;
  });
  return `M0 ${String(CHART_HEIGHT)}${points.join('')}L${String(CHART_WIDTH)} ${String(CHART_HEIGHT)}Z`;
}

/** Returns the curve of a gamma between the limits of a contrast, from the lower left to the upper right. */
export function gammaPath(gamma: number, contrast: Range, range: Range): string {
  const [from, to] = [chartX(contrast[0], range), chartX(contrast[1], range)];
  const points = Array.from({ length: CURVE_POINTS + 1 }, (_, i) => {
    const t = i / CURVE_POINTS;
    const y = CHART_HEIGHT - HEADROOM - t ** gamma * (CHART_HEIGHT - 2 * HEADROOM);
    return `${(from + t * (to - from)).toFixed(1)} ${y.toFixed(1)}`;
  });
  return `M${points.join('L')}`;
}
