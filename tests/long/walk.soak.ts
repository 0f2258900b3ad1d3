import type { Browser, Page } from '@playwright/test';
import { generatorValue } from '../../src/lib/source/generate';
import { browserMemoryBytes } from '../bench/browser-memory';
import { random } from '../bench/bench';
import { heapUse } from '../e2e/heap';
import { expect, open, stats, test, valueAt } from '../e2e/harness';
import { capture, differingPixels } from '../e2e/picture';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { addChecksums, faultNames, injectFault } from './faults';
import { slopePerMinute, type Point } from './slope';

const minutes = Number(process.env['SOAK_MINUTES'] ?? 30);
const seed = Number(process.env['SOAK_SEED'] ?? Date.now() % 2 ** 31);
const LOCATION = 'gen:ramp?levels=8&tile=64&shape=256,16384,16384&space=3&dtype=uint16';
const SIZE = 16_384;
const DEPTH = 256;
/** Small, so that all caches are full before memory is judged. */
const LIMIT_MIB = 64;
const MEMORY_EVERY_MS = 5000;
const VALUES_EVERY_MS = 1000;
/** Caches fill, code is compiled: what memory does in this part of the walk is no leak. */
const WARM_UP_SHARE = 0.3;
/** In MiB: above what garbage collectors and the allocator make of a few minutes, far below a leak that matters. */
const maxHeapGrowthPerMinute = 1;
const maxBrowserGrowthPerMinute = 8;
/** In a shorter walk caches still fill, and memory is only reported. */
const minutesToJudgeMemory = 5;

test.use({
  // What the faults make the browser say.
  expectedMessages: { patterns: [/Failed to load resource/] },
});

interface Soak {
  readonly page: Page;
  readonly browser: Browser;
  readonly server: FixtureServer;
  readonly draw: () => number;
  readonly heap: Point[];
  readonly processes: Point[];
  valuesRight: number;
  valuesMissing: number;
  steps: number;
}

test(`a walk of ${minutes} minutes with a fault a second shows what is there, in memory that stays flat`, async ({
  page,
  browser,
}) => {
  test.setTimeout((minutes * 1.5 + 3) * 60_000);
  console.log(`soak: ${minutes} minutes, SOAK_SEED=${seed}`);
  const server = await startFixtureServer({ latencyMs: 20 });
  addChecksums(server);
  const draw = random(seed);
  const faultDraw = random(seed + 1);
  const counts = { valuesRight: 0, valuesMissing: 0, steps: 0 };
  const soak: Soak = { page, browser, server, draw, heap: [], processes: [], ...counts };
  const location = server.generated(LOCATION);
  await open(page, location, { memory: `${LIMIT_MIB}MiB` });
  await page.evaluate(() => window.exascope.setState({ position: { z: 128 }, zoom: 0.5 }));
  let faults = 0;
  const injecting = setInterval(() => {
    const name = faultNames[faults++ % faultNames.length];
    if (name) injectFault(server, name, faultDraw);
  }, 1000);
  try {
    await walk(soak);
  } finally {
    clearInterval(injecting);
  }
  await calmDown(soak);
  reportAndCheck(soak, faults);
  await expectSamePicture(page, location);
  await server.close();
});

async function walk(soak: Soak): Promise<void> {
  const { page } = soak;
  const startMs = performance.now();
  let [valuesMs, memoryMs] = [startMs, startMs];
  for (let nowMs = startMs; nowMs - startMs < minutes * 60_000; nowMs = performance.now()) {
    await stride(soak);
    soak.steps++;
    await checkTiers(page);
    if (nowMs - valuesMs >= VALUES_EVERY_MS) {
      valuesMs = nowMs;
      await checkValues(soak);
    }
    if (nowMs - memoryMs < MEMORY_EVERY_MS) continue;
    memoryMs = nowMs;
    await measureMemory(soak, (nowMs - startMs) / 60_000);
  }
}

