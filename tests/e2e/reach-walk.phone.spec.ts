import type { Locator, Page } from '@playwright/test';
import { expect, open, settled, test } from './harness';
import { dialogs, expectFilled, outOfReach, overPicture, tapCommand, tools } from './panels';
import { Fingers } from './touch-fingers';

const VOLUME = 'gen:ramp?levels=3&tile=32&space=3&channels=2';

test.use({ viewport: { width: 360, height: 640 } });

/** Names of commands that open something, by the name of what they open. */
const commandOf: Readonly<Record<string, string>> = {
  'Keyboard and pointer': 'Keyboard shortcuts',
  'Access to servers': 'Access to servers',
};

async function expectReached(panel: Locator, name: string): Promise<void> {
  await expect(panel).toBeVisible();
  await expectFilled(panel);
  expect(await outOfReach(panel), name).toEqual([]);
}

/** What the menu of buttons, the palette and the head of the screen open is all within reach, at any stop of the sheet. */
async function expectEachOpens(page: Page): Promise<void> {
  for (const { name } of tools)
    await test.step(name, async () => {
      await tapCommand(page, commandOf[name] ?? name);
      const panel = page.getByRole('complementary', { name });
      await expectReached(panel, name);
      await page.getByRole('button', { name: 'Open the panels further' }).tap();
      await expectReached(panel, `${name}, with the sheet up`);
      await panel.getByRole('button', { name: 'Close' }).tap();
      await expect(panel).toBeHidden();
    });
  for (const name of [...dialogs.map((each) => each.name), 'Access to servers'])
    await test.step(name, async () => {
      if (name === 'All commands') await page.keyboard.press('Control+k');
      else await tapCommand(page, commandOf[name] ?? name);
      await expectReached(page.getByRole('dialog', { name }), name);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    });
}

test(
  'each tool, panel, dialog and command is within reach of a finger at 360 × 640, to its end',
  { tag: '@thorough' },
  async ({ page }) => {
    test.setTimeout(240_000);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.addInitScript(() => localStorage.setItem('exascope.hints', '{"version":1,"isOff":true}'));
    await open(page, []);
    expect(await outOfReach(page.locator('body')), 'the start page').toEqual([]);
    await open(page, VOLUME);
    await settled(page);
    expect(await outOfReach(page.getByRole('navigation')), 'the head').toEqual([]);
    await expectEachOpens(page);

    const grip = page.getByRole('button', { name: 'Open the panels further' });
    if (!(await page.getByRole('tab', { name: 'Layers' }).isVisible())) await grip.tap();
    await page.getByRole('tab', { name: 'Layers' }).tap();
    const unfold = page.getByRole('button', { name: 'Unfold ramp' });
    if (await unfold.isVisible()) await unfold.tap();
    for (const tab of ['Layers', 'Axes', 'On this device']) {
      await page.getByRole('tab', { name: tab }).tap();
      await expectReached(page.getByRole('tabpanel', { name: tab }), tab);
    }

    await page.getByRole('button', { name: 'View', exact: true }).tap();
    const menu = page.getByRole('dialog', { name: 'View' });
    await expectReached(menu, 'the menu of buttons');
    await menu.getByRole('button', { name: 'Share' }).tap();
    await expectReached(page.getByRole('dialog', { name: 'Share this view' }), 'share');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Open another on top' }).tap();
    await expectReached(page.getByRole('dialog', { name: overPicture[0]?.name ?? '' }), 'add');
    await page.keyboard.press('Escape');
    const fingers = await Fingers.of(page);
    await fingers.down([180, 200]);
    const place = page.getByRole('menu');
    await expect(place).toBeVisible();
    await fingers.up();
    await expectReached(place, 'the menu of a place');
  },
);
