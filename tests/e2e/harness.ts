import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  test as base,
  expect,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from '@playwright/test';
import type { FixtureServer, LogEntry } from '../fixtures/fixture-server';
import type { Exascope, Stats, ValueAt } from './scripting-interface';

export { expect };
export type * from './scripting-interface';

declare global {
  interface Window {
    exascope: Exascope;
    readonly __glTextureBytes: number;
    readonly __glErrors: readonly string[];
  }
}

/** What a browser says of its own accord, which is no fault of the page. */
const browserChatter = [/GL Driver Message \(OpenGL, Performance/, /Automatic fallback to software WebGL/];

/**
 * Playwright's test, which also fails on any console warning or error, uncaught error, unhandled rejection and WebGL error of any
 * page of the context. A test that provokes some names them: `test.use({ expectedMessages: { patterns: [/404/] } })`.
 */
export const test = base.extend<{
  expectedMessages: { readonly patterns: readonly RegExp[] };
  watch: undefined;
}>({
  expectedMessages: [{ patterns: [] }, { option: true }],
  watch: [
    async ({ context, expectedMessages, serviceWorkers }, use) => {
      const problems = collectProblems(context);
      await context.addInitScript({ path: 'tests/e2e/gl-probe.js' });
      // A page whose service workers are blocked sees a browser that has none, rather than one that warns.
      if (serviceWorkers === 'block')
        await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
      await use(undefined);
      for (const page of context.pages()) problems.push(...(await glErrors(page)));
      expect(problems.filter(isUnexpected(expectedMessages.patterns)), 'the page is silent').toEqual([]);
    },
    { auto: true },
  ],
});

/** What pages say of which a test did not name the pattern. */
export function isUnexpected(expected: readonly RegExp[]): (problem: string) => boolean {
  return (problem) => ![...browserChatter, ...expected].some((pattern) => pattern.test(problem));
}

/** Collects, from now on, what the pages of a context report: console warnings, console errors and what nobody catches. */
export function collectProblems(context: BrowserContext): string[] {
  const problems: string[] = [];
  context.on('console', (message) => {
    const type = message.type();
    if (isLookForLabels(message.location().url)) return;
    if (type === 'error' || type === 'warning') problems.push(`console ${type}: ${message.text()}`);
  });
  context.on('weberror', (event) => {
    problems.push(`uncaught: ${event.error().stack ?? event.error().message}`);
  });
  return problems;
}

/** The look for label images beside an image, a second after its first picture: there seldom are any, and browsers say so. */
function isLookForLabels(path: string): boolean {
  return /\/labels\/(zarr\.json|\.zattrs)$/.test(path);
}

/** The errors of WebGL in a page so far. */
export async function glErrors(page: Page): Promise<readonly string[]> {
  return page.isClosed() ? [] : page.evaluate(() => window.__glErrors);
}

/** A page that several tests share, without service workers. `problems` says later what it was not silent about. */
export interface SharedPage {
  readonly page: Page;
  problems(): Promise<readonly string[]>;
}

/** Opens the first page of the app in a context of its own; see {@link SharedPage}. Whoever makes it closes its context. */
export async function sharePage(browser: Browser, options: BrowserContextOptions): Promise<SharedPage> {
  const context = await browser.newContext({ ...options, serviceWorkers: 'block' });
  const collected = collectProblems(context);
  await context.addInitScript({ path: 'tests/e2e/gl-probe.js' });
  await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
  const page = await context.newPage();
  await page.goto('/');
  await ready(page);
  return { page, problems: async () => [...collected.filter(isUnexpected([])), ...(await glErrors(page))] };
}

export interface OpenOptions {
  /** The `memory=` parameter, such as '64MiB'. */
  readonly memory?: string;
  /** The `tuning=` parameter, such as 'one-level'. */
  readonly tuning?: string;
  /** The view, `#` included. */
  readonly fragment?: string;
}

/** Goes to the page that opens one location or several, and waits until all have their metadata. No location: the first page. */
export async function open(
  page: Page,
  locations: string | readonly string[],
  options: OpenOptions = {},
): Promise<void> {
  const sources = typeof locations === 'string' ? [locations] : locations;
  const query = new URLSearchParams(sources.map((source) => ['source', source]));
  if (options.memory) query.set('memory', options.memory);
  if (options.tuning) query.set('tuning', options.tuning);
  await page.goto(`/?${query}${options.fragment ?? ''}`);
  await ready(page);
  await page.waitForFunction((count) => window.exascope.layers().length >= count, sources.length);
}

/** Waits until the page's scripts run: a page that was just gone to is drawn before they do. */
export async function ready(page: Page): Promise<void> {
  await page.waitForFunction(() => 'exascope' in window);
  await page.evaluate(() => window.exascope.ready);
}

/** Waits for everything that the view wants, and fails when something could not be had. Returns how long it took, in ms. */
export async function settled(page: Page, timeoutMs = 45_000): Promise<number> {
  await ready(page);
  const { ms, failures } = await page.evaluate(
    (limit) => window.exascope.settled({ timeoutMs: limit }),
    timeoutMs,
  );
  expect(failures, 'nothing that the view wants has failed').toEqual([]);
  return ms;
}

/** Values under a point, in CSS pixels from the canvas' top left. */
export function valueAt(page: Page, x: number, y: number): Promise<ValueAt[]> {
  return page.evaluate(([left, top]) => window.exascope.valueAt(left, top), [x, y] as const);
}

/** Values in the middle of the picture. */
export function middleValues(page: Page): Promise<ValueAt[]> {
  return page.evaluate(() => window.exascope.valueAt(innerWidth / 2, innerHeight / 2));
}

/** Applies a patch; it need not have loaded when this resolves. */
export function setState(page: Page, patch: object): Promise<void> {
  return page.evaluate((state) => window.exascope.setState(state), patch);
}

/** Waits for everything that the view wants and returns what could not be had. */
export async function settledFailures(page: Page): Promise<string[]> {
  return (await page.evaluate(() => window.exascope.settled())).failures;
}

/** Waits for everything that the view wants and returns the codes of what could not be had, each once. */
export async function failureCodes(page: Page): Promise<string[]> {
  return [...new Set((await settledFailures(page)).map((failure) => failure.split(' ')[0] ?? ''))];
}

export function stats(page: Page): Promise<Stats> {
  return page.evaluate(() => window.exascope.stats());
}

/** What a server was asked for, without the look for label images, which comes a second after an image's first picture. */
export function askedFor(server: FixtureServer): readonly LogEntry[] {
  return server.log().filter(({ path }) => !isLookForLabels(path));
}

/** Bytes of all textures that live, counted from the WebGL calls of the page. */
export function textureBytes(page: Page): Promise<number> {
  return page.evaluate(() => window.__glTextureBytes);
}

/**
 * The folder with data that others wrote: `EXASCOPE_DATA`, else `../shared/data`, else `undefined`.
 * Inside a test, {@link needForeignData} skips it instead.
 */
export function foreignData(): string | undefined {
  const folder = resolve(process.env['EXASCOPE_DATA'] ?? '../shared/data');
  return existsSync(folder) ? folder : undefined;
}

/** Returns the folder of {@link foreignData}, or skips the running test and says why. */
export function needForeignData(): string {
  const folder = foreignData();
  test.skip(folder === undefined, 'Skipped: no foreign data in EXASCOPE_DATA or ../shared/data.');
  return folder ?? '';
}
