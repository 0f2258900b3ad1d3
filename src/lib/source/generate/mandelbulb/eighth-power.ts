import type { CountRow, RowPlace, RowPoints } from './row-points';
import { countSteps, powerByAngles, type TriplexPower } from './triplex-power';

/** Of the squared distance from the z axis: below it, the fourth power loses digits. */
const leastAcross = 1e-70;
const byAngles = powerByAngles(8);

/**
 * The eighth power without angles: (√(x² + y²) + iz)⁸ turns the latitude, (x + iy)⁸ the longitude. It takes only
 * operations that IEEE 754 rounds correctly, so every browser makes the same of it; sines differ in their last digits.
 */
export const eighthPower: TriplexPower = (points, from, to) => {
  const x = points.x[from] ?? 0;
  const y = points.y[from] ?? 0;
  const z = points.z[from] ?? 0;
  const across = x * x + y * y;
  if (across < leastAcross) {
    byAngles(points, from, to);
    return;
  }
  const x2 = x * x - y * y;
  const y2 = 2 * x * y;
  const x4 = x2 * x2 - y2 * y2;
  const y4 = 2 * x2 * y2;
  const a2 = across - z * z;
  const b2 = 2 * z * a2;
  const a4 = a2 * a2 - 4 * across * (z * z);
  const scale = (a4 * a4 - 4 * b2 * b2 * across) / (across * across * (across * across));
  points.x[to] = scale * (x4 * x4 - y4 * y4);
  points.y[to] = scale * (2 * x4 * y4);
  points.z[to] = 4 * a4 * b2 * Math.sqrt(across);
};

/**
 * Advances all orbits of a row by one step, then by the next: none waits for the one before it in the list, so a
 * processor works on several at once.
 */
export const countRowOfEighthPower: CountRow = (points, row, place) => {
  const { orbits, c } = points;
  orbits.x.set(c.subarray(0, points.count));
  orbits.y.fill(place.y, 0, points.count);
  orbits.z.fill(place.z, 0, points.count);
  for (let steps = 0; steps < place.limit && points.count > 0; steps++) advance(points, row, place, steps);
  for (let i = 0; i < points.count; i++) row[points.at[i] ?? 0] = place.limit;
  points.count = 0;
};

/**
 * Writes `steps` for the orbits that have escaped, and moves the others by one, closing up. The power is
 * {@link eighthPower} written out: a call for each step takes half as long again.
 */
function advance(points: RowPoints, row: Float64Array, place: RowPlace, steps: number): void {
  const { y: cy, z: cz } = place;
  const { x: xs, y: ys, z: zs } = points.orbits;
  const { c: cs, at: places, count } = points;
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const x = xs[i] ?? 0;
    const y = ys[i] ?? 0;
    const z = zs[i] ?? 0;
    const cx = cs[i] ?? 0;
    const at = places[i] ?? 0;
    const across = x * x + y * y;
    const height = z * z;
    if (across + height > 4) {
      row[at] = steps;
      continue;
    }
    if (across < leastAcross) {
      row[at] = countSteps(byAngles, [cx, cy, cz], place.limit);
      continue;
    }
    const x2 = x * x - y * y;
    const y2 = 2 * x * y;
    const x4 = x2 * x2 - y2 * y2;
    const y4 = 2 * x2 * y2;
    const a2 = across - height;
    const b2 = 2 * z * a2;
    const a4 = a2 * a2 - 4 * across * height;
    const scale = (a4 * a4 - 4 * b2 * b2 * across) / (across * across * (across * across));
    xs[kept] = scale * (x4 * x4 - y4 * y4) + cx;
    ys[kept] = scale * (2 * x4 * y4) + cy;
    zs[kept] = 4 * a4 * b2 * Math.sqrt(across) + cz;
    cs[kept] = cx;
    places[kept++] = at;
  }
  points.count = kept;
}
