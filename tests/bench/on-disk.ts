import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type LaunchOptions } from '@playwright/test';
import { expect } from './bench';
import { viewport } from './square-image';

export interface DiskProfileOptions {
  readonly launchOptions: LaunchOptions;
  /** Of the app. */
  readonly baseURL: string | undefined;
}

/**
 * Runs `measure` in a browser of its own with a fresh profile on disk and service workers, as people have them: other profiles
 * store in memory. Fails when a page had anything to complain about.
 */
export async function onFreshDisk<T>(
  { launchOptions, baseURL }: DiskProfileOptions,
  measure: (context: BrowserContext) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'exascope-bench-profile-'));
  const context = await chromium.launchPersistentContext(folder, {
    ...launchOptions,
    ...{ viewport, deviceScaleFactor: 1, serviceWorkers: 'allow' },
    baseURL: baseURL ?? '',
  });
  const problems: string[] = [];
  context.on('weberror', (event) => problems.push(event.error().message));
  context.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  try {
    const result = await measure(context);
    expect(problems, 'the pages are silent').toEqual([]);
    return result;
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
