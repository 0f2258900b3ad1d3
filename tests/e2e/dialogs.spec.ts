import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { expect, open, test } from './harness';

/** The script that a component is fetched with when it is needed. */
function scriptOf(component: string): string {
  const manifest = JSON.parse(
    readFileSync('.svelte-kit/output/client/.vite/manifest.json', 'utf8'),
  ) as Record<string, { file: string }>;
  const entry = manifest[`src/lib/ui/${component}`];
  if (!entry) throw new Error(`The build has no script of its own for ${component}.`);
  return `/${entry.file}`;
}

/** Holds back a script that the page will ask for. `arrive` lets it come, and returns once it has run and the page was drawn. */
async function heldBack(
  page: Page,
  path: string,
): Promise<{ asked: Promise<void>; arrive(): Promise<void> }> {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const asked = page.waitForRequest(`**${path}`).then(() => undefined);
  await page.route(`**${path}`, async (route) => {
    await released;
    await route.continue();
  });
  const arrive = async () => {
    release();
    await page.evaluate(async (url) => {
      await import(url);
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    }, path);
  };
  return { asked, arrive };
}

const shortcuts = (page: Page): Locator => page.getByRole('dialog', { name: 'Keyboard and pointer' });
const finder = (page: Page): Locator => page.getByRole('combobox', { name: 'Find a command' });
const button = (page: Page): Locator => page.getByRole('button', { name: 'Keyboard shortcuts' });

test('a dialog that arrives after another was asked for stays away', async ({ page }) => {
  await open(page, []);
  const script = await heldBack(page, scriptOf('commands/list/ShortcutsDialog.svelte'));
  await button(page).click();
  await script.asked;
  await page.keyboard.press('Control+k');
  await expect(finder(page)).toBeFocused();
  await script.arrive();
  await expect(shortcuts(page)).toHaveCount(0);
  await page.keyboard.type('undo');
  await expect(page.getByRole('option').first()).toContainText('Undo');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(button(page)).toBeFocused();
});

test('a dialog takes the place of the one that is open, and keys are for it before it is there', async ({
  page,
}) => {
  await open(page, []);
  await button(page).click();
  await expect(shortcuts(page)).toBeVisible();
  const script = await heldBack(page, scriptOf('commands/palette/CommandPalette.svelte'));
  await page.keyboard.press('Control+k');
  await script.asked;
  await expect(shortcuts(page)).toHaveCount(0);
  await page.keyboard.press('l');
  await script.arrive();
  await expect(finder(page)).toBeFocused();
  await expect(page.getByRole('dialog')).toHaveCount(1);
});

test('a dialog that is taken back before it is there stays away', async ({ page }) => {
  await open(page, []);
  const script = await heldBack(page, scriptOf('commands/palette/CommandPalette.svelte'));
  await page.keyboard.press('Control+k');
  await script.asked;
  await page.keyboard.press('Escape');
  await script.arrive();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a dialog has the focus itself once it opens, however it was opened, with no tip over its words', async ({
  page,
}) => {
  await page.goto('/?usertest=samples/user-test.json');
  const consent = page.getByRole('dialog');
  await expect(consent.getByRole('button', { name: 'Begin the test' })).toBeVisible();
  await expect(consent).toBeFocused();
  await consent.getByRole('button', { name: 'Not now' }).click();
  await expect(consent).toHaveCount(0);
  await button(page).press('Enter');
  await expect(shortcuts(page)).toBeFocused();
  // Longer than a tip waits under a mouse.
  await page.waitForTimeout(700);
  await expect(page.locator('.tooltip')).toHaveCount(0);
  await page.keyboard.press('Tab');
  await expect(page.locator('.tooltip')).toHaveText('Close');
});
