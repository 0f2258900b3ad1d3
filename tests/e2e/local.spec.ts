import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startFixtureServer } from '../fixtures/fixture-server';
import { expect, foreignData, needForeignData, open, ready, settled, test } from './harness';

test.skip(foreignData() === undefined, 'Data that others made are not here.');
test.use({ viewport: { width: 400, height: 300 }, contextOptions: { reducedMotion: 'reduce' } });

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
  page.waitForFunction((wanted) => window.exascope.layers().length === wanted, count);

const valueUnderMiddle = (page: Page) =>
  page.evaluate(() => {
    const [found] = window.exascope.valueAt(innerWidth / 2, innerHeight / 2);
    return found && { index: found.index, value: Number(found.value) };
  });

test('a folder of this device opens, is remembered, and asks once more when it must', async ({ page }) => {
  await page.goto('/');
  await ready(page);
  await pickable(page, 'simple.zarr', `${needForeignData()}/12-neuroglancer-ome-zarr/simple_0.5`);
  await page.getByRole('button', { name: 'Open a folder' }).click();
  await layerCount(page, 1);
  await settled(page);
  const first = await valueUnderMiddle(page);
  expect(first?.value).toBe((first?.index[0] ?? 0) * 10 + (first?.index[1] ?? 0));
  const stats = await page.evaluate(() => window.exascope.stats());
  expect(stats.requests).toMatchObject({ metadata: 0, chunks: 0, failed: 0 });
  expect(stats.bytes.network).toBe(0);
  expect(stats.served.disk).toBeGreaterThan(0);

  await page.waitForURL(/source=local:[0-9a-f]{16}\/simple\.zarr/);
  const link = page.url();
  // Picked once more, it is the same.
  await page.evaluate(() => window.exascope.close(window.exascope.layers()[0]?.id ?? ''));
  await page.getByRole('button', { name: 'Open a folder' }).click();
  await layerCount(page, 1);
  await page.waitForURL(/source=local:[0-9a-f]{16}\/simple\.zarr/);
  expect(new URL(page.url()).search).toBe(new URL(link).search);

  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Open simple.zarr' })).toHaveCount(1);

  // After a while browsers ask again: with one click it is there, as the link says.
  await page.addInitScript(() => {
    let state: PermissionState = 'prompt';
    const answers = {
      queryPermission: () => Promise.resolve(state),
      requestPermission: () => Promise.resolve((state = 'granted')),
    };
    Object.assign(FileSystemHandle.prototype, answers);
  });
  await page.goto(link);
  const card = page.getByRole('alert', { name: 'The browser asks once more' });
  await card.getByRole('button', { name: 'Allow' }).click();
  await layerCount(page, 1);
  await expect(card).toHaveCount(0);
  await settled(page);
  expect(await valueUnderMiddle(page)).toEqual(first);
  await page.goto('/');
  await expect(page.getByText('Permission needed')).toBeVisible();
});

test('a link to data of another device says so, and opens what is picked here', async ({ page }) => {
  await page.goto('/?source=local:ffffffffffffffff/simple.zarr');
  await ready(page);
  const card = page.getByRole('alert', { name: 'This data is on the device of whoever made the link' });
  await expect(card).toBeVisible();
  await pickable(page, 'mine.zarr', `${needForeignData()}/12-neuroglancer-ome-zarr/simple_0.5`);
  await card.getByRole('button', { name: 'Open a folder' }).click();
  await layerCount(page, 1);
  await settled(page);
  await expect(card).toHaveCount(0);
});

test('an archive that is dropped twice is one, and one of a server is read by ranges', async ({ page }) => {
  const zip = `${needForeignData()}/12-neuroglancer-ome-zarr/simple_0.5.zip`;
  await page.goto('/');
  await ready(page);
  await dropFile(page, zip);
  await layerCount(page, 1);
  await settled(page);
  const local = await valueUnderMiddle(page);
  expect(local?.value).toBe((local?.index[0] ?? 0) * 10 + (local?.index[1] ?? 0));
  await dropFile(page, zip);
  await layerCount(page, 2);
  const { sources } = await page.evaluate(() => window.exascope.getState());
  expect(sources).toHaveLength(2);
  expect(sources[0]).toBe(sources[1]);

  const server = await startFixtureServer({ folder: needForeignData() });
  try {
    await open(page, `${server.url}/12-neuroglancer-ome-zarr/simple_0.5.zip|zip:scale0/image`);
    await settled(page);
    expect((await valueUnderMiddle(page))?.value).toBeGreaterThan(0);
    const asked = server.log().filter(({ path }) => path.endsWith('.zip'));
    expect(asked.filter(({ method }) => method === 'GET').every(({ range }) => range !== undefined)).toBe(
      true,
    );
  } finally {
    await server.close();
  }
});
