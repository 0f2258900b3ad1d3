import type { Page } from '@playwright/test';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { clearStorage } from './kept';
import { expect, open, ready, setState, settled, test, type LayerState, type ViewState } from './harness';

test.use({
  contextOptions: { reducedMotion: 'reduce' },
  permissions: ['clipboard-read', 'clipboard-write'],
});

const A = 'gen:checkerboard?levels=3&tile=128&cell=16';
const B = 'gen:ramp?levels=3&tile=128';
const C = 'gen:checkerboard?levels=3&tile=128&cell=50';

async function copiedLink(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Link copied' })).toBeAttached();
  await page.keyboard.press('Escape');
  return page.evaluate(() => navigator.clipboard.readText());
}

function getState(page: Page): Promise<ViewState> {
  return page.evaluate(() => window.exascope.getState());
}

/** The state of a fresh page that a link opens, once everything is there. */
async function stateBehind(page: Page, link: string): Promise<ViewState> {
  const fresh = await page.context().newPage();
  await fresh.goto(link);
  await ready(fresh);
  await fresh.evaluate(() => window.exascope.settled());
  const state = await getState(fresh);
  await fresh.close();
  return state;
}

/** Opens images, gives each a look of its own and the view a place, and waits for contrast to be decided. */
async function openLooks(page: Page, sources: readonly string[], looks: readonly object[]): Promise<void> {
  await open(page, sources);
  await setState(page, { center: { x: 300.25, y: 200.5 }, zoom: 1.5, layers: looks });
  await settled(page);
}

const looks = [
  { id: 'layer1', colormap: 'viridis', opacity: 0.5 },
  { id: 'layer2', colormap: 'magma', blending: 'additive', gamma: 2, contrast: [5, 50] },
  { id: 'layer3', colormap: '#ff8800', interpolation: 'linear', visible: false },
];
/** What tells the looks apart. */
const colormaps = (layers: readonly LayerState[]) => layers.map(({ colormap }) => colormap);

test('a link brings order and looks of layers back after they were reordered', async ({ page }) => {
  await openLooks(page, [A, B, C], looks);
  await setState(page, { layers: [{ id: 'layer3' }, { id: 'layer1' }, { id: 'layer2' }] });
  const state = await getState(page);
  expect(colormaps(state.layers)).toEqual(['#ff8800', 'viridis', 'magma']);
  expect(await stateBehind(page, await copiedLink(page))).toEqual(state);
});

test(
  'a link after the first layer was removed names what is left, with its looks',
  { tag: '@thorough' },
  async ({ page }) => {
    await openLooks(page, [A, B, C], looks);
    await page.evaluate(() => window.exascope.close('layer1'));
    const state = await getState(page);
    expect(state.sources).toEqual([B, C]);
    const reopened = await stateBehind(page, await copiedLink(page));
    const ids = ['layer1', 'layer2'];
    expect(reopened).toEqual({
      ...state,
      layers: state.layers.map((layer, at) => ({ ...layer, id: ids[at] })),
    });
  },
);

test(
  'a link with one location twice brings both layers back, each with its look',
  { tag: '@thorough' },
  async ({ page }) => {
    await openLooks(page, [A, B, A], looks);
    const state = await getState(page);
    expect(await stateBehind(page, await copiedLink(page))).toEqual(state);
    expect(state.sources).toEqual([A, B, A]);
  },
);

test.describe('a source that fails', () => {
  test.use({ expectedMessages: { patterns: [/Failed to load resource/] } });
  let server: FixtureServer;
  test.beforeEach(async () => {
    server = await startFixtureServer();
  });
  test.afterEach(async () => {
    await server.close();
  });

  test(
    'shifts the settings of no other, and is in the next link again',
    { tag: '@thorough' },
    async ({ page, baseURL }) => {
      const frail = server.generated(B);
      await openLooks(page, [A, frail, C], looks);
      const state = await getState(page);
      const link = await copiedLink(page);
      await page.goto('about:blank');
      await clearStorage(page, { origin: baseURL ?? '', types: 'cache_storage,indexeddb' });
      server.failPath(/./, 404);
      const without = await stateBehind(page, link);
      expect(without.sources).toEqual([A, frail, C]);
      expect(without.layers).toEqual(state.layers.filter(({ id }) => id !== 'layer2'));
      server.clearRules();
      expect(await stateBehind(page, link)).toEqual(state);
    },
  );
});

test('going back and forth between links shows what each says', async ({ page }) => {
  await openLooks(page, [A], looks.slice(0, 1));
  await expect.poll(() => page.url()).toContain('#');
  const first = await copiedLink(page);
  await expect.poll(() => page.url()).toBe(first);
  await page.evaluate((location) => window.exascope.open(location), B);
  await setState(page, { layers: [{ id: 'layer2', colormap: 'magma' }] });
  const second = await copiedLink(page);
  await expect.poll(() => page.url()).toBe(second);
  await page.goBack();
  await expect.poll(async () => colormaps((await getState(page)).layers)).toEqual(['viridis']);
  await page.goForward();
  await expect.poll(async () => colormaps((await getState(page)).layers)).toEqual(['viridis', 'magma']);
});
