import { gzipSync } from 'node:zlib';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { expect, middleValues, open, settled, stats, test, textureBytes, valueAt } from './harness';

/** 404s of chunks and refusals that the tests provoke are logged by the browser itself. */
test.use({ expectedMessages: { patterns: [/Failed to load resource/] } });

const array = {
  zarr_format: 3,
  node_type: 'array',
  shape: [64, 64],
  data_type: 'uint8',
  chunk_grid: { name: 'regular', configuration: { chunk_shape: [64, 64] } },
  chunk_key_encoding: { name: 'default' },
  fill_value: 0,
  codecs: [{ name: 'bytes' }],
};
const image = (path: string) => ({
  zarr_format: 3,
  node_type: 'group',
  attributes: {
    ome: {
      version: '0.5',
      multiscales: [
        {
          axes: [
            { name: 'y', type: 'space' },
            { name: 'x', type: 'space' },
          ],
          datasets: [{ path, coordinateTransformations: [{ type: 'scale', scale: [1, 1] }] }],
        },
      ],
    },
  },
});

const documents: Readonly<Record<string, unknown>> = {
  '/huge/zarr.json': {
    ...array,
    chunk_grid: { name: 'regular', configuration: { chunk_shape: [2 ** 31, 2 ** 31] } },
  },
  '/negative/zarr.json': {
    ...array,
    chunk_grid: { name: 'regular', configuration: { chunk_shape: [-64, 64] } },
  },
  '/fraction/zarr.json': {
    ...array,
    chunk_grid: { name: 'regular', configuration: { chunk_shape: [6.4, 64] } },
  },
  '/rank/zarr.json': { ...array, shape: Array.from({ length: 1_000_000 }, () => 1) },
  '/dtype/zarr.json': { ...array, data_type: 'constructor' },
  '/proto/zarr.json': `{"__proto__": {"polluted": true}, "zarr_format": 3, "node_type": "array"}`,
  '/truncated/zarr.json': '{"zarr_format": 3, "node_ty',
  '/html/zarr.json': '<!doctype html><title>Sign in</title>',
  '/escape/zarr.json': image('../../secret'),
  '/slashes/zarr.json': image('/%2F%2Fevil.example/x'),
  '/short/zarr.json': array,
  '/bomb/zarr.json': { ...array, codecs: [{ name: 'bytes' }, { name: 'gzip', configuration: { level: 5 } }] },
};
const chunks: Readonly<Record<string, Buffer>> = {
  '/short/c/0/0': Buffer.alloc(1000, 7),
  '/bomb/c/0/0': gzipSync(Buffer.alloc(64 * 2 ** 20)),
};

let hostile: Server;
let hostileUrl: string;
let asked: string[] = [];
let good: FixtureServer;

test.beforeAll(async () => {
  good = await startFixtureServer();
  hostile = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    response.setHeader('Access-Control-Allow-Origin', '*');
    const document = documents[path];
    const body =
      chunks[path] ?? (typeof document === 'string' ? document : document && JSON.stringify(document));
    response.statusCode = body === undefined ? 404 : 200;
    response.end(body);
  });
  await new Promise<void>((resolve) => hostile.listen(0, '127.0.0.1', resolve));
  hostileUrl = `http://127.0.0.1:${(hostile.address() as AddressInfo).port}`;
});
test.afterAll(async () => {
  hostile.close();
  hostile.closeAllConnections();
  await good.close();
});

interface Failure {
  readonly code?: string;
  readonly message: string;
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly ms: number;
}

function failureOf(page: import('@playwright/test').Page, location: string): Promise<Failure> {
  return page.evaluate(async (target) => {
    const startMs = performance.now();
    try {
      await window.exascope.open(target);
    } catch (error) {
      const { code, message, detail } = error as Failure;
      return { ...(code && { code }), message, ...(detail && { detail }), ms: performance.now() - startMs };
    }
    throw new Error(`${target} opened.`);
  }, location);
}

/** What the program says that it holds, and what is counted of its textures. */
async function heldBytes(page: import('@playwright/test').Page): Promise<object> {
  const { gpu, chunks, inFlight } = (await stats(page)).memory;
  return { gpu, chunks, inFlight, textures: await textureBytes(page) };
}

