import type { Page } from '@playwright/test';
import { expect, open, setState, settled, test, valueAt, type ValueAt } from './harness';
import { capture } from './picture';

test.use({ contextOptions: { reducedMotion: 'reduce' }, viewport: { width: 800, height: 600 } });

const flat = 'gen:checkerboard?levels=2&tile=64&low=200&high=200';
const solid = `${flat}&space=3`;

const looks = [
  { id: 'layer1', colormap: '#ff0000', contrast: [0, 200] as [number, number] },
  { id: 'layer2', colormap: '#00ff00', contrast: [0, 200] as [number, number] },
];

/** Colours at places of the picture, as the viewport's pixels count. */
async function colorsAt(page: Page, places: readonly (readonly [number, number])[]): Promise<number[][]> {
  const { width, data } = await capture(page);
  return places.map(([x, y]) => [...data.slice((y * width + x) * 4, (y * width + x) * 4 + 3)]);
}

const red = [255, 0, 0];
const green = [0, 255, 0];

for (const [name, location] of Object.entries({ '2D': flat, '3D': solid }))
  test(
    `two layers in a grid and at a divider, in ${name}`,
    { tag: name === '2D' ? [] : '@thorough' },
    async ({ page }) => {
      await open(page, [location, location]);
      await setState(page, { mode: name === '3D' ? '3d' : '2d', layers: looks });
      await settled(page);
      await page.keyboard.press('g');
      await settled(page);
      const cells = page.getByRole('list', { name: 'Cells of the grid' }).getByRole('listitem');
      await expect(cells).toHaveCount(2);
      const boxes = await cells.evaluateAll((all) =>
        all.map((cell) => {
          const { x, y, width, height } = cell.getBoundingClientRect();
          return { x: x + width / 2, y: y + height / 2, edge: y };
        }),
      );
      const middles = boxes.map(({ x, y }) => [Math.round(x), Math.round(y)] as const);
      expect(await colorsAt(page, middles)).toEqual([red, green]);
      // Each cell tells of its own layer, at the same place of the data.
      const values: ValueAt[][] = [];
      for (const [x, y] of middles) values.push(await valueAt(page, x, y));
      expect(values.map((all) => all.map(({ layer }) => layer))).toEqual([['layer1'], ['layer2']]);
      // A middle is rounded to a whole pixel, which is a voxel at most.
      values[0]?.[0]?.world.forEach((at, axis) =>
        expect(Math.abs(at - (values[1]?.[0]?.world[axis] ?? NaN))).toBeLessThan(1),
      );

      await page.keyboard.press('g');
      await setState(page, {
        zoom: 30,
        rotation: [0, 0, 0, 1],
        swipe: { left: 'layer1', right: 'layer2', at: 0.625 },
      });
      await settled(page);
      expect(
        await colorsAt(page, [
          [499, 300],
          [500, 300],
          [420, 590],
          [700, 20],
        ]),
      ).toEqual([red, green, red, green]);
      const divider = page.getByRole('slider', { name: /^Divider between/ });
      await divider.focus();
      await page.keyboard.press('Shift+ArrowLeft');
      await settled(page);
      expect((await page.evaluate(() => window.exascope.getState())).swipe?.at).toBeCloseTo(0.525, 9);
      expect(
        await colorsAt(page, [
          [415, 300],
          [425, 300],
        ]),
      ).toEqual([red, green]);
      await page.getByRole('button', { name: 'End the comparison' }).click();
      await expect(divider).toHaveCount(0);
    },
  );

test('layers are renamed, duplicated, shown alone, linked and moved, by keys and by hand', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await open(page, ['gen:ramp?levels=2&tile=64']);
  await setState(page, { layers: [{ id: 'layer1', colormap: 'magma', contrast: [3, 70] }] });
  await settled(page);
  const names = () => page.evaluate(() => window.exascope.layers().map(({ name }) => name));
  const row = (name: string) => page.getByRole('group', { name, exact: true });

  await page.getByRole('button', { name: 'More for ramp' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect.poll(names).toEqual(['ramp', 'ramp copy']);
  await settled(page);
  const state = await page.evaluate(() => window.exascope.getState());
  expect(state.layers[1]).toMatchObject({ colormap: 'magma', contrast: [3, 70] });

  await row('ramp copy').getByRole('button', { name: 'Hide ramp copy' }).focus();
  await page.keyboard.press('F2');
  await page.keyboard.type('slope');
  await page.keyboard.press('Enter');
  await expect.poll(names).toEqual(['ramp', 'slope']);

  await row('slope')
    .getByRole('button', { name: 'Hide slope' })
    .click({ modifiers: ['Alt'] });
  const visible = async () =>
    (await page.evaluate(() => window.exascope.getState())).layers.map((layer) => layer.visible);
  expect(await visible()).toEqual([false, true]);
  await row('slope')
    .getByRole('button', { name: 'Hide slope' })
    .click({ modifiers: ['Alt'] });
  expect(await visible()).toEqual([true, true]);

  for (const name of ['ramp', 'slope']) {
    await page.getByRole('button', { name: `More for ${name}` }).click();
    await page.getByRole('menuitemcheckbox', { name: /Contrast goes with/ }).click();
  }
  await page.getByRole('textbox', { name: 'Upper contrast limit' }).fill('99');
  await page.keyboard.press('Enter');
  const contrasts = async () =>
    (await page.evaluate(() => window.exascope.getState())).layers.map(({ contrast }) => contrast);
  expect(await contrasts()).toEqual([
    [3, 99],
    [3, 99],
  ]);

  const order = async () =>
    (await page.evaluate(() => window.exascope.getState())).layers.map(({ id }) => id);
  await row('slope').getByRole('button', { name: 'Hide slope' }).focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(order).toEqual(['layer2', 'layer1']);
  const height = async (name: string) => (await row(name).boundingBox())?.y ?? NaN;
  await expect.poll(async () => (await height('ramp')) < (await height('slope'))).toBe(true);
  const grip = await row('slope').locator('.grip').boundingBox();
  const top = await row('ramp').boundingBox();
  if (!grip || !top) throw new Error('no rows');
  await page.mouse.move(grip.x + 5, grip.y + 10);
  await page.mouse.down();
  await page.mouse.move(grip.x + 5, top.y + 2, { steps: 4 });
  await page.mouse.up();
  await expect.poll(order).toEqual(['layer1', 'layer2']);
});
