import { expect, ready, settled, stats, test } from './harness';

const RAMP = 'gen:ramp?levels=5&tile=64';

test(
  'going back leads from an image to the first page, and forward to the image again',
  { tag: '@thorough' },
  async ({ page }) => {
    await page.goto('./');
    await page.getByRole('textbox', { name: /link/i }).fill(RAMP);
    await page.getByRole('textbox', { name: /link/i }).press('Enter');
    await expect.poll(() => page.url()).toContain('source=');
    await settled(page);
    await page.goBack();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await ready(page);
    expect(await page.evaluate(() => window.exascope.layers().length)).toBe(0);
    expect(page.url()).not.toContain('source=');
    await page.goForward();
    await settled(page);
    expect((await stats(page)).layers).toHaveLength(1);
  },
);

test('keys typed into an open list of colormaps do nothing else', async ({ page }) => {
  await page.goto(`./?source=${encodeURIComponent(RAMP)}`);
  await settled(page);
  const before = await page.evaluate(() => window.exascope.getState());
  await page.keyboard.press('\\');
  await page.keyboard.press('\\');
  const list = page.getByRole('button', { name: /colormap/i }).or(page.getByLabel(/colormap/i));
  await list.first().click();
  await page.keyboard.type('1r');
  await page.keyboard.press('Escape');
  const after = await page.evaluate(() => window.exascope.getState());
  expect(after.layers[0]?.visible).toBe(true);
  expect({ center: after.center, zoom: after.zoom }).toEqual({ center: before.center, zoom: before.zoom });
});

test('by hand nobody zooms or pans out of sight of the data', { tag: '@thorough' }, async ({ page }) => {
  await page.goto(`./?source=${encodeURIComponent(RAMP)}`);
  await settled(page);
  const fit = await page.evaluate(() => window.exascope.getState().zoom);
  await page.mouse.move(500, 300);
  for (let i = 0; i < 4; i++) await page.mouse.wheel(0, 4000);
  const out = await page.evaluate(() => window.exascope.getState().zoom);
  expect(out).toBeGreaterThan(fit / 9);
  for (let i = 0; i < 4; i++) await page.mouse.wheel(0, -4000);
  const near = await page.evaluate(() => window.exascope.getState().zoom);
  expect(near).toBeLessThanOrEqual(200.001);
  for (let i = 0; i < 12; i++) {
    await page.mouse.move(300, 300);
    await page.mouse.down();
    await page.mouse.move(900, 500);
    await page.mouse.up();
  }
  await settled(page);
  const layer = (await stats(page)).layers[0];
  expect(Object.keys(layer?.drawn ?? {})).not.toEqual([]);
});
