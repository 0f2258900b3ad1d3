import { describe, expect, it } from 'vitest';
import type { KeepUsage, KeptDataset } from '../../library';
import { chunks, dataset, disagreements, FakeBrowser, type FakeTab } from '../tabs.fixture';

const seen = { id: dataset, location: 'https://data.test/a', name: 'A', totals: [8, 2, 0] };
const pin = { id: 'p', dataset, boxes: [{ level: 0, low: [0], high: [4] }] };

/** A tab that keeps a document, four chunks of level 0 and two of level 1. */
async function filledTab(browser: FakeBrowser): Promise<FakeTab> {
  const tab = await browser.open();
  tab.keeper.handlePage({ type: 'seen', dataset: seen });
  tab.write(['d/zarr.json', ...chunks(4), ...chunks(1, 1)]);
  tab.write(['c/1/1'], { isAbsent: true });
  await browser.pass(1000);
  return tab;
}

async function library(tab: FakeTab): Promise<KeptDataset[]> {
  return (await tab.ask({ type: 'library' })) as KeptDataset[];
}

describe('the library', () => {
  it('RFC row 42: has each dataset of which something is kept, with its levels', async () => {
    const browser = new FakeBrowser();
    const tab = await filledTab(browser);
    tab.keeper.handlePage({ type: 'seen', dataset: { ...seen, id: 'f'.repeat(16) } });
    const [own] = await library(tab);
    expect(own).toMatchObject({ id: dataset, name: 'A', missingChunks: 0, pinnedBytes: 0 });
    expect(own?.bytes).toBe(tab.keeper.index.segmentsOf(dataset).reduce((sum, { bytes }) => sum + bytes, 0));
    expect(own?.levels.map(({ level, chunks: count, totalChunks }) => [level, count, totalChunks])).toEqual([
      [0, 4, 8],
      [1, 2, 2],
      [2, 0, undefined],
    ]);
  });

  it('says how many chunks of its pins are missing', async () => {
    const browser = new FakeBrowser();
    const tab = await filledTab(browser);
    await tab.ask({
      type: 'pin',
      pin: { ...pin, boxes: [{ level: 0, low: [2], high: [8] }] },
      totalChunks: 6,
    });
    expect((await library(tab))[0]?.missingChunks).toBe(4);
    await tab.ask({ type: 'unpin', id: 'p' });
    expect((await library(tab))[0]?.missingChunks).toBe(0);
  });

  it('keeps what it says of a dataset up to date in the caches, too', async () => {
    const browser = new FakeBrowser();
    const tab = await filledTab(browser);
    tab.keeper.handlePage({ type: 'seen', dataset: { ...seen, totals: [8, 2, 1] } });
    await browser.pass(1000);
    tab.crash();
    browser.loseDatabase();
    const next = await browser.open();
    await browser.pass(5000);
    expect((await library(next))[0]?.levels).toHaveLength(3);
    expect((await library(next))[0]?.levels[2]?.totalChunks).toBe(1);
  });
});

describe('pins', () => {
  it('count in what is used, and stay when everything else goes', async () => {
    const browser = new FakeBrowser();
    const tab = await filledTab(browser);
    await tab.ask({ type: 'pin', pin, totalChunks: 4 });
    const { bytes, pinnedBytes } = (await tab.ask({ type: 'usage' })) as KeepUsage;
    expect(bytes).toBe(tab.keeper.index.bytes);
    expect(pinnedBytes).toBeGreaterThan(4 * 600);
    tab.keeper.tick += 1000;
    await tab.ask({ type: 'set-limit', bytes: 0 });
    expect(tab.kept()).toEqual(expect.arrayContaining(['d/zarr.json', ...chunks(4)]));
    expect(tab.kept()).not.toContain('c/1/0');
    await tab.ask({ type: 'unpin', id: 'p' });
    expect(tab.keeper.index.bytes).toBe(0);
    expect(await disagreements(browser, tab)).toEqual([]);
  });

  it('are known in other tabs, which evict nothing of them', async () => {
    const browser = new FakeBrowser();
    const tab = await filledTab(browser);
    const other = await browser.open();
    await tab.ask({ type: 'pin', pin, totalChunks: 4 });
    other.keeper.tick += 1000;
    await other.ask({ type: 'set-limit', bytes: 0 });
    expect(tab.kept()).toEqual(expect.arrayContaining(chunks(4)));
  });

  it('are counted anew as entries come and go', async () => {
    const browser = new FakeBrowser();
    const tab = await filledTab(browser);
    await tab.ask({
      type: 'pin',
      pin: { ...pin, boxes: [{ level: 0, low: [0], high: [6] }] },
      totalChunks: 6,
    });
    const usage = async () => ((await tab.ask({ type: 'usage' })) as KeepUsage).pinnedBytes;
    const before = await usage();
    tab.write(['c/0/4', 'c/0/7']);
    await browser.pass(1000);
    const each = 100 + 512 + 2 * 'c/0/4'.length;
    expect(await usage()).toBe(before + each);
    tab.keeper.handleReader(
      { post: () => undefined },
      { type: 'drop', dataset, generation: 1, path: 'c/0/0' },
    );
    tab.write(['c/0/5']);
    await browser.pass(1000);
    expect(await usage()).toBe(before + each);
  });

  it('remember how their download stands, and why', async () => {
    const browser = new FakeBrowser();
    const tab = await filledTab(browser);
    await tab.ask({ type: 'pin', pin, totalChunks: 4 });
    const note = { type: 'note-download', id: 'p', doneChunks: 2 } as const;
    await tab.ask({ ...note, state: 'paused', reason: 'No room.' });
    expect(await tab.ask({ type: 'downloads' })).toMatchObject([
      { name: 'A', state: 'paused', reason: 'No room.' },
    ]);
    await tab.ask({ ...note, state: 'running' });
    const [download] = (await tab.ask({ type: 'downloads' })) as object[];
    expect(download).not.toHaveProperty('reason');
  });
});

