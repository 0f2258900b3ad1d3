import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { decodeLink } from '../../src/lib/share';
import { startFixtureServer } from '../fixtures/fixture-server';
import { expect, foreignData, needForeignData, open, ready, settled, test } from './harness';

test.skip(foreignData() === undefined, 'Data that others made are not here.');
test.use({ viewport: { width: 900, height: 600 }, contextOptions: { reducedMotion: 'reduce' } });

/** Files below a folder, as a page can be given them. */
function filesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    names
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path).toString('base64')]),
  );
}

/** Lets the page's folder picker give a folder of the browser's own storage, which has handles like any other. */
async function pickable(page: Page, name: string, folder: string): Promise<void> {
  await page.evaluate(
    async ([called, files]) => {
      const root = await navigator.storage.getDirectory();
      const top = await root.getDirectoryHandle(called, { create: true });
      for (const [path, base64] of Object.entries(files)) {
        const parts = path.split('/');
        let at = top;
        for (const part of parts.slice(0, -1)) at = await at.getDirectoryHandle(part, { create: true });
        const handle = await at.getFileHandle(parts.at(-1) ?? '', { create: true });
        const writing = await handle.createWritable();
        await writing.write(Uint8Array.from(atob(base64), (each) => each.charCodeAt(0)));
        await writing.close();
      }
      Object.assign(window, { showDirectoryPicker: () => Promise.resolve(top) });
    },
    [name, filesOf(folder)] as const,
  );
}

/** Drops a file of this machine on the page. */
async function dropFile(page: Page, path: string): Promise<void> {
  const base64 = readFileSync(path).toString('base64');
  await page.evaluate(
    ([name, text]) => {
      const transfer = new DataTransfer();
      const bytes = Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { lastModified: 1_700_000_000_000 }));
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, cancelable: true }));
    },
    [path.slice(path.lastIndexOf('/') + 1), base64] as const,
  );
}

const layerCount = (page: Page, count: number) =>
  page.waitForFunction((wanted) => window.exascope.layers().length === wanted, count, { polling: 250 });

/** Left of the middle, where no panel is. */
const someValue = (page: Page) =>
  page.evaluate(() => {
    const [found] = window.exascope.valueAt(innerWidth / 2 - 60, innerHeight / 2);
    return found && { index: found.index, value: Number(found.value) };
  });

test('a folder of this device stands for that of a link, is remembered, and asks once more', async ({
  page,
}) => {
  test.slow();
  await page.goto('/?source=local:ffffffffffffffff/simple.zarr');
  await ready(page);
  const card = page.getByRole('alert', { name: 'This data is on the device of whoever made the link' });
  await expect(card).toBeVisible();
  await pickable(page, 'simple.zarr', `${needForeignData()}/12-neuroglancer-ome-zarr/simple_0.5`);
  await card.getByRole('button', { name: 'Open a folder' }).click();
  await layerCount(page, 1);
  await settled(page);
  await expect(card).toHaveCount(0);
  const first = await someValue(page);
  expect(first?.value).toBe((first?.index[0] ?? 0) * 10 + (first?.index[1] ?? 0));
  await page.keyboard.press('h');
  const tree = page.getByRole('tree', { name: 'Hierarchy' });
  await expect(
    tree.getByRole('treeitem', { name: /^simple\.zarr, .*Image, open as a layer$/ }),
  ).toBeVisible();
  await expect(tree.getByRole('treeitem', { name: /^scale1\/image, 5 × 5.*, Array$/ })).toBeVisible();
  await page.keyboard.press('h');
  const stats = await page.evaluate(() => window.exascope.stats());
  expect(stats.requests).toMatchObject({ metadata: 0, chunks: 0, failed: 0 });
  expect(stats.bytes.network).toBe(0);
  expect(stats.served.disk).toBeGreaterThan(0);
  await expect.poll(async () => (await decodeLink(page.url())).view.layers).toHaveLength(1);
  expect(page.url()).toMatch(/source=local:f{16}\/simple\.zarr/);
  const link = page.url();

  // After a while browsers ask again: with one click it is there, as the link says.
  await page.addInitScript(() => {
    let state: PermissionState = 'prompt';
    Object.assign(FileSystemHandle.prototype, {
      queryPermission: () => Promise.resolve(state),
      requestPermission: () => Promise.resolve((state = 'granted')),
    });
  });
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Open simple.zarr' })).toHaveCount(1);
  await expect(page.getByText('Permission needed')).toBeVisible();
  await page.goto(link);
  await page
    .getByRole('alert', { name: 'The browser asks once more' })
    .getByRole('button', { name: 'Allow' })
    .click();
  await layerCount(page, 1);
  await settled(page);
  expect(await someValue(page)).toEqual(first);
});

test('an archive that is dropped twice is one, and one of a server is read by ranges', async ({ page }) => {
  test.slow();
  const zip = `${needForeignData()}/12-neuroglancer-ome-zarr/simple_0.5.zip`;
  await page.goto('/');
  await ready(page);
  await dropFile(page, zip);
  await layerCount(page, 1);
  await settled(page);
  const local = await someValue(page);
  expect(local?.value).toBe((local?.index[0] ?? 0) * 10 + (local?.index[1] ?? 0));
  await dropFile(page, zip);
  await layerCount(page, 2);
  const { sources } = await page.evaluate(() => window.exascope.getState());
  expect(sources).toHaveLength(2);
  expect(sources[0]).toBe(sources[1]);

  const server = await startFixtureServer({ folder: needForeignData() });
  try {
    await open(page, `${server.url}/files/12-neuroglancer-ome-zarr/simple_0.5.zip|zip:scale0/image`);
    await settled(page);
    expect((await someValue(page))?.value).toBeGreaterThan(0);
    const asked = server.log().filter(({ path }) => path.endsWith('.zip'));
    expect(asked.filter(({ method }) => method === 'GET').every(({ range }) => range !== undefined)).toBe(
      true,
    );
  } finally {
    await server.close();
  }
});
