import { describe, expect, it } from 'vitest';
import { chunks, dataset, disagreements, FakeBrowser, type FakeTab } from './tabs.fixture';

type Failpoint = (tab: FakeTab) => void;

/** Where a tab may die while it keeps something: at the n-th call of a kind. */
const onCall =
  (call: string, nth: number): Failpoint =>
  (tab) => {
    let count = 0;
    tab.onStep = (step) => {
      if (step.call === call && ++count === nth) tab.crash();
    };
  };
const onTable =
  (table: string): Failpoint =>
  (tab) => {
    tab.onMutate = (name) => {
      if (name === table) tab.crash();
    };
  };

const failpoints: Record<string, Failpoint> = {
  'before the first body': onCall('cache.put', 1),
  'before a later body': onCall('cache.put', 5),
  'before its cache is compared': onCall('has', 1),
  'before the transaction': onTable('segments'),
  'in the middle of the transaction': onTable('meta'),
};

describe('a crash', () => {
  for (const [when, arm] of Object.entries(failpoints))
    it(`${when} loses nothing that was flushed, and leaves what the next start mends`, async () => {
      const browser = new FakeBrowser();
      const first = await browser.open();
      first.write(['d/zarr.json', ...chunks(6)]);
      first.write(['c/0/99'], { isAbsent: true });
      await browser.pass(1000);
      const flushed = first.kept();
      expect(flushed).toHaveLength(8);
      arm(first);
      first.write(chunks(6, 0, 10));
      await browser.pass(1000);
      expect(first.isDead).toBe(true);

      const second = await browser.open();
      await browser.pass(5000);
      expect(await disagreements(browser, second)).toEqual([]);
      expect(second.kept()).toEqual(expect.arrayContaining(flushed));
      expect(second.keeper.trouble).toBeUndefined();
    });

  it('before the first flush has its bodies found, and none fetched again', async () => {
    const browser = new FakeBrowser();
    const first = await browser.open();
    first.write(chunks(5));
    await browser.settle();
    first.crash();
    const second = await browser.open();
    expect(await second.ask({ type: 'missing', dataset, paths: chunks(6) })).toEqual(['c/0/5']);
    expect(await disagreements(browser, second)).toEqual([]);
  });

  for (const nth of [1, 2, 3])
    it(`while entries go, at body ${nth}, leaves no row without a body and no body for ever`, async () => {
      const browser = new FakeBrowser();
      const zero = await browser.open();
      zero.write(['d/zarr.json', ...chunks(8)]);
      await browser.pass(1000);
      zero.crash();
      const first = await browser.open();
      await browser.pass(5000);
      onCall('cache.delete', nth)(first);
      first.keeper.handlePage({ type: 'ask', id: 1, question: { type: 'clear-level', dataset, level: 0 } });
      await browser.pass(1000);
      expect(first.isDead).toBe(true);

      const second = await browser.open();
      await browser.pass(5000);
      expect(await disagreements(browser, second)).toEqual([]);
    });

  for (const nth of [1, 2, 5])
    it(`while a dataset is forgotten, at body ${nth}, brings nothing of it back`, async () => {
      const browser = new FakeBrowser();
      const zero = await browser.open();
      const seen = { id: dataset, location: 'https://data.test/a', name: 'A', totals: [8, 1] };
      zero.keeper.handlePage({ type: 'seen', dataset: seen });
      zero.write(['d/zarr.json', ...chunks(8)]);
      await browser.pass(1000);
      zero.crash();
      const first = await browser.open();
      await browser.pass(5000);
      onCall('cache.delete', nth)(first);
      first.keeper.handlePage({ type: 'ask', id: 1, question: { type: 'forget', dataset } });
      await browser.pass(1000);
      expect(first.isDead).toBe(true);

      const second = await browser.open();
      await browser.pass(5000);
      expect(second.kept()).toEqual([]);
      expect(await second.ask({ type: 'library' })).toEqual([]);
      expect(await disagreements(browser, second)).toEqual([]);
      second.write(chunks(2));
      await browser.pass(1000);
      second.crash();
      const third = await browser.open();
      await browser.pass(5000);
      expect(third.kept()).toHaveLength(2);
    });

  it('never deletes a body before its row', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.open();
    tab.write(['d/zarr.json', ...chunks(3)]);
    await browser.pass(1000);
    const order: string[] = [];
    tab.onMutate = (table) => void order.push(table);
    tab.onStep = ({ call }) => void (call === 'cache.delete' && order.push(call));
    await tab.ask({ type: 'clear-level', dataset, level: 0 });
    expect(order.filter((each, i) => each !== order[i - 1])).toEqual(['segments', 'cache.delete']);
  });

  it('puts a body before its row', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.open();
    const order: string[] = [];
    tab.onMutate = (table) => void order.push(table);
    tab.onStep = ({ call }) => void (call === 'cache.put' && order.push(call));
    tab.write(chunks(1));
    await browser.pass(1000);
    expect(order.slice(0, 2)).toEqual(['cache.put', 'segments']);
  });

  it('that takes the database with it has all made anew from the caches', async () => {
    const browser = new FakeBrowser();
    const first = await browser.open();
    const seen = { id: dataset, location: 'https://data.test/a', name: 'A', totals: [8, 1] };
    first.keeper.handlePage({ type: 'seen', dataset: seen });
    first.write(['d/zarr.json', ...chunks(4)]);
    await browser.pass(1000);
    first.crash();
    browser.loseDatabase();
    const second = await browser.open();
    await browser.pass(5000);
    expect(second.kept()).toEqual(first.kept());
    const [kept] = (await second.ask({ type: 'library' })) as object[];
    expect(kept).toMatchObject({ id: dataset, location: 'https://data.test/a', name: 'A' });
    expect(await disagreements(browser, second)).toEqual([]);
  });
});
