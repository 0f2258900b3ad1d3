import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './harness';

/** What axe finds on the page, or within one part of it, once nothing fades or slides in any more, as one line each. `rules`: these alone. */
export async function axeFindings(
  page: Page,
  { within, rules }: { readonly within?: string; readonly rules?: readonly string[] } = {},
): Promise<string[]> {
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
  // Without a page of its own to gather what frames say: there are none.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  if (within !== undefined) axe.include(within);
  if (rules) axe.withRules([...rules]);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

/**
 * What axe finds within a part of the page in both themes, the one that is in force first; of the second, colours alone, since
 * nothing else differs.
 */
export async function axeFindingsInThemes(page: Page, within: string): Promise<string[]> {
  const isLight = await page.evaluate(() => matchMedia('(prefers-color-scheme: light)').matches);
  const themes = isLight ? (['light', 'dark'] as const) : (['dark', 'light'] as const);
  const first = await axeFindings(page, { within });
  await page.emulateMedia({ colorScheme: themes[1] });
  const second = await axeFindings(page, { within, rules: ['color-contrast'] });
  return [...first.map((line) => `${themes[0]} ${line}`), ...second.map((line) => `${themes[1]} ${line}`)];
}

/** Makes text as large as a reader may set it in the browser; 1 is usual. */
export async function scaleText(page: Page, scale: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setFontSizes', { fontSizes: { standard: 16 * scale, fixed: 13 * scale } });
}

/**
 * Fails when the page is wider than its window, or when something to press lies beside it with no way to scroll there, or holds words
 * that are cut off without an ellipsis.
 */
export async function expectAllInReach(page: Page): Promise<void> {
  const lost = await page.evaluate(() => {
    const isSeen = (element: Element) =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      !element.closest('.visually-hidden, [inert]');
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      (['auto', 'scroll'].includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    const isCut = (element: Element) =>
      element.childElementCount === 0 &&
      element.scrollWidth > element.clientWidth + 1 &&
      element.clientWidth > 4 &&
      !['inline', 'contents'].includes(getComputedStyle(element).display) &&
      getComputedStyle(element).overflowX === 'hidden' &&
      getComputedStyle(element).textOverflow !== 'ellipsis';
    const name = (element: Element) =>
      `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 40)}`;
    const controls = [...document.querySelectorAll('button, a[href], input, [role="radio"], [role="tab"]')];
    const beside = controls.filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return isSeen(element) && width > 0 && (left < -1 || right > innerWidth + 1) && !scrolls(element);
    });
    const cut = [...document.querySelectorAll('body *')].filter(
      (element) => isSeen(element) && element.textContent.trim() !== '' && isCut(element),
    );
    const { scrollWidth, clientWidth } = document.documentElement;
    return [
      ...(scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide`] : []),
      ...beside.map((element) => `beside the window: ${name(element)}`),
      ...cut.map((element) => `cut off: ${name(element)}`),
    ];
  });
  expect(lost).toEqual([]);
}
