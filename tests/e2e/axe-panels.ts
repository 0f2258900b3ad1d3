import type { Page } from '@playwright/test';
import { axeFindingsInThemes } from './accessible';
import { expect, open, settled } from './harness';
import { dialogs, openByKey, overPicture, tools, type PanelCase } from './panels';

const parts = { complementary: 'aside', dialog: '[role="dialog"]', menu: '[role="menu"]' } as const;

/** Opens one panel after another and looks at each in both themes. */
async function expectNothingFound(page: Page, cases: readonly PanelCase[]): Promise<void> {
  for (const each of cases) {
    if (each.role === 'menu') await page.getByRole('application').focus();
    const panel = await openByKey(page, each);
    expect(await axeFindingsInThemes(page, parts[each.role]), each.name).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden();
  }
}

/** Axe finds nothing on the start page, the screen, and each panel, dialog and menu, in both themes. */
export async function expectAxeFindsNothing(page: Page): Promise<void> {
  await open(page, []);
  expect(await axeFindingsInThemes(page, 'body'), 'the start page').toEqual([]);
  await open(page, 'gen:checkerboard?levels=2&tile=64&channels=2&space=3');
  await settled(page);
  expect(await axeFindingsInThemes(page, 'body'), 'the screen').toEqual([]);
  await expectNothingFound(page, [...tools, ...dialogs, ...overPicture]);
}
