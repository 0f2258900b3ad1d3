import type { Browser, Page } from '@playwright/test';
import type { FixtureServer } from '../fixtures/fixture-server';
import { completed, expect, fragmentOf, memoryFigures, nextFrame, onFreshPage, recordingOf } from './bench';
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
  expect(chunks, 'the slices needed other chunks').toBeGreaterThan((minimumChunks ?? 0) / 4);
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

/** Drags a screen's width to and fro, then turns the wheel out and in, all within about two seconds. */
async function panAndZoom(page: Page): Promise<void> {
  await page.mouse.move(800, 400);
  await page.mouse.down();
  for (let step = 1; step <= 30; step++) {
    await page.mouse.move(800 - 24 * step, 400 + 4 * step);
    await nextFrame(page);
  }
  await page.mouse.up();
  for (let step = 0; step < 40; step++) {
    await page.mouse.wheel(0, step < 20 ? 60 : -60);
    await nextFrame(page);
  }
}

/** Sixty slices of depth, one a frame, with the pointer moving over the image. */
async function scrubSlices(page: Page): Promise<void> {
  for (let step = 1; step <= 60; step++) {
    await page.evaluate((z) => window.exascope.setState({ position: { z } }), 500 + step);
    await page.mouse.move(400 + step, 400);
  }
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
    await visit(page, server.generated(image.location), fragmentOf(from));
    await completed(page);
    await prepare(page);
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
      ...trafficFigures(trafficOf(image, server.log(), recording.views, { isFirstView: false })),
      ...frameFigures(recording),
      ...(await memoryFigures(browser)),
    };
  };
  return onFreshPage(browser, measure, { hasViews: true });
}
