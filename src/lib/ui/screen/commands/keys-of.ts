/** Keys that an element needs itself: all while typing, arrows and pages in a slider or a radio group, pages in what scrolls. */
export type KeysTaken = 'all' | 'arrows' | 'pages' | 'none';

/** What an element does with keys itself. */
export function keysOf(target: EventTarget | null): KeysTaken {
  if (!(target instanceof Element)) return 'none';
  if (target.closest('[role="dialog"], [role="listbox"], [role="menu"], textarea, [contenteditable="true"]'))
    return 'all';
  // An open list or menu searches its entries by what is typed, with the focus left on what opened it.
  if (target.closest('[role="combobox"], [aria-haspopup][aria-expanded="true"]')) return 'all';
  if (target instanceof HTMLInputElement) return target.type === 'range' ? 'arrows' : 'all';
  if (target.closest('[role="radiogroup"], [aria-haspopup]')) return 'arrows';
  return isInScroller(target) ? 'pages' : 'none';
}

/** Whether a key is among those that are taken. */
export function isTaken(taken: KeysTaken, key: string): boolean {
  if (taken === 'all') return true;
  if (/^(PageUp|PageDown|Home|End)$/.test(key)) return taken !== 'none';
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
