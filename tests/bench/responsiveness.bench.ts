import type { Page } from '@playwright/test';
import { completed, expect, fragmentOf, memoryFigures, nextFrame, onFreshPage, recordingOf } from './bench';
import { restartRecording, settled, test, visit } from './bench';
import { frameFigures, report, type Figures } from './figures';

const RUNS = 5;
const LATENCY_MS = 30;
const TURNS = 60;

test('responsiveness', async ({ browser, servers: { h1: server } }) => {
  test.setTimeout(120_000);
  const address = server.generated('gen:checkerboard?levels=8&tile=64&cell=11');
  const measure = async (page: Page): Promise<Figures> => {
    await visit(page, address, fragmentOf({ x: 8000, y: 8000, zoom: 0.2 }));
    await completed(page);
    server.resetLog();
    await restartRecording(page);
    await page.evaluate(() => window.exascope.setState({ zoom: 1 }));
    await page.mouse.move(600, 400);
    // Small turns in and out, so that the view keeps wanting the same 200 chunks.
    for (let i = 0; i < TURNS; i++) {
      await page.mouse.wheel(0, i % 2 === 0 ? 4 : -4);
      await nextFrame(page);
    }
    const recording = await recordingOf(page);
    const chunksWhileTurning = server.log().length;
    await settled(page);
    return { chunksWhileTurning, ...frameFigures(recording), ...(await memoryFigures(browser)) };
  };
  const runs: Figures[] = [];
  try {
    for (let i = 0; i <= RUNS; i++) {
      const figures = await onFreshPage(browser, measure);
      server.setLatency(LATENCY_MS);
      if (i > 0) runs.push(figures);
    }
  } finally {
    server.setLatency(0);
  }
  const { inputs, chunksWhileTurning, longestTaskMs, p95HandledMs } = report('responsiveness', runs);
  expect(inputs).toBeGreaterThan(TURNS / 2);
  expect(chunksWhileTurning, 'chunks arrived meanwhile').toBeGreaterThanOrEqual(150);
  expect(longestTaskMs).toBeLessThanOrEqual(50);
  expect(p95HandledMs).toBeLessThanOrEqual(50);
});
