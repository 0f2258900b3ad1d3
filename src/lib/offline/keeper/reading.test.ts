import { expect, it, vi } from 'vitest';
import type { DatasetKeep, KeptName } from '../../core';
import { datasetKey } from '../names/dataset-key';
import { disagreements, FakeBrowser, type FakeTab } from './tabs.fixture';

const root = 'https://data.test/a/?token=SECRET123';
const chunk: KeptName = { kind: 'chunk', level: 0, index: [1, 2] };
const bytes = Uint8Array.of(1, 2, 3);

/** What a worker of a tab has of the dataset. */
async function keepOf(browser: FakeBrowser, { reader }: FakeTab): Promise<DatasetKeep> {
  const keep = reader.keepOf(root);
  let isReady = false;
  void keep.sample(0).then(() => (isReady = true));
  await vi.waitUntil(async () => {
    await browser.settle();
    return isReady;
  });
  return keep;
}

async function browserThatKeeps(): Promise<FakeBrowser> {
  const browser = new FakeBrowser();
  const tab = await browser.open();
  const keep = await keepOf(browser, tab);
  keep.write({ kind: 'document', path: 'zarr.json' }, Uint8Array.of(123, 125));
  keep.write(chunk, bytes.slice(), { etag: 'e' });
  await browser.pass(1000);
  tab.crash();
  return browser;
}

it('RFC row 41: gives in the next session what was kept in the last, without a secret of its address on the disk', async () => {
  const browser = await browserThatKeeps();
  const tab = await browser.open();
  expect(await (await keepOf(browser, tab)).read(chunk)).toEqual({ bytes, version: { etag: 'e' } });
  const rows = await Promise.all(tab.database.tables.map((table) => table.toArray()));
  const disk = [...browser.disk.caches].map(([name, bodies]) => [name, [...bodies]]);
  expect(JSON.stringify([rows, disk, browser.disk.log])).not.toContain('SECRET123');
});

it('gives nothing for what is damaged, and keeps it again when it comes', async () => {
  const browser = await browserThatKeeps();
  const tab = await browser.open();
  const keep = await keepOf(browser, tab);
  const place = tab.keeper.index.find(await datasetKey(root), 1, 'c/0/1.2');
  browser.disk.damage(place?.segment.id ?? '', 'c/0/1.2');
  expect(await keep.read(chunk)).toBeUndefined();
  keep.write(chunk, bytes.slice());
  await browser.pass(1000);
  expect(await keep.read(chunk)).toMatchObject({ bytes });
  await browser.pass(5000);
  expect(await disagreements(browser, tab)).toEqual([]);
});

it('gives nothing for what was evicted', async () => {
  const browser = await browserThatKeeps();
  const tab = await browser.open();
  const keep = await keepOf(browser, tab);
  tab.keeper.tick += 1000;
  await tab.ask({ type: 'set-limit', bytes: 0 });
  expect(await keep.read(chunk)).toBeUndefined();
  expect(browser.disk.bytes).toBe(0);
});
