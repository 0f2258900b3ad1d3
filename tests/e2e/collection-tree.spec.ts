import type { Locator, Page } from '@playwright/test';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { groupTree, omeTree, under, type OmeImage } from '../fixtures/ome-tree';
import { plateTree, seriesTree, type PlateField } from '../fixtures/plate-tree';
import { expect, middleValues, open, setState, settled, test } from './harness';

// Small, so that few wells are in view; documents are looked for that may not be there, and the browser says so.
test.use({
  viewport: { width: 640, height: 420 },
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

/** An image of one value. */
function plain(value: number): OmeImage {
  const levels = [{ shape: [8, 8], scale: [1, 1], value: () => value }];
  return { version: '0.5', axes: 'yx', dtype: 'uint16', levels };
}

const treeOf = (page: Page): Locator => page.getByRole('tree', { name: 'Hierarchy' });

/** Shows a location in the tree, beside an image that says nothing of it. */
async function browse(page: Page, location: string): Promise<void> {
  await open(page, 'gen:checkerboard?levels=1&tile=8&shape=8,8');
  await page.keyboard.press('h');
  await goTo(page, location);
}

/** Types a path below the top, or a location, and waits for its row. */
async function goTo(page: Page, path: string): Promise<void> {
  await page.getByRole('textbox', { name: /^Location, or path below/ }).fill(path);
  await page.keyboard.press('Enter');
  const name = path.slice(path.lastIndexOf('/') + 1);
  await expect(treeOf(page).getByRole('treeitem', { selected: true })).toHaveAccessibleName(
    new RegExp(`(^|/)${name}(,|$)`),
  );
}

async function chooseEntry(page: Page, entry: string): Promise<void> {
  await treeOf(page).focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: entry }).click();
}

/** Names of the layers above the first, bottom first, and what is seen of them in the middle. */
async function shown(page: Page, count: number): Promise<readonly (readonly [string, unknown])[]> {
  await page.waitForFunction((least) => window.exascope.layers().length > least, count);
  // Panels lie over a part of the picture.
  await setState(page, { center: { y: 3, x: 3 } });
  await settled(page);
  const values = (await middleValues(page)).map(({ value }) => value);
  const names = await page.evaluate(() => window.exascope.layers().map(({ name }) => name));
  return names.map((name, at) => [name, values[at]] as const).slice(1);
}

const rows = Array.from(
  { length: 32 },
  (_, at) => `${at < 26 ? '' : 'A'}${String.fromCharCode(65 + (at % 26))}`,
);
const columns = Array.from({ length: 48 }, (_, at) => String(at + 1));

