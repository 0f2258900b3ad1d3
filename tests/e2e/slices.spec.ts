import { startFixtureServer } from '../fixtures/fixture-server';
import { expect, open, settled, stats, test, valueAt } from './harness';

const LOCATION = 'gen:ramp?levels=1&tile=64&shape=64,256,256&space=3&times=5&channels=2&axis=z&dtype=uint16';

test('a chunk that holds many slices is fetched and decoded once for all of them', async ({ page }) => {
  const server = await startFixtureServer();
  await open(page, server.generated(LOCATION));
  await settled(page);
  const first = (await stats(page)).requests.chunks;
  for (let z = 0; z < 64; z += 7) {
    await page.evaluate((index) => window.exascope.setState({ position: { z: index } }), z);
    await settled(page);
    const values = await valueAt(page, 512, 384);
    expect(values.map(({ value }) => value)).toEqual([z, 100 + z]);
  }
  expect((await stats(page)).requests.chunks).toBe(first);
  await server.close();
});

test('the old slice stays until the new one has something to show', async ({ page }) => {
  const server = await startFixtureServer();
  await open(page, server.generated(LOCATION));
  await settled(page);
  server.setLatency(400);
  await page.evaluate(() => window.exascope.setState({ position: { t: 3 } }));
  expect((await valueAt(page, 512, 384)).map(({ index }) => index[0])).toEqual([0, 0]);
  await settled(page);
  expect((await valueAt(page, 512, 384)).map(({ index, value }) => [index[0], value])).toEqual([
    [3, 3031],
    [3, 3131],
  ]);
  await server.close();
});

test('changing contrast, colormap, gamma, opacity and interpolation never fetches', async ({ page }) => {
  const server = await startFixtureServer();
  await open(page, server.generated('gen:checkerboard?levels=3&tile=256'));
  await settled(page);
  server.resetLog();
  for (const look of [
    { contrast: [10, 200] },
    { colormap: 'viridis' },
    { gamma: 0.5 },
    { opacity: 0.4 },
    { interpolation: 'linear' },
    { blending: 'additive' },
  ]) {
    await page.evaluate((patch) => window.exascope.setState({ layers: [{ id: 'layer1', ...patch }] }), look);
    await settled(page);
  }
  expect(server.log()).toEqual([]);
  await server.close();
});
