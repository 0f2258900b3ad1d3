import { Interactions, type InteractionKind } from '../../telemetry';

/** Whom a page tells what a person does. */
export interface InputEar {
  /** Both by the clock of the page. */
  readonly input: (atMs: number, nowMs: number) => void;
  readonly interaction: (kind: InteractionKind) => void;
  readonly unexpected: () => void;
  /** What the listeners do is done within. */
  readonly during: (work: () => void) => void;
}

/** Listens to pointers, wheel and keys of the page, but for the panels of the user test; what it returns stops that. */
export function listen({ input, interaction, unexpected, during }: InputEar): () => void {
  const interactions = new Interactions(interaction);
  const ending = new AbortController();
  const on = <Name extends keyof WindowEventMap>(
    name: Name,
    take: (event: WindowEventMap[Name]) => void,
  ): void =>
    addEventListener(name, (event) => during(() => take(event)), {
      ...{ capture: true, passive: true, signal: ending.signal },
    });
  const heard = (event: UIEvent): boolean => {
    const isOurs = event.target instanceof Element && event.target.closest('[data-user-test]') !== null;
    if (!isOurs) input(event.timeStamp, performance.now());
    return !isOurs;
  };
  on('pointerdown', (event) => heard(event) && interactions.down(event));
  on('pointermove', (event) => {
    if (event.buttons > 0 && heard(event)) interactions.move(event);
  });
  on('pointerup', (event) => interactions.up(event));
  on('pointercancel', (event) => interactions.up(event, true));
  on('wheel', (event) => heard(event) && interactions.wheel(event.timeStamp));
  on('keydown', (event) => heard(event) && interactions.key(event));
  on('error', unexpected);
  on('unhandledrejection', unexpected);
  return () => ending.abort();
}
