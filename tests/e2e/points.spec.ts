import { startFixtureServer } from '../fixtures/fixture-server';
import { expect, ready, test } from './harness';
import type { Page } from '@playwright/test';

/** Rows of coordinates, as a Zarr array without compression in chunks of `chunk` rows, below a group. */
function pointsStore(rows: readonly (readonly number[])[], chunk: number) {
  const columns = rows[0]?.length ?? 0;
  const array = {
    zarr_format: 3,
    node_type: 'array',
    shape: [rows.length, columns],
    data_type: 'float64',
    chunk_grid: { name: 'regular', configuration: { chunk_shape: [chunk, columns] } },
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
    const values = new Float64Array(chunk * columns).fill(NaN);
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

test('RFC row 27: points lie on an image and labels to half a pixel, and say which they are', async ({
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

const deep = [
  [12, 20, 30],
  [40.25, 12.5, 52],
  [55, 50.75, 9.5],
  [21, 45, 48],
] as const;
const rotation = [0.2, -0.3, 0.1, Math.sqrt(1 - 0.14)] as const;
const inside = { mode: '3d', center: { z: 32, y: 32, x: 32 }, zoom: 4.1, rotation } as const;

for (const [what, rows, view] of [
  ['in 2D', deep.map(([, y, x]) => [y, x]), { center: { y: 32, x: 32 }, zoom: 6.3 }],
  ['in 3D, turned', deep, { ...inside, perspective: 0 }],
  ['in 3D with perspective', deep, { ...inside, perspective: 50 }],
] as const)
  test(`points are discs as computed on the CPU, ${what}`, async ({ page }) => {
    const server = await startFixtureServer();
    try {
      await openApp(page);
      const location = `${server.serve('cells.zarr', pointsStore(rows, 3))}/spots`;
      const { height } = page.viewportSize() ?? { height: 0 };
      await page.evaluate(
        async ([address, wanted, size]) => {
          const { exascope } = window;
          const [points] = await exascope.open(address, { as: 'points' });
          await exascope.setState({
            ...wanted,
            layers: [{ id: points?.id ?? '', size, colormap: '#ff0000' }],
          } as Parameters<typeof exascope.setState>[0]);
          await exascope.settled();
        },
        [location, view, DISC_SIZE] as const,
      );
      const seen = await deviation(
        page,
        discsOf(rows, { height, rotation: [0, 0, 0, 1], perspective: 0, ...view }),
      );
      expect(seen.covered).toBeGreaterThan(500);
      expect(seen.worst).toBeLessThanOrEqual(2);
    } finally {
      await server.close();
    }
  });

/** Diameter in world units. */
const DISC_SIZE = 3.3;

interface Disc {
  /** In pixels from the middle of the picture, right and down. */
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** Where points about (32, 32, 32) are seen, by the camera of docs/scripting.md: v_view = q · v_world · q⁻¹. */
function discsOf(
  rows: readonly (readonly number[])[],
  {
    zoom,
    height,
    rotation,
    perspective,
  }: {
    readonly zoom: number;
    readonly height: number;
    readonly rotation: readonly [number, number, number, number];
    readonly perspective: number;
  },
): Disc[] {
  const eye = perspective === 0 ? Infinity : height / 2 / zoom / Math.tan((perspective * Math.PI) / 360);
  return rows.map((row) => {
    const [x = 0, y = 0, z = 0] = turnedBy(
      row.toReversed().map((at) => at - 32),
      rotation,
    );
    const scale = zoom / (1 + z / eye);
    return { x: x * scale, y: y * scale, radius: (DISC_SIZE * scale) / 2 };
  });
}

function turnedBy(
  [x = 0, y = 0, z = 0]: readonly number[],
  [a, b, c, w]: readonly [number, number, number, number],
): number[] {
  const [p, q, r] = [2 * (b * z - c * y), 2 * (c * x - a * z), 2 * (a * y - b * x)];
  return [x + w * p + b * r - c * q, y + w * q + c * p - a * r, z + w * r + a * q - b * p];
}

/**
 * How far the picture is at worst, of 255, from red discs on its background, of which each pixel is covered as far as its middle
 * lies within, over one pixel at the edge; and how many pixels they cover.
 */
function deviation(page: Page, discs: readonly Disc[]): Promise<{ worst: number; covered: number }> {
  return page.evaluate(async (expected) => {
    const blob = await window.exascope.capture();
    const picture = await createImageBitmap(blob);
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext('2d');
    context?.drawImage(picture, 0, 0);
    const data = context?.getImageData(0, 0, picture.width, picture.height).data ?? new Uint8ClampedArray();
    const background = data.slice(0, 3);
    let [worst, covered] = [0, 0];
    for (let at = 0; at < data.length / 4; at++) {
      const x = (at % picture.width) + 0.5 - picture.width / 2;
      const y = Math.floor(at / picture.width) + 0.5 - picture.height / 2;
      const most = (each: { x: number; y: number; radius: number }) =>
        Math.min(1, Math.max(0, each.radius + 0.5 - Math.hypot(x - each.x, y - each.y)));
      const part = Math.max(...expected.map(most));
      if (part > 0) covered += 1;
      for (const [channel, red] of [255, 0, 0].entries()) {
        const wanted = (background[channel] ?? 0) * (1 - part) + red * part;
        worst = Math.max(worst, Math.abs((data[at * 4 + channel] ?? 0) - wanted));
      }
    }
    return { worst, covered };
  }, discs);
}

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
