import { startFixtureServer } from '../fixtures/fixture-server';
import { askedFor, expect, middleValues, open, setState, settled, stats, test } from './harness';
import { capture } from './picture';

const LOCATION = 'gen:ramp?levels=2&tile=16&shape=64,64,64&space=3&axis=z&dtype=uint16';

const view = (projection: string, thickness: Record<string, number[]>) => ({
  thickness,
  layers: [{ id: 'layer1', projection, contrast: [0, 64] }],
});

test('a thick slice shows what its mode makes of the voxels in its range, at every level', async ({
  page,
}) => {
  const server = await startFixtureServer();
  await open(page, server.generated(LOCATION));
  await setState(page, { position: { z: 20 }, ...view('none', {}) });
  await settled(page);
  const middle = async () => (await middleValues(page)).map(({ level, value }) => [level, value]);
  expect(await middle()).toEqual([[0, 20]]);

  await setState(page, view('max', { z: [4, 7] }));
  await settled(page);
  expect(await middle()).toEqual([[0, 27]]);
  const { state, before } = {
    state: await page.evaluate(() => window.exascope.getState()),
    before: askedFor(server).length,
  };
  expect(state).toMatchObject({ thickness: { z: [4, 7] }, layers: [{ projection: 'max' }] });

  // The same voxels in other modes, a narrower range, and none: all is here.
  for (const [mode, value] of [
    ['min', 16],
    ['mean', 21.5],
    ['sum', 258],
  ] as const) {
    await setState(page, view(mode, { z: [4, 7] }));
    await settled(page);
    expect(await middle()).toEqual([[0, value]]);
  }
  await setState(page, view('max', { z: [1, 2] }));
  await settled(page);
  expect(await middle()).toEqual([[0, 22]]);
  const narrow = await capture(page);
  await setState(page, view('none', { z: [1, 2] }));
  await settled(page);
  expect(await middle()).toEqual([[0, 20]]);
  expect(askedFor(server)).toHaveLength(before);

  // Level 1 has planes of two, at 2i + 0.5: those of 17 to 27 (the ramp drops the half).
  await setState(page, { zoom: 1, layers: [{ id: 'layer1', level: 1 }], thickness: { z: [4, 7] } });
  for (const [mode, value] of [
    ['max', 26],
    ['min', 16],
    ['mean', 21],
    ['sum', 21 * 12],
  ] as const) {
    await setState(page, { layers: [{ id: 'layer1', projection: mode }] });
    await settled(page);
    expect(await middle()).toEqual([[1, value]]);
  }
  await setState(page, { ...view('max', { z: [1, 2] }), zoom: state.zoom });
  await setState(page, { layers: [{ id: 'layer1', level: 'auto' }], center: state.center });
  await settled(page);
  expect(Buffer.from((await capture(page)).data).equals(narrow.data)).toBe(true);
  const { memory } = await stats(page);
  expect(memory.peakBytes).toBeLessThanOrEqual(memory.limitBytes);
  await server.close();
});

test(
  'the range is typed beside the slider, seen on its track, and undone',
  { tag: '@thorough' },
  async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await open(page, LOCATION);
    await settled(page);
    await setState(page, { position: { z: 20 } });
    const state = () => page.evaluate(() => window.exascope.getState());
    await page.getByRole('slider', { name: 'Position along z' }).click({ button: 'right' });
    const before = page.getByRole('textbox', { name: 'Before the slider, along z' });
    await before.fill('4');
    await before.press('Enter');
    const after = page.getByRole('textbox', { name: 'After the slider, along z' });
    await after.fill('7');
    await after.press('Enter');
    expect((await state()).thickness).toEqual({ z: [4, 7] });
    await expect(page.getByText('Choose a projection in a layer’s properties')).toBeVisible();
    await page.keyboard.press('Escape');
    const button = page.getByRole('button', { name: /^Slice range along z: 4.* before and 7.* after$/ });
    await expect(button).toBeVisible();

    await page.getByRole('combobox', { name: 'Projection of thick slices: None' }).click();
    await page.getByRole('option', { name: 'Maximum' }).click();
    await settled(page);
    expect((await middleValues(page)).map(({ value }) => value)).toEqual([27]);
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Back to one voxel' }).press('Enter');
    await settled(page);
    expect((await state()).thickness).toBeUndefined();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+z');
    await settled(page);
    expect((await state()).thickness).toEqual({ z: [4, 7] });
    expect((await middleValues(page)).map(({ value }) => value)).toEqual([27]);
  },
);
