import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { createServer, type ViteDevServer } from 'vite';
import type { Lab } from '../render-lab/lab';
import { test } from './harness';

/** Serves the lab to each test of the file, whose page is there when it begins. */
export function useRenderLab(): void {
  let server: ViteDevServer;
  const cacheDir = join(tmpdir(), `exascope-render-lab-${process.pid}`);
  test.beforeAll(async () => {
    server = await createServer({
      root: resolve('tests/render-lab'),
      configFile: false,
      cacheDir,
      logLevel: 'error',
      server: { host: '127.0.0.1', port: 0, hmr: false, watch: null, fs: { allow: [resolve('.')] } },
      optimizeDeps: { include: ['@luma.gl/core', '@luma.gl/webgl'] },
    });
    await server.listen();
  });
  test.afterAll(async () => {
    await server.close();
    rmSync(cacheDir, { recursive: true, force: true });
  });
  test.beforeEach(async ({ page }) => {
    await page.goto(server.resolvedUrls?.local[0] ?? '');
    await page.waitForFunction(() => 'lab' in window);
  });
}

/** Calls a function of the lab, in the page. */
export function callLab<Name extends keyof Lab>(
  page: Page,
  name: Name,
  ...args: Parameters<Lab[Name]>
): Promise<Awaited<ReturnType<Lab[Name]>>> {
  return page.evaluate(
    ([callee, list]) => Reflect.apply(Reflect.get(Reflect.get(window, 'lab'), callee), undefined, list),
    [name, args] as const,
  );
}
