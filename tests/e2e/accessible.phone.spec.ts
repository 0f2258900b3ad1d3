import { expectNames } from './access-tree';
import { axeFindings, expectAllInReach, scaleText } from './accessible';
import { expect, open, setState, settled, test } from './harness';

const VOLUME = 'gen:ramp?levels=2&tile=32&space=3';

test.use({ colorScheme: 'dark' });

test('axe finds nothing on a phone, every control has a name and a role, and text of twice the size leaves all in reach', async ({
  page,
}) => {
  await scaleText(page, 2);
  await open(page, []);
  expect(await axeFindings(page)).toEqual([]);
  await expectAllInReach(page);
  await open(page, VOLUME);
  await settled(page);
  await expectAllInReach(page);
  for (const tab of ['Layers', 'Axes', 'On this device']) {
    if (tab === 'Layers') await page.getByRole('button', { name: 'Open the panels further' }).tap();
    await page.getByRole('tab', { name: tab }).tap();
    if (tab === 'Layers') expect(await axeFindings(page)).toEqual([]);
    expect(await expectNames(page, tab)).toBeGreaterThan(8);
    await expectAllInReach(page);
  }
  await scaleText(page, 1);
  await page.setViewportSize({ width: 844, height: 390 });
  await expectNames(page, 'the phone on its side');
  const picture = await page.getByRole('application').boundingBox();
  expect([picture?.width, picture?.height]).toEqual([844, 390]);
  await expectAllInReach(page);
});

test('a long touch tells the name of a glyph, and is no press', { tag: '@thorough' }, async ({ page }) => {
  await open(page, VOLUME);
  await settled(page);
  const button = page.getByRole('button', { name: 'Whole picture' });
  const box = await button.boundingBox();
  if (!box) throw new Error('There is no such button.');
  await setState(page, { zoom: 3 });
  const before = await page.evaluate(() => window.exascope.getState().zoom);
  const session = await page.context().newCDPSession(page);
  const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
  await expect(page.locator('.tooltip.held')).toHaveText('Whole picture');
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
  expect(await page.evaluate(() => window.exascope.getState().zoom)).toBe(before);
  await button.tap();
  await expect.poll(() => page.evaluate(() => window.exascope.getState().zoom)).not.toBe(before);
  await expect(page.locator('.tooltip.held')).toBeHidden();
});
