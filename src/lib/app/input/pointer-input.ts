import { Gestures } from './gestures';
import type { Point, PointerCommands } from './hand';
import type { PointerSample } from './pointer-sample';
import { WheelSteps } from './wheel-steps';
import { wheelTravel } from './wheel-travel';

/** Zoom per unit of wheel travel: a notch of 100 is a factor of 1.2. */
const WHEEL_ZOOM = Math.log(1.2) / 100;
/** Browsers deliver a trackpad pinch as ctrl-wheel with small deltas. */
const PINCH_ZOOM = 0.01;
const RIGHT = 2;

export interface ListenOptions {
  readonly commands: PointerCommands;
  readonly requestFrame: (callback: (nowMs: number) => void) => void;
}

/** Listens on the canvas: drags, pinches, taps, long presses and the wheel. Returns what stops it. */
export function listenToPointers(canvas: HTMLElement, options: ListenOptions): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const input = new PointerInput(canvas, options);
  const own = { signal, passive: false };
  canvas.addEventListener('pointerdown', (event) => input.down(event), own);
  canvas.addEventListener('pointermove', (event) => input.move(event), own);
  canvas.addEventListener('pointerup', (event) => input.up(event), own);
  canvas.addEventListener('pointercancel', (event) => input.cancel(event), own);
  canvas.addEventListener('lostpointercapture', (event) => input.cancel(event), own);
  canvas.addEventListener('pointerleave', (event) => input.leave(event), own);
  canvas.addEventListener('dblclick', (event) => input.doubleClick(event), own);
  canvas.addEventListener('wheel', (event) => input.wheel(event), own);
  canvas.addEventListener('contextmenu', (event) => input.contextMenu(event), own);
  // Safari zooms the page by gestures of its own, which `touch-action` does not forbid everywhere.
  for (const name of ['gesturestart', 'gesturechange'])
    canvas.addEventListener(name, (event) => event.preventDefault(), own);
  const elsewhere = (event: Event) => {
    if (event.type === 'keydown' || !(event.target instanceof Node) || !canvas.contains(event.target))
      input.halt();
  };
  for (const name of ['keydown', 'pointerdown', 'wheel'])
    window.addEventListener(name, elsewhere, { signal, capture: true, passive: true });
  return () => {
    input.halt();
    controller.abort();
  };
}

/** Hands on what the browser tells. */
class PointerInput {
  readonly #canvas: HTMLElement;
  readonly #commands: PointerCommands;
  readonly #gestures: Gestures;
  readonly #wheelSteps = new WheelSteps();
  /** What the last pointer that went down was. */
  #type = '';

  constructor(canvas: HTMLElement, { commands, requestFrame }: ListenOptions) {
    this.#canvas = canvas;
    this.#commands = commands;
    const later = (ms: number, run: () => void) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    };
    this.#gestures = new Gestures({ commands, requestFrame, later });
  }

  halt(): void {
    this.#gestures.halt();
  }

  down(event: PointerEvent): void {
    this.#type = event.pointerType;
    if (event.pointerType !== 'mouse' || event.button === 0) this.#canvas.setPointerCapture(event.pointerId);
    this.#gestures.down(this.#sample(event));
  }

  move(event: PointerEvent): void {
    this.#gestures.move(this.#sample(event));
  }

  up(event: PointerEvent): void {
    this.#gestures.up(this.#sample(event));
  }

  /** Also when the capture is lost: after `up` there is nothing left to cancel. */
  cancel({ pointerId }: PointerEvent): void {
    this.#gestures.cancel(pointerId);
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
    this.halt();
    if (!event.shiftKey) {
      const speed = event.ctrlKey ? PINCH_ZOOM : WHEEL_ZOOM;
      this.#commands.hand.zoom(Math.exp(-wheelTravel(event) * speed), this.#at(event));
      return;
    }
    const steps = this.#wheelSteps.of(event);
    if (steps !== 0) this.#commands.step(steps);
  }

  /** A right click, or a key; long presses and pens are known before the browser tells of them. */
  contextMenu(event: MouseEvent): void {
    event.preventDefault();
    const isMouse = event.button === RIGHT || event.ctrlKey;
    if (isMouse && this.#type === 'mouse') this.#commands.menu(this.#at(event));
    else if (!isMouse && 'pointerType' in event && event.pointerType === '') this.#commands.menu(undefined);
  }

  #sample(event: PointerEvent): PointerSample {
    const { pointerId: id, pointerType: type, timeStamp: ms, shiftKey: shift, button, buttons } = event;
    return { id, type, at: this.#at(event), ms, shift, button, buttons };
  }

  #at({ clientX, clientY }: MouseEvent): Point {
    const { left, top } = this.#canvas.getBoundingClientRect();
    return [clientX - left, clientY - top];
  }
}
