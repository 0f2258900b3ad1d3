import { createReadStream, existsSync } from 'node:fs';
import { extname } from 'node:path';
import type { Page } from '@playwright/test';
import { encodeView } from '../../src/lib/share';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { expect, ready, settled, test } from './harness';

/** A public host that serves the built site: the page's own host is not private, as that of the test server is. */
const PUBLIC = 'https://viewer.example';
const types: Readonly<Record<string, string>> = {
  ...{ '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' },
};

let server: FixtureServer;
test.beforeEach(async ({ context }) => {
  server = await startFixtureServer();
  await context.grantPermissions(['local-network-access']);
  await context.route(`${PUBLIC}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const path = `build${pathname === '/' ? '/index.html' : pathname}`;
    if (!existsSync(path)) return route.fulfill({ status: 404 });
    const parts: Buffer[] = [];
    for await (const part of createReadStream(path)) parts.push(part as Buffer);
    const contentType = types[extname(path)] ?? 'application/octet-stream';
    return route.fulfill({ body: Buffer.concat(parts), contentType });
  });
});
test.afterEach(async () => {
  await server.close();
});

async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await ready(page);
}

const question = (page: Page) =>
  page.getByRole('alertdialog', { name: 'This link points into a private network' });

test('S13: a link into a private network asks before any request, and then shows what it says', async ({
  page,
}) => {
  const source = server.generated('gen:ramp?levels=3&tile=128');
  const [center, zoom] = [{ y: 40, x: 700 }, 3];
  const layer = { id: 'layer1', visible: true, opacity: 1, blending: 'translucent', colormap: 'magma' };
  const fragment = encodeView({
    ...{ sources: [], mode: '2d', axes: ['y', 'x'], center, zoom, position: {}, perspective: 0 },
    ...{ rotation: [0, 0, 0, 1], layers: [layer] },
  });
  await visit(page, `${PUBLIC}/?${new URLSearchParams({ source })}${fragment}`);
  await expect(question(page)).toContainText('127.0.0.1');
  expect(server.log()).toEqual([]);
  await question(page)
    .getByRole('button', { name: /^Open from/ })
    .click();
  await page.waitForFunction(() => window.exascope.layers().length === 1);
  await settled(page);
  expect(server.log().length).toBeGreaterThan(2);
  await expect(question(page)).toHaveCount(0);
  const state = await page.evaluate(() => window.exascope.getState());
  expect(state).toMatchObject({ center, zoom, layers: [{ colormap: 'magma' }] });
});

test('S13: the same link with another fragment does not get around the question', async ({ page }) => {
  const source = server.generated('gen:ramp?levels=3&tile=128');
  const address = `${PUBLIC}/?${new URLSearchParams({ source })}`;
  await visit(page, address);
  await expect(question(page)).toBeVisible();
  await page.evaluate(() => {
    location.hash = '#v=1';
  });
  await page.evaluate(() => window.exascope.settled());
  await expect(question(page)).toBeVisible();
  expect(await page.evaluate(() => window.exascope.layers())).toEqual([]);
  expect(server.log()).toEqual([]);
});

test('S13: a link that is turned down asks nothing, and is no part of the address any more', async ({
  page,
}) => {
  const source = server.generated('gen:ramp?levels=3&tile=128');
  const query = new URLSearchParams([
    ['source', source],
    ['source', 'gen:checkerboard?levels=2&tile=128'],
  ]);
  await visit(page, `${PUBLIC}/?${query}`);
  await question(page).getByRole('button', { name: 'Do not open' }).click();
  await settled(page);
  await expect.poll(() => new URL(page.url()).searchParams.getAll('source')).toHaveLength(1);
  expect(server.log()).toEqual([]);
});

test('S13: a view at an address in a private network asks first, and so do the data that it names', async ({
  page,
}) => {
  const source = server.generated('gen:ramp?levels=3&tile=128');
  const state = server.serve('state', {
    'view.json': { layers: [{ source: `zarr://${source}` }], layout: 'xy' },
  });
  await visit(page, `${PUBLIC}/#!${state}/view.json`);
  await expect(question(page)).toContainText('127.0.0.1');
  expect(server.log()).toEqual([]);
  const open = question(page).getByRole('button', { name: /^Open from/ });
  await open.click();
  await expect(question(page)).toContainText('gen');
  expect(server.log().map(({ path }) => path)).toEqual([expect.stringContaining('view.json')]);
  await open.click();
  await page.waitForFunction(() => window.exascope.layers().length === 1);
  await settled(page);
});
