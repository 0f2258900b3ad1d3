import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { File as Hdf5, ready as libraryReady } from 'h5wasm/node';
import { startFixtureServer } from '../fixtures/fixture-server';
import { fullPlanes, planeSize, sparseValue, writeSparseFile } from '../fixtures/sparse-hdf5';
import { expect, needForeignData, open, ready, settled, test } from './harness';
import { heapUse } from './heap';

test.use({ viewport: { width: 900, height: 600 }, contextOptions: { reducedMotion: 'reduce' } });

const folder = '02-bdv-hdf5-mri-stack';

/** Right of the layers: the voxel that is shown there. */
const someValue = (page: Page) =>
  page.evaluate(() => {
    const [found] = window.exascope.valueAt(innerWidth / 2 + 120, innerHeight / 2);
    return found && { index: found.index, level: found.level, value: Number(found.value) };
  });

const layerCount = (page: Page, count: number) =>
  page.waitForFunction((wanted) => window.exascope.layers().length === wanted, count, { polling: 250 });

/** Drops files of this machine on the page, all at once. */
async function dropFiles(page: Page, ...paths: readonly string[]): Promise<void> {
  const files = paths.map(
    (path) => [path.replace(/^.*\//, ''), readFileSync(path).toString('base64')] as const,
  );
  await page.evaluate((dropped) => {
    const transfer = new DataTransfer();
    for (const [name, text] of dropped) {
      const bytes = Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { lastModified: 1_700_000_000_000 }));
    }
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, cancelable: true }));
  }, files);
}

/** What the library says of the head at a voxel of a level. */
async function storedValue(level: number, index: readonly number[]): Promise<number> {
  await libraryReady;
  const file = new Hdf5(`${needForeignData()}/${folder}/mri-stack-multilevel.h5`, 'r');
  const cells = file.get(`t00000/s00/${level}/cells`) as unknown as {
    slice(ranges: readonly (readonly [number, number])[]): Int16Array;
  };
  const [value = -1] = cells.slice(index.map((i) => [i, i + 1] as const));
  file.close();
  return value;
}

test('a BigDataViewer project is dropped with its file, and opens by ranges from a server', async ({
  page,
}) => {
  test.slow();
  const data = `${needForeignData()}/${folder}`;
  await page.goto('/');
  await ready(page);
  await dropFiles(page, `${data}/mri-stack-multilevel.h5`, `${data}/mri-stack-multilevel.xml`);
  await layerCount(page, 1);
  await settled(page);
  const local = await someValue(page);
  expect(local?.value).toBe(await storedValue(local?.level ?? 0, local?.index ?? []));
  expect(local?.value).toBeGreaterThan(0);
  const { requests, bytes } = await page.evaluate(() => window.exascope.stats());
  expect(requests).toMatchObject({ metadata: 0, chunks: 0, failed: 0 });
  expect(bytes.network).toBe(0);

  const server = await startFixtureServer({ folder: needForeignData() });
  try {
    await open(page, `${server.url}/files/${folder}/mri-stack-multilevel.xml`);
    await settled(page);
    const remote = await someValue(page);
    expect(remote).toEqual(local);
    const asked = server.log().filter(({ path, method }) => path.endsWith('.h5') && method === 'GET');
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.every(({ range }) => range !== undefined)).toBe(true);
    expect((await page.evaluate(() => window.exascope.stats())).served.network).toBeGreaterThan(0);
  } finally {
    await server.close();
  }
});

test('of a file of more than 2 GiB only what is shown is read, and little is held', async ({ page }) => {
  test.slow();
  const sparse = await writeSparseFile();
  try {
    await page.addInitScript(() => Reflect.deleteProperty(window, 'showOpenFilePicker'));
    await page.goto('/');
    await ready(page);
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Open a file' }).click();
    await (await choosing).setFiles(sparse.path);
    await layerCount(page, 1);
    await settled(page);
    const z = fullPlanes[2];
    await page.evaluate((position) => window.exascope.setState({ position: { z: position } }), z);
    await settled(page);
    const found = await someValue(page);
    const [, y = 0, x = 0] = found?.index ?? [];
    expect(found).toMatchObject({ index: [z, y, x], value: sparseValue(z, y, x) });
    expect(z * planeSize ** 2).toBeGreaterThan(2 ** 31);
    const stats = await page.evaluate(() => window.exascope.stats());
    expect(sparse.sizeBytes).toBeGreaterThan(2 ** 31);
    expect(stats.bytes.disk, 'a plane, and what leads to it').toBeGreaterThan(planeSize ** 2 / 16);
    expect(stats.bytes.disk).toBeLessThan(4 * 2 ** 20);
    expect(stats.bytes.network).toBe(0);
    const { readers, chunks, inFlight, gpu, limitBytes } = stats.memory;
    expect(readers.bytes, 'the library counts').toBeGreaterThan(2 ** 20);
    expect(gpu.maxBytes + chunks.maxBytes + inFlight.maxBytes).toBeLessThanOrEqual(
      limitBytes - readers.bytes,
    );
    const heaps = await heapUse(page);
    const held = [heaps.page, ...heaps.workers].reduce(
      (sum, { usedSize, backingStorageSize }) => sum + usedSize + backingStorageSize,
      stats.memory.gpu.bytes,
    );
    console.log(
      `      ${sparse.sizeBytes} bytes: ${stats.bytes.disk} read, ${held} held, ${readers.bytes} of it by the library`,
    );
    expect(held).toBeLessThan(200 * 2 ** 20);
  } finally {
    sparse.remove();
  }
});
