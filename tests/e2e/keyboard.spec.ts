import type { Locator, Page } from '@playwright/test';
import { expect, middleValues, open, ready, settled, test, type ViewState } from './harness';

test.use({
  contextOptions: { reducedMotion: 'reduce' },
  permissions: ['clipboard-read', 'clipboard-write'],
});

const RAMP = 'gen:ramp?levels=2&tile=32&space=3&channels=2';

function getState(page: Page): Promise<ViewState> {
  return page.evaluate(() => window.exascope.getState());
}

/** Presses a key until an element has the focus. */
async function walkTo(page: Page, key: 'Tab' | 'Shift+Tab' | 'F6', target: Locator): Promise<void> {
  const isThere = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press(key);
    if ((await target.count()) > 0 && (await isThere())) return;
  }
  throw new Error(`${key} never reaches ${String(target)}.`);
}

/** What has the focus shows the ring: itself, what is drawn over it, or the frame that it fills. */
async function expectRing(page: Page): Promise<void> {
  const rings = await page.evaluate(() => {
    const probe = document.createElement('i');
    probe.style.color = 'var(--focus)';
    const focused = document.activeElement ?? document.body;
    focused.parentElement?.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return [
      getComputedStyle(focused),
      getComputedStyle(focused, '::after'),
      getComputedStyle(focused.parentElement ?? focused),
    ].filter(({ boxShadow }) => boxShadow.includes(color)).length;
  });
  expect(rings, 'the focus is seen').toBeGreaterThan(0);
}

test('the main job is done with the keyboard alone', async ({ page }) => {
  const { keyboard } = page;
  const picture = page.getByRole('application');
  const live = page.getByRole('status').filter({ hasText: 'at level' });
  await page.goto('/');
  await ready(page);

  await test.step('open a location by typing it', async () => {
    const field = page.getByRole('textbox', { name: 'Link to an image' });
    await walkTo(page, 'Tab', field);
    await expectRing(page);
    await keyboard.type(RAMP);
    await keyboard.press('Enter');
    await expect(picture).toBeVisible();
    await settled(page);
  });

  await test.step('pan and zoom', async () => {
    await walkTo(page, 'F6', picture);
    await expectRing(page);
    const before = await getState(page);
    await keyboard.press('Shift+ArrowRight');
    await keyboard.press('Shift+ArrowDown');
    const panned = await getState(page);
    expect(panned.center['x']).toBeCloseTo((before.center['x'] ?? 0) + 96 / before.zoom, 6);
    expect(panned.center['y']).toBeCloseTo((before.center['y'] ?? 0) + 96 / before.zoom, 6);
    await keyboard.press('+');
    expect((await getState(page)).zoom).toBeCloseTo(1.5 * before.zoom, 6);
    await expect(live).toContainText(/x [\d.]+; .*all loaded/);
  });

  await test.step('step along an axis', async () => {
    const slider = page.getByRole('slider', { name: 'Position along z' });
    await walkTo(page, 'F6', page.getByRole('button', { name: 'Play z' }));
    await expectRing(page);
    await walkTo(page, 'Tab', slider);
    const z = (await getState(page)).position['z'] ?? 0;
    await keyboard.press('ArrowRight');
    expect((await getState(page)).position['z']).toBe(z + 1);
    await keyboard.press('Home');
    expect((await getState(page)).position['z']).toBe(0);
  });

  await test.step('read the value in the middle, wherever that is', async () => {
    const mark = page.locator('.middle-mark');
    await keyboard.press('v');
    await expect(mark).toBeVisible();
    const box = await mark.boundingBox();
    const size = page.viewportSize();
    expect((box?.x ?? 0) + (box?.width ?? 0) / 2).toBeCloseTo((size?.width ?? 0) / 2, 0);
    expect((box?.y ?? 0) + (box?.height ?? 0) / 2).toBeCloseTo((size?.height ?? 0) / 2, 0);
    const said = async () =>
      (await middleValues(page))
        .map(({ value }) => String(value))
        .toReversed()
        .join(', ');
    const first = await said();
    await expect(live).toContainText(`Value in the middle: ${first}.`);
    await walkTo(page, 'F6', picture);
    await keyboard.press('Shift+ArrowLeft');
    await settled(page);
    expect(await said()).not.toBe(first);
    await expect(live).toContainText(`Value in the middle: ${await said()}.`);
    await keyboard.press('Escape');
    await expect(mark).toHaveCount(0);
    await expect(live).not.toContainText('Value in the middle');
  });

  await test.step('change the contrast of a channel, hide the layer, and take that back', async () => {
    const limit = page.getByRole('textbox', { name: 'Lower contrast limit' });
    const eye = page.getByRole('button', { name: /^(Hide|Show) / }).first();
    const layer = async () => (await getState(page)).layers[0];
    await walkTo(page, 'F6', page.getByRole('button', { name: 'Fold layers' }));
    await walkTo(page, 'Tab', limit.first());
    await expectRing(page);
    await keyboard.press('Control+a');
    await keyboard.type('7');
    await keyboard.press('Enter');
    await expect.poll(async () => JSON.stringify(await layer())).toContain('"contrast":[7,');
    await walkTo(page, 'Shift+Tab', eye);
    await expectRing(page);
    await keyboard.press('Space');
    await expect.poll(async () => (await layer())?.visible).toBe(false);
    await keyboard.press('Control+z');
    await expect.poll(async () => (await layer())?.visible).toBe(true);
  });

  await test.step('turn the volume, and roll the axes', async () => {
    await keyboard.press('d');
    await expect(page.getByRole('radio', { name: '3D' })).toBeChecked();
    const { rotation } = await getState(page);
    await keyboard.press('Control+Shift+ArrowRight');
    await expect.poll(async () => (await getState(page)).rotation).not.toEqual(rotation);
    await keyboard.press('d');
    await keyboard.press('e');
    await expect.poll(async () => (await getState(page)).axes).toEqual(['z', 'y']);
  });

  await test.step('find a command', async () => {
    const theme = () => page.evaluate(() => document.documentElement.dataset['theme']);
    const before = await theme();
    await keyboard.press('Control+k');
    await expect(page.getByRole('combobox', { name: 'Find a command' })).toBeFocused();
    await keyboard.type('dark or light');
    await keyboard.press('Enter');
    await expect.poll(theme).not.toBe(before);
  });

  await test.step('copy the link, come back by it, and close', async () => {
    await settled(page);
    await keyboard.press('y');
    await expect(page.getByRole('status').filter({ hasText: 'Link copied' })).toBeVisible();
    const state = await getState(page);
    const link = await page.evaluate(() => navigator.clipboard.readText());
    await page.goto('about:blank');
    await page.goto(link);
    await settled(page);
    expect(await getState(page)).toEqual(state);
    await keyboard.press('Control+k');
    await keyboard.type('start page');
    await keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });
});