const cases: readonly (readonly [string, RegExp, RegExp])[] = [
  ['huge', /^bad-metadata|chunk-too-large|unsupported$/, /chunk/],
  ['negative', /^bad-metadata$/, /chunk/],
  ['fraction', /^bad-metadata$/, /chunk/],
  ['rank', /^(bad-metadata|unsupported)$/, /rank|dimension|shape|large|long/i],
  ['dtype', /^(bad-metadata|unsupported)$/, /data_type|constructor/],
  ['proto', /^bad-metadata$/, /shape|data_type|zarr\.json/],
  ['truncated', /^bad-metadata$/, /zarr\.json/],
  ['html', /^not-a-dataset$/, /HTML|web page/i],
  ['escape', /^bad-metadata$/, /path/],
  ['slashes', /^bad-metadata$/, /path/],
  ['nothing', /^(not-found|not-a-dataset)$/, /./],
];

test('bad metadata is an error at once that names document and field, and what is open goes on', async ({
  page,
}) => {
  await open(page, good.generated('gen:checkerboard?levels=3&tile=128'));
  await settled(page);
  // The histogram is counted from a sample, a moment after the picture.
  await expect(page.locator('path.inside').first()).toHaveAttribute('d', /L/);
  await expect.poll(async () => (await stats(page)).memory.inFlight.bytes).toBe(0);
  const before = await heldBytes(page);
  await page.evaluate(() => window.exascope.resetStats());
  for (const [name, code, words] of cases) {
    asked = [];
    const failure = await failureOf(page, `${hostileUrl}/${name}`);
    expect(failure.code, `${name}: ${failure.message}`).toMatch(code);
    expect(failure.message, name).toMatch(words);
    expect(
      asked.every((path) => path.startsWith(`/${name}/`)),
      `${name} stays under its root: ${asked.join(' ')}`,
    ).toBe(true);
  }
  expect(await heldBytes(page), 'nothing is held of it').toEqual(before);
  const { memory, requests } = await stats(page);
  expect(memory.peakBytes, 'nor was anything reserved for it').toBe(
    memory.gpu.bytes + memory.chunks.bytes + memory.inFlight.bytes,
  );
  expect(requests.chunks, 'nor asked for').toBe(0);
  expect(await page.evaluate(() => 'polluted' in {})).toBe(false);
  await page.evaluate(() => window.exascope.setState({ zoom: window.exascope.getState().zoom * 2 }));
  await settled(page);
  expect((await middleValues(page))[0]?.value).not.toBeNull();
});

for (const name of ['short', 'bomb'])
  test(`a chunk that decodes to the wrong size (${name}) is a failure, not a picture`, async ({ page }) => {
    await open(page, `${hostileUrl}/${name}`);
    const { failures } = await page.evaluate(() => window.exascope.settled());
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatch(/^corrupt-chunk .*0\/0/);
    expect((await middleValues(page))[0]?.value).toBeNull();
    expect((await stats(page)).memory.chunks.bytes).toBe(0);
  });

test('one bad chunk does not take the rest with it, and can be tried again', async ({ page }) => {
  // Damaged, and not just refused: what may pass by itself is tried again by itself.
  const undo = good.corruptPath(/\/0\/c\/1\/1$/, (bytes) => bytes.subarray(0, 10));
  await open(page, good.generated('gen:checkerboard?levels=2&tile=256&cell=64'));
  await page.evaluate(() => window.exascope.setState({ center: { x: 511.5, y: 511.5 }, zoom: 0.9 }));
  const { failures } = await page.evaluate(() => window.exascope.settled());
  expect(failures).toHaveLength(1);
  expect(failures[0]).toMatch(/^corrupt-chunk /);
  expect((await valueAt(page, 200, 100))[0]).toMatchObject({ level: 0 });
  await expect(page.locator('.chip.bad')).toHaveText(/1\s+chunk failed/);
  undo();
  await page.getByRole('button', { name: /try again|retry/i }).click();
  await settled(page);
});
