import type { Page } from '@playwright/test';
import type { FixtureServer } from '../fixtures/fixture-server';
import { completed, expect, memoryFigures, nextFrame, onFreshPage, recordingOf } from './bench';
import { restartRecording, settled, test } from './bench';
import { frameFigures, mebibytes, report, type Figures } from './figures';

const RUNS = 3;
const CHANNELS = 27;
const LAYERS = 24;
const TURNS = 40;
/** Where an empty page itself answers input in more than 50 ms, so many times what it takes is allowed. */
const FLOOR_SHARE = 1.25;

let floor: Figures = {};

/** What a scene of many costs: its memory against the limit, and input while it is zoomed and while its contrast is dragged. */
async function measure(page: Page, resetLog: () => void, requests: () => number): Promise<Figures> {
  await page.evaluate(() => window.exascope.setState({ zoom: 0.5 }));
  await settled(page);
  await restartRecording(page);
  await page.mouse.move(650, 350);
  await turnWheel(page);
  const zooming = frameFigures(await recordingOf(page));
  await settled(page);
  resetLog();
  await restartRecording(page);
  await dragContrast(page);
  const dragging = frameFigures(await recordingOf(page));
  await settled(page);
  const { memory, frames } = await page.evaluate(() => window.exascope.stats());
  return {
    ...zooming,
    ...{ contrastInputs: dragging['inputs'] ?? 0, contrastP95HandledMs: dragging['p95HandledMs'] ?? NaN },
    ...{ contrastP95DelayMs: dragging['p95DelayMs'] ?? NaN, contrastRequests: requests() },
    ...{ peakMiB: mebibytes(memory.peakBytes), limitMiB: mebibytes(memory.limitBytes) },
    drawn: frames.drawn,
  };
}

/**
 * What input costs on this machine whatever a page does: one that only clears a canvas of this size and writes a number at
 * each event. Where the browser's own compositor is in software, that alone is tens of ms.
 */
async function measureFloor(page: Page): Promise<Figures> {
  await page.evaluate(() => {
    const [canvas, output] = [document.createElement('canvas'), document.createElement('output')];
    for (const element of [canvas, output]) element.style.cssText = 'position:fixed;inset:0';
    document.body.append(canvas, output);
    Object.assign(canvas, { width: innerWidth, height: innerHeight });
    const gl = canvas.getContext('webgl2', { alpha: false });
    let count = 0;
    const answer = () =>
      requestAnimationFrame(() => {
        output.textContent = String(++count);
        gl?.clearColor((count % 7) / 7, 0, 0, 1);
        gl?.clear(gl.COLOR_BUFFER_BIT);
      });
    for (const type of ['wheel', 'pointermove']) addEventListener(type, answer);
  });
  await restartRecording(page);
  await page.mouse.move(650, 350);
  await turnWheel(page);
  const wheel = frameFigures(await recordingOf(page));
  await restartRecording(page);
  for (let i = 0; i < TURNS; i++) {
    await page.mouse.move(650 - 3 * i, 350);
    await nextFrame(page);
  }
  const moves = frameFigures(await recordingOf(page));
  return {
    ...wheel,
    contrastP95HandledMs: moves['p95HandledMs'] ?? NaN,
    contrastP95DelayMs: moves['p95DelayMs'] ?? NaN,
  };
}

async function turnWheel(page: Page): Promise<void> {
  for (let i = 0; i < TURNS; i++) {
    await page.mouse.wheel(0, i % 4 < 2 ? 40 : -40);
    await nextFrame(page);
  }
}

async function dragContrast(page: Page): Promise<void> {
  const box = await page.getByRole('slider', { name: 'Upper contrast limit' }).first().boundingBox();
  if (!box) throw new Error('There is no contrast slider.');
  const y = box.y + box.height - 6;
  const right = box.x + box.width - 12;
  await page.mouse.move(right, y);
  await page.mouse.down();
  for (let i = 0; i < TURNS; i++) {
    await page.mouse.move(right - 3 * i, y);
    await nextFrame(page);
  }
  await page.mouse.up();
}

/** Waits until label images were looked for beside each of so many images, which is a second after their first picture. */
async function lookedForLabels(server: FixtureServer, images: number): Promise<void> {
  const looks = (): number =>
    new Set(server.log().flatMap(({ path }) => /^.*\/labels\//.exec(path) ?? [])).size;
  await expect.poll(looks).toBe(images);
}

function expectKept(figures: Figures): void {
  const { peakMiB, limitMiB, contrastInputs, contrastRequests, p95HandledMs, contrastP95HandledMs } = figures;
  expect(peakMiB).toBeLessThanOrEqual(limitMiB ?? 0);
  expect(contrastInputs).toBeGreaterThan(TURNS / 2);
  expect(contrastRequests).toBe(0);
  const allowedMs = (figure: string) => Math.max(50, FLOOR_SHARE * (floor[figure] ?? 0));
  expect(p95HandledMs).toBeLessThanOrEqual(allowedMs('p95HandledMs'));
  expect(contrastP95HandledMs).toBeLessThanOrEqual(allowedMs('contrastP95HandledMs'));
}

test('many-floor', async ({ browser }) => {
  const runs: Figures[] = [];
  for (let i = 0; i < RUNS; i++) runs.push(await onFreshPage(browser, (page) => measureFloor(page)));
  floor = report('many-floor', runs);
});

test('many-channels', async ({ browser, servers: { h1: server } }) => {
  test.setTimeout(300_000);
  const source = server.generated(`gen:checkerboard?levels=4&tile=256&channels=${CHANNELS}&cell=37`);
  const runs: Figures[] = [];
  for (let i = 0; i <= RUNS; i++) {
    const figures = await onFreshPage(browser, async (page) => {
      server.resetLog();
      await page.goto(`/?${new URLSearchParams({ source })}`);
      await completed(page);
      await page.evaluate((count) => {
        const channels = Array.from({ length: count }, () => ({ visible: true, colormap: '#0a0908' }));
        return window.exascope.setState({ layers: [{ id: 'layer1', channels }] });
      }, CHANNELS);
      await lookedForLabels(server, 1);
      const seen = await measure(
        page,
        () => server.resetLog(),
        () => server.log().length,
      );
      return { ...seen, ...(await memoryFigures(browser)) };
    });
    // The first run only has the server make its chunks.
    if (i > 0) runs.push(figures);
  }
  expectKept(report('many-channels', runs));
});

test('many-layers', async ({ browser, servers: { h1: server } }) => {
  test.setTimeout(300_000);
  const sources = Array.from({ length: LAYERS }, (_, i) =>
    server.generated(`gen:checkerboard?levels=4&tile=256&cell=${20 + i}`),
  );
  const runs: Figures[] = [];
  for (let i = 0; i <= RUNS; i++) {
    const figures = await onFreshPage(browser, async (page) => {
      server.resetLog();
      await page.goto(`/?${new URLSearchParams(sources.map((source) => ['source', source]))}`);
      await completed(page);
      await page.evaluate(() => {
        const layers = window.exascope.layers().map(({ id }) => ({ id, opacity: 0.3, blending: 'additive' }));
        return window.exascope.setState({ layers });
      });
      await lookedForLabels(server, LAYERS);
      const seen = await measure(
        page,
        () => server.resetLog(),
        () => server.log().length,
      );
      return { ...seen, ...(await memoryFigures(browser)) };
    });
    if (i > 0) runs.push(figures);
  }
  expectKept(report('many-layers', runs));
});
