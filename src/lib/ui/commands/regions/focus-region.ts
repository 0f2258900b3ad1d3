import { nextRegion } from './next-region';

const REGIONS = '[role="application"], header, nav, aside, section[aria-label], footer, [role="alert"]';
const FOCUSABLE = ':is(button, input, a[href], select, textarea, summary, [tabindex="0"]):not(:disabled)';

/** Moves the focus to the next region of the page, or the one before, as F6 does on desktops. */
export function focusRegion(delta: 1 | -1): void {
  // The first page is a region of its own besides its header.
  const isPicture = document.querySelector('[role="application"]') !== null;
  const selector = isPicture ? REGIONS : 'header, main';
  const regions = [...document.querySelectorAll<HTMLElement>(selector)].filter(
    (element) => !element.parentElement?.closest(selector) && entryOf(element),
  );
  const current = regions.findIndex((region) => region.contains(document.activeElement));
  const next = regions[nextRegion(current, delta, regions.length) ?? -1];
  if (next) entryOf(next)?.focus();
}

/** What takes the focus for a region: itself, or the first in it that can and is seen. */
function entryOf(region: HTMLElement): HTMLElement | undefined {
  if (region.matches('[tabindex="0"]')) return region;
  const candidates = [...region.querySelectorAll<HTMLElement>(FOCUSABLE)];
  return candidates.find((element) => element.tabIndex >= 0 && element.checkVisibility());
}
