import type { Page } from '@playwright/test';
import { expect, settled, sharePage, test, type SharedPage } from './harness';
import { capture, redRow } from './picture';

/** Device pixels per level-0 voxel, and level-0 voxels from black to white: half a count a pixel. */
const ZOOM = 8;
const WINDOW = 64;

interface Case {
  readonly location: string;
  /** Level-0 coordinate at the middle of the picture. */
  readonly at: number;
  readonly levels: readonly number[];
  readonly voxelCenters?: 'literal';
}

/**
 * One row is looked at: a picture as wide as the ramp and no higher than it must be, without fades, is drawn sooner. One page shows
 * them all.
 */
let shared: SharedPage;
test.beforeAll(async ({ browser }, { project }) => {
  const { baseURL } = project.use;
  const viewport = { width: 640, height: 160 };
  shared = await sharePage(browser, { viewport, reducedMotion: 'reduce', ...(baseURL && { baseURL }) });
});
test.afterEach(async () => {
  expect(await shared.problems(), 'the page is silent').toEqual([]);
});
test.afterAll(async () => {
  await shared.page.context().close();
});

/** How far the picture's middle is from the middle of the window, in level-0 voxels: so that nothing is symmetric. */
const ASIDE = 0.37;

/** Points beside `at` with a window around it, at exactly `level`. */
async function show(page: Page, id: string, { at, voxelCenters }: Case, level: number): Promise<void> {
  const look = {
    id,
    level,
    interpolation: 'linear',
    contrast: [at - WINDOW / 2, at + WINDOW / 2] as [number, number],
    ...(voxelCenters && { voxelCenters }),
  };
  await page.evaluate(
    (state) =>
      window.exascope.setState({
        center: { x: state.at, y: state.y },
        zoom: state.zoom,
        layers: [state.look],
      }),
    { at: at + ASIDE, y: 200, zoom: ZOOM, look },
  );
  await settled(page);
}

/** Screen pixels between where the picture has the middle value and where it should be: a line fitted through the ramp. */
async function displacement(page: Page): Promise<{ px: number; slope: number }> {
  const picture = await capture(page);
  const row = redRow(picture, Math.floor(picture.height / 2));
  const points = row
    .map((value, x) => [x + 0.5 - picture.width / 2, value] as const)
    .filter(([, value]) => value > 10 && value < 245);
  const n = points.length;
  expect(n, 'the ramp is on the screen').toBeGreaterThan(300);
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / n;
  const meanV = points.reduce((sum, [, v]) => sum + v, 0) / n;
  const slope =
    points.reduce((sum, [x, v]) => sum + (x - meanX) * (v - meanV), 0) /
    points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return { px: meanX + (127.5 - meanV) / slope + ASIDE * ZOOM, slope };
}

async function expectInPlace(testCase: Case): Promise<void> {
  const { page } = shared;
  const id = await page.evaluate(async (location) => {
    for (const layer of window.exascope.layers()) window.exascope.close(layer.id);
    const [opened] = await window.exascope.open(location);
    return opened?.id ?? '';
  }, testCase.location);
  const found: string[] = [];
  for (const level of testCase.levels) {
    await show(page, id, testCase, level);
    const { drawn } = (await page.evaluate(() => window.exascope.stats())).layers[0] ?? { drawn: {} };
    expect(Object.keys(drawn), `only level ${level} is drawn`).toEqual([String(level)]);
    const { px, slope } = await displacement(page);
    found.push(`level ${level}: ${px.toFixed(3)} px`);
    expect(Math.abs(px), `${testCase.location} level ${level}`).toBeLessThan(0.1);
    expect(slope).toBeCloseTo(255 / WINDOW / ZOOM, 2);
  }
  test
    .info()
    .annotations.push({ type: 'displacement', description: `${testCase.location} — ${found.join(', ')}` });
  console.log(`      ${testCase.location}: ${found.join(', ')}`);
}

for (const factor of [2, 3, 4])
  for (const pyramid of ['mean', 'decimate', 'sample'])
    for (const translation of ['ome', 'none'])
      test(`ramp, factor ${factor}, ${pyramid}, translation ${translation}: levels lie where level 0 does`, async () => {
        // Without translations a decimated pyramid cannot be told from an averaged one: the user says which it is.
        const isMistaken = pyramid === 'decimate' && translation === 'none';
        await expectInPlace({
          location: `gen:ramp?levels=4&tile=64&factor=${factor}&shape=777,1001&pyramid=${pyramid}&translation=${translation}&dtype=float64`,
          at: 500.5,
          levels: [0, 1, 2],
          ...(isMistaken && { voxelCenters: 'literal' as const }),
        });
      });

for (const pyramid of ['mean', 'decimate'])
  test(`ramp of 134,217,728 voxels, ${pyramid}: levels lie where level 0 does at 134,000,001.5`, async () => {
    await expectInPlace({
      location: `gen:ramp?levels=18&tile=512&pyramid=${pyramid}&dtype=float64`,
      at: 134_000_001.5,
      levels: [0, 1, 2, 3, 5, 8, 12],
    });
  });
