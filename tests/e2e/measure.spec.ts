import { expect, open, settled, test } from './harness';

const RAMP = 'gen:ramp?levels=3&tile=64&space=3';

test('a distance is drawn, moved by keys, kept in the link, undone, and told as hidden on other axes', async ({
  page,
}) => {
  await open(page, RAMP);
  await settled(page);
  await page.evaluate(() => window.exascope.setState({ zoom: 2 }));
  await page.keyboard.press('m');
  const panel = page.getByRole('complementary', { name: 'Measure' });
  await panel.getByRole('button', { name: 'Distance', exact: true }).click();
  await page.mouse.move(500, 400);
  await page.mouse.down();
  await page.mouse.move(560, 480, { steps: 3 });
  await page.mouse.up();
  await expect(panel.getByRole('listitem')).toHaveText(/50/);
  const end = page.getByRole('button', { name: 'end of distance 1' });
  await end.focus();
  await page.keyboard.press('Shift+ArrowRight');
  for (let step = 0; step < 10; step++) await page.keyboard.press('ArrowDown');
  await expect(panel.getByRole('listitem')).toHaveText(/57\.01/);

  const drawn = await page.evaluate(() => window.exascope.getState().measurements);
  const inAddress = () => Buffer.from(/#1:([^.]*)/.exec(page.url())?.[1] ?? '', 'base64url').toString();
  const numbers = JSON.stringify(drawn?.[0]?.points.flat());
  await expect.poll(inAddress, 'the address follows').toContain(numbers);
  await page.reload();
  await settled(page);
  expect(await page.evaluate(() => window.exascope.getState().measurements)).toEqual(drawn);

  await page.getByRole('button', { name: 'end of distance 1' }).focus();
  await page.keyboard.press('Delete');
  await expect(page.getByRole('button', { name: 'end of distance 1' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Undo measurement' })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: 'end of distance 1' })).toBeVisible();
  await page.keyboard.press('m');
  await page.evaluate(() => window.exascope.setState({ axes: ['z', 'x'] }));
  await expect(panel.getByRole('listitem')).toContainText('Not shown: measured on y, x');
});

test(
  'preferences hold at once and after a reload, from before the first paint',
  { tag: '@thorough' },
  async ({ page }) => {
    await open(page, RAMP);
    await page.getByRole('button', { name: 'Preferences' }).click();
    const dialog = page.getByRole('dialog', { name: 'Preferences' });
    await dialog.getByRole('radio', { name: 'Light' }).click();
    await dialog
      .getByRole('radiogroup', { name: 'Scale bar' })
      .getByRole('radio', { name: 'Hidden' })
      .click();
    await dialog.getByRole('textbox', { name: 'Steps per second' }).fill('25');
    await page.keyboard.press('Enter');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
    await page.reload({ waitUntil: 'commit' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
    await settled(page);
    await expect(page.getByRole('img', { name: /^Scale bar/ })).toHaveCount(0);
    const stored = await page.evaluate(() => localStorage.getItem('exascope.preferences'));
    expect(stored).toContain('"fps":25');
  },
);