test(
  'a plate larger than the window asks for the wells in view only, and leads to each of their fields',
  { tag: '@thorough' },
  async ({ page }) => {
    const fieldsOf = (row: number, column: number): PlateField[] => {
      const value = 100 * row + column;
      const isLast = row === rows.length - 1 && column === columns.length - 1;
      return [{ image: plain(value) }, ...(isLast ? [{ image: plain(5000) }] : [])];
    };
    const wells = Object.fromEntries(
      rows.flatMap((name, row) =>
        columns.map((number, column) => [`${name}/${number}`, fieldsOf(row, column)] as const),
      ),
    );
    const location = server.serve(
      'screen',
      plateTree({ version: '0.5', name: 'screen', rows, columns, wells }),
    );
    await browse(page, location);
    server.resetLog();
    await chooseEntry(page, 'Look through its images');
    const grid = page.getByRole('grid', { name: 'Wells of screen' });
    const inView = async (): Promise<string[]> => {
      const cells = grid.getByRole('gridcell');
      await expect(grid.locator('canvas')).toHaveCount(await cells.count(), { timeout: 60_000 });
      return cells.evaluateAll((all) => all.map((cell) => cell.getAttribute('aria-label') ?? ''));
    };
    /** Wells whose fields were asked for since this was asked last, and with how many requests. What the tree asks is of wells alone. */
    const asked = (): { readonly wells: string[]; readonly requests: number } => {
      const found = server.log().flatMap(({ path }) => {
        const [, row, column] = /\/screen\/([A-Z]+)\/(\d+)\/\d+\//.exec(path) ?? [];
        return row === undefined || column === undefined ? [] : [`${row}${column}`];
      });
      server.resetLog();
      return { wells: [...new Set(found)], requests: found.length };
    };

    await expect(grid.getByRole('gridcell', { name: 'A1', exact: true })).toBeVisible();
    const first = await inView();
    const forFirst = asked();
    expect([...forFirst.wells].sort(), 'those in view, and no other').toEqual([...first].sort());

    await grid.evaluate((element) => element.parentElement?.scrollTo(1e6, 1e6));
    await expect(grid.getByRole('gridcell', { name: 'AF48' })).toBeInViewport();
    const last = await inView();
    const forLast = asked();
    expect([...forLast.wells].sort(), 'none of those that were passed').toEqual([...last].sort());
    console.log(
      `      ${rows.length * columns.length} wells: ${first.length} in view, ${forFirst.requests} requests; scrolled to the end: ${last.length} and ${forLast.requests}`,
    );
    for (const { wells: seen, requests } of [forFirst, forLast])
      expect(requests, 'of the field, its level and the chunk').toBeLessThanOrEqual(3 * seen.length);
    expect(first.length + last.length).toBeLessThan((rows.length * columns.length) / 8);

    await grid.getByRole('gridcell', { name: 'AF48' }).click();
    await expect(page.getByRole('heading', { name: 'Well AF48' })).toBeVisible();
    await page.getByRole('button', { name: /^Field 2/ }).click({ modifiers: ['Shift'] });
    expect(await shown(page, 1)).toEqual([['AF48 · 2', 5000]]);
  },
);

test('what holds several images is looked through from the tree', { tag: '@thorough' }, async ({ page }) => {
  const wells = { 'A/1': [{ image: plain(11) }, { image: plain(12) }] };
  const { attributes } = omeTree(plain(0))['zarr.json'] as {
    attributes: { ome: { multiscales: readonly object[] } };
  };
  const entryOf = (path: string) => ({
    ...attributes.ome.multiscales[0],
    name: path,
    datasets: [{ path: `${path}/0`, coordinateTransformations: [{ type: 'scale', scale: [1, 1] }] }],
  });
  const xml = '<OME><Image Name="label"/><Image Name="slide"/></OME>';
  const location = server.serve('several', {
    ...groupTree('0.5', {}),
    ...under('plate', plateTree({ version: '0.5', name: 'p', rows: ['A'], columns: ['1'], wells })),
    ...under('series', seriesTree('0.5', { '0': plain(60), '1': plain(61) }, xml)),
    ...under('both', {
      ...under('raw', omeTree(plain(51))),
      ...under('clean', omeTree(plain(52))),
      ...groupTree('0.5', { multiscales: [entryOf('raw'), entryOf('clean')] }),
    }),
  });
  await browse(page, location);

  await goTo(page, '/series');
  await chooseEntry(page, 'Look through its images');
  await page.getByRole('button', { name: /^slide/ }).click({ modifiers: ['Shift'] });
  expect(await shown(page, 1)).toEqual([['slide', 61]]);

  await page.keyboard.press('h');
  await goTo(page, '/plate/A/1');
  await chooseEntry(page, 'Look through its images');
  await page.getByRole('button', { name: /^Field 2/ }).click({ modifiers: ['Shift'] });
  expect((await shown(page, 2)).at(-1)).toMatchObject([expect.stringMatching(/2$/), 12]);

  await page.keyboard.press('h');
  await goTo(page, '/both');
  await chooseEntry(page, 'Add as layer');
  await page.waitForFunction(() => window.exascope.layers().length === 5);
  expect((await shown(page, 4)).map(([name]) => name).slice(-2), 'each multiscale').toEqual(['raw', 'clean']);
});
