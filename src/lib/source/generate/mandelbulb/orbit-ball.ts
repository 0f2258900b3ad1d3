import type { Vector } from './bulb-domain';
import { makePoints, type TriplexPower } from './triplex-power';

/** More than a step of an orbit errs by in float64, in units of the largest power in the ball. */
const rounding = 1e-12;
/** Escape is decided only this far from |v| = 2. */
const doubt = 1e-9;

/**
 * Follows the orbits v ← power(v) + c of all c in a ball at once. It bounds where they are in two ways: by a ball about
 * the orbit of the centre, which grows as the power stretches it, and by their distance from 0.
 */
export class OrbitBall {
  readonly #power: TriplexPower;
  readonly #order: number;
  /** No orbit leaves the ball of this radius about 0 where |c| ≤ `trappedC`: order 8 has 0.743 and 0.650. */
  readonly #trap: number;
  readonly #trappedC: number;
  readonly #center = makePoints(1);
  /** Greatest distance from the centre. */
  #spread = 0;
  /** Bounds of the distance from 0. */
  #least = 0;
  #most = 0;

  constructor(power: TriplexPower, order: number) {
    this.#power = power;
    this.#order = order;
    this.#trap = (1 / order) ** (1 / (order - 1));
    this.#trappedC = this.#trap * (1 - 1 / order) - rounding;
  }

  /**
   * Returns the steps for which every c within `radius` of a point stays within |v| ≤ 2, at most `limit`; absent where
   * the bounds do not prove that they are as many for all.
   */
  sharedCount(c: Vector, radius: number, limit: number): number | undefined {
    const mostC = Math.hypot(c[0], c[1], c[2]) + radius;
    this.#moveTo(c);
    this.#spread = radius;
    this.#least = 0;
    this.#most = mostC;
    for (let steps = 0; steps < limit; steps++) {
      this.#bound();
      if (this.#least > 2 + doubt) return steps;
      if (!(this.#most < 2 - doubt)) return undefined;
      if (mostC <= this.#trappedC && this.#most <= this.#trap) return limit;
      this.#step(c, radius, mostC);
    }
    return limit;
  }

  #moveTo(c: Vector): void {
    this.#center.x[0] = c[0];
    this.#center.y[0] = c[1];
    this.#center.z[0] = c[2];
  }

  /** Lets each bound of the distance from 0 profit from the other kind. */
  #bound(): void {
    const distance = this.#distance();
    this.#most = Math.min(this.#most, distance + this.#spread);
    this.#least = Math.max(this.#least, distance - this.#spread);
  }

  #step(c: Vector, radius: number, mostC: number): void {
    const mostPower = wholePower(this.#most, this.#order);
    const error = rounding * (1 + mostPower);
    const spread = this.#spread * this.#raiseCenter(mostPower);
    if (spread < mostPower) this.#addToCenter(c);
    else this.#moveTo(c);
    this.#spread = Math.min(spread, mostPower) + radius + error;
    this.#least = wholePower(Math.max(0, this.#least), this.#order) - mostC - error;
    this.#most = mostPower + mostC + error;
  }

  #addToCenter(c: Vector): void {
    const { x, y, z } = this.#center;
    x[0] = (x[0] ?? 0) + c[0];
    y[0] = (y[0] ?? 0) + c[1];
    z[0] = (z[0] ?? 0) + c[2];
  }

  /**
   * Raises the centre to the power, and returns how many times further apart that brings points of the ball. Along the
   * radius and the latitude it is order · r^(order − 1). Around the z axis it grows without bound near that axis, where a
   * turn by the same angle is a shorter way.
   */
  #raiseCenter(mostPower: number): number {
    const spread = this.#spread;
    const distance = this.#distance();
    const across = this.#across();
    this.#power(this.#center, 0, 0);
    if (across <= spread) return Infinity;
    const cosine = this.#across() / wholePower(distance, this.#order);
    const mostCosine = Math.min(1, cosine + (this.#order * Math.PI * spread) / (2 * distance));
    return this.#order * mostPower * Math.max(1 / this.#most, mostCosine / (across - spread));
  }

  #distance(): number {
    const across = this.#across();
    const z = this.#center.z[0] ?? 0;
    return Math.sqrt(across * across + z * z);
  }

  /** Distance of the centre from the z axis. */
  #across(): number {
    const x = this.#center.x[0] ?? 0;
    const y = this.#center.y[0] ?? 0;
    return Math.sqrt(x * x + y * y);
  }
}

function wholePower(base: number, exponent: number): number {
  let result = 1;
  let square = base;
  for (let rest = exponent; rest > 0; rest >>= 1) {
    if (rest & 1) result *= square;
    square *= square;
  }
  return result;
}
