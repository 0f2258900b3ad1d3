import { test as base, expect, type Browser, type Page } from '@playwright/test';
import { encodeView } from '../../src/lib/share';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { browserMemoryBytes } from './browser-memory';
import { mebibytes, type Figures } from './figures';
import { installRecorder, type Recording } from './page-recorder';
import { viewport } from './square-image';

export { expect };

type Servers = Readonly<Record<'h1' | 'h2', FixtureServer>>;

/** Playwright's test with fixture servers for all cases, which make each chunk once. */
export const test = base.extend<object, { servers: Servers }>({
  servers: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs from the pattern.
    async ({}, use) => {
      const servers = { h1: await startFixtureServer(), h2: await startFixtureServer({ protocol: 'h2' }) };
      await use(servers);
      await Promise.all([servers.h1.close(), servers.h2.close()]);
    },
    { scope: 'worker' },
  ],
});

export interface PlaceOfView {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** The fragment of a link to a place. */
export function fragmentOf({ x, y, zoom }: PlaceOfView): string {
  return encodeView({
    sources: [],
    mode: '2d',
    axes: ['y', 'x'],
    center: { y, x },
    zoom,
    rotation: [0, 0, 0, 1],
    perspective: 0,
    position: {},
    layers: [],
  });
}

/**
 * Runs `measure` on a page of a fresh browser profile, and fails when the page had anything to complain about.
 * Its service worker is kept out: what is measured is the way to the data.
 */
export async function onFreshPage<T>(
  browser: Browser,
  measure: (page: Page) => Promise<T>,
  { hasViews = false }: { hasViews?: boolean } = {},
): Promise<T> {
  const context = await browser.newContext({
    viewport,
    deviceScaleFactor: 1,
    serviceWorkers: 'block',
    ignoreHTTPSErrors: true,
    baseURL: base.info().project.use.baseURL ?? '',
  });
  const problems: string[] = [];
  context.on('weberror', (event) => problems.push(event.error().message));
  context.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
  await context.addInitScript(installRecorder, { hasViews });
  try {
    const result = await measure(await context.newPage());
    expect(problems, 'the page is silent').toEqual([]);
    return result;
  } finally {
    await context.close();
  }
}

/** Goes to the page that opens `location`; the fragment is the view. Waits for nothing. */
export async function visit(page: Page, location: string, fragment = ''): Promise<void> {
  await page.goto(`/?${new URLSearchParams({ source: location })}${fragment}`, { waitUntil: 'commit' });
}

/** Waits until the page of {@link visit} shows all that it wants. Returns when that was, in ms since it began. */
export async function completed(page: Page): Promise<number> {
  await page.waitForFunction(() => 'exascope' in window);
  await page.evaluate(() => window.exascope.ready);
  return settled(page);
}

/** Waits for everything that the view wants. Returns when that was, in ms of the page's clock. */
export async function settled(page: Page): Promise<number> {
  const { failures, nowMs } = await page.evaluate(async () => {
    const { failures: failed } = await window.exascope.settled();
    return { failures: failed, nowMs: performance.now() };
  });
  expect(failures, 'nothing that the view wants has failed').toEqual([]);
  return nowMs;
}

export function recordingOf(page: Page): Promise<Recording> {
  return page.evaluate(() => window.benchRecorder.read());
}

export function restartRecording(page: Page): Promise<void> {
  return page.evaluate(() => {
    window.benchRecorder.restart();
  });
}

/** One animation frame of the page. */
export async function nextFrame(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
}

/** Memory of the browser's processes now; no figure where the system does not tell. */
export async function memoryFigures(browser: Browser): Promise<Figures> {
  const bytes = await browserMemoryBytes(browser);
  return bytes === undefined ? {} : { browserMiB: mebibytes(bytes) };
}

/** mulberry32: numbers in [0, 1), the same for the same seed. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