describe('letting go', () => {
  it('RFC row 42: of a dataset leaves nothing of it, its pins and its row included, and keeps nothing more of it', async () => {
    const browser = new FakeBrowser();
    const tab = await filledTab(browser);
    await tab.ask({ type: 'pin', pin, totalChunks: 4 });
    tab.write(['c/0/6', 'c/0/7']);
    await tab.ask({ type: 'forget', dataset });
    tab.write(['c/0/5']);
    await browser.pass(1000);
    expect([browser.disk.caches.size, await library(tab), await tab.ask({ type: 'pins' })]).toEqual([
      0,
      [],
      [],
    ]);
    expect(await tab.database.segments.count()).toBe(0);
    expect(await tab.database.datasets.count()).toBe(0);
    expect(tab.keeper.index.bytes).toBe(0);
  });

  it('of a dataset that another tab shows leaves nothing of it there either', async () => {
    const browser = new FakeBrowser();
    const tab = await filledTab(browser);
    const other = await browser.open();
    other.write(chunks(3, 2));
    await browser.pass(1000);
    await tab.ask({ type: 'forget', dataset });
    other.write(chunks(3, 2, 10));
    await browser.pass(1000);
    expect(browser.disk.caches.size).toBe(0);
    for (const each of [tab, other]) expect(await disagreements(browser, each)).toEqual([]);
  });

  it('RFC row 42: of a level spares what is pinned and the other levels', async () => {
    const browser = new FakeBrowser();
    const tab = await filledTab(browser);
    await tab.ask({
      type: 'pin',
      pin: { ...pin, boxes: [{ level: 0, low: [0], high: [2] }] },
      totalChunks: 2,
    });
    await tab.ask({ type: 'clear-level', dataset, level: 0 });
    expect(tab.kept()).toEqual(['c/0/0', 'c/0/1', 'c/1/0', 'c/1/1', 'd/zarr.json', 'm/dataset']);
    expect(await disagreements(browser, tab)).toEqual([]);
  });
});

describe('what is missing', () => {
  it('is told once what was asked for has been written, and does not wait for the rest', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.open();
    await browser.pass(5000);
    tab.onStep = ({ call, url }) =>
      call === 'cache.put' && url.endsWith('/c/0/1') ? new Promise(() => undefined) : undefined;
    tab.write(chunks(4));
    const answer = await tab.ask({ type: 'missing', dataset, paths: ['c/0/3', 'c/0/9'] });
    expect(answer).toEqual(['c/0/9']);
    expect(tab.kept()).not.toContain('c/0/1');
  });

  it('has what proves damaged, and what is damaged is dropped', async () => {
    const browser = new FakeBrowser();
    const tab = await filledTab(browser);
    const place = tab.keeper.index.find(dataset, 1, 'c/0/2');
    browser.disk.damage(place?.segment.id ?? '', 'c/0/2');
    const paths = ['c/0/1', 'c/0/2', 'c/0/9', 'c/1/1'];
    expect(await tab.ask({ type: 'verify', dataset, paths })).toEqual(['c/0/2', 'c/0/9']);
    expect(await tab.ask({ type: 'missing', dataset, paths })).toEqual(['c/0/2', 'c/0/9']);
    expect(await disagreements(browser, tab)).toEqual([]);
  });
});

describe('where lines of chunks are kept', () => {
  it('is each place at which every line of a level is, or is known to be absent', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.open();
    tab.write(['c/0/0.0', 'c/0/0.1', 'c/0/1.0', 'c/1/0.0', 'c/1/3.0']);
    tab.write(['c/0/2.0', 'c/0/2.1'], { isAbsent: true });
    tab.write(['c/0/1.1'], { generation: 2, to: 'f'.repeat(16) });
    await browser.pass(1000);
    expect(tab.news).toContainEqual({ type: 'kept-changed' });
    const wanted = [
      { level: 0, lines: ['*.0', '*.1'] },
      { level: 1, lines: ['*.0'] },
    ];
    const places = () => tab.ask({ type: 'kept-places', dataset, axis: 0, wanted });
    expect(await places()).toEqual([
      { level: 0, places: [0, 2] },
      { level: 1, places: [0, 3] },
    ]);
    await tab.ask({ type: 'clear-level', dataset, level: 1 });
    expect(await places()).toEqual([
      { level: 0, places: [0, 2] },
      { level: 1, places: [] },
    ]);
  });
});

describe('other questions', () => {
  it('the mean size of chunks counts those that have a body, by level', async () => {
    const browser = new FakeBrowser();
    const tab = await filledTab(browser);
    tab.write(['c/1/2'], { size: 300 });
    await browser.pass(1000);
    expect(await tab.ask({ type: 'mean-bytes', dataset })).toEqual([
      { level: 0, meanBytes: 100, count: 4 },
      { level: 1, meanBytes: 200, count: 2 },
    ]);
  });

  it('a flush writes what waits, and the index', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.open();
    tab.write(chunks(3));
    await tab.ask({ type: 'flush' });
    expect((await tab.database.segments.toArray())[0]?.paths.split('\n')).toEqual(chunks(3));
  });

  it('a limit that is no number is refused', async () => {
    const tab = await new FakeBrowser().open();
    await expect(tab.ask({ type: 'set-limit', bytes: NaN })).rejects.toThrow('NaN');
  });

  it('a limit is remembered', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.open();
    await tab.ask({ type: 'set-limit', bytes: 5e9 });
    tab.crash();
    expect(await (await browser.open()).ask({ type: 'usage' })).toMatchObject({ limitBytes: 5e9 });
  });
});
