import { expect, open, settled, test } from './harness';

test('the menu of a place opens by right click and by keys, and gives the focus back', async ({ page }) => {
  await open(page, 'gen:ramp?levels=3&tile=32&space=3');
  await settled(page);
  const picture = page.getByRole('application');
  const menu = page.getByRole('menu', { name: 'What can be done here' });
  const zoom = () => page.evaluate(() => window.exascope.getState().zoom);
  const before = await zoom();
  await picture.click({ button: 'right', position: { x: 450, y: 300 } });
  await menu.getByRole('menuitem', { name: 'Add a distance from here' }).click();
  const start = await page.getByRole('button', { name: 'start of distance 1' }).boundingBox();
  expect([(start?.x ?? 0) + (start?.width ?? 0) / 2, (start?.y ?? 0) + (start?.height ?? 0) / 2]).toEqual([
    450, 300,
  ]);
  await picture.click({ button: 'right', position: { x: 500, y: 380 } });
  await expect(menu).toBeVisible();
  await menu.getByRole('menuitem', { name: 'Zoom in here' }).click();
  await expect(menu).toBeHidden();
  expect(await zoom()).toBeCloseTo(2 * before, 6);
  await expect(picture).toBeFocused();
  await page.keyboard.press('Shift+F10');
  await expect(menu).toBeVisible();
  await expect(menu).toContainText(/x \d/);
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(picture).toBeFocused();
  await page.keyboard.press('ContextMenu');
  await expect(menu).toBeVisible();
  const last = menu.getByRole('menuitem', { name: 'Show in 3D' });
  // The menu takes the focus a moment after it is seen.
  await expect(async () => {
    await page.keyboard.press('End');
    await expect(last).toBeFocused({ timeout: 500 });
  }).toPass({ timeout: 6000 });
  await page.keyboard.press('Enter');
  await expect(menu).toBeHidden();
  expect(await page.evaluate(() => window.exascope.getState().mode)).toBe('3d');
});
