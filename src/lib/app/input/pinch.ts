import type { Point } from './hand';

/** Fingers that turn less than this, in radians, want to zoom. */
const TWIST_FROM = 0.17;

type Pair = readonly [Point, Point];

export function middleOf([[ax, ay], [bx, by]]: Pair): Point {
  return [(ax + bx) / 2, (ay + by) / 2];
}

/** What two fingers do to the picture between them: their middle moves, and they part and turn about it. */
export class Pinch {
  #twist = 0;
  #isTwisting = false;

  /** Returns what a move of one or both fingers asks for. Small turns are no turn; one that has begun goes on. */
  of(from: Pair, to: Pair): { readonly factor: number; readonly turn: number } {
    const [before, after] = [spanOf(from), spanOf(to)];
    const lengths = [Math.hypot(...before), Math.hypot(...after)] as const;
    const factor = lengths[0] > 0 && lengths[1] > 0 ? lengths[1] / lengths[0] : 1;
    const cross = before[0] * after[1] - before[1] * after[0];
    const turn = Math.atan2(cross, before[0] * after[0] + before[1] * after[1]);
    if (this.#isTwisting) return { factor, turn };
    this.#twist += turn;
    this.#isTwisting = Math.abs(this.#twist) > TWIST_FROM;
    return { factor, turn: 0 };
  }
}

function spanOf([from, to]: Pair): Point {
  return [to[0] - from[0], to[1] - from[1]];
}
