/** What an element does with keys itself: everything while typing, arrows in a slider or a radio group, else nothing. */
export function keysOf(target: EventTarget | null): 'all' | 'arrows' | 'none' {
  if (!(target instanceof Element)) return 'none';
  if (target.closest('[role="dialog"], [role="listbox"], [role="menu"], textarea, [contenteditable="true"]'))
    return 'all';
  // An open list or menu searches its entries by what is typed, with the focus left on what opened it.
  if (target.closest('[role="combobox"], [aria-haspopup][aria-expanded="true"]')) return 'all';
  if (target instanceof HTMLInputElement) return target.type === 'range' ? 'arrows' : 'all';
  return target.closest('[role="radiogroup"], [aria-haspopup]') ? 'arrows' : 'none';
}
