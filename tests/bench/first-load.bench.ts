import type { Browser, CDPSession } from '@playwright/test';
import { test, expect, visit } from './bench';
import { mebibytes, report, type Figures } from './figures';

const RUNS = 3;
/** A middling phone is about this much slower than a desktop. */
const SLOWDOWN = 4;
const LOCATION = 'data/macaque.zarr';

interface Shift extends PerformanceEntry {
  readonly value: number;
}

declare global {
  interface Window {
    firstLoad: { shift: number; tasksMs: number[] };
  }
}

for (const [name, source] of [
  ['first-load-start', undefined],
  ['first-load-picture', LOCATION],
] as const)
  test(name, async ({ browser }) => {
    const runs: Figures[] = [];
    for (let i = 0; i < RUNS; i++) runs.push(await firstLoad(browser, source));
    const { layoutShift, scriptKiB } = report(test.info().title, runs);
    expect(scriptKiB, 'scripts came over the network').toBeGreaterThan(50);
    expect(layoutShift, 'nothing shifts while it loads').toBeLessThan(0.001);
  });

/** Opens the page with an empty cache and a slow processor, and waits until all of the first picture is there. */
async function firstLoad(browser: Browser, source: string | undefined): Promise<Figures> {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  try {
    await context.addInitScript(observe);
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
    const bytes = await countBytes(session);
    if (source === undefined) await page.goto('/', { waitUntil: 'commit' });
    else await visit(page, source);
    await page.waitForFunction(() => 'exascope' in window);
    await page.evaluate(async () => {
      await window.exascope.ready;
      if (window.exascope.layers().length > 0) await window.exascope.settled();
    });
    await page.getByRole('heading', { level: 1 }).waitFor();
    const { shift, tasksMs } = await page.evaluate(() => window.firstLoad);
    return {
      completeMs: await page.evaluate(() => performance.now()),
      requests: bytes.requests,
      scriptKiB: bytes.script / 1024,
      fetchedMiB: mebibytes(bytes.all),
      longTasks: tasksMs.length,
      longestTaskMs: Math.max(0, ...tasksMs),
      layoutShift: shift,
    };
  } finally {
    await context.close();
  }
}

/** Counts what comes for the page itself, as it is encoded on the way; what its workers fetch is not told here. */
async function countBytes(session: CDPSession) {
  const counted = { requests: 0, all: 0, script: 0 };
  const scripts = new Set<string>();
  session.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    counted.requests++;
    counted.all += encodedDataLength;
    if (scripts.has(requestId)) counted.script += encodedDataLength;
  });
  await session.send('Network.enable');
  return counted;
}

/** Runs in the page before its scripts. */
function observe(): void {
  const seen = { shift: 0, tasksMs: [] as number[] };
  Object.assign(window, { firstLoad: seen });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as Shift[]) seen.shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.tasksMs.push(duration);
  }).observe({ type: 'longtask', buffered: true });
}
