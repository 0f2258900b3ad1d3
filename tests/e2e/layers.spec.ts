import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { arrayDocument, imageDocument, plainTree, voxel, type Json, type Objects } from '../faults/trees';
import { expect, middleValues, open, setState, settled, test } from './harness';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

let server: FixtureServer;
test.beforeAll(async () => {
  server = await startFixtureServer();
});
test.afterAll(async () => {
  await server.close();
});

/** An image of 64 × 64 voxels with these units and this scale. */
function imageIn(unit: string, scale: number): Objects {
  const document = JSON.stringify(imageDocument(['0']))
    .replaceAll('micrometer', unit)
    .replace('"scale":[1,1]', `"scale":[${scale},${scale}]`);
  const array = Object.entries(plainTree()).map(([path, object]) => [`0/${path}`, object] as const);
  return { ...Object.fromEntries(array), 'zarr.json': JSON.parse(document) as Json };
}

test('an image in nm lies where it belongs in one in µm, and stays there when that is closed', async ({
  page,
}) => {
  // 64 voxels of 1 µm, and of 250 nm.
  await open(page, [
    server.serve('um', imageIn('micrometer', 1)),
    server.serve('nm', imageIn('nanometer', 250)),
  ]);
  await setState(page, { center: { x: 10, y: 5 }, zoom: 20 });
  await settled(page);
  const inMicrometers = await middleValues(page);
  expect(inMicrometers.map(({ index, value }) => [index, value])).toEqual([
    [[5, 10], voxel(5, 10)],
    [[20, 40], voxel(20, 40)],
  ]);
  await page.evaluate(() => window.exascope.close('layer1'));
  await settled(page);
  const [inNanometers] = await middleValues(page);
  expect(inNanometers).toMatchObject({ layer: 'layer2', index: [20, 40], value: voxel(20, 40) });
  const { center, zoom } = await page.evaluate(() => window.exascope.getState());
  expect(center['x']).toBeCloseTo(10_000, 6);
  expect(zoom).toBeCloseTo(0.02, 12);
});

test(
  'a layer that lacks a displayed axis is left out, and comes back with its axes',
  { tag: '@thorough' },
  async ({ page }) => {
    await open(page, [
      'gen:ramp?levels=2&tile=32&space=3&axis=z',
      'gen:checkerboard?levels=2&tile=64&low=4&high=4',
    ]);
    await settled(page);
    expect((await middleValues(page)).map(({ layer }) => layer)).toEqual(['layer1', 'layer2']);
    await setState(page, { axes: ['z', 'x'] });
    await settled(page);
    expect((await middleValues(page)).map(({ layer }) => layer)).toEqual(['layer1']);
    await setState(page, { axes: ['y', 'x'], center: { y: 50, x: 50 } });
    await settled(page);
    expect((await middleValues(page)).map(({ layer }) => layer)).toEqual(['layer1', 'layer2']);
  },
);

test(
  'removing the first layer leaves sliders and picture to the second',
  { tag: '@thorough' },
  async ({ page }) => {
    await open(page, [
      'gen:checkerboard?levels=2&tile=64',
      'gen:ramp?levels=2&tile=32&space=3&axis=z&times=4',
    ]);
    await setState(page, { position: { z: 7, t: 2 }, center: { y: 50, x: 50 } });
    await page.evaluate(() => window.exascope.close('layer1'));
    await settled(page);
    expect((await middleValues(page)).map(({ value }) => value)).toEqual([2007]);
    await expect(page.getByRole('group', { name: 'Axis z' })).toBeVisible();
    await setState(page, { position: { z: 9 } });
    await settled(page);
    expect((await middleValues(page)).map(({ value }) => value)).toEqual([2009]);
  },
);

test('an image of 1500 channels has a slider for them', { tag: '@thorough' }, async ({ page }) => {
  const shape = [1500, 16, 16];
  const document = arrayDocument({
    shape,
    chunk_grid: { name: 'regular', configuration: { chunk_shape: shape } },
    dimension_names: ['c', 'y', 'x'],
  });
  const voxels = Uint16Array.from({ length: 1500 * 256 }, (_, i) => Math.floor(i / 256));
  const chunk = new Uint8Array(voxels.buffer);
  await open(page, server.serve('channels', { 'zarr.json': document, 'c/0/0/0': chunk }));
  await settled(page);
  const slider = page.getByRole('group', { name: 'Axis c' }).getByRole('slider');
  await slider.focus();
  await page.keyboard.press('End');
  await settled(page);
  expect((await middleValues(page)).map(({ value }) => value)).toEqual([1499]);
  await setState(page, { position: { c: 1200 } });
  await settled(page);
  expect((await middleValues(page)).map(({ value }) => value)).toEqual([1200]);
});
