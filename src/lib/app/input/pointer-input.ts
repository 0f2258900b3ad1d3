import { WheelSteps } from './wheel-steps';
import { wheelTravel } from './wheel-travel';

/** CSS pixels from the canvas' top left. */
export type Point = readonly [number, number];

/** What moves the picture. */
export interface Hand {
  /** A pointer goes down where a drag may begin. */
  grab(at: Point, options: { readonly shift: boolean }): void;
  /** One pointer drags; `shift` is held with it. */
  drag(from: Point, to: Point, options: { readonly shift: boolean }): void;
  /** Two fingers move their middle from one point to another, and part or turn about it. */
  pinch(from: Point, to: Point, change: { readonly factor: number; readonly turn: number }): void;
  zoom(factor: number, at: Point): void;
  /** The only pointer goes up; `isStill`: it did not travel. */
  release(at: Point, options: { readonly isStill: boolean }): void;
  /** A second finger came, or the browser took the pointer away. */
  giveUp(): void;
  /** Presses are taken one by one: two that are quick are no zoom. */
  readonly takesPresses: boolean;
}

/** What fingers, mice, pens and wheels ask for. */
export interface PointerCommands {
  readonly hand: Hand;
  /** Steps the current slider. */
  step(delta: number): void;
  /** The pointer is here; `undefined` when it left. */
  hover(at: Point | undefined): void;
  /** One finger, pen or mouse button went down and up without a drag. */
  click(at: Point): void;
}

/** Zoom per unit of wheel travel: a notch of 100 is a factor of 1.2. */
const WHEEL_ZOOM = Math.log(1.2) / 100;
/** Browsers deliver a trackpad pinch as ctrl-wheel with small deltas. */
const PINCH_ZOOM = 0.01;
const DOUBLE_TAP_MS = 300;
const DOUBLE_TAP_PX = 30;
/** A finger that travels less than this has tapped, and a mouse that travels less than that has clicked. */
const TAP_PX = 10;
const CLICK_PX = 4;

/** Listens on the canvas: drags, pinches, taps and the wheel. Returns what stops it. */
export function listenToPointers(canvas: HTMLElement, commands: PointerCommands): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const input = new PointerInput(canvas, commands);
  canvas.addEventListener('pointerdown', (event) => input.down(event), { signal });
  canvas.addEventListener('pointermove', (event) => input.move(event), { signal });
  canvas.addEventListener('pointerup', (event) => input.up(event), { signal });
  canvas.addEventListener('pointercancel', (event) => input.cancel(event), { signal });
  canvas.addEventListener('pointerleave', (event) => input.leave(event), { signal });
  canvas.addEventListener('dblclick', (event) => input.doubleClick(event), { signal });
  canvas.addEventListener('wheel', (event) => input.wheel(event), { signal, passive: false });
  return () => controller.abort();
}

class PointerInput {
  readonly #canvas: HTMLElement;
  readonly #commands: PointerCommands;
  readonly #pointers = new Map<number, Point>();
  /** What the last pointer that went down was. */
  #type = '';
  #travelled = 0;
  /** Several fingers went down since the first. */
  #isTogether = false;
  readonly #wheelSteps = new WheelSteps();
  #lastTap: { readonly at: Point; readonly ms: number } | undefined;

  constructor(canvas: HTMLElement, commands: PointerCommands) {
    this.#canvas = canvas;
    this.#commands = commands;
  }

  down(event: PointerEvent): void {
    if (event.button !== 0 && event.pointerType === 'mouse') return;
    this.#canvas.setPointerCapture(event.pointerId);
    this.#type = event.pointerType;
    if (this.#pointers.size === 0) this.#travelled = 0;
    this.#isTogether = this.#pointers.size > 0;
    this.#pointers.set(event.pointerId, this.#at(event));
    if (this.#pointers.size > 1) this.#commands.hand.giveUp();
    else this.#commands.hand.grab(this.#at(event), { shift: event.shiftKey });
    if (event.pointerType === 'touch' && this.#pointers.size === 1) this.#commands.hover(this.#at(event));
  }

  move(event: PointerEvent): void {
    const at = this.#at(event);
    if (event.pointerType !== 'touch' || this.#pointers.size === 1) this.#commands.hover(at);
    const before = this.#pointers.get(event.pointerId);
    if (!before) return;
    const [other] = [...this.#pointers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    this.#pointers.set(event.pointerId, at);
    this.#travelled += Math.hypot(at[0] - before[0], at[1] - before[1]);
    if (other) this.#pinch(before, at, other);
    else this.#commands.hand.drag(before, at, { shift: event.shiftKey });
  }

  up(event: PointerEvent): void {
    if (!this.#pointers.delete(event.pointerId)) return;
    if (this.#pointers.size > 0) return;
    const isTouch = event.pointerType === 'touch';
    const at = this.#at(event);
    const isStill = this.#travelled < (isTouch ? TAP_PX : CLICK_PX) && !this.#isTogether;
    const { hand } = this.#commands;
    hand.release(at, { isStill });
    if (!isStill || hand.takesPresses) return;
    this.#commands.click(at);
    if (isTouch) this.#tap(at, event.timeStamp);
  }

  cancel({ pointerId }: PointerEvent): void {
    if (this.#pointers.delete(pointerId)) this.#commands.hand.giveUp();
  }

  /** A finger leaves whenever it is lifted: what it tapped stays read out. */
  leave({ pointerType }: PointerEvent): void {
    if (pointerType !== 'touch') this.#commands.hover(undefined);
  }

  /** Some browsers tell of a double tap as a double click too. */
  doubleClick(event: MouseEvent): void {
    if (this.#type !== 'touch' && !this.#commands.hand.takesPresses)
      this.#commands.hand.zoom(event.altKey ? 0.5 : 2, this.#at(event));
  }

  wheel(event: WheelEvent): void {
    event.preventDefault();
    if (!event.shiftKey) {
      const speed = event.ctrlKey ? PINCH_ZOOM : WHEEL_ZOOM;
      this.#commands.hand.zoom(Math.exp(-wheelTravel(event) * speed), this.#at(event));
      return;
    }
    const steps = this.#wheelSteps.of(event);
    if (steps !== 0) this.#commands.step(steps);
  }

  /** The other finger holds still while this one moves: both share the way of their middle. */
  #pinch(before: Point, at: Point, other: Point): void {
    const middle = (point: Point): Point => [(point[0] + other[0]) / 2, (point[1] + other[1]) / 2];
    const from = [before[0] - other[0], before[1] - other[1]] as const;
    const to = [at[0] - other[0], at[1] - other[1]] as const;
    const lengths = [Math.hypot(...from), Math.hypot(...to)] as const;
    const factor = lengths[0] > 0 && lengths[1] > 0 ? lengths[1] / lengths[0] : 1;
    const turn = Math.atan2(from[0] * to[1] - from[1] * to[0], from[0] * to[0] + from[1] * to[1]);
    this.#commands.hand.pinch(middle(before), middle(at), { factor, turn });
  }

  #tap(at: Point, ms: number): void {
    const last = this.#lastTap;
    const isSecond =
      last !== undefined &&
      ms - last.ms < DOUBLE_TAP_MS &&
      Math.hypot(at[0] - last.at[0], at[1] - last.at[1]) < DOUBLE_TAP_PX;
    this.#lastTap = isSecond ? undefined : { at, ms };
    if (isSecond) this.#commands.hand.zoom(2, at);
  }

  #at({ clientX, clientY }: MouseEvent): Point {
    const { left, top } = this.#canvas.getBoundingClientRect();
    return [clientX - left, clientY - top];
  }
}
