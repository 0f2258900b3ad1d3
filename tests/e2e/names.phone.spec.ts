import { expectNames } from './access-tree';
import { expect, open, settled, test } from './harness';

test('every control of the sheet has a name and a role, upright and on its side', async ({ page }) => {
  await open(page, 'gen:ramp?levels=2&tile=16&space=3&channels=2');
  await settled(page);
  await expectNames(page, 'the sheet, closed');
  await page.getByRole('button', { name: 'Open the panels further' }).tap();
  for (const tab of ['Axes', 'On this device', 'Layers']) {
    await page.getByRole('tab', { name: tab }).tap();
    expect(await expectNames(page, `the sheet with ${tab}`)).toBeGreaterThan(8);
  }
  await page.setViewportSize({ width: 844, height: 390 });
  await expectNames(page, 'the sheet at the side');
  const picture = await page.getByRole('application').boundingBox();
  expect([picture?.width, picture?.height]).toEqual([844, 390]);
  const buttons = await page
    .getByRole('button')
    .evaluateAll(
      (all) =>
        all
          .map((button) => button.getBoundingClientRect())
          .filter(({ width, right, bottom }) => width > 0 && (right > 844.5 || bottom > 390.5)).length,
    );
  expect(buttons, 'buttons cut off at the edge').toBe(0);
});
