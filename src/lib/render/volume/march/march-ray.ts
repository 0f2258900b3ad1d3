import { type Ray, type Vec3, pointAlong } from '../../../view';
import { type RayColor, type RaySight, type Values, makeAccumulator, summedColor } from './accumulate';
import { type MarchLook, shownShare } from './march-look';
import type { RayRange } from './ray-range';

/** A part of a ray along which each channel comes from one brick, or has one value, or none. */
export interface Stretch {
  /** Where it ends, as `t`. */
  readonly end: number;
  /** Length of the ray in one voxel of the finest brick; Infinity when no channel comes from a brick. */
  readonly voxelLength: number;
  /** Values at a place within it. */
  readonly valuesAt: (place: Vec3) => Values;
  /** How the values of one channel change there along x, y and z, for each world unit. */
  readonly gradientAt: (place: Vec3, channel: number) => Vec3;
}

/** What a ray goes through from `t` on. */
export type StretchAt = (ray: Ray, t: number) => Stretch;

/** Halvings of a step when the surface of 'iso' is looked for. */
export const BISECTIONS = 6;

/** Light from the eye: what of it comes from everywhere, and the highlight. */
export const LIGHT = { ambient: 0.2, specular: 0.25, shininess: 40 } as const;

/** Marches one ray: the mathematics of the shader, in float64, for tests and for what is under the pointer. */
export function marchRay(ray: Ray, range: RayRange, stretchAt: StretchAt, look: MarchLook): RaySight {
  if (look.rendering === 'iso') return marchSurface(ray, range, stretchAt, look);
  const sum = makeAccumulator(look);
  for (const { stretch, from, length } of stepsOf(ray, range, stretchAt, look.step)) {
    const middle = from + length / 2;
    if (sum.add(stretch.valuesAt(pointAlong(ray, middle)), middle, length)) break;
  }
  return sum.sight();
}

/** What a ray sees of the slice plane alone. */
export function lookAtPlane(ray: Ray, plane: number, stretchAt: StretchAt, look: MarchLook): RaySight {
  const values = stretchAt(ray, plane).valuesAt(pointAlong(ray, plane));
  const color = summedColor(look.channels, values);
  const channel = Math.max(
    0,
    values.findIndex((value) => !Number.isNaN(value)),
  );
  return { color, channel, ...(color[3] > 0 && { t: plane }) };
}

interface Step {
  readonly stretch: Stretch;
  readonly from: number;
  readonly length: number;
}

/** Cuts a range into stretches, and each into equal steps, so that lengths add up whatever the bricks. */
function* stepsOf(ray: Ray, { from, to }: RayRange, stretchAt: StretchAt, step: number): Generator<Step> {
  for (let t = from; t < to;) {
    const stretch = stretchAt(ray, t);
    const end = Math.min(to, stretch.end);
    const count = Math.max(1, Math.ceil((end - t) / stretch.voxelLength / step));
    const length = (end - t) / count;
    for (let i = 0; i < count; i++) yield { stretch, from: t + i * length, length };
    t = end;
  }
}

/** Looks at the end of each step, so that a surface between two bricks is found as well. */
function marchSurface(ray: Ray, range: RayRange, stretchAt: StretchAt, look: MarchLook): RaySight {
  for (const { stretch, from, length } of stepsOf(ray, range, stretchAt, look.step)) {
    const valuesAt = (t: number): Values => stretch.valuesAt(pointAlong(ray, t));
    const hitAt = (t: number): number =>
      valuesAt(t).findIndex((value, c) => value > (look.channels[c]?.threshold ?? Infinity));
    let [outside, inside] = [from, from + length];
    if (hitAt(inside) < 0) continue;
    for (let i = 0; i < BISECTIONS; i++) {
      const middle = (outside + inside) / 2;
      if (hitAt(middle) < 0) outside = middle;
      else inside = middle;
    }
    const channel = hitAt(inside);
    const gradient = stretch.gradientAt(pointAlong(ray, inside), channel);
    const surface = { channel, value: valuesAt(inside)[channel] ?? NaN, gradient };
    return { color: shade(ray, look, surface), t: inside, channel };
  }
  return { color: [0, 0, 0, 0], channel: 0 };
}

interface Surface {
  readonly channel: number;
  readonly value: number;
  readonly gradient: Vec3;
}

/** The colour of a surface lit from the eye. */
function shade({ direction }: Ray, { channels }: MarchLook, { channel, value, gradient }: Surface): RayColor {
  const own = channels[channel];
  if (!own) return [0, 0, 0, 0];
  const length = Math.hypot(...gradient);
  const along = gradient[0] * direction[0] + gradient[1] * direction[1] + gradient[2] * direction[2];
  const facing = length > 0 ? Math.abs(along) / length : 1;
  const bright = LIGHT.ambient + (1 - LIGHT.ambient) * facing;
  const shine = LIGHT.specular * facing ** LIGHT.shininess;
  const [r, g, b] = own.color(shownShare(value, own));
  const light = (part: number): number => Math.min(1, part * bright + shine);
  return [light(r), light(g), light(b), 1];
}
