/** Whether the end of its words is cut off. */
function isCut(element: HTMLElement): boolean {
  return element.scrollWidth > element.clientWidth;
}

/**
 * Returns what a mouse would be told of what lies at an element: the title around it, else the name of a control that shows a
 * glyph alone, else the whole of words that are cut off. Absent where there is nothing to tell, where a hold has a meaning of
 * its own (the picture, sliders, fields), and on links, whose own menu tells more.
 */
export function tipText(element: Element): string | undefined {
  if (element.closest('[role="application"], input, textarea, select, a[href]')) return undefined;
  const control = element.closest<HTMLElement>('button, [title]');
  const title = element.closest<HTMLElement>('[title]')?.title;
  if (title) return title;
  if (control && control.textContent.trim() === '' && control.ariaLabel) return control.ariaLabel;
  const words = element.closest<HTMLElement>('.cut') ?? control?.querySelector<HTMLElement>('.cut');
  return words && isCut(words) ? words.textContent.trim() : undefined;
}

/** Gives words that are cut off a title with all of them, once a mouse is over them and they have none yet. */
export function titleCutWords({ target }: Event): void {
  const words = target instanceof Element ? target.closest<HTMLElement>('.cut') : null;
  if (!words || words.closest('[title]:not([data-cut])')) return;
  words.title = isCut(words) ? words.textContent.trim() : '';
  words.dataset['cut'] = '';
}
