import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeEntry } from '../../entry/entry';
import { isAbsent, Segment } from '../../manifest/segment';
import { cacheName, entryUrl } from '../../names/cache-name';
import { bodyOf, dataset, disagreements, FakeBrowser, origin, scope, type FakeTab } from '../tabs.fixture';

/** What one slot of one cache has: a row, a body, both, or only the word that it is absent. */
const slot = fc.record({
  path: fc.integer({ min: 0, max: 5 }).map((i) => `c/0/${i}`),
  has: fc.constantFrom('row' as const, 'body' as const, 'both' as const, 'absent' as const, 'dead' as const),
});
const cache = fc.record({
  slots: fc.uniqueArray(slot, { maxLength: 6, selector: ({ path }) => path }),
  isSealed: fc.boolean(),
  hasCache: fc.boolean(),
  hasRow: fc.boolean(),
});
const mess = fc.array(cache, { minLength: 1, maxLength: 4 });
type Mess = (typeof mess)['generate'] extends (...args: never[]) => { value: infer T } ? T : never;

const foreign = [
  'workbox-precache-v2',
  `exascope-shell-${scope}`,
  cacheName({ scope: 'fedcba98', dataset, generation: 1, level: 0, owner: 'dead', count: 0 }),
  `exascope-data-${scope}-d2-whatever`,
];

/** Makes rows and bodies that do not agree, as no crash alone could. Sealed segments agree: nobody looks into them. */
async function makeMess(browser: FakeBrowser, caches: Mess): Promise<void> {
  const disk = browser.disk.view();
  for (const name of foreign)
    await (await disk.open(name)).put('https://other.test/x', new Response('theirs'));
  const tab = await browser.open();
  for (const [count, each] of caches.entries()) {
    const name = { scope, dataset, generation: 1, level: 0, owner: 'dead', count };
    const segment = new Segment(cacheName(name), name);
    const handle = each.hasCache ? await disk.open(segment.id) : undefined;
    for (const { path, has: kind } of each.slots) {
      const has = each.isSealed && (kind === 'row' || kind === 'body') ? 'both' : kind;
      const body = bodyOf(path, 50 + count);
      if (has !== 'body')
        segment.append({
          path,
          length: has === 'absent' ? 0 : body.length,
          isAbsent: has === 'absent',
          tick: 1,
        });
      if (has === 'dead') segment.kill(segment.paths.length - 1);
      if (has === 'body' || has === 'both')
        await handle?.put(entryUrl(origin, dataset, 1, path), makeEntry(body, {}));
    }
    segment.isSealed = each.isSealed && each.hasCache && each.hasRow;
    if (each.hasRow) await tab.database.segments.put(segment.toRow());
  }
  tab.crash();
}

async function rows(tab: FakeTab): Promise<unknown> {
  return tab.database.segments.toArray();
}

/** All that is stored, to compare. */
function stored(browser: FakeBrowser): string {
  return JSON.stringify(
    [...browser.disk.caches].map(([name, bodies]) => [name, [...bodies.keys()].sort()]).sort(),
  );
}

/** Bodies that are kept, whichever cache they are in. */
function kept(tab: FakeTab): string[] {
  return tab.kept().filter((path) => {
    const place = tab.keeper.index.find(dataset, 1, path);
    return place && !place.segment.has(place.slot, isAbsent);
  });
}

