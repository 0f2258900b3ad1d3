import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { omeTree, type Objects, type OmeImage } from '../fixtures/ome-tree';
import { expect, needForeignData, ready, settled, test } from './harness';

/** Folders of this machine, dropped as a file manager drops them, and picked where the browser has no picker of its own. */
test.use({ viewport: { width: 900, height: 600 }, contextOptions: { reducedMotion: 'reduce' } });

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'local-'));
  const valueOf = ([y = 0, x = 0]: readonly number[]) => 100 * y + x;
  const levels = [{ shape: [32, 32], scale: [1, 1], value: valueOf }];
  const image: OmeImage = { version: '0.5', axes: 'yx', dtype: 'uint16', levels };
  write(join(folder, 'image.zarr'), omeTree(image));
  write(join(folder, 'other', 'image.zarr'), omeTree({ ...image, unit: 'micrometer' }));
});
test.afterAll(() => rmSync(folder, { recursive: true }));

function write(root: string, objects: Objects): void {
  for (const [path, object] of Object.entries(objects)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), object instanceof Uint8Array ? object : JSON.stringify(object));
  }
}

/** Drops a folder of this machine, as the browser does when one is dragged over it. */
async function drop(page: Page, ...paths: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const at = { x: 450, y: 300, data: { items: [], files: [...paths], dragOperationsMask: 1 } };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, ...at });
  await session.detach();
}

/** Picks a folder by the field that all browsers have. */
async function pick(page: Page, path: string): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a folder' }).click();
  await (await choosing).setFiles(path);
}

/** The browser has none of these. */
async function without(page: Page, ...names: readonly ('handles' | 'picker')[]): Promise<void> {
  await page.addInitScript((lacking) => {
    if (lacking.includes('handles'))
      Reflect.deleteProperty(DataTransferItem.prototype, 'getAsFileSystemHandle');
    if (lacking.includes('picker')) Reflect.deleteProperty(window, 'showDirectoryPicker');
  }, names);
}

const sourcesOf = (page: Page) => page.evaluate(() => window.exascope.getState().sources);
const layerCount = (page: Page, count: number) =>
  page.waitForFunction((wanted) => window.exascope.layers().length === wanted, count, { polling: 100 });

/** The lowest layer holds in the middle what was written there, and nothing was asked of a network. */
async function expectItsValues(page: Page): Promise<void> {
  await settled(page);
  const [found] = await page.evaluate(() => window.exascope.valueAt(innerWidth / 2 - 60, innerHeight / 2));
  const [y = -1, x = -1] = found?.index ?? [];
  expect(found).toMatchObject({ index: [y, x], value: 100 * y + x });
  const { requests, bytes } = await page.evaluate(() => window.exascope.stats());
  expect(requests).toMatchObject({ metadata: 0, chunks: 0, failed: 0 });
  expect(bytes.network).toBe(0);
}

/** Rows of the library for what was picked on this device. */
async function expectInLibrary(page: Page, count: number): Promise<void> {
  await page.keyboard.press('l');
  await expect(page.getByRole('button', { name: 'Open image.zarr' })).toHaveCount(count);
  await page.keyboard.press('l');
}

for (const lacking of [[], ['handles']] as const)
  test(`a folder that is dropped twice is one in the library${lacking.length > 0 ? ', without handles' : ''}`, async ({
    page,
  }) => {
    await without(page, ...lacking);
    await page.goto('/');
    await ready(page);
    await drop(page, join(folder, 'image.zarr'));
    await layerCount(page, 1);
    await expectItsValues(page);
    await drop(page, join(folder, 'image.zarr'));
    await layerCount(page, 2);
    const [first, second] = await sourcesOf(page);
    expect(first).toMatch(/^local:[0-9a-f]{16}\/image\.zarr$/);
    expect(second).toBe(first);
    await expectInLibrary(page, 1);

    // Another of the same name is another.
    await drop(page, join(folder, 'other', 'image.zarr'));
    await layerCount(page, 3);
    expect((await sourcesOf(page))[2]).not.toBe(first);
    await expectInLibrary(page, 2);
  });

test('a folder is picked by a field where the browser has no picker, and is known again on the next visit', async ({
  page,
}) => {
  await without(page, 'picker');
  await page.goto('/');
  await ready(page);
  await pick(page, join(folder, 'image.zarr'));
  await layerCount(page, 1);
  await expectItsValues(page);
  const [location] = await sourcesOf(page);
  await page.goto('/');
  await ready(page);
  await expect(page.getByText('Pick it again')).toHaveCount(1);
  await pick(page, join(folder, 'image.zarr'));
  await layerCount(page, 1);
  expect(await sourcesOf(page)).toEqual([location]);
  await expectInLibrary(page, 1);
});

test(
  'a folder with a BigDataViewer project opens as the project, dropped and from the library',
  { tag: '@thorough' },
  async ({ page }) => {
    test.slow();
    const data = join(needForeignData(), '02-bdv-hdf5-mri-stack');
    const project = join(folder, 'mri');
    mkdirSync(project);
    for (const name of ['mri-stack-multilevel.h5', 'mri-stack-multilevel.xml'])
      copyFileSync(join(data, name), join(project, name));
    await page.goto('/');
    await ready(page);
    await drop(page, project);
    await layerCount(page, 1);
    await settled(page);
    const [layer] = await page.evaluate(() => window.exascope.layers());
    expect(layer?.levels).toHaveLength(4);
    expect(layer?.levels[0]?.shape).toEqual([27, 226, 186]);
    expect(layer?.levels[0]?.scale).toEqual([10, 1, 1]);
    expect(await sourcesOf(page)).toEqual([expect.stringMatching(/\/mri\/mri-stack-multilevel\.xml$/)]);

    await page.goto('/');
    await page.getByRole('button', { name: 'Open mri' }).click();
    await layerCount(page, 1);
    expect(await sourcesOf(page)).toEqual([expect.stringMatching(/\/mri\/mri-stack-multilevel\.xml$/)]);
  },
);
