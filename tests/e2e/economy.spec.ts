import { encodeView } from '../../src/lib/share';
import { startFixtureServer, type FixtureServer, type LogEntry } from '../fixtures/fixture-server';
import { expect, open, settled, stats, test } from './harness';
import { capture, differingPixels } from './picture';

const SIZE = 16_384;
const TILE = 512;
const LOCATION = `gen:checkerboard?levels=5&tile=${TILE}`;
const COARSEST = 4;
const LATENCY_MS = 100;
const WIDTH = 1024;
const HEIGHT = 768;
test.use({ viewport: { width: WIDTH, height: HEIGHT } });

let server: FixtureServer;
test.beforeAll(async () => {
  server = await startFixtureServer({ latencyMs: LATENCY_MS });
});
test.afterAll(async () => {
  await server.close();
});

interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** Level and index of a chunk's path, `undefined` for anything else. */
function chunkOf({ path }: LogEntry): { level: number; y: number; x: number } | undefined {
  const [, level, y, x] = /\/(\d+)\/c\/(\d+)\/(\d+)$/.exec(path) ?? [];
  return level === undefined ? undefined : { level: Number(level), y: Number(y), x: Number(x) };
}

/** Chunk rows or columns of a level that meet a stretch of the view. */
function chunksAcross(center: number, halfWorld: number, level: number): [number, number] {
  const factor = 2 ** level;
  const edge = (world: number) => (world + 0.5) / factor / TILE;
  const last = SIZE / factor / TILE - 1;
  return [
    Math.max(0, Math.floor(edge(center - halfWorld))),
    Math.min(last, Math.ceil(edge(center + halfWorld)) - 1),
  ];
}

function meets(view: View, { level, x, y }: { level: number; x: number; y: number }): boolean {
  const [x0, x1] = chunksAcross(view.x, WIDTH / 2 / view.zoom, level);
  const [y0, y1] = chunksAcross(view.y, HEIGHT / 2 / view.zoom, level);
  return x >= x0 && x <= x1 && y >= y0 && y <= y1;
}

function countMeeting(view: View, level: number): number {
  const [x0, x1] = chunksAcross(view.x, WIDTH / 2 / view.zoom, level);
  const [y0, y1] = chunksAcross(view.y, HEIGHT / 2 / view.zoom, level);
  return (x1 - x0 + 1) * (y1 - y0 + 1);
}

const bytesOf = (entries: readonly LogEntry[]) => entries.reduce((sum, { bytes }) => sum + bytes, 0);

for (const view of [
  { x: 8_000, y: 8_100, zoom: 1 },
  { x: 3_333, y: 9_999, zoom: 0.6 },
  { x: 8_192, y: 8_192, zoom: 0.18 },
])
  test(`a first view at zoom ${view.zoom} costs at most 1.35 times the bytes it must`, async ({ page }) => {
    server.resetLog();
    await open(page, server.generated(LOCATION), { fragment: fragmentOf(view) });
    await settled(page);
    const { targetLevel } = (await stats(page)).layers[0] ?? { targetLevel: -1 };
    const entries = server.log().filter((entry) => chunkOf(entry));
    const coarsest = (SIZE / 2 ** COARSEST / TILE) ** 2;
    const chunks = countMeeting(view, targetLevel) + (targetLevel === COARSEST ? 0 : coarsest);
    const minimum = chunks * TILE * TILE;
    const ratio = bytesOf(entries) / minimum;
    console.log(`      level ${targetLevel}: ${entries.length} chunks, ${ratio.toFixed(3)} × the minimum`);
    expect(ratio).toBeLessThanOrEqual(1.35);
    const metadata = server.log().filter((entry) => !chunkOf(entry));
    console.log(
      `      metadata: ${metadata.map(({ path, status }) => `${path.replace(/^.*%3D512/, '')} ${status}`).join(', ')}`,
    );
    expect(metadata.length).toBeLessThanOrEqual(5);
    expect(metadata.filter(({ status }) => status === 404).length).toBeLessThanOrEqual(1);
  });

/** The fragment of a link to the view. */
function fragmentOf({ x, y, zoom }: View): string {
  return encodeView({
    sources: [],
    mode: '2d',
    axes: ['y', 'x'],
    center: { y, x },
    zoom,
    rotation: [0, 0, 0, 1],
    perspective: 0,
    position: {},
    layers: [],
  });
}

