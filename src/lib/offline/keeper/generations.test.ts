import { expect, it } from 'vitest';
import { chunks, dataset, FakeBrowser, type FakeTab } from './tabs.fixture';

function changed(tab: FakeTab, generation: number): void {
  tab.keeper.handleReader({ post: () => undefined }, { type: 'changed', dataset, generation });
}

const seen = { id: dataset, location: 'https://data.test/a', name: 'A', totals: [4] };

/** A tab that keeps a first generation, and has then been told that the documents are others. */
async function afterChange(browser: FakeBrowser): Promise<FakeTab> {
  const tab = await browser.open();
  tab.write(['d/zarr.json', ...chunks(2)]);
  tab.keeper.handlePage({ type: 'seen', dataset: seen });
  await browser.pass(1000);
  changed(tab, 1);
  await browser.settle();
  return tab;
}

it('RFC rows 38 and 44: begins anew when the documents are others, and keeps what is there until it is evicted', async () => {
  const browser = new FakeBrowser();
  const tab = await afterChange(browser);
  expect(tab.keeper.generationOf(dataset)).toBe(2);
  expect(tab.kept(1)).toEqual(['c/0/0', 'c/0/1', 'd/zarr.json', 'm/dataset']);
  expect(tab.news).toContainEqual({ type: 'dataset-changed', dataset });
});

it('begins anew once, however often that is said of the same documents', async () => {
  const browser = new FakeBrowser();
  const tab = await afterChange(browser);
  changed(tab, 1);
  await browser.settle();
  expect(tab.keeper.generationOf(dataset)).toBe(2);
});

it('opens the earlier generation at the next start as long as the new one has no documents', async () => {
  const browser = new FakeBrowser();
  const tab = await afterChange(browser);
  // The page goes on showing it, which is noted under the new generation.
  tab.keeper.handlePage({ type: 'seen', dataset: seen });
  tab.write(['d/.zattrs'], { generation: 2, isAbsent: true });
  await browser.pass(1000);
  tab.crash();
  const next = await browser.open();
  expect(next.keeper.generationOf(dataset)).toBe(1);
});

it('opens the new generation at the next start once it has documents', async () => {
  const browser = new FakeBrowser();
  const tab = await afterChange(browser);
  tab.write(['d/zarr.json'], { generation: 2 });
  await browser.pass(1000);
  tab.crash();
  expect((await browser.open()).keeper.generationOf(dataset)).toBe(2);
  browser.loseDatabase();
  const blind = await browser.open();
  await browser.pass(5000);
  expect(blind.keeper.generationOf(dataset)).toBe(2);
});

it('has stale entries go before those of the new generation', async () => {
  const browser = new FakeBrowser();
  const tab = await browser.open();
  tab.write(['d/zarr.json', ...chunks(8)], { size: 1000 });
  await browser.pass(1000);
  changed(tab, 1);
  tab.write(['d/zarr.json', ...chunks(4)], { size: 1000, generation: 2 });
  await browser.pass(1000);
  tab.keeper.tick += 1000;
  await tab.ask({ type: 'set-limit', bytes: 12_000 });
  expect(tab.kept(2)).toHaveLength(5);
  expect(tab.kept(1).length).toBeLessThan(5);
});

it('is told to readers of all tabs, who go on with what they opened', async () => {
  const browser = new FakeBrowser();
  const [one, other] = [await browser.open(), await browser.open()];
  one.write(['d/zarr.json', ...chunks(1)]);
  await browser.pass(1000);
  const told: unknown[] = [];
  other.keeper.handleReader({ post: (message) => void told.push(message) }, { type: 'attach', dataset });
  changed(one, 1);
  await browser.settle();
  const entries = told as { type: string; generation: number; segments: { paths: string }[] }[];
  expect(entries.map(({ generation, segments }) => [generation, segments.length])).toEqual([
    [1, 2],
    [2, 0],
    [1, 2],
  ]);
  expect(other.news).toContainEqual({ type: 'dataset-changed', dataset });
});

it('lets go what a pin covered of an earlier generation once the new one can be opened, and not before', async () => {
  const browser = new FakeBrowser();
  const tab = await afterChange(browser);
  const pin = { id: 'p', dataset, boxes: [{ level: 0, low: [0], high: [4] }] };
  await tab.ask({ type: 'pin', pin, totalChunks: 4 });
  tab.keeper.tick += 1000;
  await tab.ask({ type: 'set-limit', bytes: 0 });
  expect(tab.kept(1)).toEqual(expect.arrayContaining(chunks(2)));
  await tab.ask({ type: 'set-limit', bytes: 1e6 });
  tab.write(['d/zarr.json', ...chunks(1)], { generation: 2 });
  await browser.pass(1000);
  tab.keeper.tick += 1000;
  await tab.ask({ type: 'set-limit', bytes: 0 });
  expect(tab.kept(1)).toEqual([]);
  expect(tab.kept(2)).toEqual(['c/0/0', 'd/zarr.json']);
});