test('shortcuts of a single key can be switched off for good, and are shown nowhere then', async ({
  page,
}) => {
  await open(page, RAMP);
  await settled(page);
  const picture = page.getByRole('application');
  await page.keyboard.press('Control+,');
  const preferences = page.getByRole('dialog', { name: 'Preferences' });
  const off = preferences.getByRole('radiogroup', { name: 'Shortcuts of a single key' });
  await off.getByRole('radio', { name: 'Off' }).click();
  await expect(preferences).toContainText('keys with Ctrl do');
  await page.reload();
  await settled(page);
  await picture.focus();
  const before = await getState(page);
  for (const key of ['+', 'd', '3', '1', 'Space', 'm', '?', '\\']) await page.keyboard.press(key);
  await expect(page.getByRole('complementary', { name: 'Measure' })).toHaveCount(0);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await getState(page)).toEqual(before);
  await expect(picture).toHaveAccessibleDescription(/Ctrl K finds every command/);
  await page.keyboard.press('ArrowRight');
  await expect
    .poll(async () => (await getState(page)).position['z'])
    .toBe((before.position['z'] ?? Number.NaN) + 1);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find a command' }).fill('keyboard short');
  const option = page.getByRole('option').first();
  await expect(option).toContainText('Keyboard shortcuts');
  await expect(option.locator('kbd')).toBeHidden();
  await page.keyboard.press('Enter');
  const list = page.getByRole('dialog', { name: 'Keyboard and pointer' });
  await expect(list).toContainText('Keys of one character are off');
  await expect(list.getByText('Ctrl Z', { exact: true })).toBeVisible();
  await expect(list.getByText('S', { exact: true })).toHaveCount(0);
});