/** A pan, a zoom or another slice, drawn from the seed. */
async function stride({ page, draw }: Soak): Promise<void> {
  const step = { kind: draw(), a: draw(), b: draw(), size: SIZE, depth: DEPTH };
  await page.evaluate(async ({ kind, a, b, size, depth }) => {
    const { center, zoom, position } = window.exascope.getState();
    const clamp = (value: number) => Math.min(Math.max(value, size * 0.1), size * 0.9);
    const [x = 0, y = 0, z = 0] = [center['x'], center['y'], position['z']];
    const moved = { x: clamp(x + ((a - 0.5) * 900) / zoom), y: clamp(y + ((b - 0.5) * 700) / zoom) };
    const zoomed = Math.min(4, Math.max(0.05, zoom * 2 ** (3 * (a - 0.5))));
    const slice = Math.min(depth - 1, Math.max(0, z + Math.round((a - 0.5) * 12)));
    if (kind < 0.5) await window.exascope.setState({ center: moved });
    else if (kind < 0.8) await window.exascope.setState({ zoom: zoomed });
    else await window.exascope.setState({ position: { z: slice } });
    for (let frame = 0; frame < 4; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  }, step);
}

async function checkTiers(page: Page): Promise<void> {
  const { memory } = await stats(page);
  for (const tier of ['gpu', 'chunks', 'inFlight'] as const)
    if (memory[tier].bytes > memory[tier].maxBytes)
      throw new Error(`${tier} holds ${memory[tier].bytes} of ${memory[tier].maxBytes} bytes.`);
  expect(memory.peakBytes).toBeLessThanOrEqual(LIMIT_MIB * 2 ** 20);
}

/** What the page reads is what the formula gives, or not there yet. */
async function checkValues(soak: Soak): Promise<void> {
  for (const [x, y] of [
    [300, 200],
    [512, 384],
    [700, 600],
  ] as const)
    for (const { level, index, value } of await valueAt(soak.page, x, y)) {
      if (value === null) soak.valuesMissing++;
      else {
        expect(value, `level ${level} at ${index.join()}`).toBe(generatorValue(LOCATION, level, index));
        soak.valuesRight++;
      }
    }
}

async function measureMemory(soak: Soak, atMinutes: number): Promise<void> {
  const { page, workers } = await heapUse(soak.page);
  const bytes = [page, ...workers].reduce((sum, use) => sum + use.usedSize, 0);
  soak.heap.push([atMinutes, bytes / 2 ** 20]);
  const processes = await browserMemoryBytes(soak.browser);
  if (processes !== undefined) soak.processes.push([atMinutes, processes / 2 ** 20]);
}

/** With no more faults everything can be had; what failed for good is tried again by leaving it and coming back. */
async function calmDown({ page }: Soak): Promise<void> {
  await page.evaluate(() => window.exascope.settled({ timeoutMs: 45_000 }));
  const { position } = await page.evaluate(() => window.exascope.getState());
  const z = position['z'] ?? 0;
  await page.evaluate((slice) => window.exascope.setState({ position: { z: slice } }), (z + 128) % DEPTH);
  await page.evaluate(() => window.exascope.settled({ timeoutMs: 45_000 }));
  await page.evaluate((slice) => window.exascope.setState({ position: { z: slice } }), z);
  const { failures } = await page.evaluate(() => window.exascope.settled({ timeoutMs: 45_000 }));
  expect(failures, 'without faults nothing fails').toEqual([]);
}

function reportAndCheck(soak: Soak, faults: number): void {
  const { heap, processes, steps, valuesRight, valuesMissing } = soak;
  const settledPart = (points: readonly Point[]) => points.slice(Math.ceil(points.length * WARM_UP_SHARE));
  const heapSlope = slopePerMinute(settledPart(heap));
  const processSlope = slopePerMinute(settledPart(processes));
  // First, at the end of the warm-up, and last.
  const ends = (points: readonly Point[]) =>
    [points[0], settledPart(points)[0], points.at(-1)].map((point) => Number(point?.[1].toFixed(1)));
  const row = {
    ...{ soak: minutes, seed, faults, steps, valuesRight, valuesMissing, measurements: heap.length },
    ...{ heapMiB: ends(heap), heapSlopeMiBPerMinute: Number(heapSlope.toFixed(2)) },
    ...{ browserMiB: ends(processes), browserSlopeMiBPerMinute: Number(processSlope.toFixed(2)) },
  };
  console.log(JSON.stringify(row));
  expect(faults, 'a fault a second').toBeGreaterThan(minutes * 50);
  expect(valuesRight, 'values were read').toBeGreaterThan(minutes * 20);
  if (minutes < minutesToJudgeMemory) return;
  expect(heapSlope).toBeLessThan(maxHeapGrowthPerMinute);
  if (processes.length > 0) expect(processSlope).toBeLessThan(maxBrowserGrowthPerMinute);
}

/** The page that walked shows what a new one shows. */
async function expectSamePicture(page: Page, location: string): Promise<void> {
  const after = await capture(page);
  const { center, zoom, position, layers } = await page.evaluate(() => window.exascope.getState());
  await open(page, location, { memory: `${LIMIT_MIB}MiB` });
  await page.evaluate((view) => window.exascope.setState(view), { center, zoom, position, layers });
  await page.evaluate(() => window.exascope.settled());
  expect(differingPixels(after, await capture(page), 1)).toBe(0);
}
