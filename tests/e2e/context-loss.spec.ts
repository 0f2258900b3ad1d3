import { startFixtureServer } from '../fixtures/fixture-server';
import { expect, open, settled, test } from './harness';
import { capture, differingPixels } from './picture';

test.use({ expectedMessages: { patterns: [/CONTEXT_LOST_WEBGL/, /context lost/i] } });

test('a lost GPU context comes back with the same picture and without a request', async ({ page }) => {
  const server = await startFixtureServer();
  await open(page, server.generated('gen:checkerboard?levels=4&tile=256&cell=33'));
  await page.evaluate(() => window.exascope.setState({ center: { x: 2000, y: 2000 }, zoom: 0.7 }));
  await settled(page);
  const before = await capture(page);
  server.resetLog();
  await page.evaluate(() => {
    for (const canvas of document.querySelectorAll('canvas'))
      (canvas.getContext('webgl2') as WebGL2RenderingContext | null)
        ?.getExtension('WEBGL_lose_context')
        ?.loseContext();
  });
  await page.waitForFunction(() => {
    const canvas = document.querySelector('canvas');
    return canvas?.getContext('webgl2')?.isContextLost() === false;
  });
  await settled(page);
  expect(differingPixels(before, await capture(page))).toBe(0);
  expect(server.log()).toEqual([]);
  await server.close();
});
