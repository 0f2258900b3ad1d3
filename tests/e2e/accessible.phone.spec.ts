import { axeFindings, expectAllInReach, scaleText } from './accessible';
import { expect, open, settled, test } from './harness';

const VOLUME = 'gen:ramp?levels=2&tile=32&space=3';

test.use({ colorScheme: 'dark' });

test('axe finds nothing on a phone, and text of twice the size leaves all in reach', async ({ page }) => {
  await scaleText(page, 2);
  await open(page, []);
  expect(await axeFindings(page)).toEqual([]);
  await expectAllInReach(page);
  await open(page, VOLUME);
  await settled(page);
  expect(await axeFindings(page)).toEqual([]);
  await expectAllInReach(page);
  for (const tab of ['Layers', 'Axes', 'On this device']) {
    if (tab === 'Layers') await page.getByRole('button', { name: 'Open the panels further' }).tap();
    await page.getByRole('tab', { name: tab }).tap();
    expect(await axeFindings(page), tab).toEqual([]);
    await expectAllInReach(page);
  }
});
