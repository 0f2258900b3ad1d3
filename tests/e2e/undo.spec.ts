import { expect, open, settled, test } from './harness';

const RAMP = 'gen:ramp?levels=3&tile=64&space=3';
const CHECKERS = 'gen:checkerboard?levels=3&tile=64';

test(
  'changes of the view are undone and made again, a closed layer too, and each is named',
  { tag: '@thorough' },
  async ({ page }) => {
    await open(page, [CHECKERS, RAMP]);
    await settled(page);
    const state = () => page.evaluate(() => window.exascope.getState());
    const undo = page.getByRole('button', { name: /^Undo/ });
    const redo = page.getByRole('button', { name: /^Redo/ });
    await expect(undo).toBeDisabled();
    const first = await state();

    const stage = page.getByRole('application');
    await stage.hover({ position: { x: 700, y: 400 } });
    await page.mouse.wheel(0, -300);
    await expect(undo).toHaveAccessibleName('Undo zoom');
    await page.keyboard.press('d');
    await expect(undo).toHaveAccessibleName('Undo switch between 2D and 3D');
    await page.keyboard.press('Control+z');
    await expect(redo).toHaveAccessibleName('Redo switch between 2D and 3D');
    await page.keyboard.press('Control+z');
    await expect(undo).toBeDisabled();
    expect(await state()).toEqual(first);
    await page.keyboard.press('Control+Shift+Z');
    await page.keyboard.press('Control+Shift+Z');
    await expect(redo).toBeDisabled();
    expect((await state()).mode).toBe('3d');
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await state()).mode).toBe('2d');

    const before = await state();
    await page.evaluate(() => window.exascope.close('layer1'));
    await expect(undo).toHaveAccessibleName('Undo closing checkerboard');
    await expect(redo, 'a new change drops what was undone').toBeDisabled();
    await page.evaluate(() => window.exascope.close('layer2'));
    await expect(page.getByRole('button', { name: 'Undo closing ramp' })).toBeVisible();
    await page.keyboard.press('Control+z');
    await page.waitForFunction(() => window.exascope.layers().length === 1);
    await expect(undo).toBeEnabled();
    await page.keyboard.press('Control+z');
    await page.waitForFunction(() => window.exascope.layers().length === 2);
    await expect(redo).toBeEnabled();
    await settled(page);
    expect(await state()).toEqual(before);
  },
);
