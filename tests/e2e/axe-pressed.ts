import type { Locator, Page } from '@playwright/test';
import { sampleReports } from '../../scripts/sample-reports.mjs';
import { axeFindingsInThemes } from './accessible';
import { expect, open, ready, settled } from './harness';
import { expectFilled } from './panels';

const dialog = '[role="dialog"]';

/** Looks at what is open by that name in both themes. */
async function look(
  page: Page,
  role: 'dialog' | 'region' | 'tabpanel',
  name: string | RegExp,
): Promise<void> {
  const part = page.getByRole(role, { name });
  await expect(part).toBeVisible();
  await expectFilled(part);
  await part.evaluate((element) => element.setAttribute('data-looked-at', ''));
  expect(await axeFindingsInThemes(page, '[data-looked-at]'), String(name)).toEqual([]);
  await part.evaluate((element) => element.removeAttribute('data-looked-at'));
}

/** Presses something with what the screen is used with. */
async function press(control: Locator): Promise<void> {
  const isTouch = await control.page().evaluate(() => navigator.maxTouchPoints > 0);
  await (isTouch ? control.tap() : control.click());
}

async function pressButton(page: Page, name: string | RegExp): Promise<void> {
  await press(page.getByRole('button', { name }).first());
}

async function choose(page: Page, command: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find a command' }).fill(command);
  await expect(page.getByRole('option').first()).toContainText(command);
  await page.keyboard.press('Enter');
}

async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.locator(dialog)).toHaveCount(0);
}

/** Axe finds nothing on what says why a location fails, what lets into servers, what is shared and what is kept, in both themes. */
export async function expectAxeFindsNothingInDialogs(page: Page): Promise<void> {
  await page.goto('/?source=data/nothing.zarr');
  await ready(page);
  await press(page.getByRole('alert').getByRole('button', { name: 'Find out why' }).first());
  await look(page, 'dialog', /nothing at this address/);
  await closeDialog(page);
  await press(page.getByRole('alert').getByRole('button', { name: 'Dismiss' }).first());
  await pressButton(page, 'On this device');
  await look(page, 'dialog', 'On this device');
  await closeDialog(page);

  await open(page, 'data/macaque.zarr');
  await settled(page);
  const share = page.getByRole('button', { name: 'Share', exact: true }).first();
  if (!(await share.isVisible())) await pressButton(page, 'View');
  await press(share);
  await pressButton(page, 'QR code');
  await look(page, 'dialog', 'Share this view');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await choose(page, 'Access to servers');
  await look(page, 'dialog', 'Access to servers');
  await closeDialog(page);
  for (const name of ['Open the panels further', 'Unfold layers', 'Unfold macaque']) {
    const button = page.getByRole('button', { name, exact: true });
    if (await button.isVisible()) await press(button);
  }
  await pressButton(page, /^Keep offline… /);
  await look(page, 'dialog', /on this device$/);
  await closeDialog(page);
  for (const name of ['Axes', 'On this device']) {
    const tab = page.getByRole('tab', { name });
    if (!(await tab.isVisible())) continue;
    await press(tab);
    await look(page, 'tabpanel', name);
  }
}

/** Axe finds nothing on what a user test shows, from the consent to reports beside each other, in both themes. */
export async function expectAxeFindsNothingInUserTests(page: Page): Promise<void> {
  await page.goto('/?usertest=samples/user-test.json');
  await ready(page);
  await look(page, 'dialog', 'Take part in a user test?');
  await pressButton(page, 'Begin the test');
  await look(page, 'region', 'User test');
  await pressButton(page, 'Done');
  await look(page, 'dialog', 'How was it?');
  await pressButton(page, 'Stop the test');
  await look(page, 'dialog', 'This is the whole report');
  await page.evaluate((reports) => {
    const dataTransfer = new DataTransfer();
    for (const { name, text } of reports)
      dataTransfer.items.add(new File([text], name, { type: 'application/json' }));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, sampleReports());
  await look(page, 'dialog', 'Reports of user tests');
}
