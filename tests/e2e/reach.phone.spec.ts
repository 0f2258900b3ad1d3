import { devices, type Page } from '@playwright/test';
import { expect, open, ready, settled, stats, test, textureBytes } from './harness';
import { outOfReach } from './panels';

const VOLUME = 'gen:ramp?levels=3&tile=32&space=3';
const MIB = 2 ** 20;

test.use({ viewport: { width: 360, height: 640 } });

/** Presses a control, and fails when no finger could: it must be all on the screen, and large enough. */
async function tap(page: Page, role: 'button' | 'tab', name: string | RegExp): Promise<void> {
  const control = page.getByRole(role, { name, exact: typeof name === 'string' }).first();
  await control.scrollIntoViewIfNeeded();
  const box = await control.boundingBox();
  expect(box, `${String(name)} is there`).not.toBeNull();
  if (!box) return;
  expect(Math.min(box.width, box.height), `${String(name)} is large enough`).toBeGreaterThanOrEqual(43.5);
  expect(
    box.x >= 0 && box.y >= 0 && box.x + box.width <= 360 && box.y + box.height <= 640,
    `${String(name)} is on the screen`,
  ).toBe(true);
  await control.tap();
}

test('everything of the screen is within reach of a finger at 360 × 640', async ({ page }) => {
  await open(page, VOLUME);
  await settled(page);
  // A hint for fingers, which stays away once it is dismissed, over the lower part of the picture.
  const hint = page.getByRole('note', { name: 'Hint' });
  await expect(hint).toContainText('two fingers');
  expect((await hint.boundingBox())?.y).toBeGreaterThan(320);
  await tap(page, 'button', 'Got it');
  await expect(hint).toContainText('grip');
  await tap(page, 'button', 'Got it');
  await expect(hint).toBeHidden();
  // Low: the axis, the layers, the whole picture.
  await tap(page, 'button', 'Play z');
  await tap(page, 'button', 'Pause z');
  await tap(page, 'button', 'Whole picture');
  // The sheet: layers with their properties, axes, what is on this device.
  await tap(page, 'button', 'Open the panels further');
  await expect(page.getByRole('slider', { name: /opacity/i }).first()).toBeAttached();
  await tap(page, 'tab', 'Axes');
  await tap(page, 'tab', 'On this device');
  await page.getByRole('button', { name: 'Open the panels further' }).press('ArrowDown');
  await expect(page.getByRole('button', { name: 'Play z' })).toBeVisible();
  // The menu, with names beside the glyphs.
  for (const name of ['Screenshot', /copy a link|share/i, 'Tile outlines', /theme/]) {
    await tap(page, 'button', 'View');
    const button = page.getByRole('button', { name, exact: typeof name === 'string' }).first();
    await button.scrollIntoViewIfNeeded();
    expect((await button.boundingBox())?.height, String(name)).toBeGreaterThanOrEqual(43.5);
    await page.keyboard.press('Escape');
  }
  for (const tool of ['Measure', 'Export']) {
    await tap(page, 'button', 'View');
    await tap(page, 'button', tool);
    const panel = page.getByRole('complementary', { name: tool });
    await expect(panel).toBeVisible();
    const inputs = await panel.locator('input, button, [role="radio"]').evaluateAll((controls) =>
      controls
        .map((control) => control.getBoundingClientRect())
        .filter(({ width }) => width > 0)
        .map(({ width, height }) => Math.min(width, height)),
    );
    expect(Math.min(...inputs), `controls of ${tool}`).toBeGreaterThanOrEqual(43.5);
    expect(await outOfReach(panel), tool).toEqual([]);
    await tap(page, 'button', 'Close');
  }
  for (const [button, dialog] of [
    ['Preferences', 'Preferences'],
    ['Keyboard shortcuts', /keyboard|shortcuts/i],
  ] as const) {
    await tap(page, 'button', 'View');
    await tap(page, 'button', button);
    const shown = page.getByRole('dialog', { name: dialog });
    await expect(shown).toBeVisible();
    expect(await outOfReach(shown), button).toEqual([]);
    await tap(page, 'button', 'Close');
    await expect(shown).toBeHidden();
  }
  await tap(page, 'button', 'View');
  await tap(page, 'button', 'All commands');
  await page.getByRole('combobox', { name: 'Find a command' }).fill('fold or unfold');
  await page.getByRole('option').first().tap();
  await expect(page.getByRole('region', { name: 'Panels' })).toBeHidden();
  await tap(page, 'button', 'Unfold all panels');
  await expect(page.getByRole('region', { name: 'Panels' })).toBeVisible();
  await expect(page.getByRole('application')).toBeFocused();
  await tap(page, 'button', 'In 2D: show the volume');
  await settled(page);
  await tap(page, 'button', 'Open another on top');
  await expect(page.getByRole('textbox', { name: 'Link to an image' })).toBeVisible();
  await page.keyboard.press('Escape');
  await tap(page, 'button', 'Start page');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test.describe('with the pixels of a phone', () => {
  test.use({ deviceScaleFactor: devices['Pixel 7'].deviceScaleFactor });

  test('a phone stays within 192 MiB, in 2D and in 3D, and nothing shifts while it loads', async ({
    page,
  }) => {
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
          shifts.push(entry.value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(
      `/?${new URLSearchParams({ source: 'gen:checkerboard?levels=4&tile=64&space=3&dtype=uint16&channels=2' })}`,
    );
    await ready(page);
    await settled(page);
    const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
    expect(shifts, 'layout shifts').toEqual([]);
    const walk = [
      ...[0.02, 0.3, 1, 4].map((zoom) => ({ mode: '2d', zoom })),
      ...[100, 500, 900].map((z) => ({ mode: '2d', zoom: 0.5, position: { z } })),
      ...[0.2, 1, 3].map((zoom) => ({ mode: '3d', axes: ['z', 'y', 'x'], zoom })),
      { mode: '2d', axes: ['y', 'x'], zoom: 0.3 },
    ];
    for (const step of walk) {
      await page.evaluate((view) => window.exascope.setState(view), step);
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
      const { memory } = await stats(page);
      expect(memory.limitBytes).toBeLessThanOrEqual(192 * MIB);
      expect(await textureBytes(page), `textures at ${JSON.stringify(step)}`).toBeLessThanOrEqual(
        memory.gpu.maxBytes,
      );
    }
    await settled(page);
    expect((await stats(page)).memory.peakBytes).toBeLessThanOrEqual(192 * MIB);
  });
});
