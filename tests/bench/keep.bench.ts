import type { BrowserContext, LaunchOptions, Page } from '@playwright/test';
import { ready } from '../e2e/harness';
import { DataHost, kept, untilInstalled, untilKept } from '../e2e/kept';
import type { KeptChunks } from '../keep-lab/reading-worker';
import { expect, settled, test } from './bench';
import { median, percentile, report, type Figures } from './figures';
import { callLab, startLabHost, visitLab, type LabHost } from './keep-lab';
import { onFreshDisk } from './on-disk';

const HIT_RUNS = 3;
const HITS = 300;
const SATURATION = { rounds: 5, reads: 200, writes: 384 };
const INDEX_ENTRIES = 100_000;
const INDEX_LOADS = 5;

/** 48 chunks of 64 KiB, at a single level, which are all shown. */
const location = 'gen:ramp?levels=1&tile=256&dtype=uint8&shape=1536,2048';
const [rows, columns] = [6, 8];
const indices = Array.from({ length: rows * columns }, (_, i) => [Math.floor(i / columns), i % columns]);

let host: LabHost;
test.beforeAll(async () => {
  host = await startLabHost();
});
test.afterAll(() => host.close());

test('keep-hit', async ({ launchOptions }) => {
  const runs = await withKeptChunks(launchOptions, async (page, chunks) => {
    const found: Figures[] = [];
    for (let i = 0; i < HIT_RUNS; i++)
      found.push(hitFigures(await callLab(page, 'compareWays', chunks, HITS)));
    return found;
  });
  report('keep-hit', runs);
});

test('keep-hit-while-writing', async ({ launchOptions }) => {
  const rounds = await withKeptChunks(launchOptions, (page, chunks) =>
    callLab(page, 'readWhileWriting', chunks, SATURATION),
  );
  report(
    'keep-hit-while-writing',
    rounds.map(({ aloneMs, whileWritingMs }) => ({
      directMs: median(aloneMs),
      p95DirectMs: percentile(aloneMs, 0.95),
      whileWritingMs: median(whileWritingMs),
      p95WhileWritingMs: percentile(whileWritingMs, 0.95),
      slowdown: median(whileWritingMs) / median(aloneMs),
    })),
  );
  for (const { waiting } of rounds) expect(waiting, 'the writer had work all the time').toBeGreaterThan(0);
});

test('keep-index', async ({ launchOptions }) => {
  await onFreshDisk({ launchOptions, baseURL: host.url }, async (context) => {
    const page = await context.newPage();
    await visitLab(page);
    const scope = await callLab(page, 'fillIndex', INDEX_ENTRIES);
    const runs: Figures[] = [];
    for (let i = 0; i < INDEX_LOADS; i++) {
      const { ms, entries } = await callLab(page, 'loadIndex', scope);
      expect(entries).toBe(INDEX_ENTRIES);
      runs.push({ entries, indexMs: ms });
    }
    report('keep-index', runs);
  });
});

/** Has the app keep an image, and runs `measure` in a page of the lab with all servers of data gone. */
function withKeptChunks<T>(
  launchOptions: LaunchOptions,
  measure: (page: Page, chunks: KeptChunks) => Promise<T>,
): Promise<T> {
  return onFreshDisk({ launchOptions, baseURL: host.url }, async (context) => {
    const data = new DataHost();
    await data.start();
    try {
      const root = data.generated(location);
      await keepAll(context, data, root);
      await data.stop();
      const page = await context.newPage();
      await visitLab(page);
      return await measure(page, { root, indices, chunkBytes: 256 * 256 });
    } finally {
      await data.stop();
    }
  });
}

async function keepAll(context: BrowserContext, data: DataHost, root: string): Promise<void> {
  const page = await context.newPage();
  await page.goto('/');
  await ready(page);
  await untilInstalled(page);
  await page.evaluate((address) => window.exascope.open(address), root);
  await settled(page);
  await untilKept(page, data.sentPaths().length);
  // What the dataset is called comes last, and with it where its levels are.
  await expect
    .poll(async () => (await kept(page)).bodies.filter((path) => path.endsWith('/m/dataset')))
    .toHaveLength(1);
  await page.close();
}

function hitFigures({ directMs, routedMs }: { directMs: number[]; routedMs: number[] }): Figures {
  return {
    directMs: median(directMs),
    p95DirectMs: percentile(directMs, 0.95),
    routedMs: median(routedMs),
    p95RoutedMs: percentile(routedMs, 0.95),
    directToRouted: median(directMs) / median(routedMs),
  };
}
