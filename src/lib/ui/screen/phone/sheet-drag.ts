import { nearestStop, steppedStop, type SheetHeights, type SheetStop } from '../layout';

/** A finger that moved less than this pressed the grip, and did not drag it. */
const DRAG_PX = 6;
/** Faster than this when it lets go, a finger flicks the sheet to the next stop. */
const FLICK_PX_PER_MS = 0.45;
/** Its speed is that of its last moments. */
const SPEED_OVER_MS = 100;

interface Sample {
  readonly y: number;
  readonly timeMs: number;
}

/** One finger on the grip of the bottom sheet. Heights are CSS pixels; `y` falls as the sheet rises. */
export class SheetDrag {
  readonly #heights: SheetHeights;
  readonly #start: { readonly y: number; readonly height: number };
  #samples: Sample[];
  #height: number | undefined;

  constructor(start: Sample & { readonly height: number }, heights: SheetHeights) {
    this.#heights = heights;
    this.#start = start;
    this.#samples = [start];
  }

  /** Height of the sheet under the finger; absent while that has hardly moved. */
  get height(): number | undefined {
    return this.#height;
  }

  move(to: Sample): void {
    const recent = this.#samples.filter(({ timeMs }) => to.timeMs - timeMs <= SPEED_OVER_MS);
    this.#samples = [...recent, to];
    const up = this.#start.y - to.y;
    if (this.#height === undefined && Math.abs(up) < DRAG_PX) return;
    const { closed, full } = this.#heights;
    this.#height = Math.min(full, Math.max(closed, this.#start.height + up));
  }

  /** Returns the stop that the sheet settles at; absent when the grip was pressed rather than dragged. */
  release(timeMs: number): SheetStop | undefined {
    if (this.#height === undefined) return undefined;
    const speed = this.#speedUp(timeMs);
    const nearest = nearestStop(this.#height, this.#heights);
    if (Math.abs(speed) < FLICK_PX_PER_MS) return nearest;
    const isUp = speed > 0;
    const isPast = isUp ? this.#heights[nearest] > this.#height : this.#heights[nearest] < this.#height;
    return isPast ? nearest : steppedStop(nearest, isUp ? 1 : -1);
  }

  /** CSS pixels a millisecond; 0 for a finger that stood still before it let go. */
  #speedUp(timeMs: number): number {
    const recent = this.#samples.filter((sample) => timeMs - sample.timeMs <= SPEED_OVER_MS);
    const [first, last] = [recent[0], recent.at(-1)];
    if (!first || !last || last.timeMs === first.timeMs) return 0;
    return (first.y - last.y) / (last.timeMs - first.timeMs);
  }
}
