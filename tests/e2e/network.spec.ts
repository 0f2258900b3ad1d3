import type { Page } from '@playwright/test';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { omeTree } from '../fixtures/ome-tree';
import { pyramid } from '../fixtures/pyramid';
import { shardTree } from '../faults/trees';
import { expect, middleValues, open, setState, settled, stats, test } from './harness';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

let server: FixtureServer;
test.beforeEach(async () => {
  server = await startFixtureServer();
});
test.afterEach(async () => {
  await server.close();
});

const drawnLevels = async (page: Page) => Object.keys((await stats(page)).layers[0]?.drawn ?? {}).map(Number);

test.describe('over a slow network', () => {
  test.use({ viewport: { width: 400, height: 300 } });

  test(
    'row 15: a coarse picture comes first, and nothing that still comes is given up',
    { tag: '@thorough' },
    async ({ page }) => {
      server.setLatency(400);
      server.delayPath(/\/0\/c\//, 4000);
      await open(page, server.generated('gen:checkerboard?levels=5&tile=256&low=9&high=9'));
      await setState(page, { center: { x: 2000, y: 2000 }, zoom: 1 });
      await expect.poll(() => drawnLevels(page)).not.toEqual([]);
      expect(Math.min(...(await drawnLevels(page))), 'coarse first').toBeGreaterThanOrEqual(3);
      expect((await middleValues(page)).map(({ value }) => value)).toEqual([9]);
      await settled(page);
      expect(await drawnLevels(page), 'sharp in the end').toEqual([0]);
      const { requests } = await stats(page);
      expect([requests.failed, requests.aborted]).toEqual([0, 0]);
      const log = server.log();
      const bad = log.filter(({ status, aborted }) => aborted || status !== 200);
      expect(bad.filter(({ path }) => !path.endsWith('/.zattrs'))).toEqual([]);
      expect(new Set(log.map(({ path }) => path)).size, 'nothing is asked for twice').toBe(log.length);
    },
  );
});

test.describe('a bucket that lists nothing', () => {
  test.use({ expectedMessages: { patterns: [/Failed to load resource/] } });

  test('of what it refuses the number is told, which may hide what is there', async ({ page }) => {
    const tree = omeTree(pyramid({ size: 256, levels: 1, how: 'mean', chunk: 128 }));
    server.onPath(/\/bucket\/(?!(0\/)?zarr\.json|0\/c\/0\/0)/, { status: 403 });
    await open(page, server.serve('bucket', tree));
    await settled(page);
    expect((await stats(page)).layers.map(({ refused }) => refused)).toEqual([3]);
    await expect(page.getByText('3 chunks refused (403), shown as empty', { exact: true })).toBeVisible();
    await expect(page.getByText('The server refused 3 chunks (403)')).toBeVisible();
    server.clearRules();
    await open(page, server.serve('all', tree));
    await settled(page);
    expect((await stats(page)).layers.map(({ refused }) => refused)).toEqual([0]);
    await expect(page.getByText('(403)')).toHaveCount(0);
  });
});

test.describe('a server that lets no page read', () => {
  test.use({ expectedMessages: { patterns: [/CORS policy|Failed to load resource/] } });

  test('row 22: is told apart from one out of reach, by name, and remembered', async ({ page }) => {
    server.onPath(/./, { cors: false });
    await page.goto(`/?${new URLSearchParams({ source: `${server.url}/gen/first` })}`);
    const notice = page.getByRole('alert');
    await expect(notice).toContainText('CORS');
    await expect(notice).toContainText(new URL(server.url).hostname);
    const first = server.log().length;
    server.resetLog();
    const code = await page.evaluate(async (location) => {
      try {
        await window.exascope.open(location);
      } catch (error) {
        return (error as { code?: string }).code;
      }
      return 'opened';
    }, `${server.url}/gen/second`);
    expect(code).toBe('cors');
    expect(server.log().length, 'the host is not probed again').toBeLessThan(first);

    await server.close();
    const gone = await page.evaluate(async (location) => {
      try {
        await window.exascope.open(location);
      } catch (error) {
        return (error as { code?: string }).code;
      }
      return 'opened';
    }, 'http://127.0.0.1:9/nothing');
    expect(gone).toBe('network');
    server = await startFixtureServer();
  });
});

test('row 24: a whole visit, ranges of shards included, needs no preflight, where those are denied too', async ({
  page,
}) => {
  server.onPath(/./, { preflight: 403 });
  await open(page, [
    server.serve('shards', shardTree({ version: 1 })),
    server.generated('gen:ramp?levels=3&tile=128', 'v2'),
    server.generated('gen:ramp?levels=3&tile=128'),
  ]);
  await settled(page);
  await setState(page, { zoom: 4, center: { x: 30, y: 30 } });
  await settled(page);
  expect((await middleValues(page)).map(({ value }) => value)).toEqual([(64 * 30 + 30) * 8 + 1, 30, 30]);
  const log = server.log();
  expect(log.filter(({ range }) => range !== undefined).length, 'ranges were asked for').toBeGreaterThan(0);
  expect(log.filter(({ method }) => method === 'OPTIONS')).toEqual([]);
});
