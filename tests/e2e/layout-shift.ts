import type { Page } from '@playwright/test';
import { expect, ready, settled } from './harness';

interface Shift {
  readonly value: number;
  readonly moved: readonly string[];
}

/** What moved on a page that was not asked to, from its first paint on: each with the browser's own measure of it. */
async function watchShifts(page: Page): Promise<() => Promise<readonly Shift[]>> {
  await page.addInitScript(() => {
    const shifts: Shift[] = [];
    Object.assign(window, { shifts });
    const nameOf = (node: Node | null) =>
      node instanceof Element
        ? `${node.localName}.${node.getAttribute('class') ?? ''} ${node.textContent.slice(0, 40)}`
        : String(node?.textContent);
    type Entry = PerformanceEntry & { value: number; sources: readonly { node: Node | null }[] };
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries() as Entry[])
        shifts.push({ value, moved: sources.map(({ node }) => nameOf(node)) });
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return () => page.evaluate(() => (window as unknown as { shifts: Shift[] }).shifts);
}

/** Long enough for what comes late: label images are looked for a second after the first picture. */
const LATE_MS = 1500;

/** Nothing moves by itself: on the start page, and while a link is opened. */
export async function expectNoShift(page: Page, source: string): Promise<void> {
  const shifts = await watchShifts(page);
  await page.goto('/');
  await ready(page);
  await page.waitForTimeout(LATE_MS);
  expect(await shifts(), 'of the start page').toEqual([]);
  await page.goto(`/?${new URLSearchParams({ source })}`);
  await settled(page);
  await page.waitForTimeout(LATE_MS);
  expect(await shifts(), 'while a link is opened').toEqual([]);
}
