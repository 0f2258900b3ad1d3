import { expect, it } from 'vitest';
import { progressiveTuning } from '../../../core';
import { chunks, FakeBrowser } from '../tabs.fixture';

it('makes room by the constants of its page: what was just kept goes where nothing is spared for its youth', async () => {
  const browser = new FakeBrowser();
  const tab = await browser.open();
  tab.write(chunks(20), { size: 1000 });
  await browser.pass(1000);
  const before = tab.kept().length;
  await tab.ask({ type: 'set-limit', bytes: 10_000 });
  expect(tab.kept()).toHaveLength(before);
  tab.keeper.handlePage({ type: 'tune', tuning: { ...progressiveTuning, diskMinAgeS: 0, diskLow: 0.76 } });
  await tab.ask({ type: 'set-limit', bytes: 10_000 });
  expect(tab.keeper.index.bytes).toBeLessThanOrEqual(7600);
});

it('goes on keeping the finest level of what fills the limit, where that is tuned', async () => {
  const browser = new FakeBrowser();
  const tab = await browser.open();
  await tab.ask({ type: 'set-limit', bytes: 8000 });
  tab.write(chunks(4), { size: 1000 });
  await browser.pass(1000);
  const shown = { dataset: '0123456789abcdef', paths: chunks(4) };
  tab.keeper.handlePage({ type: 'showing', leases: [shown] });
  tab.keeper.handlePage({ type: 'tune', tuning: { ...progressiveTuning, diskCrowded: 0.1 } });
  tab.write(['c/0/9'], { size: 100 });
  await browser.pass(1000);
  expect(tab.kept()).not.toContain('c/0/9');
  tab.keeper.handlePage({ type: 'tune', tuning: { ...progressiveTuning, diskCrowded: 0.8 } });
  tab.write(['c/0/9'], { size: 100 });
  await browser.pass(1000);
  expect(tab.kept()).toContain('c/0/9');
});

it('leaves what is open as much larger a share as is tuned', async () => {
  const other = 'fedcba9876543210';
  const keptOf = async (diskOpenWeight: number) => {
    const browser = new FakeBrowser();
    const tab = await browser.open();
    tab.write(chunks(40), { size: 1000 });
    tab.write(chunks(40), { size: 1000, to: other });
    await browser.pass(1000);
    tab.keeper.handlePage({ type: 'showing', leases: [{ dataset: other, paths: ['c/0/0'] }] });
    tab.keeper.handlePage({
      type: 'tune',
      tuning: { ...progressiveTuning, diskMinAgeS: 0, diskOpenWeight },
    });
    await tab.ask({ type: 'set-limit', bytes: 40_000 });
    return [tab.kept(1, other).length, tab.kept().length];
  };
  const [[openAlike = 0, closedAlike = 0], [open = 0, closed = 0]] = [await keptOf(1), await keptOf(4)];
  expect(Math.abs(openAlike - closedAlike)).toBeLessThanOrEqual(2);
  expect(open).toBeGreaterThan(openAlike);
  expect(closed).toBeLessThan(closedAlike);
});
