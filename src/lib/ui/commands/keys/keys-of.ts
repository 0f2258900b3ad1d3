/**
 * Keys that an element needs itself: all in a menu, a list or a dialog; those that type in a field; arrows, pages and the
 * space bar in a slider or a radio group; pages and the space bar in what scrolls; the space bar in what it presses.
 */
export type KeysTaken = 'all' | 'dialog' | 'typing' | 'arrows' | 'pages' | 'space' | 'none';

const PRESSED = 'a, button, summary, [role="button"], [role="slider"]';

/** What an element does with keys itself. */
export function keysOf(target: EventTarget | null): KeysTaken {
  if (!(target instanceof Element)) return 'none';
  if (target.closest('[role="listbox"], [role="menu"]')) return 'all';
  // An open list or menu searches its entries by what is typed, with the focus left on what opened it.
  if (target.closest('[aria-haspopup][aria-expanded="true"]')) return 'all';
  if (target.closest('[role="dialog"]')) return 'dialog';
  if (target.closest('textarea, [contenteditable="true"]')) return 'typing';
  if (target.closest('[role="combobox"]')) return 'typing';
  if (target instanceof HTMLInputElement) return keysOfInput(target.type);
  if (target.closest('[role="radiogroup"], [role="tablist"], [aria-haspopup]')) return 'arrows';
  if (isInScroller(target)) return 'pages';
  return target.closest(PRESSED) ? 'space' : 'none';
}

function keysOfInput(type: string): KeysTaken {
  if (type === 'range' || type === 'radio') return 'arrows';
  return type === 'checkbox' ? 'space' : 'typing';
}

/** Whether a key is among those that are taken. */
export function isTaken(taken: KeysTaken, key: string): boolean {
  if (taken === 'all' || taken === 'dialog' || taken === 'typing') return true;
  if (key === ' ') return taken !== 'none';
  if (/^(PageUp|PageDown|Home|End)$/.test(key)) return taken === 'arrows' || taken === 'pages';
  return taken === 'arrows' && key.startsWith('Arrow');
}

function isInScroller(target: Element): boolean {
  for (let element: Element | null = target; element; element = element.parentElement)
    if (
      element.scrollHeight > element.clientHeight &&
      /auto|scroll/.test(getComputedStyle(element).overflowY)
    )
      return true;
  return false;
}
