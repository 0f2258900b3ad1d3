import { type BrickPlan, type Ray, type Vec3, pointAlong } from '../../../view';

/** Which levels a ray uses where: the spheres around `lod.from`, cut by the ray. */
export class LodShells {
  readonly #reach: readonly number[];
  /** `t` nearest to where the levels are counted from, and the squared distance there. */
  readonly #closest: number;
  readonly #aside: number;

  constructor({ origin, direction }: Ray, { from, reach }: BrickPlan['lod']) {
    const to: Vec3 = [from[0] - origin[0], from[1] - origin[1], from[2] - origin[2]];
    this.#reach = reach;
    this.#closest = to[0] * direction[0] + to[1] * direction[1] + to[2] * direction[2];
    const nearest = pointAlong({ origin, direction, start: 0 }, this.#closest);
    this.#aside = (nearest[0] - from[0]) ** 2 + (nearest[1] - from[1]) ** 2 + (nearest[2] - from[2]) ** 2;
  }

  /** The finest level whose reach covers `t`; on a border, whichever rounding says. */
  levelAt(t: number): number {
    const squared = this.#aside + (t - this.#closest) ** 2;
    const level = this.#reach.findIndex((reach) => squared < reach ** 2);
    return level < 0 ? this.#reach.length - 1 : level;
  }

  /** Where another level begins to be used. */
  endOf(t: number, level: number): number {
    let end = Infinity;
    for (let l = 0; l <= level; l++) {
      const half = (this.#reach[l] ?? 0) ** 2 - this.#aside;
      if (!(half > 0) || half === Infinity) continue;
      for (const border of [this.#closest - Math.sqrt(half), this.#closest + Math.sqrt(half)])
        if (border > t) end = Math.min(end, border);
    }
    return end;
  }
}
