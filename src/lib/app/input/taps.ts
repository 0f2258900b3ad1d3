import type { Point } from './hand';

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
  #middle: Point | undefined;
  #ms = 0;

  begin(middle: Point, ms: number): void {
    this.#middle = middle;
    this.#ms = ms;
  }

  /** It is something else. */
  drop(): void {
    this.#middle = undefined;
  }

  /** Where two fingers have tapped, when the last one is lifted at a time. */
  end(ms: number): Point | undefined {
    const middle = ms - this.#ms < TAP_MS ? this.#middle : undefined;
    this.drop();
    return middle;
  }
}
