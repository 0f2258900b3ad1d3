import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { build, preview } from 'vite';
import type { Lab } from '../render-lab/lab';
import { collectProblems, expect, glErrors, isUnexpected, test as base } from './harness';

export { expect };

/** Whether pictures are drawn in software; hardware divides and filters less exactly. */
export const isSoftware = (process.env['WEBGL_ANGLE'] ?? 'swiftshader') === 'swiftshader';

/** How a stage that is taken away gives its context back. */
const lostOnPurpose = [/CONTEXT_LOST_WEBGL/];

interface LabPage {
  readonly page: Page;
  /** What it reported so far. */
  readonly problems: string[];
}

/**
 * The harness's test, with the lab as its page: one page for all tests of a worker, since most of what it takes to open one is the
 * same code and the same shaders again. Every experiment makes a stage of its own and takes it away.
 */
export const test = base.extend<{ page: Page; watch: undefined }, { lab: LabPage }>({
  lab: [
    async ({ browser }, use) => {
      const outDir = join(tmpdir(), `exascope-render-lab-${process.pid}`);
      const config = { root: resolve('tests/render-lab'), configFile: false, logLevel: 'error' } as const;
      await build({ ...config, build: { outDir, emptyOutDir: true, minify: false, target: 'es2022' } });
      const server = await preview({ ...config, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
      const context = await browser.newContext({ viewport: { width: 1024, height: 768 } });
      const problems = collectProblems(context);
      await context.addInitScript({ path: 'tests/e2e/gl-probe.js' });
      const page = await context.newPage();
      await page.goto(server.resolvedUrls?.local[0] ?? '');
      await page.waitForFunction(() => 'lab' in window);
      await use({ page, problems });
      await context.close();
      await server.close();
      rmSync(outDir, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  page: async ({ lab }, use) => {
    await use(lab.page);
  },
  watch: async ({ lab, expectedMessages }, use) => {
    lab.problems.length = 0;
    const earlier = (await glErrors(lab.page)).length;
    await use(undefined);
    lab.problems.push(...(await glErrors(lab.page)).slice(earlier));
    const expected = [...lostOnPurpose, ...expectedMessages.patterns];
    expect(lab.problems.filter(isUnexpected(expected)), 'the page is silent').toEqual([]);
  },
});

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
