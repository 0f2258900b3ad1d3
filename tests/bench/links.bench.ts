import { deflateRawSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { build } from 'vite';
import { encodeView, type ViewState } from '../../src/lib/share';
import { expect, onFreshPage, test } from './bench';
import { report, type Figures } from './figures';

const RUNS = 3;
/** What a link of which nothing can be read may take of the page's thread. By the clock it depends on what else the machine does. */
const MAX_THREAD_MS = 20;
const SHARED = 'https://view.example/?source=gen:ramp';

/** Writes any bytes as a fragment whose check is right, as a hostile author would. */
function forge(version: string, bytes: Uint8Array): string {
  const payload = Buffer.from(bytes).toString('base64url');
  let hash = 0x811c9dc5;
  for (const character of payload) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  return `${SHARED}#${version}:${payload}.${(hash >>> 0).toString(16).padStart(8, '0')}`;
}

const packed = (text: string | Uint8Array) => forge('2', deflateRawSync(text, { level: 9 }));
const noise = (length: number) => Buffer.from(Array.from({ length }, (_, at) => ((at * 40_503) >> 5) & 255));

/** A view with as many channels as fill a link. */
function longView(): ViewState {
  const look = { visible: true, colormap: 'viridis', gamma: 1 };
  const channels = Array.from({ length: 2000 }, (_, at) => ({
    ...look,
    contrast: [at / 7, at + 0.5] as const,
  }));
  return {
    ...{ sources: [], mode: '2d', axes: ['y', 'x'], center: { y: 0.1, x: 134000001.5 }, zoom: 1 },
    ...{ rotation: [0, 0, 0, 1], perspective: 0, position: {} },
    layers: [
      {
        ...{ id: 'layer1', visible: true, opacity: 1, blending: 'additive' },
        channels: channels.map((one) => ({ ...one, contrast: [...one.contrast] })),
      },
    ],
  };
}

const long = `${SHARED}${encodeView(longView())}`;
const layers = Array.from(
  { length: 512 },
  (_, at) => `{"i":"${at}","h":[${'{"v":1},'.repeat(6)}{"v":${at < 511 ? 1 : 2}}]}`,
);

/** Links of which nothing of a view can be read, by the name of their case. */
const broken: Readonly<Record<string, string>> = {
  cut: long.slice(0, -1000),
  changed: `${long.slice(0, 5000)}!${long.slice(5001)}`,
  newer: `${SHARED}#3:${'A'.repeat(65_000)}.00000000`,
  '2mb': `${SHARED}#2:${'A'.repeat(2_000_000)}`,
  '2mb-query': `${SHARED}${'&source=a'.repeat(220_000)}`,
  '2mb-source': `${SHARED}${'a'.repeat(2_000_000)}`,
  'bomb-32mb': packed(Buffer.alloc(32 << 20)),
  'bomb-150kb': packed(Buffer.alloc(150_000, 32)),
  noise: forge('2', noise(48_000)),
  'packed-noise': packed(noise(48_000)),
  nested: packed('['.repeat(130_000)),
  'many-objects': packed(`{"l":[${layers.join()}]}`),
};

/** The links as one script that can be added to any page. */
async function bundle(): Promise<string> {
  const built = await build({
    ...{ configFile: false, logLevel: 'error' },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: 'src/lib/share/index.ts', formats: ['iife'], name: 'share' },
    },
  });
  const [output] = Array.isArray(built) ? built : [];
  const [chunk] = output?.output ?? [];
  if (chunk?.type !== 'chunk') throw new Error('The links were not built into one script.');
  return chunk.code;
}

/**
 * Reads a link with code that has not run before: its time by the clock, and that of the page's thread, which counts nothing that
 * others on the machine do meanwhile.
 */
async function decode(page: Page, code: string, link: string): Promise<Figures> {
  await page.addScriptTag({ content: code });
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable');
  const held = await page.evaluateHandle((url) => ({ url }), link);
  const threadMs = async () => {
    const { metrics } = await client.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'ThreadTime')?.value ?? NaN);
  };
  const before = await threadMs();
  await held.evaluate(({ url }) => url.length);
  const between = await threadMs();
  const { clockMs, failures, isDefault } = await held.evaluate(async ({ url }) => {
    const { share } = window as unknown as { share: typeof import('../../src/lib/share') };
    const start = performance.now();
    const { failures: reasons, view } = await share.decodeLink(url);
    const ms = performance.now() - start;
    return { clockMs: ms, failures: reasons.length, isDefault: Object.keys(view).length === 0 };
  });
  expect([failures, isDefault], 'a message and the default view').toEqual(
    link === long ? [0, false] : [1, true],
  );
  // What asking takes varies by more than the shortest links do.
  return { clockMs, threadMs: Math.max(0, (await threadMs()) - between - (between - before)) };
}

let code = '';
test.beforeAll(async () => {
  code = await bundle();
});

for (const [name, link] of Object.entries({ whole: long, ...broken }))
  test(`links-${name}`, async ({ browser }) => {
    const runs: Figures[] = [];
    for (let run = 0; run < RUNS; run++)
      runs.push(await onFreshPage(browser, (page) => decode(page, code, link)));
    const { threadMs } = report(`links-${name}`, runs);
    if (name in broken) expect(threadMs, 'of the thread, in milliseconds').toBeLessThanOrEqual(MAX_THREAD_MS);
  });
