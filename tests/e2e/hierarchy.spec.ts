import type { Locator, Page } from '@playwright/test';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { storeOfNodes } from '../fixtures/store-of-nodes';
import { consolidated, omeTree, under, type OmeImage } from '../fixtures/ome-tree';
import { askedFor, expect, foreignData, open, ready, settled, test } from './harness';
import { expectVoxels, truthOf } from './written-values';

// Where it is not known what a node is, documents are looked for that may not be there, and the browser says so.
test.use({
  // Wide enough for the layers beside it.
  viewport: { width: 1280, height: 800 },
  contextOptions: { reducedMotion: 'reduce' },
  expectedMessages: { patterns: [/status of 404/] },
});

let server: FixtureServer;
test.beforeAll(async () => {
  const folder = foreignData();
  server = await startFixtureServer({ lists: true, ...(folder !== undefined && { folder }) });
});
test.afterAll(async () => {
  await server.close();
});

function imageOf(value: number, more: Partial<OmeImage> = {}): OmeImage {
  const level = (size: number, scale: number) => ({
    shape: [4, size, size],
    scale: [1, scale, scale],
    value: () => value,
  });
  return { version: '0.5', axes: 'zyx', dtype: 'uint16', levels: [level(64, 1), level(32, 2)], ...more };
}

const names = (page: Page) =>
  page.evaluate(() => window.exascope.layers().map(({ name, kind }) => `${name} ${kind}`));
const sourcesOf = (page: Page) => page.evaluate(() => window.exascope.getState().sources);
const rowOf = (tree: Locator, name: string) => tree.getByRole('treeitem', { name: `${name},` });

