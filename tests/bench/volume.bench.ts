import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { encodeView } from '../../src/lib/share';
import { completed, expect, memoryFigures, onFreshPage, random, recordingOf } from './bench';
import { restartRecording, settled, test, visit } from './bench';
import { frameFigures, mebibytes, report, type Figures } from './figures';

const RUNS = 3;
const VOLUME = 'gen:checkerboard?levels=4&tile=32&space=3&cell=16&low=60&high=200';
const SIZE = 512;
const WALK_MS = 60_000;

/** The whole of a 512³ volume from its side. */
const fragment = encodeView({
  sources: [],
  mode: '3d',
  axes: ['z', 'y', 'x'],
  center: { z: SIZE / 2, y: SIZE / 2, x: SIZE / 2 },
  zoom: 0.9,
  rotation: [-0.2053, 0.2853, 0.0629, 0.934],
  perspective: 0,
  position: {},
  layers: [{ id: 'layer1', visible: true, opacity: 1, blending: 'translucent', rendering: 'translucent' }],
});

test('volume-first-view', async ({ browser, servers: { h1: server } }) => {
  test.setTimeout(240_000);
  const runs: Figures[] = [];
  for (let i = 0; i <= RUNS; i++) {
    const figures = await onFreshPage(browser, async (page) => {
      server.resetLog();
      await visit(page, server.generated(VOLUME), fragment);
      const completeMs = await completed(page);
      const recording = await recordingOf(page);
      const { appMs = NaN, firstContentMs = NaN } = recording;
      const requests = server.log().length;
      return {
        ...{ appMs, firstContentMs, completeMs, requests },
        ...frameFigures(recording),
        ...(await memoryFigures(browser)),
      };
    });
    // The first run only has the server make its chunks.
    if (i > 0) runs.push(figures);
  }
  expect(report('volume-first-view', runs).completeMs).toBeGreaterThan(0);
});

test('volume-turn', async ({ browser, servers: { h1: server } }) => {
  test.setTimeout(240_000);
  const runs: Figures[] = [];
  for (let i = 0; i < RUNS; i++) runs.push(await onFreshPage(browser, turn));
  const { inputs, p95HandledMs, longestGapMs } = report('volume-turn', runs);
  expect(inputs).toBeGreaterThan(30);
  expect(p95HandledMs).toBeLessThanOrEqual(50);
  expect(longestGapMs).toBeLessThanOrEqual(150);

  async function turn(page: Page): Promise<Figures> {
    await visit(page, server.generated(VOLUME), fragment);
    await completed(page);
    await restartRecording(page);
    await page.mouse.move(500, 350);
    await page.mouse.down();
    const before = await page.evaluate(() => window.exascope.stats().frames.drawn);
    const startMs = performance.now();
    for (let step = 0; step < 60; step++) {
      await sleep(Math.max(0, startMs + 16 * step - performance.now()));
      await page.mouse.move(500 + 4 * step, 350 + step);
    }
    const drawn = (await page.evaluate(() => window.exascope.stats().frames.drawn)) - before;
    const picturesPerSecond = (1000 * drawn) / (performance.now() - startMs);
    await page.mouse.up();
    // The full picture is being refined while the pointer goes on over it.
    for (let step = 0; step < 40; step++) {
      await sleep(25);
      await page.mouse.move(740 - 3 * step, 410);
    }
    const recording = await recordingOf(page);
    await settled(page);
    return { picturesPerSecond, ...frameFigures(recording), ...(await memoryFigures(browser)) };
  }
});

test('volume-walk', async ({ browser }) => {
  test.setTimeout(240_000);
  const figures = await onFreshPage(browser, async (page) => {
    await visit(page, 'gen:checkerboard?levels=8&tile=32&space=3&cell=16&low=60&high=200', fragment);
    await completed(page);
    const draw = random(7);
    const memory: number[] = [];
    await restartRecording(page);
    const endMs = performance.now() + WALK_MS;
    while (performance.now() < endMs) {
      await page.evaluate(step, { x: draw(), y: draw(), z: draw(), turn: draw(), zoom: draw() });
      await sleep(200);
      const { browserMiB } = await memoryFigures(browser);
      memory.push(browserMiB ?? NaN);
    }
    const recording = await recordingOf(page);
    const third = Math.floor(memory.length / 3);
    const { peakBytes, limitBytes } = await page.evaluate(() => window.exascope.stats().memory);
    return {
      ...frameFigures(recording),
      peakMiB: mebibytes(peakBytes),
      limitMiB: mebibytes(limitBytes),
      growth: median(memory.slice(-third)) / median(memory.slice(third, 2 * third)),
      browserMiB: Math.max(...memory),
    };
  });
  const { growth, peakMiB, limitMiB } = report('volume-walk', [figures]);
  expect(peakMiB).toBeLessThanOrEqual(limitMiB ?? 0);
  expect(growth, 'memory of the last third against the one before').toBeLessThan(1.15);
});

/** Runs in the page: goes on by a random step, between the whole and single voxels. */
function step(draw: { x: number; y: number; z: number; turn: number; zoom: number }): Promise<void> {
  const { center, zoom, rotation } = window.exascope.getState();
  const near = (value = 0, random = 0.5): number =>
    Math.min(7000, Math.max(1000, value + ((random - 0.5) * 600) / zoom));
  const angle = (draw.turn - 0.5) * 0.4;
  const [x, y, z, w] = rotation;
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  return window.exascope.setState({
    center: {
      x: near(center['x'], draw.x),
      y: near(center['y'], draw.y),
      z: near(center['z'], draw.z),
    },
    zoom: Math.min(8, Math.max(0.05, zoom * 2 ** (2 * (draw.zoom - 0.5)))),
    rotation: [x * cosine + z * sine, y * cosine + w * sine, z * cosine - x * sine, w * cosine - y * sine],
  });
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
