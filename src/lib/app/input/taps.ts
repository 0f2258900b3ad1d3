import type { Point } from './hand';
import { middleOf } from './pinch';

/** Two taps within this time and distance are a double tap. */
const DOUBLE_TAP_MS = 300;
const DOUBLE_TAP_PX = 30;
/** Two fingers that are lifted within this time have tapped. */
const TAP_MS = 300;

/** Tells double taps from single ones. */
export class Taps {
  #last: { readonly at: Point; readonly ms: number } | undefined;

  note(at: Point, ms: number): void {
    this.#last = { at, ms };
  }

  clear(): void {
    this.#last = undefined;
  }

  /** Whether a finger that goes down begins the second tap of two. */
  isSecond(at: Point, ms: number): boolean {
    const last = this.#last;
    if (!last || ms - last.ms > DOUBLE_TAP_MS) return false;
    return Math.hypot(at[0] - last.at[0], at[1] - last.at[1]) < DOUBLE_TAP_PX;
  }
}

/** Tells a tap of two fingers from a pinch. */
export class TapOfTwo {
  #from: readonly [Point, Point] | undefined;
  #ms = 0;

  begin(fingers: readonly [Point, Point], ms: number): void {
    this.#from = fingers;
    this.#ms = ms;
  }

  /** It is something else once a finger is farther from where it went down than `slopPx`. */
  follow(fingers: readonly [Point, Point], slopPx: number): void {
    const from = this.#from;
    if (
      from &&
      fingers.some(([x, y], n) => Math.hypot(x - (from[n]?.[0] ?? x), y - (from[n]?.[1] ?? y)) > slopPx)
    )
      this.drop();
  }

  /** It is something else. */
  drop(): void {
    this.#from = undefined;
  }

  /** Where two fingers have tapped, when the last one is lifted at a time. */
  end(ms: number): Point | undefined {
    const from = ms - this.#ms < TAP_MS ? this.#from : undefined;
    this.drop();
    return from && middleOf(from);
  }
}
