/** CSS pixels from the canvas' top left. */
export type Point = readonly [number, number];

export interface GrabOptions {
  readonly shift: boolean;
  /** It is what is left of two fingers: no tool takes it. */
  readonly isRest?: boolean;
}

/** What moves the picture. */
export interface Hand {
  /** A pointer goes down where a drag may begin. */
  grab(at: Point, options: GrabOptions): void;
  /** One pointer drags; `shift` is held with it. */
  drag(from: Point, to: Point, options: { readonly shift: boolean }): void;
  /** Two fingers take hold of the picture, which this is the middle of. */
  hold(middle: Point): void;
  /** Two fingers move their middle from one point to another, and part or turn about it. */
  pinch(from: Point, to: Point, change: { readonly factor: number; readonly turn: number }): void;
  /** Two fingers let go; this was their middle. */
  loosen(middle: Point): void;
  zoom(factor: number, at: Point): void;
  /** The only pointer goes up; `isStill`: it did not travel. */
  release(at: Point, options: { readonly isStill: boolean }): void;
  /** A second finger came, or the browser took the pointer away. */
  giveUp(): void;
  /** The drag goes on after it was let go; false once something else has moved the picture since: then it is over. */
  glide(from: Point, to: Point): boolean;
  /** The drag in progress moves the picture, which may glide on after it. */
  readonly movesPicture: boolean;
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
  /** A long press, a pen's button or a right click asks for what can be done here; without a place, a key does. */
  menu(at: Point | undefined): void;
  /** Nothing moves by itself. */
  reducedMotion(): boolean;
}
