import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunks, dataset, disagreements, FakeBrowser, type FakeTab } from '../tabs.fixture';

const isSame = (a: FakeTab, b: FakeTab): void => {
  expect(a.kept()).toEqual(b.kept());
  expect(a.keeper.index.bytes).toBe(b.keeper.index.bytes);
  expect(a.keeper.index.live).toBe(b.keeper.index.live);
};

/** What a decode worker of a tab knows to be kept. */
function readerOf(tab: FakeTab): Set<string> {
  const paths = new Set<string>();
  const add = (list: string): void => list.split('\n').forEach((path) => path && paths.add(path));
  tab.keeper.handleReader(
    {
      post: (message) => {
        if (message.type === 'entries') message.segments.forEach(({ paths: list }) => add(list));
        else if (message.type === 'added') add(message.segment.paths);
        else message.paths.forEach((path) => paths.delete(path));
      },
    },
    { type: 'attach', dataset },
  );
  return paths;
}

describe('two tabs', () => {
  it('have each what the other writes, and their readers hear of it', async () => {
    const browser = new FakeBrowser();
    const [one, other] = [await browser.open(), await browser.open()];
    const known = readerOf(other);
    one.write(chunks(3));
    await browser.settle();
    expect([...known].sort()).toEqual(chunks(3));
    isSame(one, other);
  });

  it('see what the other lets go, and free it once', async () => {
    const browser = new FakeBrowser();
    const [one, other] = [await browser.open(), await browser.open()];
    const known = readerOf(one);
    one.write(chunks(10), { size: 1000 });
    await browser.pass(1000);
    for (const tab of [one, other]) tab.keeper.tick += 1000;
    browser.disk.log.length = 0;
    await Promise.all([
      one.ask({ type: 'set-limit', bytes: 8000 }),
      other.ask({ type: 'set-limit', bytes: 8000 }),
    ]);
    const deleted = browser.disk.log.filter((line) => line.startsWith('cache.delete '));
    expect(new Set(deleted).size).toBe(deleted.length);
    expect(known.size).toBe(10 - deleted.length);
    isSame(one, other);
    for (const tab of [one, other]) expect(await disagreements(browser, tab)).toEqual([]);
  });

  it('lose nothing of what one writes while the other lets entries of it go', async () => {
    const browser = new FakeBrowser();
    const [one, other] = [await browser.open(), await browser.open()];
    one.write(chunks(4));
    await browser.pass(1000);
    browser.areMessagesHeld = true;
    one.write(chunks(4, 0, 10));
    await browser.settle();
    other.keeper.handleReader(
      { post: () => undefined },
      { type: 'drop', dataset, generation: 1, path: 'c/0/1' },
    );
    await browser.settle();
    browser.areMessagesHeld = false;
    await browser.pass(1000);
    isSame(one, other);
    expect(one.kept()).toHaveLength(7);
    for (const tab of [one, other]) expect(await disagreements(browser, tab)).toEqual([]);
  });

  it('number slots alike though one missed what was written before it came', async () => {
    const browser = new FakeBrowser();
    const one = await browser.open();
    one.write(chunks(3));
    await browser.settle();
    browser.areMessagesHeld = true;
    const other = await browser.open();
    one.write(chunks(3, 0, 10));
    await browser.settle();
    browser.areMessagesHeld = false;
    await browser.pass(1000);
    isSame(one, other);
    other.keeper.handleReader(
      { post: () => undefined },
      { type: 'drop', dataset, generation: 1, path: 'c/0/10' },
    );
    await browser.pass(1000);
    isSame(one, other);
    expect(one.kept()).toEqual(['c/0/0', 'c/0/1', 'c/0/11', 'c/0/12', 'c/0/2']);
  });

  it('do not delete the cache that the other fills, though it is empty now', async () => {
    const browser = new FakeBrowser();
    const [one, other] = [await browser.open(), await browser.open()];
    one.write(chunks(2));
    await browser.pass(1000);
    await other.ask({ type: 'clear-level', dataset, level: 0 });
    one.write(chunks(2, 0, 10));
    await browser.pass(1000);
    isSame(one, other);
    expect(one.kept()).toEqual(['c/0/10', 'c/0/11']);
    for (const tab of [one, other]) expect(await disagreements(browser, tab)).toEqual([]);
  });

  it('do not evict what the other shows, even one that came later', async () => {
    const browser = new FakeBrowser();
    const one = await browser.open();
    one.write(chunks(6), { size: 1000 });
    one.keeper.handlePage({ type: 'showing', leases: [{ dataset, paths: chunks(2) }] });
    await browser.pass(1000);
    const other = await browser.open();
    other.keeper.tick += 1000;
    await other.ask({ type: 'set-limit', bytes: 0 });
    expect(other.kept()).toEqual(chunks(2));
  });

  it('merge what they note of uses', async () => {
    const browser = new FakeBrowser();
    const zero = await browser.open();
    zero.write(chunks(2));
    await browser.pass(1000);
    zero.crash();
    const [one, other] = [await browser.open(), await browser.open()];
    await browser.pass(5000);
    one.keeper.tick = other.keeper.tick = 50;
    const use = (tab: FakeTab, path: string): void =>
      tab.keeper.handleReader(
        { post: () => undefined },
        { type: 'used', dataset, generation: 1, paths: [path] },
      );
    use(one, 'c/0/0');
    use(other, 'c/0/1');
    await browser.pass(1000);
    const [touch] = await one.database.touches.toArray();
    expect([...(touch?.used ?? [])].every((tick) => tick > 50)).toBe(true);
  });

  it('make room one at a time', async () => {
    const browser = new FakeBrowser();
    const [one, other] = [await browser.open(), await browser.open()];
    one.write(chunks(10), { size: 1000 });
    await browser.pass(1000);
    for (const tab of [one, other]) tab.keeper.tick += 1000;
    let running = 0;
    let most = 0;
    for (const tab of [one, other])
      tab.onStep = async ({ call }) => {
        if (call !== 'cache.delete') return;
        most = Math.max(most, ++running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
      };
    await Promise.all([
      one.ask({ type: 'set-limit', bytes: 6000 }),
      other.ask({ type: 'set-limit', bytes: 6000 }),
    ]);
    expect(most).toBe(1);
  });
});

type Command =
  | { readonly do: 'write' | 'drop'; readonly tab: number; readonly chunk: number }
  | { readonly do: 'evict' | 'crash' | 'pass' | 'hold' | 'clear'; readonly tab: number };

const tab = fc.nat(2);
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('write' as const), tab, chunk: fc.nat(12) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('drop' as const), tab, chunk: fc.nat(12) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('pass' as const, 'hold' as const), tab }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('evict' as const, 'crash' as const, 'clear' as const), tab }),
  },
);

