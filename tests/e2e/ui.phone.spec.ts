import { expect, open, settled, test } from './harness';

const VOLUME = 'gen:ramp?levels=3&tile=32&space=3';

test('a tap shows the value, two taps zoom twofold once', async ({ page }) => {
  await open(page, VOLUME);
  await settled(page);
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const middle = [width / 2, height / 2 - 60] as const;
  const zoom = () => page.evaluate(() => window.exascope.getState().zoom);
  const before = await zoom();
  await page.touchscreen.tap(...middle);
  await expect(page.locator('.plate').filter({ hasText: /L\d \[/ })).toBeVisible();
  await page.touchscreen.tap(...middle);
  await page.touchscreen.tap(...middle);
  await settled(page);
  expect(await zoom()).toBeCloseTo(2 * before, 6);
});

test('what a finger presses measures 44 pixels at least, with the sheet closed, half and full', async ({
  page,
}) => {
  await open(page, VOLUME);
  await settled(page);
  const small = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('button, input, [role="tab"], [role="radio"]')]
        .map((element) => ({ element, box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && (box.width < 43.5 || box.height < 43.5))
        .map(({ element, box }) => `${element.ariaLabel ?? element.textContent} ${box.width}×${box.height}`),
    );
  expect(await small()).toEqual([]);
  await page.getByRole('button', { name: 'Open the panels further' }).tap();
  await expect(page.getByRole('tab', { name: 'Layers' })).toBeVisible();
  expect(await small()).toEqual([]);
  await page.getByRole('tab', { name: 'Axes' }).tap();
  await expect(page.getByRole('group', { name: 'Axis z' })).toBeVisible();
  expect(await small()).toEqual([]);
  await page.getByRole('tab', { name: 'On this device' }).tap();
  await expect(page.getByRole('tabpanel', { name: 'On this device' })).toBeVisible();
  expect(await small()).toEqual([]);
});

test('the slider of an axis says which step it stands at', { tag: '@thorough' }, async ({ page }) => {
  await open(page, VOLUME);
  await settled(page);
  const row = page.getByRole('group', { name: 'Axis z' });
  await expect(row.getByRole('textbox', { name: 'Step along z, of 256' })).toHaveValue(/^\d+$/);
  await expect(row).toContainText('/ 256');
});
