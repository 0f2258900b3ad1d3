import type { Page } from '@playwright/test';
import { decodeLink } from '../../src/lib/share';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { omeTree, withLabels, type OmeImage } from '../fixtures/ome-tree';
import { expect, middleValues, open, ready, setState, settled, test } from './harness';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

let server: FixtureServer;
test.beforeAll(async () => {
  server = await startFixtureServer();
});
test.afterAll(async () => {
  await server.close();
});

const BIG = 2n ** 63n + 5n;

function imageOf(more: Partial<OmeImage> = {}): OmeImage {
  const level = { shape: [64, 64], scale: [1, 1], value: () => 9 };
  return { version: '0.4', axes: 'yx', dtype: 'uint16', levels: [level], ...more };
}

/** Every voxel is of one object. */
function labelsOf(label: bigint): OmeImage {
  const level = { shape: [32, 32], scale: [2, 2], translation: [0.5, 0.5], value: () => label };
  return imageOf({ dtype: 'uint64', levels: [level], more: { 'image-label': {} } });
}

const layerIds = (page: Page) => page.evaluate(() => window.exascope.layers().map(({ id }) => id));
const chunksBeside = () => server.log().filter(({ path }) => /labels\/.*\/0\/(c\/)?0\/0$/.test(path));

async function shownValues(page: Page) {
  await settled(page);
  return (await middleValues(page)).map(({ layer, value }) => [layer, value]);
}

test(
  'labels beside an image are offered once it is there, and cost no chunk until they are switched on',
  { tag: '@thorough' },
  async ({ page }) => {
    server.resetLog();
    const labels = { nuclei: labelsOf(BIG), cells: labelsOf(7n) };
    await open(page, server.serve('image', withLabels(imageOf(), labels)));
    expect(await shownValues(page)).toEqual([['layer1', 9]]);
    const early = server.log().filter(({ path }) => path.includes('/labels'));
    expect(early, 'nothing is looked for before').toEqual([]);

    await expect.poll(() => layerIds(page)).toEqual(['layer1', 'layer1/nuclei', 'layer1/cells']);
    expect(await shownValues(page)).toEqual([['layer1', 9]]);
    expect(chunksBeside()).toEqual([]);
    await page.getByRole('button', { name: 'Show nuclei' }).click();
    const shown = [
      ['layer1', 9],
      ['layer1/nuclei', String(BIG)],
    ];
    expect(await shownValues(page)).toEqual(shown);
    expect(chunksBeside()).toHaveLength(1);

    const isLinked = async () =>
      (await decodeLink(page.url())).view.layers?.find(({ id }) => id === 'layer1/nuclei')?.visible;
    await expect.poll(isLinked).toBe(true);
    await page.reload();
    expect(await shownValues(page), 'a link shows it at once').toEqual(shown);
    await expect.poll(() => layerIds(page)).toEqual(['layer1', 'layer1/nuclei', 'layer1/cells']);
    await page.evaluate(() => window.exascope.close('layer1'));
    expect(await layerIds(page)).toEqual([]);
  },
);

test(
  'what a source is opened as stays with it, in the view and in its link',
  { tag: '@thorough' },
  async ({ page }) => {
    const plain = server.serve('plain', omeTree(imageOf()));
    const floats = server.serve('floats', omeTree(imageOf({ dtype: 'float32' })));
    await open(page, []);
    const failure = await page.evaluate(
      (location) =>
        window.exascope
          .open(location, { as: 'labels' })
          .catch((error: unknown) => (error as { code: string }).code),
      floats,
    );
    expect(failure).toBe('unsupported');
    await page.evaluate((location) => window.exascope.open(location, { as: 'labels' }), plain);
    const state = await page.evaluate(() => window.exascope.getState());
    expect([state.sources, state.sourceKinds]).toEqual([[plain], ['labels']]);
    const before = page.url();
    await expect.poll(() => page.url()).not.toBe(before);
    await page.reload();
    await ready(page);
    expect((await page.evaluate(() => window.exascope.getState())).sourceKinds).toEqual(['labels']);
    await setState(page, { sourceKinds: ['auto'] });
    expect((await page.evaluate(() => window.exascope.getState())).sourceKinds).toBeUndefined();
    expect(await shownValues(page)).toEqual([['layer1', 9]]);
  },
);
