/** The id of the element of a row. */
export function idOf(key: string): string {
  return `node-${encodeURIComponent(key)}`;
}

/** The key of the row that an element is part of. */
export function keyOf(target: EventTarget | null): string | null | undefined {
  return target instanceof Element ? target.closest('[data-key]')?.getAttribute('data-key') : undefined;
}

/** True for what is a button within a row. */
export function isInner(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-inner]') !== null;
}

/** Where a menu of a row opens that nobody pointed at; `undefined` while the row is not to be seen. */
export function placeOf(key: string): DOMRect | undefined {
  const box = document.getElementById(idOf(key))?.getBoundingClientRect();
  return box && new DOMRect(box.left + 48, box.top, 0, box.height);
}
