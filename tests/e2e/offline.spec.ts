import type { Page } from '@playwright/test';
import { expect, test, untilInstalled, untilKept, view } from './kept';
import {
  failureCodes,
  middleValues,
  open,
  ready,
  setState,
  settled,
  settledFailures,
  stats,
} from './harness';
import { capture, differingPixels } from './picture';

/** No voxel has the fill value, which is 0 and would be drawn black. */
const solid = 'gen:checkerboard?space=3&shape=64,64,64&tile=32&levels=2&low=1000&high=3000&dtype=uint16';
const flat = 'gen:checkerboard?levels=5&tile=128&low=1000&high=3000&dtype=uint16';
const contrast = { layers: [{ id: 'layer1', contrast: [0, 4000] }] };

const badge = (page: Page) => page.locator('.badge').getByText(/of this view .* not on this device/);
const loading = (page: Page) => page.getByRole('status').filter({ hasText: 'loading' });

test('row 16: without a network what was never seen is said not to be there, and nothing goes on loading', async ({
  page,
  context,
  data,
}) => {
  const location = data.generated(flat);
  await open(page, []);
  await untilInstalled(page);
  await data.stop();
  await context.setOffline(true);
  await page.goto(`/?${new URLSearchParams({ source: location })}`);
  await ready(page);
  await expect(page.getByRole('alert')).toContainText('There is no network');
  expect(await settledFailures(page)).toEqual([]);
  await expect(loading(page)).toHaveCount(0);
});

test('row 17, RFC row 41: what was seen in 2D and in 3D is drawn as it was, pixel for pixel, with all servers gone', async ({
  page,
  site,
  data,
}) => {
  await view(page, data.generated(solid));
  await untilInstalled(page);
  const slice = await capture(page);
  await setState(page, { mode: '3d', rotation: [0, 0.3, 0, 0.954] });
  await settled(page);
  const volume = await capture(page);
  expect(differingPixels(slice, volume)).toBeGreaterThan(0);
  // The address follows the view a little later.
  await expect.poll(() => page.evaluate(() => atob(location.hash.split(/[:.]/)[1] ?? ''))).toContain('"3d"');
  const { bodies } = await untilKept(page, data.sentPaths().length);
  const chunks = bodies.filter((path) => path.includes('/c/'));
  await data.stop();
  await site.stop();

  await page.reload();
  await settled(page);
  expect(differingPixels(volume, await capture(page)), '3D').toBe(0);
  await setState(page, { mode: '2d' });
  await settled(page);
  expect(differingPixels(slice, await capture(page)), '2D').toBe(0);
  const { served, requests, bytes } = await stats(page);
  expect([served.network, requests.chunks, bytes.network]).toEqual([0, 0, 0]);
  expect(served.disk).toBeGreaterThan(0);
  expect(served.disk).toBeLessThanOrEqual(chunks.length);
});

test(
  'rows 18 and 19: coarser data stands in for what is not kept, and is told of, until the server is back',
  { tag: '@thorough' },
  async ({ page, data }) => {
    await page.setViewportSize({ width: 1100, height: 700 });
    await view(page, data.generated(flat));
    await setState(page, contrast);
    await settled(page);
    await untilKept(page, data.sentPaths().length);
    await data.stop();
    await setState(page, { center: { y: 2000, x: 2000 }, zoom: 1 });
    await expect.poll(() => failureCodes(page)).toEqual(['offline-miss']);
    await expect(badge(page)).toBeVisible();
    await expect(loading(page)).toHaveCount(0);
    const [value] = await middleValues(page);
    expect(value?.level).toBeGreaterThan(0);
    expect([1000, 3000]).toContain(value?.value);
    expect(darkPixels(await capture(page)), 'pixels of the fill value').toBe(0);

    const startMs = Date.now();
    await data.start();
    await expect(badge(page)).toHaveCount(0, { timeout: 20_000 });
    await settled(page);
    console.log(`row 19: everything is there ${Date.now() - startMs} ms after the server is back`);
    expect(Object.keys((await stats(page)).layers[0]?.drawn ?? {})).toEqual(['0']);
  },
);

test(
  'row 76: a link to what is not kept says so offline, stays in the address, and opens once the server is back',
  { tag: '@thorough' },
  async ({ page, site, data }) => {
    await open(page, []);
    await untilInstalled(page);
    const location = data.generated(flat);
    await data.stop();
    await site.stop();
    await page.goto(`/?${new URLSearchParams({ source: location })}`);
    await ready(page);
    const notice = page.getByRole('alert');
    await expect(notice).toContainText(new URL(location).host);
    await settledFailures(page);
    expect(new URL(page.url()).searchParams.get('source')).toBe(location);
    await data.start();
    await expect
      .poll(() => page.evaluate(() => window.exascope.layers().length), { timeout: 20_000 })
      .toBe(1);
    await settled(page);
    await expect(notice).toHaveCount(0);
  },
);

test(
  'what other code fetches is answered from what is kept, from the moment that it is',
  { tag: '@thorough' },
  async ({ page, data }) => {
    await open(page, []);
    await untilInstalled(page);
    const location = data.generated(solid);
    await page.evaluate((address) => window.exascope.open(address), location);
    await settled(page);
    await untilKept(page, data.sentPaths().length);
    const path = data.sentPaths().find((each) => each.includes('/c/'));
    const url = new URL(path ?? '', location).href;
    await data.stop();
    const fetched = () =>
      page.evaluate(async (address) => {
        const response = await fetch(address, { cache: 'no-store' }).catch(() => undefined);
        return response?.ok && (await response.arrayBuffer()).byteLength;
      }, url);
    await expect.poll(fetched).toBe(32 ** 3 * 2);
  },
);

function darkPixels({ data }: { readonly data: Uint8Array }): number {
  let count = 0;
  for (let i = 0; i < data.length; i += 4)
    if (data[i] === 0 && data[i + 1] === 0 && data[i + 2] === 0) count++;
  return count;
}