describe('mending', () => {
  it('makes rows and bodies agree whatever they are, touches nothing of others, and then has nothing to do', async () => {
    await fc.assert(
      fc.asyncProperty(mess, async (caches) => {
        const browser = new FakeBrowser();
        await makeMess(browser, caches);
        const bodies = new Set(
          [...browser.disk.caches.keys()]
            .filter((name) => name.includes('-dead-') && !name.includes('fedcba98'))
            .flatMap((name) => browser.disk.pathsOf(name)),
        );
        const tab = await browser.open();
        await browser.pass(5000);
        expect(await disagreements(browser, tab)).toEqual([]);
        expect(kept(tab)).toEqual([...bodies].sort());
        for (const name of foreign) expect(browser.disk.caches.get(name)?.size).toBe(1);

        const [before, rowsBefore] = [stored(browser), await rows(tab)];
        tab.crash();
        const again = await browser.open();
        await browser.pass(5000);
        expect(stored(browser)).toBe(before);
        expect(await rows(again)).toEqual(rowsBefore);
        again.crash();
      }),
      { numRuns: 60 },
    );
  });

  it('that is cut anywhere and begun again ends the same', async () => {
    await fc.assert(
      fc.asyncProperty(mess, fc.nat(25), async (caches, cutAt) => {
        const [cut, whole] = [new FakeBrowser(), new FakeBrowser()];
        for (const browser of [cut, whole]) await makeMess(browser, caches);
        const first = await cut.open();
        let calls = 0;
        first.onStep = () => {
          if (++calls > cutAt) first.crash();
        };
        await cut.pass(5000);
        first.crash();
        const [second, other] = [await cut.open(), await whole.open()];
        for (const browser of [cut, whole]) await browser.pass(5000);
        expect(await disagreements(cut, second)).toEqual([]);
        expect(kept(second)).toEqual(kept(other));
        expect(second.keeper.index.live).toBe(other.keeper.index.live);
        for (const tab of [second, other]) tab.crash();
      }),
      { numRuns: 40 },
    );
  });

  it('leaves caches alone that a living tab fills, and one that comes in the meantime', async () => {
    const browser = new FakeBrowser();
    const writer = await browser.open();
    writer.write(['c/0/0', 'c/0/1']);
    await browser.settle();
    const mender = await browser.open();
    mender.onStep = async ({ call }) => {
      if (call !== 'keys') return;
      mender.onStep = () => undefined;
      const late = await browser.open();
      late.write(['c/1/5']);
      await browser.settle();
    };
    browser.disk.log.length = 0;
    await browser.pass(5000);
    expect(
      browser.disk.log.filter((line) => /^(delete|cache\.(delete|keys)) exascope-data/.test(line)),
    ).toEqual([]);
    for (const row of await mender.database.segments.toArray()) expect(row.sealed).toBe(0);
  });

  it('does nothing where living tabs cannot be told from dead ones', async () => {
    const browser = new FakeBrowser();
    await makeMess(browser, [
      { slots: [{ path: 'c/0/1', has: 'body' }], isSealed: false, hasCache: true, hasRow: false },
    ]);
    const before = stored(browser);
    const tab = await browser.open({ effects: { locks: undefined as never } });
    await browser.pass(5000);
    expect(stored(browser)).toBe(before);
    expect(await tab.ask({ type: 'missing', dataset, paths: ['c/0/1'] })).toEqual(['c/0/1']);
  });

  it('is done by one tab at a time, and the others have what it found', async () => {
    const browser = new FakeBrowser();
    const crashed = await browser.open();
    crashed.write(['d/zarr.json']);
    await browser.pass(1000);
    crashed.write(['c/0/1', 'c/0/2']);
    await browser.settle();
    crashed.crash();
    const tabs = [await browser.open(), await browser.open()];
    browser.disk.log.length = 0;
    await browser.pass(5000);
    expect(browser.disk.log.filter((line) => line.startsWith('cache.keys'))).toHaveLength(2);
    for (const tab of tabs) {
      expect(tab.kept()).toEqual(['c/0/1', 'c/0/2', 'd/zarr.json']);
      expect(await disagreements(browser, tab)).toEqual([]);
    }
  });

  it('forgets what is only known to be absent where nothing else is kept', async () => {
    const browser = new FakeBrowser();
    const first = await browser.open();
    first.write(['d/zarr.json', 'd/.zattrs'], { isAbsent: true });
    await browser.pass(1000);
    first.crash();
    const tab = await browser.open();
    await browser.pass(5000);
    expect(await rows(tab)).toEqual([]);
  });
});