test('after a pan of half a screen, under a tenth of the bytes come in vain', async ({ page }) => {
  await open(page, server.generated(LOCATION));
  const view = { x: 5_000, y: 8_100, zoom: 1 };
  await page.evaluate(({ x, y, zoom }) => window.exascope.setState({ center: { x, y }, zoom }), view);
  // Pan while the first view still loads.
  await expect.poll(() => server.log().filter((entry) => chunkOf(entry)).length).toBeGreaterThan(1);
  const shown: { view: View; fromMs: number; toMs: number }[] = [];
  let shownFromMs = performance.now();
  let current = view;
  const panStartMs = performance.now();
  await page.mouse.move(700, 400);
  await page.mouse.down();
  const steps = 16;
  for (let step = 1; step <= steps; step++) {
    await page.mouse.move(700 - (step * WIDTH) / 2 / steps, 400);
    const state = await page.evaluate(() => window.exascope.getState());
    const nowMs = performance.now();
    shown.push({ view: current, fromMs: shownFromMs, toMs: nowMs });
    current = { x: state.center['x'] ?? 0, y: state.center['y'] ?? 0, zoom: state.zoom };
    shownFromMs = nowMs;
  }
  await page.mouse.up();
  await settled(page);
  shown.push({ view: current, fromMs: shownFromMs, toMs: Infinity });
  const lasting = shown.filter(({ fromMs, toMs }) => toMs - fromMs >= 50);
  const finished = server.log().filter((entry) => chunkOf(entry) && entry.end > panStartMs && !entry.aborted);
  // The coarsest level is pinned: it stands in for every view, and is part of the minimum above.
  const vain = finished.filter((entry) => {
    const chunk = chunkOf(entry);
    return chunk && chunk.level !== COARSEST && !lasting.some(({ view: seen }) => meets(seen, chunk));
  });
  const share = bytesOf(vain) / Math.max(1, bytesOf(finished));
  console.log(`      ${finished.length} chunks finished, ${(100 * share).toFixed(1)} % of the bytes in vain`);
  // How many were still to come depends on how fast the machine is: at least what the pan itself uncovered.
  expect(finished.length).toBeGreaterThan(0);
  expect(share).toBeLessThan(0.1);
});

/** Chunks about the place that the view leaves. */
const HELD = /\/0\/c\/1[0-9]\//;

test('RFC row 32: what a view no longer wants is aborted, and never seen in the next one', async ({
  page,
}) => {
  await page.setViewportSize({ width: 480, height: 320 });
  const board = `gen:checkerboard?levels=5&tile=${TILE}&cell=300&tint=20`;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page, server.generated(board));
  await settled(page);
  server.resetLog();
  // Held back for longer than the test takes: only an abort ends them.
  const undo = server.delayPath(HELD, 60_000);
  const asked = page.waitForRequest((request) => HELD.test(request.url()));
  await page.evaluate(() => window.exascope.setState({ center: { x: 8000, y: 8000 }, zoom: 1 }));
  const stale = () => server.log().filter((entry) => chunkOf(entry)?.level === 0 && entry.aborted);
  await asked;
  expect((await stats(page)).layers[0]?.pending).toBeGreaterThan(0);
  await page.evaluate(() => window.exascope.setState({ center: { x: 2000, y: 2000 }, zoom: 1 }));
  await settled(page);
  await expect.poll(() => stale().length, 'the log of the server has aborted requests').toBeGreaterThan(0);
  expect((await stats(page)).requests.aborted).toBeGreaterThan(0);
  undo();
  const seen = await capture(page);
  await open(page, server.generated(board), { fragment: fragmentOf({ x: 2000, y: 2000, zoom: 1 }) });
  await settled(page);
  expect(differingPixels(seen, await capture(page)), 'as if one had come straight here').toBe(0);
});

const RAMP = 'gen:ramp?levels=18&tile=512';
/** What is read when it opens: documents of the group, of the finest level and of the coarsest. */
const FIRST_DOCUMENTS = ['/.zattrs', '/0/zarr.json', '/17/zarr.json', '/zarr.json'];

function documentsRead(): string[] {
  const paths = server.log().flatMap((entry) => (chunkOf(entry) ? [] : entry.path));
  return paths.map((path) => path.replace(/^.*%3D512/, '')).sort();
}

test(
  'an 18-level image needs 4 metadata requests to a first picture, of the whole',
  { tag: '@thorough' },
  async ({ page }) => {
    server.resetLog();
    await open(page, server.generated(RAMP));
    await settled(page);
    expect(documentsRead()).toEqual(FIRST_DOCUMENTS);
  },
);

test(
  'an 18-level image needs 4 metadata requests to a first picture, of a detail',
  { tag: '@thorough' },
  async ({ page }) => {
    server.resetLog();
    const undo = server.delayPath(/\/5\/zarr\.json$/, 5000);
    await open(page, server.generated(RAMP), { fragment: fragmentOf({ x: 6e7, y: 6e7, zoom: 1 / 32 }) });
    // Watched from within the page, frame by frame: a poll from here might come when that of its level is no longer held back.
    await page.evaluate(async () => {
      const isDrawn = () => Object.keys(window.exascope.stats().layers[0]?.drawn ?? {}).length > 0;
      while (!isDrawn()) await new Promise((drawn) => requestAnimationFrame(drawn));
    });
    expect(documentsRead()).toEqual(FIRST_DOCUMENTS);
    await settled(page);
    expect(documentsRead()).toContain('/5/zarr.json');
    undo();
  },
);
