import type { Attachment } from 'svelte/attachments';

/** CSS pixels to the right and down. */
export type Shift = readonly [x: number, y: number];

export interface MovableOptions {
  /** CSS pixels that an arrow key moves a handle. */
  readonly step: number;
  /** Steps are this many times as long with Shift; 1 when absent. */
  readonly longer?: number;
  /** `by`: since the last call. */
  readonly move: (by: Shift, device: 'pointer' | 'keys') => void;
}

const arrows: Readonly<Record<string, Shift>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Lets a handle over the picture be dragged, and moved by the arrow keys while it has the focus. */
export function movable({ step, longer = 1, move }: MovableOptions): Attachment<HTMLElement> {
  return (handle) => {
    let held: Shift | undefined;
    const grab = ({ pointerId, clientX, clientY }: PointerEvent): void => {
      handle.setPointerCapture(pointerId);
      held = [clientX, clientY];
    };
    const drag = ({ clientX, clientY }: PointerEvent): void => {
      if (!held) return;
      const by = [clientX - held[0], clientY - held[1]] as const;
      held = [clientX, clientY];
      if (by[0] !== 0 || by[1] !== 0) move(by, 'pointer');
    };
    const letGo = (): void => {
      held = undefined;
    };
    const press = (event: KeyboardEvent): void => {
      const arrow = arrows[event.key];
      if (!arrow || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      const length = event.shiftKey ? step * longer : step;
      move([arrow[0] * length, arrow[1] * length], 'keys');
    };
    const listening = new AbortController();
    const { signal } = listening;
    handle.addEventListener('pointerdown', grab, { signal });
    handle.addEventListener('pointermove', drag, { signal });
    handle.addEventListener('pointerup', letGo, { signal });
    handle.addEventListener('pointercancel', letGo, { signal });
    handle.addEventListener('keydown', press, { signal });
    return () => listening.abort();
  };
}
