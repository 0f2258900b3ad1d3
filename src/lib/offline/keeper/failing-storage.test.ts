import { describe, expect, it, vi } from 'vitest';
import { storageError, type CacheStep } from '../caches.fixture';
import { entryBytes } from '../entry/entry';
import { schemaEpoch } from '../../db';
import { chunks, dataset, disagreements, FakeBrowser, type FakeTab } from './tabs.fixture';

const never = (): Promise<void> => new Promise(() => undefined);

function troubles(tab: FakeTab): (string | undefined)[] {
  return tab.news.flatMap((news) => (news.type === 'trouble' ? [news.trouble] : []));
}

/** What a reader is told when it asks what is kept. */
async function attached(browser: FakeBrowser, tab: FakeTab): Promise<unknown[]> {
  const told: unknown[] = [];
  tab.keeper.handleReader({ post: (message) => void told.push(message) }, { type: 'attach', dataset });
  await browser.settle();
  return told;
}

const failOn =
  (call: CacheStep['call'], name: string, count = Infinity) =>
  (step: CacheStep): void => {
    if (step.call === call && !step.cache.startsWith('exascope-probe') && count-- > 0)
      throw storageError(name);
  };

describe('a browser without room', () => {
  it('is given some by letting the least needed go, and the entry is written at the second try', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.open();
    browser.disk.quotaBytes = 20 * (1000 + 512);
    tab.write(chunks(20), { size: 1000 });
    await browser.pass(1000);
    tab.write(chunks(1, 1), { size: 1000 });
    await browser.pass(1000);
    expect(tab.kept()).toContain('c/1/0');
    expect(tab.kept().length).toBeLessThan(20);
    expect(tab.keeper.trouble).toBeUndefined();
    expect(await disagreements(browser, tab)).toEqual([]);
  });

  it('is asked twice for each entry at most, and then left alone for a minute', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.open();
    tab.write(chunks(4));
    await browser.pass(1000);
    browser.disk.log.length = 0;
    tab.onStep = failOn('cache.put', 'QuotaExceededError');
    tab.write(chunks(9, 1));
    await browser.pass(1000);
    expect(browser.disk.log.filter((line) => line.startsWith('cache.put'))).toHaveLength(2);
    expect(troubles(tab)).toEqual(['storage-full']);
    tab.onStep = () => undefined;
    await browser.pass(58_000);
    tab.write(['c/1/20']);
    await browser.pass(1000);
    expect(tab.kept()).not.toContain('c/1/20');
    await browser.pass(2000);
    expect(troubles(tab)).toEqual(['storage-full', undefined]);
    tab.write(['c/1/21']);
    await browser.pass(1000);
    expect(tab.kept()).toContain('c/1/21');
  });

  it('from the start is no reason not to read what is kept', async () => {
    const browser = new FakeBrowser();
    const first = await browser.open();
    first.write(chunks(3));
    await browser.pass(1000);
    first.crash();
    browser.disk.quotaBytes = 0;
    const tab = await browser.open();
    expect(tab.keeper.trouble).toBeUndefined();
    expect(tab.kept()).toHaveLength(3);
  });

  it('that has nothing of ours to let go is not asked again at once', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.open();
    browser.disk.quotaBytes = 0;
    tab.write(chunks(5));
    await browser.pass(1000);
    expect(browser.disk.log.filter((line) => line.startsWith('cache.put exascope-data'))).toHaveLength(1);
    expect(troubles(tab)).toEqual(['storage-full']);
  });

  it('goes on writing after making room has failed', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.open();
    tab.write(chunks(4));
    await browser.pass(1000);
    tab.onStep = (step) => {
      failOn('cache.put', 'QuotaExceededError')(step);
      failOn('cache.delete', 'InvalidStateError')(step);
    };
    tab.write(['c/1/0']);
    await browser.pass(1000);
    tab.onStep = () => undefined;
    await browser.pass(61_000);
    tab.write(['c/1/1']);
    await browser.pass(1000);
    expect(tab.kept()).toContain('c/1/1');
  });
});

