import type { Page } from '@playwright/test';
import { arrayDocument } from '../faults/trees';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { askedFor, expect, open, setState, settled, stats, test } from './harness';
import { capture } from './picture';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const CHANNELS = 27;
const SIZE = 128;

let server: FixtureServer;
test.beforeAll(async () => {
  server = await startFixtureServer();
});
test.afterAll(async () => {
  await server.close();
});

/** 27 named channels in chunks of one each: in the left half of channel `c` all voxels are 255, in the right half `c`. */
function manyChannels(): string {
  const shape = [CHANNELS, SIZE, SIZE];
  const chunkShape = [1, SIZE, SIZE];
  const document = arrayDocument({
    ...{ shape, data_type: 'uint8', fill_value: 0 },
    chunk_grid: { name: 'regular', configuration: { chunk_shape: chunkShape } },
  });
  const channels = Array.from({ length: CHANNELS }, (_, c) => ({
    label: `Marker ${c}`,
    color: '090807',
    active: true,
    window: { start: 0, end: 255, min: 0, max: 255 },
  }));
  const axes = [{ name: 'c', type: 'channel' }, ...['y', 'x'].map((name) => ({ name, type: 'space' }))];
  const coordinateTransformations = [{ type: 'scale', scale: [1, 1, 1] }];
  const multiscales = [{ axes, datasets: [{ path: '0', coordinateTransformations }] }];
  const ome = { version: '0.5', multiscales, omero: { channels } };
  const chunks = Array.from({ length: CHANNELS }, (_, c) => {
    const voxels = Uint8Array.from({ length: SIZE * SIZE }, (__, i) => (i % SIZE < SIZE / 2 ? 255 : c));
    return [`0/c/${c}/0/0`, voxels] as const;
  });
  return server.serve('markers', {
    'zarr.json': { zarr_format: 3, node_type: 'group', attributes: { ome } },
    '0/zarr.json': document,
    ...Object.fromEntries(chunks),
  });
}

/** Colour in the middle of the picture. */
async function middlePixel(page: Page): Promise<number[]> {
  const { width, height, data } = await capture(page);
  const at = 4 * (Math.floor(height / 2) * width + Math.floor(width / 2));
  return [...data.subarray(at, at + 3)];
}

test(
  'all 27 channels are in the picture, and no change of their look asks for anything',
  { tag: '@thorough' },
  async ({ page }) => {
    await open(page, manyChannels());
    await setState(page, { center: { x: 30, y: 60 }, zoom: 4 });
    await settled(page);
    server.resetLog();
    expect(await middlePixel(page)).toEqual([27 * 9, 27 * 8, 27 * 7]);

    const list = page.getByRole('list', { name: 'Channels', exact: true });
    await expect(list.getByRole('listitem')).toHaveCount(CHANNELS);
    await page.getByRole('searchbox', { name: 'Find a channel' }).fill('marker 26');
    await expect(list.getByRole('listitem')).toHaveCount(1);
    await list.getByRole('button', { name: 'Hide Marker 26' }).click();
    await settled(page);
    expect(await middlePixel(page)).toEqual([26 * 9, 26 * 8, 26 * 7]);
    await list.getByRole('button', { name: 'Marker 26', exact: false }).last().click();
    await page.getByRole('button', { name: 'Only this: Marker 26' }).click();
    await expect(page.getByText('1 of 27')).toBeVisible();
    await settled(page);
    expect(await middlePixel(page)).toEqual([9, 8, 7]);
    await page.getByRole('button', { name: 'All', exact: true }).click();
    await settled(page);

    const contrast = page.getByRole('group', { name: 'Contrast of Marker 26' });
    const [low, high] = ['Lower', 'Upper'].map((side) =>
      contrast.getByRole('textbox', { name: `${side} contrast limit` }),
    );
    if (!low || !high) throw new Error('There are two fields.');
    await contrast.getByRole('button', { name: 'Auto', exact: true }).click();
    await expect(low, 'the left and the right half are in view').toHaveValue('26');
    await contrast.getByRole('button', { name: /^More contrast/ }).click();
    await page.getByRole('menuitem', { name: 'Full range' }).click();
    await expect(low).toHaveValue('0');
    const slider = contrast.getByRole('slider', { name: 'Upper contrast limit' });
    await slider.press('ArrowLeft');
    await expect(high).toHaveValue('254');
    await slider.press('Shift+ArrowLeft');
    await expect(high).toHaveValue('244');
    await contrast
      .locator('svg')
      .first()
      .dblclick({ position: { x: 120, y: 30 }, force: true });
    await expect(low, 'a double click is automatic').toHaveValue('26');
    await settled(page);
    expect(askedFor(server), 'requests for looks').toEqual([]);
    const { memory } = await stats(page);
    expect(memory.peakBytes).toBeLessThanOrEqual(memory.limitBytes);
  },
);

test('the histogram is of what is on the screen, and follows it', async ({ page }) => {
  await open(page, manyChannels());
  await setState(page, { center: { x: 15, y: 60 }, zoom: 100 });
  await settled(page);
  const inside = page.getByRole('group', { name: 'Contrast of Marker 0' }).locator('path.inside');
  const lastBin = /L263\.5 6\.0L264\.5 6\.0/;
  await expect(inside, 'only 255 is in view').toHaveAttribute('d', lastBin);
  const before = await inside.getAttribute('d');
  expect(before).toMatch(/^M0 66L-?[\d.]+ 66\.0/);
  await setState(page, { center: { x: 100, y: 60 } });
  await expect(inside, 'only 0 is in view').toHaveAttribute('d', /^M0 66L-?[\d.]+ 6\.0/);
});
