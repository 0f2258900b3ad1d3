import type { Point } from './hand';

/** What was moved so long before the finger was lifted says how fast it was. */
const RECENT_MS = 100;
/** A finger that rested so long before it was lifted does not flick. */
const REST_MS = 60;
/** Slower flicks are none, and a glide ends when it is as slow; CSS pixels per ms. */
const LEAST_SPEED = 0.15;
const MOST_SPEED = 4;
const END_SPEED = 0.02;
/** In this time a glide loses all but 1/e of its speed. */
const DECAY_MS = 325;

/** How fast a finger moves. */
export class Speed {
  #moves: { readonly at: Point; readonly ms: number }[] = [];

  note(at: Point, ms: number): void {
    this.#moves = [...this.#moves.filter((move) => ms - move.ms <= RECENT_MS), { at, ms }];
  }

  clear(): void {
    this.#moves = [];
  }

  /** CSS pixels per ms, on both axes, of a finger that is lifted at a time; absent when that is no flick. */
  flick(ms: number): Point | undefined {
    const recent = this.#moves.filter((move) => ms - move.ms <= RECENT_MS);
    const [first, last] = [recent[0], recent.at(-1)];
    if (!first || !last || last.ms <= first.ms || ms - last.ms > REST_MS) return undefined;
    const spanMs = last.ms - first.ms;
    const speed: Point = [(last.at[0] - first.at[0]) / spanMs, (last.at[1] - first.at[1]) / spanMs];
    const length = Math.hypot(...speed);
    if (length < LEAST_SPEED) return undefined;
    const scale = Math.min(1, MOST_SPEED / length);
    return [speed[0] * scale, speed[1] * scale];
  }
}

export interface GlideOptions {
  readonly requestFrame: (callback: (nowMs: number) => void) => void;
  /** Moves on; false ends it. */
  readonly step: (from: Point, to: Point) => boolean;
}

/** What was flicked goes on, slower and slower. */
export class Glide {
  readonly #options: GlideOptions;
  /** Which one runs; absent when none does. */
  #running: symbol | undefined;

  constructor(options: GlideOptions) {
    this.#options = options;
  }

  start(from: Point, speed: Point): void {
    const own = Symbol('glide');
    this.#running = own;
    let at = from;
    let startMs: number | undefined;
    const frame = (nowMs: number) => {
      if (this.#running !== own) return;
      startMs ??= nowMs;
      const left = Math.exp(-(nowMs - startMs) / DECAY_MS);
      const way = DECAY_MS * (1 - left);
      const to: Point = [from[0] + speed[0] * way, from[1] + speed[1] * way];
      const goesOn = this.#options.step(at, to);
      at = to;
      if (goesOn && Math.hypot(...speed) * left > END_SPEED) this.#options.requestFrame(frame);
      else this.#running = undefined;
    };
    this.#options.requestFrame(frame);
  }

  /** Stops at once; true when something was gliding. */
  halt(): boolean {
    const wasRunning = this.#running !== undefined;
    this.#running = undefined;
    return wasRunning;
  }
}
