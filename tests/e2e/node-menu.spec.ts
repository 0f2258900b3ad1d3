import type { Locator, Page } from '@playwright/test';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { consolidated, omeTree, under, type Objects, type OmeImage } from '../fixtures/ome-tree';
import { expect, open, settled, test } from './harness';

// Where it is not known what a node is, documents are looked for that may not be there, and the browser says so.
test.use({
  viewport: { width: 1280, height: 800 },
  contextOptions: { reducedMotion: 'reduce' },
  permissions: ['clipboard-read', 'clipboard-write'],
  expectedMessages: { patterns: [/status of 404/] },
});

let server: FixtureServer;
test.beforeAll(async () => {
  server = await startFixtureServer();
});
test.afterAll(async () => {
  await server.close();
});

function imageOf(axes: string, more: Partial<OmeImage> = {}): OmeImage {
  const level = (size: number, scale: number) => ({
    shape: [...axes].map(() => size),
    scale: [...axes].map(() => scale),
    value: () => 3,
  });
  return { version: '0.5', axes, dtype: 'uint16', levels: [level(16, 1), level(8, 2)], ...more };
}

const group = (attributes: object): Objects => ({
  'zarr.json': { zarr_format: 3, node_type: 'group', attributes },
});

/** An image, another, one of floating-point numbers in two axes, label images, points, and a group without any. */
const store: Objects = consolidated({
  ...under('em', omeTree(imageOf('zyx'))),
  ...under('em2', omeTree(imageOf('zyx'))),
  ...under('flat', omeTree(imageOf('yx', { dtype: 'float32' }))),
  ...under('cells', omeTree(imageOf('zyx', { dtype: 'uint32', more: { 'image-label': {} } }))),
  ...under('spots', group({ geff: { directed: false } })),
  ...under('others', group({})),
});

const layers = (page: Page) =>
  page.evaluate(() => window.exascope.layers().map(({ name, kind }) => `${name} ${kind}`));
const stateOf = (page: Page) => page.evaluate(() => window.exascope.getState());
const rowOf = (page: Page, name: string): Locator =>
  page.getByRole('tree', { name: 'Hierarchy' }).getByRole('treeitem', { name: `${name},` });

/** Shows the store in the tree, beside `em` and no other layer. */
async function browse(page: Page): Promise<string> {
  const location = server.serve('store', store);
  await open(page, `${location}/em`);
  await settled(page);
  await page.keyboard.press('h');
  await rowOf(page, 'em').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Show the folder above' }).click();
  await expect(rowOf(page, 'spots')).toBeVisible();
  return location;
}

async function menuOf(page: Page, name: string): Promise<Locator> {
  await rowOf(page, name).click({ button: 'right' });
  const menu = page.getByRole('menu', { name: `What can be done with ${name}` });
  await expect(menu).toBeVisible();
  return menu;
}

/** Of each layer, bottom first, whether its menu says that its tiles are outlined. */
async function outlined(page: Page): Promise<boolean[]> {
  const menus = page.getByRole('button', { name: /^More for/ });
  const states: boolean[] = [];
  for (let at = (await menus.count()) - 1; at >= 0; at--) {
    await menus.nth(at).click();
    const entry = page.getByRole('menuitemcheckbox', { name: 'Tile outlines' });
    states.push((await entry.getAttribute('aria-checked')) === 'true');
    await page.keyboard.press('Escape');
    await expect(entry).toHaveCount(0);
  }
  return states;
}

async function choose(page: Page, name: string, entry: string): Promise<void> {
  await (await menuOf(page, name)).getByRole('menuitem', { name: entry }).click();
}

