import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { build, preview, type PreviewServer } from 'vite';
import type { Lab } from '../render-lab/lab';
import { test } from './harness';

/** Serves the lab to each test of the file, whose page is there when it begins. */
export function useRenderLab(): void {
  let server: PreviewServer;
  const outDir = join(tmpdir(), `exascope-render-lab-${process.pid}`);
  test.beforeAll(async () => {
    const config = { root: resolve('tests/render-lab'), configFile: false, logLevel: 'error' } as const;
    // In one piece, since every test loads it anew.
    await build({ ...config, build: { outDir, emptyOutDir: true, minify: false, target: 'es2022' } });
    server = await preview({ ...config, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
  });
  test.afterAll(async () => {
    await server.close();
    rmSync(outDir, { recursive: true, force: true });
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
