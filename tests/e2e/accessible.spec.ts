import { expectNames } from './access-tree';
import { expectAllInReach, scaleText } from './accessible';
import { expect, open, ready, settled, test } from './harness';

const CHANNELS = 'gen:checkerboard?levels=2&tile=64&channels=3&space=3';

test.use({ colorScheme: 'light', viewport: { width: 1280, height: 800 } });

test('every control of the screen, its panels and dialogs has a name and a role', async ({ page }) => {
  await open(page, []);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await expectNames(page, 'the first page')).toBeGreaterThan(8);
  await page.evaluate(async (channels) => {
    await window.exascope.open(channels);
    await window.exascope.open('gen:blobs?levels=2&tile=16', { as: 'labels' });
  }, CHANNELS);
  await settled(page);
  await page.getByRole('button', { name: 'Unfold checkerboard' }).click();
  await expect(page.getByRole('slider', { name: 'Upper contrast limit' }).first()).toBeAttached();
  expect(await expectNames(page, 'two layers, one unfolded')).toBeGreaterThan(30);
  for (const [key, name] of [
    ['l', 'On this device'],
    ['p', 'Export'],
    ['m', 'Measure'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.getByRole('complementary', { name })).toBeVisible();
    await expectNames(page, name);
  }
  await page.keyboard.press('d');
  await expect(page.getByRole('radio', { name: '3D' })).toBeChecked();
  await expectNames(page, '3D');
  for (const [key, name] of [
    ['Control+,', 'Preferences'],
    ['Control+k', 'All commands'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog', { name })).toBeVisible();
    await expectNames(page, name);
  }
});

test('text of twice the size takes a layout with room for it, and nothing is cut off or out of reach', async ({
  page,
}) => {
  await scaleText(page, 2);
  await open(page, []);
  await expectAllInReach(page);
  await open(page, CHANNELS);
  await settled(page);
  await expect(page.locator('main.narrow')).toBeVisible();
  await expectAllInReach(page);
  await page.keyboard.press('l');
  await expect(page.getByRole('complementary', { name: 'On this device' })).toBeVisible();
  await expectAllInReach(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard and pointer' })).toBeVisible();
  await expectAllInReach(page);
});

test(
  'nothing moves by itself for who wants less motion, nor does a throw of the picture glide on',
  { tag: '@thorough' },
  async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await open(page, CHANNELS);
    await settled(page);
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
    const longest = await page.evaluate(() =>
      Math.max(
        0,
        ...document.getAnimations().map(({ effect }) => Number(effect?.getComputedTiming().duration)),
      ),
    );
    expect(longest, 'ms').toBeLessThanOrEqual(1);
    await page.keyboard.press('Escape');
    await page.mouse.move(700, 300);
    await page.mouse.down();
    await page.mouse.move(760, 340, { steps: 4 });
    await page.mouse.up();
    const centers = await page.evaluate(async () => {
      const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
      const center = () => JSON.stringify(window.exascope.getState().center);
      await frame();
      const seen = [center()];
      for (let i = 0; i < 8; i++) {
        await frame();
        seen.push(center());
      }
      return seen;
    });
    expect(new Set(centers).size, 'the picture stands where it was let go').toBe(1);
  },
);

test('the picture is led to, says how it is worked by keys, and what is seen once it has come to rest', async ({
  page,
}) => {
  await open(page, CHANNELS);
  await settled(page);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the picture' });
  await expect(skip).toBeFocused();
  await skip.press('Enter');
  const picture = page.getByRole('application');
  await expect(picture).toBeFocused();
  await expect(picture).toHaveAccessibleDescription(/Plus and minus zoom.*question mark lists all keys/);
  const region = page.getByRole('status').filter({ hasText: /checkerboard at level/ });
  await expect(region).toContainText('all loaded');
  await page.evaluate(() => {
    const said: string[] = [];
    const place = [...document.querySelectorAll('[role="status"]')].find((element) =>
      element.textContent.includes('at level'),
    );
    if (place)
      new MutationObserver(() => said.push(place.textContent)).observe(place, {
        childList: true,
        subtree: true,
        characterData: true,
      });
    Object.assign(window, { said });
  });
  const presses = 12;
  for (let i = 0; i < presses; i++) await page.keyboard.press('+');
  const zoomed = await page.evaluate(() => window.exascope.getState().zoom);
  await settled(page);
  await expect(region).toContainText('scale bar');
  await expect(region).toContainText('all loaded');
  const said = await page.evaluate(() => (window as unknown as { said: string[] }).said);
  expect(zoomed).toBeGreaterThan(1);
  expect(said.length, 'far fewer words than steps').toBeLessThan(presses / 2);
  expect(said.filter((words) => words.endsWith('all loaded')).length, 'said once').toBe(1);
});

test('a dialog keeps the focus and gives it back', async ({ page }) => {
  await page.goto('/');
  await ready(page);
  const opener = page.getByRole('button', { name: 'Preferences' });
  await opener.focus();
  await opener.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Preferences' });
  await expect(dialog).toBeVisible();
  const focused = () =>
    dialog.evaluate((element) =>
      element.contains(document.activeElement)
        ? 'inside'
        : document.activeElement?.getAttribute('aria-label'),
    );
  await expect.poll(focused).toBe('inside');
  for (let i = 0; i < 30; i++) {
    await page.keyboard.press(i < 20 ? 'Tab' : 'Shift+Tab');
    expect(await focused(), `press ${i}`).toBe('inside');
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
});
