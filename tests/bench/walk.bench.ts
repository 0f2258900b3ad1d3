import type { Page } from '@playwright/test';
import { completed, expect, memoryFigures, nextFrame, onFreshPage, random, recordingOf } from './bench';
import { restartRecording, settled, test, visit } from './bench';
import { frameFigures, report, trafficFigures, type Figures } from './figures';
import { trafficOf, viewport, type SquareImage } from './square-image';

const SEED = 20_261_125;
const WALK_MS = 60_000;
const MEMORY_EVERY_MS = 2000;
const LATENCY_MS = 30;
const image: SquareImage = {
  location: 'gen:checkerboard?levels=10&tile=256&cell=37',
  size: 2 ** 18,
  tile: 256,
  hasDepth: false,
  chunkBytes: 256 * 256,
};

test('walk', async ({ browser, servers: { h1: server } }) => {
  test.setTimeout(WALK_MS + 60_000);
  server.setLatency(LATENCY_MS);
  const measure = async (page: Page): Promise<Figures> => {
    await visit(page, server.generated(image.location));
    await completed(page);
    const before = server.log();
    server.resetLog();
    await restartRecording(page);
    const cpu = process.cpuUsage();
    const startMs = performance.now();
    const draw = random(SEED);
    let peakMiB = 0;
    let measuredMs = startMs;
    while (performance.now() - startMs < WALK_MS) {
      await stride(page, draw);
      if (performance.now() - measuredMs < MEMORY_EVERY_MS) continue;
      measuredMs = performance.now();
      peakMiB = Math.max(peakMiB, (await memoryFigures(browser))['browserMiB'] ?? 0);
    }
    await settled(page);
    const recording = await recordingOf(page);
    const { user, system } = process.cpuUsage(cpu);
    return {
      ...trafficFigures(trafficOf(image, server.log(), recording.views, { before })),
      ...frameFigures(recording),
      ...(peakMiB > 0 && { browserMiB: peakMiB }),
      // Of the server and of what drives the browser: what the page had to share the computer with.
      driverPercent: (user + system) / 10 / (performance.now() - startMs),
    };
  };
  try {
    const { requests } = report('walk', [await onFreshPage(browser, measure, { hasViews: true })]);
    expect(requests, 'the walk went somewhere').toBeGreaterThan(200);
  } finally {
    server.setLatency(0);
  }
});

/** One drag, or one turn of the wheel about a point, of a dozen events; back to the middle where the data would end. */
async function stride(page: Page, draw: () => number): Promise<void> {
  const x = (0.2 + 0.6 * draw()) * viewport.width;
  const y = (0.25 + 0.5 * draw()) * viewport.height;
  const isDrag = draw() < 0.6;
  const [dx, dy] = [(draw() - 0.5) * 40, (draw() - 0.5) * 30];
  const { zoom, center } = await page.evaluate(() => window.exascope.getState());
  const isAstray = [center['x'] ?? 0, center['y'] ?? 0].some((c) => c < 2e4 || c > image.size - 2e4);
  if (isAstray) {
    await page.evaluate((c) => window.exascope.setState({ center: { x: c, y: c } }), image.size / 2);
  }
  await page.mouse.move(x, y);
  if (isDrag) await page.mouse.down();
  const turn = zoom > 2 ? 50 : zoom < 0.01 ? -50 : dx < 0 ? 50 : -50;
  for (let i = 1; i <= 12; i++) {
    if (isDrag) await page.mouse.move(x + i * dx, y + i * dy);
    else await page.mouse.wheel(0, turn);
    await nextFrame(page);
  }
  if (isDrag) await page.mouse.up();
}