test('each entry of the menu of a node does what it says', { tag: '@thorough' }, async ({ page }) => {
  test.slow();
  const location = await browse(page);
  await choose(page, 'em2', 'Open in place of all layers');
  await expect.poll(() => layers(page)).toEqual(['em2 image']);
  await choose(page, 'em', 'Add as layer');
  await expect.poll(() => layers(page)).toEqual(['em2 image', 'em image']);
  await choose(page, 'em2', 'Open as labels');
  await expect.poll(() => layers(page)).toEqual(['em2 image', 'em image', 'em2 labels']);
  await choose(page, 'cells', 'Open as image');
  await expect.poll(() => layers(page)).toEqual(['em2 image', 'em image', 'em2 labels', 'cells image']);

  await choose(page, 'em', 'Open in 3D');
  await expect.poll(async () => (await stateOf(page)).mode).toBe('3d');
  await choose(page, 'em', 'Open in 2D');
  await expect.poll(async () => (await stateOf(page)).mode).toBe('2d');
  await expect.poll(() => layers(page)).toHaveLength(6);

  await choose(page, 'em', 'Open with tile outlines');
  await expect.poll(() => layers(page)).toHaveLength(7);
  expect(await outlined(page)).toEqual([...new Array<boolean>(6).fill(false), true]);

  await (await menuOf(page, 'em')).getByRole('menuitem', { name: 'Open one level' }).press('ArrowRight');
  await page.getByRole('menuitem', { name: 'Level 1 and coarser' }).click();
  await expect.poll(() => layers(page)).toHaveLength(8);
  expect((await stateOf(page)).layers.map(({ level }) => level)).toEqual([
    ...new Array<string>(7).fill('auto'),
    1,
  ]);

  await choose(page, 'flat', 'Show information');
  await expect(page.getByRole('region', { name: 'About flat' })).toContainText('16 × 16 y x');
  await choose(page, 'flat', 'Copy location');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(`${location}/flat`);
  await choose(page, 'em', 'Hide its layers');
  await expect
    .poll(async () => (await stateOf(page)).layers.map(({ visible }) => visible))
    .toEqual([true, false, true, true, false, false, false, false]);

  await choose(page, 'em2', 'Keep offline');
  const dialog = page.getByRole('dialog', { name: 'Keep em2 on this device' });
  await expect(dialog.getByRole('button', { name: /^Keep/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);

  await rowOf(page, 'em').click();
  await rowOf(page, 'others').click({ modifiers: ['Control'] });
  await rowOf(page, 'cells').click({ modifiers: ['Control'] });
  await rowOf(page, 'cells').click({ button: 'right' });
  const several = page.getByRole('menu', { name: 'What can be done with 3 nodes' });
  await expect(several.getByRole('menuitem', { name: 'Add as 2 layers' })).toBeVisible();
  await several.getByRole('menuitem', { name: 'Open in place of all layers' }).click();
  await expect.poll(async () => (await layers(page)).sort()).toEqual(['cells labels', 'em image']);

  // Those of all layers, and none: what was asked of one layer goes as well.
  await choose(page, 'em2', 'Open with tile outlines');
  await expect.poll(() => layers(page)).toHaveLength(3);
  expect(await outlined(page)).toEqual([false, false, true]);
  await page.getByRole('application').focus();
  for (const _ of ['on', 'off']) await page.keyboard.press('t');
  expect(await outlined(page)).toEqual([false, false, false]);
});

test('what cannot be done with a node is there, and says why', { tag: '@thorough' }, async ({ page }) => {
  await browse(page);
  const entry = (menu: Locator, name: string) => menu.getByRole('menuitem', { name });
  const spots = await menuOf(page, 'spots');
  await expect(spots.getByRole('menuitem', { name: /^Open|^Add|^Keep/, disabled: false })).toHaveCount(0);
  await expect(entry(spots, 'Add as layer')).toContainText(
    'Points in a Parquet table or a graph cannot be shown',
  );
  await expect(entry(spots, 'Show information')).toBeEnabled();
  await page.keyboard.press('Escape');

  const flat = await menuOf(page, 'flat');
  await expect(entry(flat, 'Open as labels')).toContainText('Its values are no whole numbers');
  await expect(entry(flat, 'Open in 3D')).toContainText('It has two axes only');
  await expect(entry(flat, 'Open as points')).toContainText('No rows of coordinates');
  await expect(flat.getByRole('menuitem', { disabled: true })).toHaveCount(3);
  await page.keyboard.press('Escape');

  await expect(entry(await menuOf(page, 'others'), 'Add as layer')).toContainText('It is no image');
  await page.keyboard.press('Escape');

  await page.evaluate(() => window.exascope.open('gen:ramp?levels=2&tile=16'));
  const generated = await menuOf(page, 'ramp');
  await expect(entry(generated, 'Keep offline')).toContainText('It is made here on demand');
  await expect(entry(generated, 'Keep offline')).toBeDisabled();
});
