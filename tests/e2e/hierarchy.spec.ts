import type { Locator, Page } from '@playwright/test';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { omeTree, under, type Objects, type OmeImage } from '../fixtures/ome-tree';
import { askedFor, expect, open, settled, test } from './harness';

// Where it is not known what a node is, documents are looked for that may not be there, and the browser says so.
test.use({
  // Wide enough for the layers beside it.
  viewport: { width: 1280, height: 800 },
  contextOptions: { reducedMotion: 'reduce' },
  expectedMessages: { patterns: [/status of 404/] },
});

let server: FixtureServer;
test.beforeAll(async () => {
  server = await startFixtureServer();
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

/** Objects with a root that knows all metadata below it. */
function consolidated(objects: Objects): Objects {
  const metadata = Object.entries(objects).flatMap(([path, document]) =>
    path.endsWith('/zarr.json') ? [[path.slice(0, -'/zarr.json'.length), document]] : [],
  );
  const root = { zarr_format: 3, node_type: 'group', attributes: {} };
  const all = { kind: 'inline', must_understand: false, metadata: Object.fromEntries(metadata) as object };
  return { 'zarr.json': { ...root, consolidated_metadata: all }, ...objects };
}

const names = (page: Page) =>
  page.evaluate(() => window.exascope.layers().map(({ name, kind }) => `${name} ${kind}`));
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
  await expect(menu.getByRole('menuitem', { name: 'Open as points' })).toBeDisabled();
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
    tree.getByRole('treeitem', { name: 'cells, Labels, uint16 · 2 levels, open as a layer' }),
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
  const hostile = ['<img src=x onerror=window.wasRun=1>', '"><script>window.wasRun=1</script>'];
  const links = [...hostile.map((name) => encodeURIComponent(name)), 'brain', 'javascript:window.wasRun=1']
    .map((href) => `<a href="${href.startsWith('java') ? href : `./${href}/`}">x</a>`)
    .join('');
  server.onPath(/\/listed\/$/, {
    content: `<title>Index of /</title><script>window.wasRun=1</script>${links}`,
    headers: { 'Content-Type': 'text/html' },
  });
  await page.goto('/');
  await page.keyboard.press('h');
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

test('where nothing is listed it says so, and a path can be typed', async ({ page }) => {
  const group = { zarr_format: 3, node_type: 'group', attributes: {} };
  const url = server.serve('unlisted', { 'zarr.json': group, ...under('deep/em', omeTree(imageOf(3))) });
  await page.goto('/');
  await page.keyboard.press('h');
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
