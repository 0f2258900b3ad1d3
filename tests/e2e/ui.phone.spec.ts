import type { Page } from '@playwright/test';
import { expect, open, settled, test } from './harness';
import { Fingers, type Place } from './touch-fingers';

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

/** Drags from one place to another, and holds still before it lets go: a flick would carry it on. */
async function drag(page: Page, from: Place, to: Place): Promise<void> {
  const fingers = await Fingers.of(page);
  await fingers.down(from);
  await fingers.slide([from], [to], 8);
  await page.waitForTimeout(150);
  await fingers.move(to);
  await fingers.up();
}

test('a finger drags the sheet to each of its stops, upright and on its side, and a flick carries it on', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page, VOLUME);
  await settled(page);
  const sheet = page.getByRole('region', { name: 'Panels' });
  const grip = sheet.locator('.grip');
  const box = async () => (await sheet.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const height = async () => Math.round((await box()).height);
  const { width = 0, height: windowHeight = 0 } = page.viewportSize() ?? {};
  const top = async (): Promise<Place> => [width / 2, (await box()).y + 12];
  const pull = async (to: number) => drag(page, await top(), [width / 2, to]);
  const line = 1;
  const [closed, half, full] = [150, 460, windowHeight - 64];
  const view = () => page.evaluate(() => JSON.stringify(window.exascope.getState()));
  const before = await view();

  expect(await height()).toBe(closed + line);
  const fingers = await Fingers.of(page);
  const start = await top();
  await fingers.down(start);
  await fingers.slide([start], [[start[0], start[1] - 120]]);
  await expect.poll(height, 'under the finger').toBe(closed + 120 + line);
  await fingers.up();
  for (const [stop, to] of [
    ['half', windowHeight - half + 60],
    ['full', 100],
    ['half', windowHeight - half - 40],
    ['closed', windowHeight - closed - 30],
  ] as const) {
    await pull(to);
    await expect.poll(height, stop).toBe({ closed, half, full }[stop] + line);
  }
  const [x, y] = await top();
  await fingers.flick([x, y], [x, y - 60]);
  await expect.poll(height, 'flicked on').toBe(half + line);
  await expect(sheet.getByRole('tab', { name: 'Layers' })).toBeVisible();
  expect(await view(), 'the picture stays where it is').toBe(before);

  await page.setViewportSize({ width: 844, height: 390 });
  await expect(grip).toHaveAttribute('aria-expanded', 'true');
  const side = await grip.boundingBox();
  const at: Place = [(side?.x ?? 0) + 10, 195];
  await drag(page, at, [at[0] + 200, 195]);
  await expect(grip).toHaveAttribute('aria-expanded', 'false');
  const shut = await grip.boundingBox();
  expect((shut?.x ?? 0) + 44).toBeGreaterThan(800);
  await drag(page, [(shut?.x ?? 0) + 10, 195], [(shut?.x ?? 0) - 200, 195]);
  await expect(grip).toHaveAttribute('aria-expanded', 'true');
  await expect(sheet.getByRole('tab', { name: 'Layers' })).toBeVisible();
});
