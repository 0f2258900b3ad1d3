import type { Attachment } from 'svelte/attachments';

const PRESS_MS = 500;
/** A finger that moves further than this scrolls. */
const SLOP_PX = 10;

/** Calls back where a finger rests for a while. Browsers that make a `contextmenu` event of that do so too: take either. */
export function longPress(
  onpress: (at: { readonly x: number; readonly y: number; readonly target: Element }) => void,
): Attachment<HTMLElement> {
  return (element) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let start = { x: 0, y: 0 };
    const stop = (): void => clearTimeout(timer);
    const down = (event: PointerEvent): void => {
      stop();
      const { pointerType, isPrimary, clientX: x, clientY: y, target } = event;
      if (pointerType !== 'touch' || !isPrimary || !(target instanceof Element)) return;
      start = { x, y };
      timer = setTimeout(() => onpress({ x, y, target }), PRESS_MS);
    };
    const move = ({ clientX, clientY }: PointerEvent): void => {
      if (Math.hypot(clientX - start.x, clientY - start.y) > SLOP_PX) stop();
    };
    const events = ['pointerup', 'pointercancel', 'scroll'] as const;
    element.addEventListener('pointerdown', down);
    element.addEventListener('pointermove', move);
    for (const name of events) element.addEventListener(name, stop);
    return () => {
      stop();
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', move);
      for (const name of events) element.removeEventListener(name, stop);
    };
  };
}
