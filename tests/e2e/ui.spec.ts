import { expect, open, settled, test } from './harness';

const RAMP = 'gen:ramp?levels=5&tile=64';

test('what failed to open stays in the field to be corrected, and leaves nothing behind once it is', async ({
  page,
}) => {
  await page.goto(`./?source=${encodeURIComponent('gen:ramp?level=5')}`);
  const field = page.getByRole('textbox', { name: /link/i });
  await expect(field).toHaveValue('gen:ramp?level=5');
  await expect(page.getByRole('alert')).toContainText('levels, tile, factor');
  await field.fill(RAMP);
  await field.press('Enter');
  await settled(page);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect.poll(() => page.url()).toContain('levels');
  expect(new URL(page.url()).searchParams.getAll('source')).toEqual([RAMP]);
});

test(
  'one Escape closes the shortcuts, though the tooltip of a button in them is open',
  { tag: '@thorough' },
  async ({ page }) => {
    await open(page, RAMP);
    await settled(page);
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toBeVisible();
    await dialog.getByRole('button', { name: 'Close' }).hover();
    await expect(page.locator('.tooltip', { hasText: 'Close' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  },
);

test(
  'a limit typed below the other waits for it, and Auto brings window and range back',
  { tag: '@thorough' },
  async ({ page }) => {
    await open(page, RAMP);
    await settled(page);
    const [low, high] = ['Lower', 'Upper'].map((side) =>
      page.getByRole('textbox', { name: `${side} contrast limit` }),
    );
    if (!low || !high) throw new Error('There are two fields.');
    const auto = page.getByRole('button', { name: 'Auto', exact: true });
    const guessed = await high.inputValue();
    await auto.click();
    await expect(high, 'the window of the level on the screen, not of the coarsest').not.toHaveValue(guessed);
    const before = [await low.inputValue(), await high.inputValue()];
    await high.fill('-9');
    await high.press('Enter');
    await expect(low, 'a type without signs').toHaveValue(before[0] ?? '');
    await low.fill('5000');
    await low.press('Tab');
    await high.fill('9000');
    await high.press('Enter');
    await expect(low).toHaveValue('5,000');
    await expect(high).toHaveValue('9,000');
    await auto.click();
    await expect(high).toHaveValue(before[1] ?? '');
    await expect(page.getByText(/^uint32/)).toContainText(before[1] ?? '');
  },
);

test(
  'a layer that shows nothing says why, and the way back is offered where nothing is in view',
  { tag: '@thorough' },
  async ({ page }) => {
    await open(page, RAMP);
    await settled(page);
    await page.evaluate(() => window.exascope.setState({ center: { x: 1e6, y: 1e6 } }));
    await expect(page.getByText('Outside the view')).toBeVisible();
    await page.getByRole('button', { name: /Whole picture 0/ }).click();
    await expect(page.getByText('Outside the view')).toBeHidden();
  },
);

test(
  'L opens what is on this device beside the picture, and Escape gives the focus back',
  { tag: '@thorough' },
  async ({ page }) => {
    await open(page, RAMP);
    await settled(page);
    const picture = page.getByRole('application');
    const library = page.getByRole('complementary', { name: 'On this device' });
    await picture.focus();
    await page.keyboard.press('l');
    await expect(library).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(library).toBeHidden();
    await expect(picture).toBeFocused();
  },
);

test('nothing of what is made on demand can be kept offline, and it says so', async ({ page }) => {
  await open(page, RAMP);
  await settled(page);
  const keep = page.getByRole('button', { name: /^Keep offline… / });
  await expect(keep).toBeDisabled();
  await expect(keep).toHaveAttribute('title', /made here on demand/i);
});
