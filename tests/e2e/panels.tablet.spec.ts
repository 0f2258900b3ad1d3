import { expect, open, settled, test } from './harness';

const VOLUME = 'gen:ramp?levels=3&tile=32&space=3';

test('a tablet shows a panel and the picture side by side, upright and on its side', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page, VOLUME);
  await settled(page);
  const picture = page.getByRole('application');
  await page.getByRole('button', { name: 'View', exact: true }).tap();
  await page.getByRole('button', { name: 'Measure' }).tap();
  const panel = page.getByRole('complementary', { name: 'Measure' });
  const beside = panel.getByRole('button', { name: 'Beside the picture' });
  for (const [width, height] of [
    [820, 1180],
    [1180, 820],
  ] as const) {
    // Each class of width remembers its own state.
    await page.setViewportSize({ width, height });
    await expect(panel).toBeVisible();
    await expect(beside).toHaveAttribute('aria-pressed', 'false');
    await beside.tap();
    await expect(beside).toHaveAttribute('aria-pressed', 'true');
    const [seen, shown] = [await picture.boundingBox(), await panel.boundingBox()];
    const end = (seen?.x ?? 0) + (seen?.width ?? 0);
    expect(seen?.x, 'from the left edge').toBe(0);
    expect(seen?.height, 'as high as the window').toBe(height);
    expect(end, 'nothing of the picture lies under the panel').toBeLessThanOrEqual(shown?.x ?? 0);
    expect((shown?.x ?? 0) + (shown?.width ?? 0)).toBeLessThanOrEqual(width);
    expect(seen?.width, 'more picture than panel').toBeGreaterThan(width / 2);
    await settled(page);
    // A finger on the picture moves it, up to the edge of the panel.
    const before = await page.evaluate(() => window.exascope.getState().zoom);
    // Longer than two taps may lie apart: the tap of the button is not the first of a double tap.
    await page.waitForTimeout(350);
    await page.touchscreen.tap(end - 20, height / 2);
    await page.touchscreen.tap(end - 20, height / 2);
    expect(await page.evaluate(() => window.exascope.getState().zoom)).toBeCloseTo(2 * before, 6);
  }
  await beside.tap();
  await expect.poll(async () => (await picture.boundingBox())?.width, 'the whole width again').toBe(1180);
});
