/** Steps that an arrow key goes while Shift is held. */
const FAR_STEPS = 10;
/** A page key goes one of so many parts of an axis. */
const PAGES = 10;

/** Where an axis stands, and how many steps it has. */
interface Place {
  readonly index: number;
  readonly count: number;
}

const arrowSigns: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
};
const pageSigns: Readonly<Record<string, number>> = { PageUp: 1, PageDown: -1 };

/** Returns the index that a key leads to in a slider, never beyond the ends; `undefined` when it is no key for stepping. */
export function indexByKey(
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  { index, count }: Place,
): number | undefined {
  const last = Math.max(0, count - 1);
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  const page = Math.max(1, Math.round(count / PAGES));
  const arrow = (arrowSigns[key] ?? 0) * (shiftKey ? FAR_STEPS : 1);
  const delta = arrow + (pageSigns[key] ?? 0) * page;
  return delta === 0 ? undefined : Math.min(last, Math.max(0, index + delta));
}
