import type { Engine } from '../frame/engine';
import type { Hand, Point, PointerCommands } from '../input/pointer-input';
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
  valueAt(x: number, y: number): ValueAt[];
}

/** What pointers over the canvas do to a session. `onChange`: something that the interface shows may have changed. */
export function pointerCommands(session: PointedSession, onChange: () => void): PointerCommands {
  return {
    hand: session.mover,
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