test('the tree of a store opens nodes as layers, and shows which are open', async ({ page }) => {
  const cells = imageOf(7, { more: { 'image-label': {} } });
  const objects = consolidated({
    ...under('em', omeTree(imageOf(3))),
    ...under('em2', omeTree(imageOf(5))),
    ...under('cells', omeTree(cells)),
  });
  await open(page, `${server.serve('store', objects)}/em`);
  await settled(page);
  await page.keyboard.press('h');
  const tree = page.getByRole('tree', { name: 'Hierarchy' });
  await expect(rowOf(tree, 'em')).toHaveAttribute('aria-expanded', 'true');
  await expect(rowOf(tree, '0')).toContainText('4 × 64 × 64');

  await rowOf(tree, 'em').click({ button: 'right' });
  const menu = page.getByRole('menu', { name: 'What can be done with em' });
  await menu.getByRole('menuitem', { name: 'Show the folder above' }).click();
  await expect(rowOf(tree, 'store')).toContainText('Zarr v3');
  await expect(rowOf(tree, 'em')).toContainText('uint16 · 2 levels');
  await expect(rowOf(tree, 'em')).toHaveAttribute('aria-selected', 'true');

  server.resetLog();
  await page.keyboard.press('Home');
  await page.keyboard.type('cel');
  await expect(rowOf(tree, 'cells')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowRight');
  await expect(tree.getByRole('treeitem', { level: 3 })).toHaveCount(2);
  expect(askedFor(server), 'all of it is known').toEqual([]);

  await page.keyboard.press('Enter');
  await expect.poll(() => names(page)).toEqual(['em image', 'cells labels']);
  await expect(
    tree.getByRole('treeitem', { name: 'cells, uint16 · 2 levels, Labels, open as a layer' }),
  ).toBeVisible();

  await rowOf(tree, 'em').click();
  await rowOf(tree, 'em2').click({ modifiers: ['Control'] });
  await rowOf(tree, 'em2').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Add as 2 layers' }).click();
  await expect.poll(() => names(page)).toHaveLength(4);

  await rowOf(tree, 'cells').getByTitle('Hide cells').click();
  await expect(page.getByRole('button', { name: 'Show cells' })).toBeVisible();
  await page.getByRole('button', { name: 'Unfold cells' }).click();
  await expect(rowOf(tree, 'cells')).toHaveAttribute('aria-selected', 'true');

  await rowOf(tree, 'em2').click();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Open in place of all layers' }).click();
  await expect.poll(() => names(page)).toEqual(['em2 image']);
});

test('what is told of a node can be searched, and one of its levels opened', async ({ page }) => {
  await open(page, server.serve('image', omeTree(imageOf(3, { unit: 'micrometer' }))));
  await settled(page);
  await page.keyboard.press('h');
  const tree = page.getByRole('tree', { name: 'Hierarchy' });
  await rowOf(tree, 'image').click();
  const pane = page.getByRole('region', { name: 'About image' });
  await expect(pane).toContainText('4 × 64 × 64 z y x');
  await expect(pane).toContainText('OME-Zarr 0.5');
  await pane.getByRole('tab', { name: 'Levels' }).click();
  await expect(pane.getByRole('region', { name: 'Level 1' })).toContainText('4 × 32 × 32');
  await pane.getByRole('tab', { name: 'Attributes' }).click();
  await pane.getByRole('searchbox').fill('micro');
  await expect(pane.getByText('micrometer')).toHaveCount(3);
  await expect(pane.getByText('node_type')).toHaveCount(0);

  await rowOf(tree, 'image').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Open one level' }).hover();
  await page.getByRole('menuitem', { name: 'Level 1 and coarser' }).click();
  await expect.poll(() => names(page)).toHaveLength(2);
  expect(await page.evaluate(() => window.exascope.getState().layers.map(({ level }) => level))).toEqual([
    'auto',
    1,
  ]);
});

test('folders are listed by the pages of their server, of which nothing is run', async ({ page }) => {
  const url = server.serve('listed', under('brain', omeTree(imageOf(3))));
  const hostile = ['<img src=x onerror=window.wasRun=1>', '"><script>window.wasRun=1<script>'];
  const links = [...hostile.map((name) => encodeURIComponent(name)), 'brain', 'javascript:window.wasRun=1']
    .map((href) => `<a href="${href.startsWith('java') ? href : `./${href}/`}">x</a>`)
    .join('');
  server.onPath(/\/listed\/$/, {
    content: `<title>Index of /</title><script>window.wasRun=1</script>${links}`,
    headers: { 'Content-Type': 'text/html' },
  });
  await page.goto('/');
  await ready(page);
  await page.getByRole('button', { name: 'Hierarchy' }).click();
  await page.getByRole('textbox', { name: 'Location, or path below the top' }).fill(url);
  await page.keyboard.press('Enter');
  const tree = page.getByRole('tree', { name: 'Hierarchy' });
  await expect(rowOf(tree, 'brain')).toContainText('2 levels');
  await expect(tree.getByRole('treeitem')).toHaveCount(4);
  await expect(tree.getByText(hostile[0] ?? '')).toBeVisible();
  expect(await page.evaluate(() => 'wasRun' in window)).toBe(false);
  await rowOf(tree, 'brain').dblclick();
  await settled(page);
  await expect.poll(() => names(page)).toEqual(['brain image']);
  await expect(page.getByRole('complementary', { name: 'Hierarchy' })).toBeVisible();
});

/** What opens from the tree: a folder of what others made, a path in it, and where values are written for each level. */
const written: readonly (readonly [
  folder: string,
  path: string,
  arrays: readonly string[],
  from?: string,
])[] = [
  ['08-omezarr-2d-to-5d-v04-v05', '5d_testing/5d_dataset_v4.ome.zarr', ['0', '1']],
  ['10-ome-zarr-py-legacy-and-bf2raw-plate', 'bf2raw/plate-rows-2.zarr/B/1/0', ['0', '1']],
  ['10-ome-zarr-py-legacy-and-bf2raw-plate', 'bf2raw/fake-series-2.zarr/1', ['0', '1']],
  ['11-viv-fixtures', 'bioformats-zarr/data.zarr/0', ['0', '1']],
  ['12-neuroglancer-ome-zarr', 'simple_0.5', ['scale0/image', 'scale2/image']],
  ['13-zarr-v2-v3-arrays', 'zarrita_js/v2/data.zarr/3d.chunked.mixed.i2.F', ['']],
  [
    '26-zip',
    '5d_v05_deflated.zip',
    ['0', '1'],
    '08-omezarr-2d-to-5d-v04-v05/5d_testing/5d_dataset_v5.ome.zarr',
  ],
];

test(
  'folders that others wrote open from the tree, with the values written beside them',
  {
    tag: '@thorough',
  },
  async ({ page }) => {
    test.skip(foreignData() === undefined, 'Data that others made are not here.');
    test.slow();
    await open(page, 'gen:checkerboard?levels=1&tile=64');
    await page.keyboard.press('h');
    const tree = page.getByRole('tree', { name: 'Hierarchy' });
    const field = page.getByRole('textbox', { name: /^Location, or path below/ });
    await field.fill(`${server.url}/files`);
    await page.keyboard.press('Enter');
    await expect(rowOf(tree, 'files')).toHaveAttribute('aria-selected', 'true');
    for (const [folder, path, arrays, from = `${folder}/${path}`] of written) {
      await field.fill(`/${folder}/${path}`);
      await page.keyboard.press('Enter');
      await expect(tree.getByRole('treeitem', { selected: true })).toContainText(path.split('/').pop() ?? '');
      await page.keyboard.press('Shift+F10');
      await page.getByRole('menuitem', { name: 'Open in place of all layers' }).click();
      await expect.poll(() => sourcesOf(page)).toEqual([expect.stringContaining(path)]);
      const [beside = '', ...inner] = from.split('/');
      for (const [level, array] of arrays.entries()) {
        const name = [...inner, array].filter((part) => part !== '').join('/');
        const truth = truthOf(beside)[name];
        if (!truth) throw new Error(`Nothing is written of ${name}.`);
        const at = path === 'simple_0.5' && level === 1 ? 2 : level;
        expect(await expectVoxels(page, truth, at, name)).toBeGreaterThan(0);
      }
    }
    await field.fill('/17-ngff-conformance-0.4/0.4/schemas');
    await page.keyboard.press('Enter');
    await expect(rowOf(tree, 'schemas')).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('ArrowRight');
    await expect(rowOf(tree, 'ome.schema')).toBeVisible();
  },
);

test('of a store of ten thousand nodes few are drawn, and a click loads only what it needs', async ({
  page,
}) => {
  const url = server.serve('many', { ...storeOfNodes(10_000), ...under('image-4999', omeTree(imageOf(7))) });
  server.resetLog();
  await page.goto('/');
  await ready(page);
  await page.getByRole('button', { name: 'Hierarchy' }).click();
  await page.getByRole('textbox', { name: 'Location, or path below the top' }).fill(url);
  await page.keyboard.press('Enter');
  const tree = page.getByRole('tree', { name: 'Hierarchy' });
  await expect(rowOf(tree, 'image-0')).toHaveAttribute('aria-setsize', '5000');
  // They come in parts.
  await expect(rowOf(tree, 'many')).not.toHaveAttribute('aria-busy');
  expect(
    askedFor(server)
      .filter(({ status }) => status === 200)
      .map(({ path }) => path),
  ).toEqual(['/objects/many/zarr.json']);
  server.resetLog();
  await tree.press('End');
  const last = rowOf(tree, 'image-4999');
  await expect(last).toHaveAttribute('aria-selected', 'true');
  expect(await tree.getByRole('treeitem').count()).toBeLessThan(80);
  await expect(page.getByRole('region', { name: 'About image-4999' })).toContainText('64 × 64');
  expect(askedFor(server), 'all of a node is known').toEqual([]);
  await tree.press('Enter');
  await settled(page);
  const asked = new Set(askedFor(server).map(({ path }) => path));
  expect([...asked].filter((path) => !path.startsWith('/objects/many/image-4999/'))).toEqual([]);
});

test('where nothing is listed it says so, and a path can be typed', async ({ page }) => {
  const group = { zarr_format: 3, node_type: 'group', attributes: {} };
  const url = server.serve('unlisted', { 'zarr.json': group, ...under('deep/em', omeTree(imageOf(3))) });
  await page.goto('/');
  await ready(page);
  await page.getByRole('button', { name: 'Hierarchy' }).click();
  const field = page.getByRole('textbox', { name: 'Location, or path below the top' });
  await field.fill(url);
  await page.keyboard.press('Enter');
  const tree = page.getByRole('tree', { name: 'Hierarchy' });
  await tree.getByText('This server does not list folders; type a path').click();
  await expect(field).toBeFocused();
  await field.fill('deep/other');
  await page.keyboard.press('Enter');
  await expect(page.getByText('There is nothing there that this page can read')).toBeVisible();
  await field.fill('deep/em');
  await page.keyboard.press('Enter');
  await expect(rowOf(tree, 'deep/em')).toContainText('2 levels');
  await expect(tree).toBeFocused();
});
