import { chunkRequests, expect, test } from './kept';
import { open, setState, settled, stats } from './harness';

/** Two volumes of one shape: a view of level 0 wants about 100 chunks of half a mebibyte of each, far more than fits. */
const like = 'levels=3&tile=64&shape=256,2048,2048&space=3&dtype=uint16';

/** Each of two equal parts has 40 to 60 % of the whole. */
function expectEven(parts: readonly number[]): void {
  const whole = parts.reduce((sum, part) => sum + part, 0);
  expect(whole).toBeGreaterThan(0);
  for (const part of parts) {
    expect(part / whole).toBeGreaterThanOrEqual(0.4);
    expect(part / whole).toBeLessThanOrEqual(0.6);
  }
}

test(
  'RFC rows 40 and 45: two equal layers share fetches, memory and disk evenly, and a hidden one yields its share at once',
  { tag: '@thorough' },
  async ({ page, data }) => {
    const names = ['ramp', 'checkerboard'];
    const locations = names.map((name) => data.generated(`gen:${name}?${like}`));
    const sent = () =>
      names.map(
        (name) =>
          data.sentPaths().filter((path) => path.includes(`gen%3A${name}`) && /\/c\//.test(path)).length,
      );
    await page.setViewportSize({ width: 1000, height: 700 });
    await open(page, locations, { memory: '64MiB' });
    await settled(page);
    data.server.resetLog();
    data.server.setLatency(30);
    const look = { level: 0, contrast: [0, 2000] };
    await setState(page, {
      zoom: 1,
      center: { x: 1000, y: 1000 },
      layers: [
        { id: 'layer1', ...look },
        { id: 'layer2', ...look },
      ],
    });
    await expect.poll(() => chunkRequests(data)).toBeGreaterThan(10);
    expectEven(sent());
    await settled(page);
    expectEven(sent());
    const [before = 0] = sent();
    const { memory, layers } = await stats(page);
    expect(memory.peakBytes).toBeLessThanOrEqual(memory.limitBytes);
    for (const { limitedBy } of layers) expect(limitedBy).toBeDefined();
    await expect.poll(async () => (await page.evaluate(() => window.exascope.library.list())).length).toBe(2);
    const kept = async () => {
      const all = await page.evaluate(() => window.exascope.library.list());
      return all.map(({ bytes }) => bytes);
    };
    await expect.poll(async () => Math.min(...(await kept()))).toBeGreaterThan(2 ** 20);
    expectEven(await kept());

    // What the other leaves is asked for within a few frames: far less than the second that a person would notice.
    const frames = await page.evaluate(async () => {
      await window.exascope.setState({ layers: [{ id: 'layer2', visible: false }] });
      const pending = () => window.exascope.stats().layers.find(({ id }) => id === 'layer1')?.pending ?? 0;
      let frame = 0;
      for (; pending() === 0 && frame < 60; frame++) await new Promise(requestAnimationFrame);
      return frame;
    });
    console.log(`      the whole share is asked for after ${frames} frames`);
    expect(frames).toBeLessThan(30);
    await settled(page);
    expect(sent()[0]).toBeGreaterThanOrEqual(1.5 * before);
  },
);
