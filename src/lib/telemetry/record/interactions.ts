import type { InteractionKind } from '../report/report';

/** A pointer that moves further than this, in CSS pixels, drags. */
const DRAG_PX = 4;
/** Turns of the wheel with a longer pause between them are two. */
const WHEEL_PAUSE_MS = 300;

interface Pressed {
  readonly x: number;
  readonly y: number;
  isDrag: boolean;
}

/** What an event says that matters here. */
export interface PointerFacts {
  readonly pointerId: number;
  readonly clientX: number;
  readonly clientY: number;
}

/** Tells drags, clicks, pinches and turns of the wheel from each other. Keeps neither places nor keys. */
export class Interactions {
  readonly #note: (kind: InteractionKind) => void;
  readonly #pressed = new Map<number, Pressed>();
  #isPinch = false;
  #lastWheelMs = -Infinity;

  constructor(note: (kind: InteractionKind) => void) {
    this.#note = note;
  }

  down({ pointerId, clientX, clientY }: PointerFacts): void {
    this.#pressed.set(pointerId, { x: clientX, y: clientY, isDrag: false });
    if (this.#pressed.size < 2 || this.#isPinch) return;
    this.#isPinch = true;
    this.#note('pinches');
  }

  move({ pointerId, clientX, clientY }: PointerFacts): void {
    const pressed = this.#pressed.get(pointerId);
    if (!pressed || pressed.isDrag || this.#isPinch) return;
    if (Math.hypot(clientX - pressed.x, clientY - pressed.y) <= DRAG_PX) return;
    pressed.isDrag = true;
    this.#note('drags');
  }

  /** `isCancelled`: the browser took the pointer for something else. */
  up({ pointerId }: Pick<PointerFacts, 'pointerId'>, isCancelled = false): void {
    const pressed = this.#pressed.get(pointerId);
    this.#pressed.delete(pointerId);
    if (pressed && !pressed.isDrag && !this.#isPinch && !isCancelled) this.#note('clicks');
    if (this.#pressed.size === 0) this.#isPinch = false;
  }

  wheel(nowMs: number): void {
    if (nowMs - this.#lastWheelMs > WHEEL_PAUSE_MS) this.#note('wheelTurns');
    this.#lastWheelMs = nowMs;
  }

  /** A key that is held down counts once. */
  key({ repeat }: { readonly repeat: boolean }): void {
    if (!repeat) this.#note('keys');
  }
}
