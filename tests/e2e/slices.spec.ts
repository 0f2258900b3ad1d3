import { startFixtureServer } from '../fixtures/fixture-server';
import {
  askedFor,
  expect,
  middleValues,
  open,
  setState,
  settled,
  settledFailures,
  stats,
  test,
} from './harness';
import { capture, differingPixels, type Picture } from './picture';

const LOCATION = 'gen:ramp?levels=1&tile=64&shape=64,256,256&space=3&times=5&channels=2&axis=z&dtype=uint16';

test(
  'a chunk that holds many slices is fetched and decoded once for all of them',
  { tag: '@thorough' },
  async ({ page }) => {
    const server = await startFixtureServer();
    await open(page, server.generated(LOCATION));
    await settled(page);
    const first = (await stats(page)).requests.chunks;
    for (let z = 0; z < 64; z += 7) {
      await page.evaluate((index) => window.exascope.setState({ position: { z: index } }), z);
      await settled(page);
      const values = await middleValues(page);
      expect(values.map(({ value }) => value)).toEqual([z, 100 + z]);
    }
    expect((await stats(page)).requests.chunks).toBe(first);
    await server.close();
  },
);

test('the old slice stays until the new one has something to show', async ({ page }) => {
  const server = await startFixtureServer();
  await open(page, server.generated(LOCATION));
  await settled(page);
  server.setLatency(400);
  await page.evaluate(() => window.exascope.setState({ position: { t: 3 } }));
  expect((await middleValues(page)).map(({ index }) => index[0])).toEqual([0, 0]);
  await settled(page);
  expect((await middleValues(page)).map(({ index, value }) => [index[0], value])).toEqual([
    [3, 3031],
    [3, 3131],
  ]);
  await server.close();
});

test(
  'a slice whose chunks fail shows nothing of the slice before',
  { tag: '@thorough' },
  async ({ page }) => {
    const server = await startFixtureServer();
    server.corruptPath(/\/c\/3\//, (bytes) => bytes.subarray(0, 10));
    await open(page, server.generated(LOCATION));
    const bright = { visible: true, colormap: 'gray', contrast: [0, 1] };
    await setState(page, { layers: [{ id: 'layer1', channels: [bright, bright] }] });
    await settled(page);
    const before = await capture(page);
    await setState(page, { position: { t: 3 } });
    expect((await settledFailures(page)).every((failure) => failure.startsWith('corrupt-chunk'))).toBe(true);
    const values = await middleValues(page);
    expect(values.map(({ index, value }) => [index[0], value])).toEqual([
      [3, null],
      [3, null],
    ]);
    const after = await capture(page);
    expect(colorsOf(before).size, 'data, and around it nothing').toBe(2);
    expect(colorsOf(after).size, 'nothing').toBe(1);
    await server.close();
  },
);

/** Looks of the upper of two layers, each another than it has at first, so that the picture must change. */
const looks: Readonly<Record<string, unknown>> = {
  contrast: [10, 200],
  colormap: 'viridis',
  gamma: 0.5,
  opacity: 0.4,
  interpolation: 'linear',
  blending: 'multiplicative',
};

test(
  'changing contrast, colormap, gamma, opacity and interpolation changes the picture and never fetches',
  { tag: '@thorough' },
  async ({ page }) => {
    const server = await startFixtureServer();
    const location = server.generated('gen:checkerboard?levels=3&tile=256&low=60&high=150&cell=5');
    await open(page, [location, location]);
    await setState(page, { zoom: 3, layers: [{ id: 'layer1', colormap: 'magenta' }] });
    await settled(page);
    server.resetLog();
    let before = await capture(page);
    for (const [name, value] of Object.entries(looks)) {
      await setState(page, { layers: [{ id: 'layer2', [name]: value }] });
      await settled(page);
      const after = await capture(page);
      expect(differingPixels(before, after), name).toBeGreaterThan(1000);
      before = after;
    }
    expect(askedFor(server)).toEqual([]);
    await server.close();
  },
);

function colorsOf({ data }: Picture): Set<number> {
  return new Set(new Uint32Array(data.buffer, data.byteOffset, data.byteLength / 4));
}
