import { expect, open, settled, test } from './harness';

test('on a phone the tree is in the sheet, and a long press or its dots open the menu of a node', async ({
  page,
}) => {
  await open(page, 'gen:ramp?levels=3&tile=32&space=3');
  await settled(page);
  await page.getByRole('button', { name: 'View', exact: true }).tap();
  await page.getByRole('button', { name: 'Hierarchy' }).tap();
  const sheet = page.getByRole('region', { name: 'Panels' });
  const tree = sheet.getByRole('tree', { name: 'Hierarchy' });
  const root = tree.getByRole('treeitem', { name: /^ramp, .*Image/ });
  await expect(root).toBeVisible();
  await expect(tree.getByRole('treeitem', { name: /^2, .*Array$/ })).toContainText('64 × 64 × 64');
  const small = await sheet.evaluate((element) =>
    [...element.querySelectorAll('button, input, [role="treeitem"]')]
      .map((each) => ({ each, box: (each.closest('label') ?? each).getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.width < 43.5 || box.height < 43.5))
      .map(({ each, box }) => `${each.ariaLabel ?? each.getAttribute('title')} ${box.width}×${box.height}`),
  );
  expect(small).toEqual([]);

  const box = await root.boundingBox();
  if (!box) throw new Error('The root has no place on the screen.');
  const touch = await page.context().newCDPSession(page);
  const at = { x: box.x + 120, y: box.y + box.height / 2 };
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] });
  const menu = page.getByRole('menu', { name: 'What can be done with ramp' });
  await expect(menu).toBeVisible();
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect(menu).toBeVisible();
  await menu.getByRole('menuitem', { name: 'Show information' }).tap();
  await expect(sheet.getByRole('region', { name: 'About ramp' })).toContainText('256 × 256 × 256');
  await sheet.getByRole('button', { name: 'Back to the tree' }).tap();

  await root.getByTitle('What can be done with ramp').tap();
  await menu.getByRole('menuitem', { name: 'Add as layer' }).tap();
  await expect.poll(() => page.evaluate(() => window.exascope.layers().length)).toBe(2);
});