describe('a storage that fails', () => {
  it('three times within a minute is given up', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.open();
    tab.onStep = failOn('cache.put', 'UnknownError');
    tab.write(chunks(5));
    await browser.pass(1000);
    expect(troubles(tab)).toEqual(['broken']);
    expect(browser.disk.log.filter((line) => line.startsWith('cache.put exascope-data'))).toHaveLength(3);
  });

  it('now and then is not', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.open();
    for (let i = 0; i < 5; i++) {
      tab.onStep = failOn('cache.put', 'UnknownError', 1);
      tab.write(chunks(2, 0, 2 * i));
      await browser.pass(31_000);
    }
    expect(troubles(tab)).toEqual([]);
    expect(tab.kept()).toHaveLength(5);
  });

  it('at a flush loses nothing of what it should have written', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.open();
    let failures = 1;
    tab.onMutate = (table) => {
      if (table === 'segments' && failures-- > 0) throw storageError('UnknownError');
    };
    tab.write(chunks(3));
    await browser.pass(2000);
    expect(failures).toBeLessThan(1);
    const [row] = await tab.database.segments.toArray();
    expect(row?.paths.split('\n')).toEqual(chunks(3));
  });

  it('after the user has cleared it is begun anew, and what is gone is told', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.open();
    tab.write(chunks(3));
    await browser.pass(1000);
    browser.disk.caches.clear();
    tab.write(['c/0/10', 'c/0/11']);
    await browser.pass(1000);
    expect(tab.kept()).toEqual(['c/0/10', 'c/0/11']);
    expect(await disagreements(browser, tab)).toEqual([]);
  });

  it('lets a cache that was deleted behind our back go at the next flush', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.open();
    tab.write(chunks(3));
    await browser.settle();
    browser.disk.caches.clear();
    await browser.pass(1000);
    expect(tab.kept()).toEqual([]);
    expect(tab.keeper.index.bytes).toBe(0);
    tab.write(chunks(1));
    await browser.pass(1000);
    expect(tab.kept()).toEqual(chunks(1));
    expect(tab.keeper.index.bytes).toBe(entryBytes(100, 'c/0/0'));
    expect(await disagreements(browser, tab)).toEqual([]);
  });
});

describe('a keeper that cannot keep anything says so, and readers hear at once that nothing is kept', () => {
  const nothing = [{ type: 'entries', dataset, generation: 1, segments: [] }];

  it('without caches', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.open({
      onStep: ({ call }) => {
        if (call === 'open') throw storageError('SecurityError');
      },
    });
    expect(troubles(tab)).toEqual(['no-caches']);
    expect(await attached(browser, tab)).toEqual(nothing);
    expect(await tab.ask({ type: 'library' })).toEqual([]);
  });

  it('where caches never answer, after three seconds', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.open({ onStep: never });
    await browser.pass(2900);
    expect(troubles(tab)).toEqual([]);
    await browser.pass(200);
    expect(troubles(tab)).toEqual(['no-caches']);
  });

  it('without a database', async () => {
    const browser = new FakeBrowser();
    browser.indexedDB.open = () => {
      throw storageError('SecurityError');
    };
    const tab = await browser.open();
    expect(troubles(tab)).toEqual(['no-database']);
    expect(await attached(browser, tab)).toEqual(nothing);
  });

  it('where another tab blocks the database, after three seconds', async () => {
    // Dexie writes a warning for each time that the others were asked to close.
    vi.spyOn(console, 'warn').mockReturnValue(undefined);
    const browser = new FakeBrowser();
    const older = browser.indexedDB.open(`exascope-keep-01234567`, 1);
    await new Promise((resolve) => (older.onsuccess = resolve));
    const tab = await browser.open();
    await browser.pass(3100);
    expect(troubles(tab)).toEqual(['blocked']);
    expect(await attached(browser, tab)).toEqual(nothing);
  });

  it('where a newer version of the app has changed the database', async () => {
    const browser = new FakeBrowser();
    const first = await browser.open();
    first.write(chunks(1));
    await browser.pass(1000);
    await first.database.meta.put({ key: 'schema-epoch', value: schemaEpoch + 1 });
    first.crash();
    const tab = await browser.open();
    expect(troubles(tab)).toEqual(['newer-version']);
    // What it left in the shape that this version knows is still read.
    expect(await attached(browser, tab)).toMatchObject([{ type: 'entries', segments: [{ paths: 'c/0/0' }] }]);
    tab.write(chunks(1, 3));
    await browser.pass(1000);
    expect(browser.disk.caches.size).toBe(1);
  });

  it('and no later trouble hides why', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.open();
    tab.keeper.setTrouble('newer-version');
    tab.keeper.failed(storageError('QuotaExceededError'));
    await browser.pass(61_000);
    expect(troubles(tab)).toEqual(['newer-version']);
  });
});
