import type { Attachment } from 'svelte/attachments';

/** Reports where a finger that drags something is across the screen, and `undefined` once it is lifted. */
export function fingerOn(report: (clientX: number | undefined) => void): Attachment<HTMLElement> {
  return (element) => {
    const move = ({ pointerType, clientX }: PointerEvent): void => {
      if (pointerType === 'touch') report(clientX);
    };
    const leave = (): void => report(undefined);
    const lifts = ['pointerup', 'pointercancel', 'lostpointercapture'] as const;
    for (const type of ['pointerdown', 'pointermove'] as const) element.addEventListener(type, move);
    for (const type of lifts) element.addEventListener(type, leave);
    return () => {
      for (const type of ['pointerdown', 'pointermove'] as const) element.removeEventListener(type, move);
      for (const type of lifts) element.removeEventListener(type, leave);
    };
  };
}
