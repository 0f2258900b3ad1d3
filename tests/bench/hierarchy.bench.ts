import type { Page } from '@playwright/test';
import { storeOfNodes } from '../fixtures/store-of-nodes';
import { completed, expect, onFreshPage, recordingOf, restartRecording, test, visit } from './bench';
import { frameFigures, report, type Figures } from './figures';

const RUNS = 3;
const NODES = 10_000;
const SCROLLS = 60;

/** When the tree had its first row below the root of the store, in ms since the epoch. */
function firstRow(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = () => {
          const isThere = document.querySelector('[role="treeitem"][data-key$=":image-0"]') !== null;
          if (isThere) requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
}

test('hierarchy', async ({ browser, servers }) => {
  test.setTimeout(300_000);
  const server = servers.h1;
  const url = server.serve('many', storeOfNodes(NODES));
  const runs: Figures[] = [];
  for (let i = 0; i < RUNS; i++) runs.push(await onFreshPage(browser, measure));
  const { treeMs, longTasks, clickRequests } = report(test.info().title, runs);
  expect(treeMs, 'the tree is there soon after its metadata').toBeLessThan(200);
  expect(longTasks, 'it scrolls without a long task').toBe(0);
  expect(clickRequests, 'all of a node is known').toBe(0);

  async function measure(page: Page): Promise<Figures> {
    await visit(page, 'gen:checkerboard?levels=1&tile=64');
    await completed(page);
    await page.keyboard.press('h');
    const tree = page.getByRole('tree', { name: 'Hierarchy' });
    await tree.waitFor();
    // The root of what is open is there first; it makes way for the store that is measured.
    await tree.getByRole('treeitem').first().click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Remove from the tree' }).click();
    server.resetLog();
    const field = page.getByRole('textbox', { name: 'Location, or path below the top' });
    await field.fill(url);
    await restartRecording(page);
    const shown = firstRow(page);
    await page.keyboard.press('Enter');
    const shownMs = await shown;
    const sent = server.log().find(({ path, status }) => path.endsWith('/zarr.json') && status === 200);
    if (!sent) throw new Error('The metadata were not asked for.');
    const opening = await recordingOf(page);
    server.resetLog();
    await restartRecording(page);
    await tree.hover();
    for (let i = 0; i < SCROLLS; i++) await page.mouse.wheel(0, 2000);
    const scrolled = frameFigures(await recordingOf(page));
    await tree.getByRole('treeitem').nth(5).click();
    await page
      .getByRole('region', { name: /^About image-/ })
      .getByText('64 × 64')
      .first()
      .waitFor();
    const { longTasks = 0, longestTaskMs = 0, longestGapMs = 0 } = scrolled;
    return {
      treeMs: shownMs - (performance.timeOrigin + sent.end),
      openingLongestTaskMs: Math.max(0, ...opening.longTasksMs),
      ...{ longTasks, longestTaskMs, longestGapMs, clickRequests: server.log().length },
    };
  }
});
