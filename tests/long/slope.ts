/** One measurement: minutes since the start, and an amount. */
export type Point = readonly [minutes: number, amount: number];

/** Growth per minute: the slope of the line that lies closest to the points (least squares). */
export function slopePerMinute(points: readonly Point[]): number {
  const mean = (axis: 0 | 1) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  const [meanMinutes, meanAmount] = [mean(0), mean(1)];
  let covariance = 0;
  let variance = 0;
  for (const [minutes, amount] of points) {
    covariance += (minutes - meanMinutes) * (amount - meanAmount);
    variance += (minutes - meanMinutes) ** 2;
  }
  return covariance / variance;
}
