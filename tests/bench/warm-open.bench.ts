import type { BrowserContext, Page } from '@playwright/test';
import { ready } from '../e2e/harness';
import { untilInstalled, untilKept } from '../e2e/kept';
import type { FixtureServer, LogEntry } from '../fixtures/fixture-server';
import { expect, settled, test } from './bench';
import { report, type Figures } from './figures';
import { onFreshDisk } from './on-disk';
import { chunkOf } from './square-image';

const RUNS = 5;
const LATENCY_MS = 100;
const MINIMUM_CHUNKS = 100;
/** The first view is of all of level 1, in chunks of 8 KiB. */
const location = 'gen:checkerboard?levels=2&tile=64&dtype=uint16&shape=1536,2048';

test('warm-open', async ({ launchOptions, baseURL, servers: { h1: server } }) => {
  test.setTimeout(300_000);
  const address = server.generated(location);
  const runs: Figures[] = [];
  const openOnce = () =>
    onFreshDisk({ launchOptions, baseURL }, (context) => openTwice(context, server, address));
  try {
    // Once unmeasured, so that the server has made its chunks.
    await openOnce();
    server.setLatency(LATENCY_MS);
    for (let i = 0; i < RUNS; i++) runs.push(await openOnce());
  } finally {
    server.setLatency(0);
  }
  report('warm-open', runs);
  for (const { coldChunks, chunksTwice, warmChunks } of runs) {
    expect(coldChunks, 'chunks of the view').toBeGreaterThanOrEqual(MINIMUM_CHUNKS);
    expect(chunksTwice, 'chunks that were fetched twice').toBe(0);
    expect(warmChunks, 'chunks that were fetched though they were kept').toBe(0);
  }
});

/** Opens an image of which nothing is kept, waits until all is, and opens it again in a new page. */
async function openTwice(context: BrowserContext, server: FixtureServer, address: string): Promise<Figures> {
  const first = await startPage(context);
  await untilInstalled(first);
  server.resetLog();
  const coldMs = await timeToOpen(first, address);
  await untilKept(first, sentPaths(server.log()).size);
  const chunks = chunkRequests(server.log(), 'GET');
  await first.close();

  const second = await startPage(context);
  await untilInstalled(second);
  server.resetLog();
  const warmMs = await timeToOpen(second, address);
  const log = server.log();
  return {
    ...{ coldMs, warmMs, warmToCold: warmMs / coldMs },
    coldChunks: chunks.length,
    chunksTwice: chunks.length - new Set(chunks).size,
    warmChunks: chunkRequests(log, 'GET').length,
    // A few that are kept are compared with the server's in the background.
    warmChecks: chunkRequests(log, 'HEAD').length,
  };
}

async function startPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto('/');
  await ready(page);
  return page;
}

/** From the call of `open` until all that the view wants is on the screen, in ms. */
async function timeToOpen(page: Page, address: string): Promise<number> {
  const startMs = await page.evaluate(async (wanted) => {
    const beforeMs = performance.now();
    await window.exascope.open(wanted);
    return beforeMs;
  }, address);
  return (await settled(page)) - startMs;
}

function sentPaths(log: readonly LogEntry[]): Set<string> {
  const sent = log.filter(({ method, status }) => method === 'GET' && status === 200);
  return new Set(sent.map(({ path }) => path));
}

/** Paths of the chunks that were asked for, one for each request. */
function chunkRequests(log: readonly LogEntry[], wanted: 'GET' | 'HEAD'): string[] {
  const requests = log.filter(({ method, path }) => method === wanted && chunkOf(path) !== undefined);
  return requests.map(({ path }) => path);
}
