import type { Point } from './hand';

/** What takes presses and drags instead of the camera while it is active. */
export interface HandTool {
  readonly isActive: boolean;
  /** A pointer goes down; true takes the drag that may follow. */
  grab(at: Point, options: { readonly shift: boolean }): boolean;
  /** The drag that was taken goes on. */
  drag(to: Point): void;
  /** The pointer goes up; `isStill`: it did not travel. */
  release(at: Point, options: { readonly isStill: boolean }): void;
  /** A second finger came, or the browser took the pointer away. */
  giveUp(): void;
}
