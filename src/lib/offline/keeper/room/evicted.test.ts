import { expect, it } from 'vitest';
import { progressiveTuning } from '../../../core';
import { chunks, dataset, FakeBrowser } from '../tabs.fixture';

it('RFC row 37: tells its page how many entries went to make room, and not what was forgotten', async () => {
  const browser = new FakeBrowser();
  const tab = await browser.open();
  tab.write(chunks(20), { size: 1000 });
  await browser.pass(1000);
  tab.keeper.handlePage({ type: 'tune', tuning: { ...progressiveTuning, diskMinAgeS: 0 } });
  const told = () => tab.news.flatMap((news) => (news.type === 'evicted' ? news.entries : []));
  expect(told()).toEqual([]);
  await tab.ask({ type: 'set-limit', bytes: 10_000 });
  const left = tab.kept().length;
  expect(told().reduce((sum, entries) => sum + entries, 0)).toBe(20 - left);
  expect(left).toBeLessThan(20);
  const before = told().length;
  await tab.ask({ type: 'forget', dataset });
  expect([tab.kept().length, told().length]).toEqual([0, before]);
});
