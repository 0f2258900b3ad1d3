import type { Locator, Page } from '@playwright/test';
import { expect } from './harness';

/** What opens over or beside the picture, by the key that opens it. Escape closes each. */
export interface PanelCase {
  readonly key: string;
  readonly name: string;
  readonly role: 'complementary' | 'dialog' | 'menu';
}

const tool = (key: string, name: string): PanelCase => ({ key, name, role: 'complementary' });
const dialog = (key: string, name: string): PanelCase => ({ key, name, role: 'dialog' });

/** Those that need no picture. */
export const dialogs: readonly PanelCase[] = [
  dialog('Control+,', 'Preferences'),
  dialog('?', 'Keyboard and pointer'),
  dialog('Control+k', 'All commands'),
];

export const tools: readonly PanelCase[] = [
  tool('h', 'Hierarchy'),
  tool('m', 'Measure'),
  tool('p', 'Export'),
  tool('b', 'Memory and detail'),
  tool('j', 'Timeline of loads'),
  tool('u', 'Tuning'),
  tool('i', 'Debugger'),
];

export const overPicture: readonly PanelCase[] = [
  dialog('o', 'Open another on top'),
  { key: 'Shift+F10', name: 'What can be done here', role: 'menu' },
];

/** Opens a panel by its key, and waits until what it holds is there. */
export async function openByKey(page: Page, { key, name, role }: PanelCase): Promise<Locator> {
  await page.keyboard.press(key);
  const panel = page.getByRole(role, { name });
  await expect(panel).toBeVisible();
  await expectFilled(panel);
  return panel;
}

/** Waits until what a panel holds is there: it is fetched after its head is seen. */
export async function expectFilled(panel: Locator): Promise<void> {
  const isFilled = () =>
    panel.evaluate((element) => (element.querySelector('.scroll') ?? element).childElementCount > 0);
  await expect.poll(isFilled, 'what it holds is there').toBe(true);
}

/** Chooses a command in the palette by its name, as a finger does. */
export async function tapCommand(page: Page, label: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find a command' }).fill(label);
  await page.getByRole('option').filter({ hasText: label }).first().tap();
}

/**
 * Returns what of a panel is out of a finger's reach: controls that no scrolling brings onto the screen, or that something else lies
 * over, and parts that scroll but whose end is beyond the screen.
 */
export function outOfReach(panel: Locator): Promise<string[]> {
  return panel.evaluate((element) => {
    const selector =
      'button, a[href], input, select, textarea, [role="radio"], [role="tab"], [role="option"], [role="menuitem"], [role="treeitem"]';
    const nameOf = (control: Element) =>
      `${control.tagName} ${control.getAttribute('aria-label') ?? control.textContent.trim().slice(0, 40)}`;
    const isSeen = (control: Element) =>
      control.checkVisibility({ visibilityProperty: true }) && !control.closest('[inert], .visually-hidden');
    const isAt = (control: Element, x: number, y: number): boolean => {
      const hit = document.elementFromPoint(x, y);
      if (!hit) return false;
      const isAround = element.contains(hit) && hit.contains(control);
      return control.contains(hit) || isAround || hit.closest('label')?.contains(control) === true;
    };
    const whyLost = (control: Element): string | undefined => {
      control.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      const { left, top, width, height } = control.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      if (width === 0 || height === 0) return undefined;
      if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return `off the screen: ${nameOf(control)}`;
      // A slider of two values is taken by its handles, wherever they stand; what is between them moves both.
      const isRange = control instanceof HTMLInputElement && control.type === 'range';
      const parts = isRange ? Array.from({ length: 40 }, (_, part) => (part + 0.5) / 40) : [0.5];
      if (parts.some((part) => isAt(control, left + part * width, y))) return undefined;
      const over = document.elementFromPoint(x, y);
      return `under ${over ? nameOf(over) : 'nothing'}: ${nameOf(control)}`;
    };
    const cut = [element, ...element.querySelectorAll('*')].flatMap((part) => {
      if (part.scrollHeight <= part.clientHeight + 1 || !isSeen(part)) return [];
      if (!/auto|scroll/.test(getComputedStyle(part).overflowY)) return [];
      part.scrollTop = part.scrollHeight;
      const { top, bottom } = part.getBoundingClientRect();
      return top < -1 || bottom > innerHeight + 1 ? [`its end is off the screen: ${nameOf(part)}`] : [];
    });
    const lost = [...element.querySelectorAll(selector)]
      .filter(isSeen)
      .flatMap((each) => whyLost(each) ?? []);
    return [...cut, ...lost];
  });
}
