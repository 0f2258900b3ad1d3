import { decodeLink } from '../../src/lib/share';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { omeTree } from '../fixtures/ome-tree';
import { pyramid } from '../fixtures/pyramid';
import { expect, open, ready, test } from './harness';

test.use({
  viewport: { width: 1100, height: 1000 },
  contextOptions: { reducedMotion: 'reduce' },
  expectedMessages: { patterns: [/Failed to load resource/] },
});

let data: FixtureServer;
test.beforeEach(async () => {
  data = await startFixtureServer();
});
test.afterEach(async () => {
  await data.close();
});

test('levels that are placed by the wrong rule are found out, and placed right by a click that links keep', async ({
  page,
}) => {
  const tree = omeTree(pyramid({ size: 512, levels: 3, how: 'mean', translation: () => 0, chunk: 128 }));
  await open(page, data.serve('pyramid', tree));
  await page.getByRole('button', { name: 'Check the levels' }).click();
  const section = page.getByRole('region', { name: 'Check the levels' });
  await expect(section).toContainText('center of the first voxel shared with level 0');
  await expect(section).toContainText(/belong y 0\.\d+ voxels \(0\.\d+ µm\), x 0\.\d+ voxels/);
  const translations = () =>
    page.evaluate(() => window.exascope.layers()[0]?.levels.map(({ translation }) => translation[0]));
  expect(await translations()).toEqual([0, 0, 0]);
  await section.getByRole('button', { name: 'Place it so' }).click();
  await expect(section).toContainText('No level is off');
  expect(await translations()).toEqual([0, 0.5, 1.5]);
  await expect
    .poll(() => page.evaluate(() => window.exascope.getState().layers[0]?.voxelCenters))
    .toBe('inferred');
  await expect(page.getByRole('button', { name: 'Undo voxel centres of pyramid' })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(translations).toEqual([0, 0, 0]);
  await page.evaluate(() => window.exascope.setState({ layers: [{ id: 'layer1', voxelCenters: 'extent' }] }));
  expect(await translations()).toEqual([0, 0.5, 1.5]);
  await expect
    .poll(async () => (await decodeLink(page.url())).view.layers?.[0]?.voxelCenters, 'the link tells of it')
    .toBe('extent');
  await page.reload();
  await ready(page);
  await expect.poll(translations).toEqual([0, 0.5, 1.5]);
});

test('levels that contradict their shapes are placed by these with a click that links keep', async ({
  page,
}) => {
  const tree = omeTree(
    pyramid({ ...{ size: 256, levels: 3, how: 'mean', chunk: 128 }, scale: (factor) => factor ** 1.5 }),
  );
  await open(page, data.serve('contradicting', tree));
  await page.getByRole('button', { name: 'Check the levels' }).click();
  const section = page.getByRole('region', { name: 'Check the levels' });
  await expect(section).toContainText('Along y its scale says 2.8 voxels of level 0 to one, its shape 2.');
  await expect(section).toContainText('Along x its scale says 8 voxels of level 0 to one, its shape 4.');
  await section.getByRole('button', { name: 'Place it so' }).click();
  await expect(section).toContainText('No level is off, and none has a fault.');
  const scales = () => page.evaluate(() => window.exascope.layers()[0]?.levels.map(({ scale }) => scale[0]));
  expect(await scales()).toEqual([1, 2, 4]);
  await expect.poll(async () => (await decodeLink(page.url())).view.layers?.[0]?.voxelCenters).toBe('extent');
  await page.reload();
  await ready(page);
  // The shape of a level is known once it is opened.
  await page.getByRole('button', { name: 'Check the levels' }).click();
  await expect(section).toContainText('No level is off, and none has a fault.');
  expect(await scales()).toEqual([1, 2, 4]);
});

test('chunks too large to stream, levels left out and levels that are not there are told of', async ({
  page,
}) => {
  const tree = omeTree({
    ...{ version: '0.5', axes: 'yx', dtype: 'uint16' },
    levels: [1, 8, 16].map((scale) => ({
      ...{ shape: [512 / scale, 512 / scale], scale: [scale, scale], value: ([y = 0]) => y },
    })),
  });
  for (const [at, size] of [4096, 512, 256].entries())
    Object.assign(tree[`${at}/zarr.json`] as object, {
      ...{
        shape: [size, size],
        chunk_grid: { name: 'regular', configuration: { chunk_shape: [size, size] } },
      },
    });
  // What is stored is the fill value: no chunk is there.
  for (const path of Object.keys(tree).filter((name) => name.endsWith('/c/0/0')))
    Reflect.deleteProperty(tree, path);
  delete tree['1/zarr.json'];
  await open(page, data.serve('holed', tree));
  await page.getByRole('button', { name: 'Check the levels' }).click();
  const levels = page.getByRole('region', { name: 'Check the levels' }).getByRole('listitem');
  await expect(levels).toHaveCount(3);
  await expect(levels.nth(0)).toContainText(
    'A chunk is 4096 × 4096, 34 MB: too much to wait for at each step.',
  );
  await expect(levels.nth(1)).toContainText('It is missing: ');
  await expect(levels.nth(1)).toContainText('It is 8 times coarser than the level before');
  await expect(levels.nth(2)).not.toContainText('missing');
});
