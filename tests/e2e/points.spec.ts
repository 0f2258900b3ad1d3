import { startFixtureServer } from '../fixtures/fixture-server';
import { expect, ready, test } from './harness';
import type { Page } from '@playwright/test';

/** Rows of y and x, as a Zarr array without compression in chunks of `chunk` rows, below a group. */
function pointsStore(rows: readonly (readonly [number, number])[], chunk: number) {
  const array = {
    zarr_format: 3,
    node_type: 'array',
    shape: [rows.length, 2],
    data_type: 'float64',
    chunk_grid: { name: 'regular', configuration: { chunk_shape: [chunk, 2] } },
    chunk_key_encoding: { name: 'default', configuration: { separator: '/' } },
    fill_value: 'NaN',
    codecs: [{ name: 'bytes', configuration: { endian: 'little' } }],
    attributes: {},
  };
  const consolidated_metadata = { kind: 'inline', must_understand: false, metadata: { spots: array } };
  const objects: Record<string, Uint8Array | object> = {
    'zarr.json': { zarr_format: 3, node_type: 'group', attributes: {}, consolidated_metadata },
    'spots/zarr.json': array,
  };
  for (let part = 0; part * chunk < rows.length; part++) {
    const values = new Float64Array(chunk * 2).fill(NaN);
    values.set(rows.slice(part * chunk, (part + 1) * chunk).flat());
    objects[`spots/c/${part}/0`] = new Uint8Array(values.buffer);
  }
  return objects;
}

async function openApp(page: Page): Promise<void> {
  await page.goto('/');
  await ready(page);
}

test('a thousand million points: a bounded number on the screen in 2D and 3D, and more of them where one zooms in', async ({
  page,
}) => {
  await openApp(page);
  const seen = await page.evaluate(async () => {
    const { exascope } = window;
    const state = async () => {
      await exascope.settled({ timeoutMs: 60_000 });
      const { layers, memory } = exascope.stats();
      const [{ drawn = {}, targetLevel = 0 } = {}] = layers;
      const cells = Object.values(drawn).reduce((sum, n) => sum + n, 0);
      return { level: targetLevel, cells, memory };
    };
    const [info] = await exascope.open('gen:scatter');
    const whole = await state();
    await exascope.setState({ zoom: 0.1 });
    const near = await state();
    exascope.close(info?.id ?? '');
    await exascope.open('gen:scatter?space=3');
    await exascope.setState({ mode: '3d' });
    const deep = await state();
    return { info, whole, near, deep };
  });
  expect(seen.info).toMatchObject({ kind: 'points', axes: [{ name: 'y' }, { name: 'x' }] });
  expect(seen.info?.sizeBytes).toBe('32000000000');
  for (const { cells, memory } of [seen.whole, seen.near, seen.deep]) {
    expect(cells).toBeGreaterThan(10);
    // A cell has 1024 points at most, and the screen 540,000 pixels.
    expect(cells * 1024).toBeLessThanOrEqual(540_000 / 6);
    expect(memory.peakBytes).toBeLessThanOrEqual(memory.limitBytes);
  }
  expect(seen.near.level).toBeLessThan(seen.whole.level);
});

test('RFC row 27: points from the tree lie on the image to half a pixel, and say which they are', async ({
  page,
}) => {
  const rows = [
    [10, 20],
    [40, 12],
    [55, 50],
  ] as const;
  const server = await startFixtureServer();
  try {
    await openApp(page);
    const found = await page.evaluate(
      async (location) => {
        const { exascope } = window;
        await exascope.open('gen:checkerboard?shape=64,64&cell=1');
        await exascope.open('gen:blobs?shape=64,64&space=2&levels=1&count=4');
        const [points] = await exascope.open(location, { as: 'points' });
        await exascope.setState({
          layers: [{ id: points?.id ?? '', size: 1, colormap: '#ff0000' }],
          zoom: 8,
          center: { y: 32, x: 32 },
        });
        await exascope.settled();
        return { points, state: exascope.getState() };
      },
      `${server.serve('cells.zarr', pointsStore(rows, 2))}/spots`,
    );
    expect(found.points).toMatchObject({
      kind: 'points',
      levels: [{ shape: [46, 39], translation: [10, 12] }],
    });
    const size = page.viewportSize() ?? { width: 0, height: 0 };
    for (const [at, [y, x]] of rows.entries()) {
      const [px, py] = [size.width / 2 + (x - 32) * 8, size.height / 2 + (y - 32) * 8];
      const values = await page.evaluate(
        ([left = 0, top = 0]) => window.exascope.valueAt(left, top),
        [px, py],
      );
      expect(values.at(-1)).toMatchObject({ layer: found.points?.id, index: [at], world: [y, x] });
      expect(values[0]).toMatchObject({ index: [y, x] });
    }
    expect(await centres(page)).toEqual(
      rows.map(([y, x]) => [expect.closeTo((x - 32) * 8, 0), expect.closeTo((y - 32) * 8, 0)]),
    );
  } finally {
    await server.close();
  }
});

/** Middles of the red discs of the picture, from the middle of it, in the order of the points. */
async function centres(page: Page): Promise<[number, number][]> {
  const places = await page.evaluate(async () => {
    const blob = await window.exascope.capture();
    const picture = await createImageBitmap(blob);
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext('2d');
    context?.drawImage(picture, 0, 0);
    const data = context?.getImageData(0, 0, picture.width, picture.height).data ?? new Uint8ClampedArray();
    const groups: { x: number; y: number; n: number }[] = [];
    for (let at = 0; at < data.length / 4; at++) {
      const [r = 0, g = 0, b = 0] = data.subarray(at * 4, at * 4 + 3);
      if (r < 250 || g > 5 || b > 5) continue;
      const [x, y] = [(at % picture.width) + 0.5, Math.floor(at / picture.width) + 0.5];
      const group = groups.find((one) => Math.hypot(one.x / one.n - x, one.y / one.n - y) < 12);
      if (group) Object.assign(group, { x: group.x + x, y: group.y + y, n: group.n + 1 });
      else groups.push({ x, y, n: 1 });
    }
    return groups.map(({ x, y, n }) => [x / n - picture.width / 2, y / n - picture.height / 2]);
  });
  return places as [number, number][];
}