async function apply(browser: FakeBrowser, tabs: FakeTab[], command: Command): Promise<void> {
  const own = tabs[command.tab];
  if (!own) return;
  if (command.do === 'write') own.write([`c/${command.chunk % 2}/${command.chunk}`], { size: 500 });
  else if (command.do === 'drop') {
    const path = `c/${command.chunk % 2}/${command.chunk}`;
    own.keeper.handleReader({ post: () => undefined }, { type: 'drop', dataset, generation: 1, path });
  } else if (command.do === 'crash') {
    own.crash();
    tabs[command.tab] = await browser.open();
  } else if (command.do === 'hold') browser.areMessagesHeld = !browser.areMessagesHeld;
  else if (command.do === 'pass') await browser.pass(600);
  else if (command.do === 'clear') await own.ask({ type: 'clear-level', dataset, level: 1 });
  else {
    own.keeper.tick += 100;
    await own.ask({ type: 'set-limit', bytes: 4000 });
  }
}

describe('three tabs that do anything, and crash', () => {
  it('agree with each other and with the disk once they are quiet, and after the next start', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 25 }), async (commands) => {
        const browser = new FakeBrowser();
        const tabs = [await browser.open(), await browser.open(), await browser.open()];
        for (const each of commands) await apply(browser, tabs, each);
        browser.areMessagesHeld = false;
        await browser.pass(6000);
        for (const each of tabs) expect(each.keeper.trouble).toBeUndefined();
        const first = tabs[0];
        for (const each of tabs.slice(1)) if (first) isSame(first, each);
        for (const each of tabs) each.crash();
        const last = await browser.open();
        await browser.pass(6000);
        expect(await disagreements(browser, last)).toEqual([]);
        last.crash();
      }),
      {
        numRuns: 60,
        // A message that is on its way while its sender crashes never reaches the tab that takes its place.
        examples: [
          [
            [
              { do: 'write', tab: 1, chunk: 5 },
              { do: 'hold', tab: 0 },
              { do: 'evict', tab: 0 },
              { do: 'crash', tab: 1 },
              { do: 'clear', tab: 1 },
            ],
          ],
        ],
      },
    );
  }, 120_000);
});
