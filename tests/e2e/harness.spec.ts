import { expect, test, textureBytes } from './harness';

const page1 = 'data:text/html,<canvas></canvas>';

test.describe('the harness fails a test', () => {
  test.beforeEach(({ page }) => page.goto(page1));

  test('on a console warning', async ({ page }) => {
    test.fail();
    await page.evaluate(() => console.warn('careful'));
  });

  test('on an uncaught error', async ({ page }) => {
    test.fail();
    await page.evaluate(() =>
      new Promise((resolve) => setTimeout(resolve)).then(() =>
        queueMicrotask(() => {
          throw new Error('uncaught');
        }),
      ),
    );
  });

  test('on an unhandled rejection', async ({ page }) => {
    test.fail();
    await page.evaluate(() => void Promise.reject(new Error('unhandled')));
  });

  test('on a WebGL error', async ({ page }) => {
    test.fail();
    await page.evaluate(() => document.querySelector('canvas')?.getContext('webgl2')?.enable(1));
  });
});

test.describe('a test that expects a message', () => {
  test.use({ expectedMessages: { patterns: [/careful/] } });

  test('does not fail on it', async ({ page }) => {
    await page.goto(page1);
    await page.evaluate(() => console.warn('careful'));
  });
});

test('textures are counted until they are deleted', async ({ page }) => {
  await page.goto(page1);
  await page.evaluate(() => {
    const gl = document.querySelector('canvas')?.getContext('webgl2');
    if (!gl) throw new Error('no WebGL2');
    const textures = [gl.createTexture(), gl.createTexture(), gl.createTexture()] as const;
    gl.bindTexture(gl.TEXTURE_2D_ARRAY, textures[0]);
    gl.texStorage3D(gl.TEXTURE_2D_ARRAY, 1, gl.R16UI, 64, 32, 10);
    gl.bindTexture(gl.TEXTURE_2D, textures[1]);
    gl.texStorage2D(gl.TEXTURE_2D, 2, gl.RGBA8, 16, 16);
    gl.bindTexture(gl.TEXTURE_2D, textures[2]);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.R8, 8, 8, 0, gl.RED, gl.UNSIGNED_BYTE, null);
    Object.assign(window, { gl, textures });
  });
  expect(await textureBytes(page)).toBe(64 * 32 * 10 * 2 + (16 * 16 + 8 * 8) * 4 + 64);
  await page.evaluate(() => {
    const { gl, textures } = window as unknown as { gl: WebGL2RenderingContext; textures: WebGLTexture[] };
    for (const texture of textures) gl.deleteTexture(texture);
  });
  expect(await textureBytes(page)).toBe(0);
});
