import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from '@playwright/test';
import type { FixtureServer } from '../fixtures/fixture-server';
import { completed, expect, fragmentOf, memoryFigures, onFreshPage, recordingOf } from './bench';
import { restartRecording, settled, test, visit, type PlaceOfView } from './bench';
import { frameFigures, report, trafficFigures, type Figures } from './figures';
import { trafficOf, type SquareImage } from './square-image';

const RUNS = 3;
const LATENCY_MS = 30;
const plane: SquareImage = {
  location: 'gen:checkerboard?levels=5&tile=512&dtype=uint16',
  size: 16_384,
  tile: 512,
  hasDepth: false,
  chunkBytes: 512 * 512 * 2,
};
const volume: SquareImage = {
  location: 'gen:checkerboard?levels=4&tile=64&space=3&cell=11',
  size: 1024,
  tile: 64,
  hasDepth: true,
  chunkBytes: 64 ** 3,
};

interface Navigation {
  readonly image: SquareImage;
  readonly from: PlaceOfView;
  /** What is measured, from a settled view until it has settled again. */
  readonly act: (page: Page) => Promise<void>;
}

test('pan-zoom', async ({ browser, servers: { h1 } }) => {
  const from = { x: 5000, y: 8100, zoom: 1 };
  const { inputs } = await reportNavigations(browser, h1, { image: plane, from, act: panAndZoom });
  expect(inputs, 'input events reached the page').toBeGreaterThan(30);
});

test('slice-scrub', async ({ browser, servers: { h1 } }) => {
  const from = { x: 500, y: 500, zoom: 2 };
  const { chunks, minimumChunks } = await reportNavigations(browser, h1, {
    image: volume,
    from,
    act: scrubSlices,
  });
  expect(chunks, 'the slices needed other chunks').toBeGreaterThanOrEqual(minimumChunks ?? 1);
});

test('second-view', async ({ browser, servers: { h1 } }) => {
  const from = { x: 5000, y: 8100, zoom: 1 };
  const act = (page: Page) =>
    page.evaluate((center) => window.exascope.setState({ center }), { x: from.x, y: from.y });
  const prepare = async (page: Page) => {
    await page.evaluate(() => window.exascope.setState({ center: { x: 7500, y: 9500 } }));
    await settled(page);
  };
  const { requests } = await reportNavigations(browser, h1, { image: plane, from, act }, prepare);
  expect(requests, 'what was seen is not fetched again').toBe(0);
});

/** Drags three quarters of a screen away, then turns the wheel out and in, within 1.1 s. */
async function panAndZoom(page: Page): Promise<void> {
  await page.mouse.move(800, 400);
  await page.mouse.down();
  await paced(30, (step) => page.mouse.move(776 - 24 * step, 404 + 4 * step));
  await page.mouse.up();
  await paced(40, (step) => page.mouse.wheel(0, step < 20 ? 60 : -60));
}

/** Sixty slices of depth in a second, with the pointer moving over the image. */
async function scrubSlices(page: Page): Promise<void> {
  await paced(60, async (step) => {
    await Promise.all([
      page.evaluate((z) => window.exascope.setState({ position: { z } }), 501 + step),
      page.mouse.move(400 + step, 400),
    ]);
  });
}

/**
 * Does something every 16 ms, as a hand does: without waiting for the page, whose delays would otherwise slow down what
 * measures them.
 */
async function paced(count: number, act: (step: number) => Promise<void>): Promise<void> {
  const startMs = performance.now();
  const acts: Promise<void>[] = [];
  for (let step = 0; step < count; step++) {
    await sleep(Math.max(0, startMs + 16 * step - performance.now()));
    acts.push(act(step));
  }
  await Promise.all(acts);
}

async function reportNavigations(
  browser: Browser,
  server: FixtureServer,
  navigation: Navigation,
  prepare: (page: Page) => Promise<void> = () => Promise.resolve(),
): Promise<Figures> {
  const runs: Figures[] = [];
  try {
    for (let i = 0; i <= RUNS; i++) {
      const figures = await navigate(browser, server, navigation, prepare);
      server.setLatency(LATENCY_MS);
      // The first run only has the server make its chunks.
      if (i > 0) runs.push(figures);
    }
  } finally {
    server.setLatency(0);
  }
  return report(test.info().title, runs);
}

function navigate(
  browser: Browser,
  server: FixtureServer,
  { image, from, act }: Navigation,
  prepare: (page: Page) => Promise<void>,
): Promise<Figures> {
  const measure = async (page: Page): Promise<Figures> => {
    server.resetLog();
    await visit(page, server.generated(image.location), fragmentOf(from));
    await completed(page);
    await prepare(page);
    const before = server.log();
    server.resetLog();
    await restartRecording(page);
    const startMs = await page.evaluate(() => performance.now());
    await act(page);
    const actedMs = await page.evaluate(() => performance.now());
    const completeMs = await settled(page);
    const recording = await recordingOf(page);
    return {
      actedMs: actedMs - startMs,
      completeMs: completeMs - actedMs,
      ...trafficFigures(trafficOf(image, server.log(), recording.views, { before })),
      ...frameFigures(recording),
      ...(await memoryFigures(browser)),
    };
  };
  return onFreshPage(browser, measure, { hasViews: true });
}
