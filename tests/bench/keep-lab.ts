import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { build } from 'vite';
import { listen, siteListener, withMounts } from '../../scripts/local-server.mjs';
import type { KeepLab } from '../keep-lab/lab';

const mountPath = '/keep-lab';

/** A host of the built app that has the lab at its side, on the same origin: one Cache Storage, one service worker. */
export interface LabHost {
  /** Of the app, without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/** Builds the lab as the app is built, one file for each worker, and serves both. */
export async function startLabHost(): Promise<LabHost> {
  const folder = mkdtempSync(join(tmpdir(), 'exascope-keep-lab-'));
  await build({
    root: resolve('tests/keep-lab'),
    ...{ base: `${mountPath}/`, configFile: false, logLevel: 'error' },
    worker: { format: 'es', rolldownOptions: { output: { codeSplitting: false } } },
    build: { outDir: folder, emptyOutDir: true, target: 'es2022' },
  });
  const listener = withMounts(siteListener('build'), [{ path: mountPath, folder }]);
  const isolating = (request: IncomingMessage, response: ServerResponse): void => {
    // Clocks of pages that are isolated are finer: a read takes a few of the steps of others.
    if (request.url?.startsWith(`${mountPath}/`)) isolate(response);
    listener(request, response);
  };
  const { port, close } = await listen(isolating, { ports: [0] });
  return {
    url: `http://localhost:${port}`,
    close: async () => {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function isolate(response: ServerResponse): void {
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
}

/** Goes to the lab. */
export async function visitLab(page: Page): Promise<void> {
  await page.goto(`${mountPath}/index.html`);
  await page.waitForFunction(() => 'lab' in window);
}

/** Calls a function of the lab, in the page. */
export function callLab<Name extends keyof KeepLab>(
  page: Page,
  name: Name,
  ...args: Parameters<KeepLab[Name]>
): Promise<Awaited<ReturnType<KeepLab[Name]>>> {
  return page.evaluate(
    ([callee, list]) => Reflect.apply(Reflect.get(Reflect.get(window, 'lab'), callee), undefined, list),
    [name, args] as const,
  );
}
