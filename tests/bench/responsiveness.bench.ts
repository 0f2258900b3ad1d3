import { expect, open, settled, stats, test } from '../e2e/harness';
import { startFixtureServer } from '../fixtures/fixture-server';

const RUNS = 5;

interface Measured {
  readonly longTasksMs: number[];
  readonly wheelDelaysMs: number[];
}

function percentile(values: readonly number[], fraction: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(fraction * sorted.length) - 1)] ?? 0;
}

test('while 200 chunks load, no long task and wheel events are handled at once', async ({ page }) => {
  test.setTimeout(240_000);
  const server = await startFixtureServer({ latencyMs: 30 });
  const rows: { chunks: number; longestTaskMs: number; p95Ms: number; worstMs: number; events: number }[] =
    [];
  for (let run = 0; run < RUNS; run++) {
    await open(page, server.generated('gen:checkerboard?levels=8&tile=64&cell=11'));
    await page.evaluate(() => window.exascope.setState({ center: { x: 8000, y: 8000 }, zoom: 0.2 }));
    await settled(page);
    await page.evaluate(() => {
      const measured: Measured = { longTasksMs: [], wheelDelaysMs: [] };
      Object.assign(window, { measured });
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) measured.longTasksMs.push(duration);
      }).observe({ type: 'longtask' });
      document.addEventListener(
        'wheel',
        ({ timeStamp }) => {
          requestAnimationFrame(() => measured.wheelDelaysMs.push(performance.now() - timeStamp));
        },
        { capture: true, passive: true },
      );
    });
    const before = (await stats(page)).requests.chunks;
    await page.evaluate(() => window.exascope.setState({ zoom: 1 }));
    await page.mouse.move(600, 400);
    // Small turns in and out, so that the view keeps wanting the same 200 chunks.
    for (let i = 0; i < 60; i++) {
      await page.mouse.wheel(0, i % 2 === 0 ? 4 : -4);
      await page.evaluate(() => new Promise(requestAnimationFrame));
    }
    const chunks = (await stats(page)).requests.chunks - before;
    const { longTasksMs, wheelDelaysMs } = await page.evaluate(
      () => (window as unknown as { measured: Measured }).measured,
    );
    rows.push({
      chunks,
      longestTaskMs: Math.round(Math.max(0, ...longTasksMs)),
      p95Ms: Math.round(percentile(wheelDelaysMs, 0.95)),
      worstMs: Math.round(Math.max(...wheelDelaysMs)),
      events: wheelDelaysMs.length,
    });
    console.log(JSON.stringify({ case: 'responsiveness', run, ...rows.at(-1) }));
  }
  await server.close();
  const median = (pick: (row: (typeof rows)[number]) => number) => percentile(rows.map(pick), 0.5);
  console.log(
    `median: longest task ${median((row) => row.longestTaskMs)} ms, wheel p95 ${median((row) => row.p95Ms)} ms`,
  );
  expect(Math.min(...rows.map(({ events }) => events))).toBeGreaterThan(20);
  expect(Math.min(...rows.map(({ chunks }) => chunks))).toBeGreaterThanOrEqual(150);
  expect(median((row) => row.longestTaskMs)).toBeLessThanOrEqual(50);
  expect(median((row) => row.p95Ms)).toBeLessThanOrEqual(50);
});
