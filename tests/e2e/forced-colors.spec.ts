import { PNG } from 'pngjs';
import type { Locator, Page } from '@playwright/test';
import { expect, open, settled, test } from './harness';
import { openByKey } from './panels';

test.use({ forcedColors: 'active', contextOptions: { reducedMotion: 'reduce' } });

/** How many colours a control is drawn in, the surface that it stands on included. */
async function colorsOf(control: Locator): Promise<number> {
  const { data } = PNG.sync.read(await control.screenshot());
  const colors = new Set<number>();
  for (let i = 0; i < data.length; i += 4) colors.add(data.readUInt32BE(i));
  return colors.size;
}

/** Steps through what has the focus in turn, and returns what shows no outline of the system's own. */
async function withoutOutline(page: Page, steps: number): Promise<string[]> {
  const bare: string[] = [];
  for (let i = 0; i < steps; i++) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(() => {
      const focused = document.activeElement;
      if (!focused || focused === document.body) return undefined;
      const styles = [focused, focused.parentElement ?? focused].map((each) => getComputedStyle(each));
      // Over the picture, and on the handle that is drawn beside an input that is not seen.
      const drawn = [focused, focused.nextElementSibling ?? focused].map((each) =>
        getComputedStyle(each, '::after'),
      );
      const isOutlined = [...styles.filter(({ opacity }) => opacity !== '0'), ...drawn].some(
        ({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
      );
      return isOutlined ? undefined : `${focused.localName} ${focused.ariaLabel ?? focused.textContent}`;
    });
    if (found !== undefined) bare.push(found);
  }
  return bare;
}

test('in colours of the system, controls are seen, what is on is told apart, and the focus is outlined', async ({
  page,
}) => {
  await open(page, []);
  expect(await withoutOutline(page, 12), 'the start page').toEqual([]);
  await open(page, 'gen:checkerboard?levels=2&tile=64&channels=2&space=3');
  await settled(page);
  expect(await withoutOutline(page, 30), 'the screen').toEqual([]);
  for (const control of [
    page.getByRole('button', { name: 'Whole picture' }),
    page.getByRole('button', { name: 'Share' }),
    page.getByRole('slider', { name: 'Position along z' }),
    page.getByRole('button', { name: 'Play z' }),
  ])
    expect(await colorsOf(control), String(control)).toBeGreaterThan(1);
  const background = (locator: Locator) =>
    locator.evaluate((element) => getComputedStyle(element).backgroundColor);
  const [flat, deep] = [page.getByRole('radio', { name: '2D' }), page.getByRole('radio', { name: '3D' })];
  expect(await background(flat)).not.toBe(await background(deep));
  await page.getByRole('application').focus();
  const preferences = await openByKey(page, { key: 'Control+,', name: 'Preferences', role: 'dialog' });
  expect(await withoutOutline(page, 10), 'a dialog').toEqual([]);
  expect(await colorsOf(preferences.getByRole('button', { name: 'Close' }))).toBeGreaterThan(1);
});
