import type { Page } from '@playwright/test';
import { fragmentOf, random } from '../bench/bench';
import { kept, untilKept } from '../e2e/kept';
import { expect, ready, test } from '../e2e/harness';
import { SiteHost } from '../e2e/site-host';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { FailpointHost, failpoints, type FailpointName } from './failpoints';
import { KillableBrowser } from './killable-browser';

const seed = Number(process.env['CRASH_SEED'] ?? 11);
const roundsOfEach = 5;

test.describe.configure({ timeout: 900_000 });

let site: SiteHost;
let server: FixtureServer;
let stops: FailpointHost;
let browser: KillableBrowser;
test.beforeEach(async ({ launchOptions }) => {
  site = new SiteHost();
  server = await startFixtureServer({ latencyMs: 5 });
  stops = new FailpointHost();
  browser = new KillableBrowser(launchOptions);
  await Promise.all([site.start(), stops.start()]);
  // Scripts of workers are never taken from the HTTP cache.
  site.runFirst('0');
});
test.afterEach(async () => {
  await browser.dispose();
  stops.close();
  await Promise.all([site.stop(), server.close()]);
});

async function visit(page: Page, location?: string, fragment = ''): Promise<void> {
  const query = location === undefined ? '' : `?${new URLSearchParams({ source: location })}`;
  await page.goto(site.url + query + fragment);
  await ready(page);
}

/** Of the origin, but not the app: nothing is mended there. */
const besideApp = (page: Page) => page.goto(`${site.url}theme.js`);

/** What has a row has a body. Returns how many bodies have no row. */
async function orphans(page: Page): Promise<number> {
  const { rows, bodies } = await kept(page);
  const there = new Set(bodies);
  expect(
    rows.filter((row) => !there.has(row)),
    'rows without a body',
  ).toEqual([]);
  return bodies.length - rows.length;
}

/** Views something new until the keeper stands still at a failpoint, and kills the browser there. */
async function killAt(page: Page, name: FailpointName, count: number, location?: string): Promise<void> {
  site.runFirst(stops.script(name, count));
  const reached = stops.reached();
  await visit(page, location);
  await reached;
  await browser.kill();
  site.runFirst('0');
}

test('row 49: a browser killed anywhere in a write leaves no row without a body, and loses nothing that had a row', async () => {
  console.log(`crash: CRASH_SEED=${seed}`);
  const draw = random(seed);
  const names = Object.keys(failpoints).filter((name) => !name.startsWith('while')) as FailpointName[];
  let worst = 0;
  let acknowledged: readonly string[] = [];
  for (let round = 0; round < roundsOfEach; round++)
    for (const name of names) {
      const count = 1 + Math.floor(draw() * (name.startsWith('after a body') ? 20 : 2));
      const location = server.generated(
        `gen:checkerboard?levels=4&tile=64&cell=${10 * round + names.indexOf(name) + 1}`,
      );
      await killAt(await browser.start(), name, count, location);
      const page = await browser.start();
      await besideApp(page);
      worst = Math.max(worst, await orphans(page));
      const { bodies, rows } = await kept(page);
      expect(bodies, `nothing is lost ${name}`).toEqual(expect.arrayContaining([...acknowledged]));
      acknowledged = rows;
      await browser.kill();
    }
  const page = await browser.start();
  await visit(page);
  const { rows } = await untilKept(page, acknowledged.length);
  expect(rows).toEqual(expect.arrayContaining([...acknowledged]));
  console.log(
    JSON.stringify({ rounds: roundsOfEach * names.length, entries: rows.length, mostOrphans: worst }),
  );
  expect(worst).toBeLessThanOrEqual(64 * roundsOfEach * names.length);
});

test('row 50: mending that is killed is done at the next start, and a second time changes nothing', async () => {
  const location = server.generated('gen:checkerboard?levels=4&tile=64');
  await killAt(await browser.start(), 'after a body was put, before its row is written', 5, location);
  for (const count of [1, 1, 2]) {
    const page = await browser.start();
    await besideApp(page);
    expect(await orphans(page)).toBeGreaterThan(0);
    await killAt(page, 'while caches are compared with rows', count);
  }
  const page = await browser.start();
  await visit(page);
  const once = await untilKept(page, 1);
  await besideApp(page);
  await visit(page);
  // Mending begins three seconds after the start.
  await page.waitForTimeout(5000);
  expect(await kept(page)).toEqual(once);
});

test('row 47: pages and service workers that end in the midst of writing, fifty times, leave orphans at most', async ({
  browser: shared,
}) => {
  const context = await shared.newContext({ serviceWorkers: 'allow', viewport: { width: 640, height: 480 } });
  let worst = 0;
  for (let round = 0; round < 50; round++) {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('ServiceWorker.enable');
    await page.goto(
      `${site.url}?${new URLSearchParams({ source: server.generated(`gen:ramp?levels=4&tile=64&shape=${400 + round},512`) })}`,
    );
    await ready(page);
    if (round % 2 === 0) await session.send('ServiceWorker.stopAllWorkers');
    await page.waitForTimeout(50 * (round % 10));
    await page.close();
    if (round % 10 !== 9) continue;
    const beside = await context.newPage();
    await besideApp(beside);
    worst = Math.max(worst, await orphans(beside));
    await beside.close();
  }
  const page = await context.newPage();
  await visit(page);
  const { rows } = await untilKept(page, 100);
  console.log(JSON.stringify({ rounds: 50, entries: rows.length, mostOrphans: worst }));
  await context.close();
});

test('row 80: a download of 2,000 chunks that is killed ten times completes with next to no traffic twice', async () => {
  const edge = 45;
  const location = server.generated(`gen:ramp?levels=1&tile=32&shape=${32 * edge},${32 * edge}`);
  const total = edge * edge;
  const chunks = () =>
    server.log().filter(({ method, path }) => method === 'GET' && path.includes('/c/')).length;
  let page = await browser.start();
  // Of the view itself nearly nothing is fetched.
  await visit(page, location, fragmentOf({ x: 100, y: 100, zoom: 16 }));
  await page.waitForFunction(() => window.exascope.layers().length === 1);
  await page.evaluate(() => window.exascope.library.pin({ layer: 'layer1' }));
  for (let kill = 1; kill <= 10; kill++) {
    const goal = Math.floor((kill * total) / 11);
    await expect.poll(chunks, { timeout: 120_000, intervals: [50] }).toBeGreaterThanOrEqual(goal);
    await browser.kill();
    page = await browser.start();
    await visit(page);
  }
  const download = () =>
    page.evaluate(async () => (await window.exascope.library.list())[0]?.downloads[0]?.state);
  await expect.poll(download, { timeout: 240_000 }).toBe('complete');
  const [entry] = await page.evaluate(() => window.exascope.library.list());
  expect([entry?.missingChunks, entry?.downloads[0]?.doneChunks]).toEqual([0, total]);
  const ratio = chunks() / total;
  console.log(
    JSON.stringify({ kills: 10, chunks: total, requests: chunks(), ratio: Number(ratio.toFixed(4)) }),
  );
  expect(ratio).toBeLessThanOrEqual(1.05);
});
