import { startFixtureServer } from '../fixtures/fixture-server';
import { askedFor, expect, open, settled, test, textureBytes } from './harness';
import { capture, differingPixels } from './picture';

test.use({ expectedMessages: { patterns: [/CONTEXT_LOST_WEBGL/, /context lost/i] } });

test('a lost GPU context comes back with the same picture and without a request', async ({ page }) => {
  const server = await startFixtureServer();
  await open(page, server.generated('gen:checkerboard?levels=4&tile=256&cell=33'));
  await page.evaluate(() => window.exascope.setState({ center: { x: 2000, y: 2000 }, zoom: 0.7 }));
  await settled(page);
  const before = await capture(page);
  const textures = await textureBytes(page);
  server.resetLog();
  const lost = await page.locator('canvas.picture').elementHandle();
  await lost?.evaluate((canvas) => {
    // This canvas has its context; to ask another for one would give it one with other attributes.
    (canvas as HTMLCanvasElement).getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
  });
  await page.waitForFunction((old) => !old?.isConnected, lost);
  await settled(page);
  expect(await textureBytes(page), 'the new context holds as much, the old one nothing').toBe(textures);
  expect(differingPixels(before, await capture(page))).toBe(0);
  expect(askedFor(server)).toEqual([]);
  await server.close();
});
