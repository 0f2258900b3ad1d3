import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './harness';

/** What axe finds on the page, or within one part of it, once nothing fades or slides in any more, as one line each. */
export async function axeFindings(page: Page, within?: string): Promise<string[]> {
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
  const axe = new AxeBuilder({ page });
  const { violations } = await (within === undefined ? axe : axe.include(within)).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
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
