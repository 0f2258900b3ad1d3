import type { Point } from './hand';

/** What gestures are made of: a pointer event in the coordinates of the canvas. */
export interface PointerSample {
  readonly id: number;
  /** 'mouse', 'pen' or 'touch'. */
  readonly type: string;
  readonly at: Point;
  readonly ms: number;
  readonly shift: boolean;
  /** As `PointerEvent.button` and `PointerEvent.buttons` say. */
  readonly button: number;
  readonly buttons: number;
}

/** A hand that holds a pen rests on the screen until this long after the pen was there. */
const PALM_MS = 500;
const BARREL = 2;
const ERASER = 5;
const ERASER_BIT = 32;

export function isEraser({ type, button, buttons }: PointerSample): boolean {
  return type === 'pen' && (button === ERASER || (buttons & ERASER_BIT) !== 0);
}

/** The button on the side of a pen. */
export function isBarrel({ type, button }: PointerSample): boolean {
  return type === 'pen' && button === BARREL;
}

/** Knows which touches are those of the palm beside a pen. */
export class Palms {
  #penMs = -Infinity;

  /** The pen is on the screen or just above it. */
  note({ type, ms }: PointerSample): void {
    if (type === 'pen') this.#penMs = ms;
  }

  has({ type, ms }: PointerSample): boolean {
    return type === 'touch' && ms - this.#penMs < PALM_MS;
  }
}
