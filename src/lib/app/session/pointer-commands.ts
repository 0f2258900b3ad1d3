import type { Engine } from '../frame/engine';
import type { Hand, Point, PointerCommands } from '../input/hand';
import type { ValueAt } from '../scene/read/value-at';
import type { Scene } from '../scene/scene';
import { pickLabel } from './pick-label';

/** What of a session pointers act on. */
interface PointedSession {
  readonly mover: Hand;
  readonly dimensions: { step(delta: number): void };
  readonly engine: Pick<Engine, 'redraw' | 'focus'>;
  readonly scene: Pick<Scene, 'layers'>;
  hover: Point | undefined;
  menuAt: MenuPlace | undefined;
  valueAt(x: number, y: number): ValueAt[];
}

/** Where the menu of the picture is asked for; another object each time that it is. */
export interface MenuPlace {
  /** Absent when a key asks: in the middle. */
  readonly at?: Point;
}

interface PointedOptions {
  /** Something that the interface shows may have changed. */
  readonly onChange: () => void;
  readonly reducedMotion: () => boolean;
}

/** What pointers over the canvas do to a session. */
export function pointerCommands(
  session: PointedSession,
  { onChange, reducedMotion }: PointedOptions,
): PointerCommands {
  return {
    hand: session.mover,
    reducedMotion,
    menu: (at) => {
      session.menuAt = at ? { at } : {};
      onChange();
    },
    step: (delta) => session.dimensions.step(delta),
    hover: (at) => {
      session.hover = at;
      session.engine.focus = at;
      onChange();
    },
    click: (at) => {
      pickLabel(session.scene.layers, session.valueAt(...at));
      session.engine.redraw();
    },
  };
}
