import type { Browser } from '@playwright/test';
import type { FixtureServer } from '../fixtures/fixture-server';
import { completed, expect, fragmentOf, memoryFigures, onFreshPage, recordingOf, test, visit } from './bench';
import { frameFigures, report, trafficFigures, type Figures } from './figures';
import { startNarrowLink } from './narrow-link';
import { trafficOf, type SquareImage } from './square-image';

const RUNS = 3;
const place = { x: 8000, y: 8100, zoom: 1 };
const image: SquareImage = {
  location: 'gen:checkerboard?levels=5&tile=512&dtype=uint16',
  size: 16_384,
  tile: 512,
  hasDepth: false,
  chunkBytes: 512 * 512 * 2,
};

for (const latencyMs of [0, 30, 100])
  for (const protocol of ['h1', 'h2'] as const)
    test(`first-view-${protocol}-${latencyMs}`, async ({ browser, servers }) => {
      const server = servers[protocol];
      await reportFirstViews(browser, server, { latencyMs, address: server.generated(image.location) });
    });

test('first-view-h1-50-100mbit', async ({ browser, servers: { h1: server } }) => {
  const link = await startNarrowLink(server.url, 100);
  try {
    const address = link.through(server.generated(image.location));
    await reportFirstViews(browser, server, { latencyMs: 50, address });
  } finally {
    await link.close();
  }
});

/** Runs the case of the running test, once unmeasured so that the server has made its chunks. */
async function reportFirstViews(
  browser: Browser,
  server: FixtureServer,
  { latencyMs, address }: { latencyMs: number; address: string },
): Promise<void> {
  const runs: Figures[] = [];
  try {
    await firstView(browser, server, address);
    server.setLatency(latencyMs);
    for (let i = 0; i < RUNS; i++) runs.push(await firstView(browser, server, address));
  } finally {
    server.setLatency(0);
  }
  const { chunks, minimumChunks } = report(test.info().title, runs);
  expect(chunks, 'all that the view needs was fetched').toBeGreaterThanOrEqual(minimumChunks ?? Infinity);
}

function firstView(browser: Browser, server: FixtureServer, address: string): Promise<Figures> {
  return onFreshPage(browser, async (page) => {
    server.resetLog();
    await visit(page, address, fragmentOf(place));
    const completeMs = await completed(page);
    const recording = await recordingOf(page);
    const { appMs = NaN, firstContentMs = NaN } = recording;
    const view = { ...place, z: 0, level: 0, fromMs: 0, toMs: Infinity };
    return {
      appMs,
      firstContentMs,
      completeMs,
      ...trafficFigures(trafficOf(image, server.log(), [view])),
      ...frameFigures(recording),
      ...(await memoryFigures(browser)),
    };
  });
}
