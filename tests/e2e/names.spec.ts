import { expectNames } from './access-tree';
import { expect, open, settled, test } from './harness';

test('every control has a name and a role, on the first page and with every panel open', async ({ page }) => {
  await open(page, []);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await expectNames(page, 'the first page')).toBeGreaterThan(8);
  await page.evaluate(async () => {
    await window.exascope.open('gen:ramp?levels=2&tile=16&space=3&channels=2&times=4');
    await window.exascope.open('gen:blobs?levels=2&tile=16', { as: 'labels' });
  });
  await settled(page);
  await expect(page.getByRole('textbox', { name: 'Lower contrast limit' })).toBeVisible();
  expect(await expectNames(page, 'two layers, one unfolded')).toBeGreaterThan(30);
  await page.getByRole('button', { name: /^Unfold / }).click();
  for (const key of ['l', 'm', 'p']) {
    await page.keyboard.press(key);
    await expect(page.getByRole('complementary')).toHaveCount(2);
    await expectNames(page, `the panel behind ${key}`);
  }
  await page.keyboard.press('p');
  await page.keyboard.press('d');
  await settled(page);
  await expectNames(page, '3D');
  for (const [key, name] of [
    ['Control+k', 'All commands'],
    ['Control+,', 'Preferences'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog', { name })).toBeVisible();
    await expectNames(page, name);
  }
});
