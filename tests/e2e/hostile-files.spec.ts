import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { File as Hdf5, ready as hdf5Ready } from 'h5wasm/node';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { zipOf, type Packed, type ZipOptions } from '../fixtures/zip';
import { expect, ready, test } from './harness';
import { picturesKept } from './kept';
import { watchMainThread } from './main-thread';

/** Chunks that are not there, and what the tests provoke, are logged by the browser itself. */
test.use({ expectedMessages: { patterns: [/Failed to load resource/] } });

declare global {
  interface Window {
    /** Set by a payload that ran. */
    wasRun?: unknown;
  }
}

const payload = '<img src=x onerror=window.wasRun=1>';
const array = {
  ...{ zarr_format: 3, node_type: 'array', shape: [64, 64], data_type: 'uint8', fill_value: 0 },
  chunk_grid: { name: 'regular', configuration: { chunk_shape: [64, 64] } },
  chunk_key_encoding: { name: 'default' },
  codecs: [{ name: 'bytes' }],
};
const json = (document: object): Uint8Array => new TextEncoder().encode(JSON.stringify(document));
const zeros = new Uint8Array(64 * 2 ** 20);
const metadata: Packed = { name: 'zarr.json', bytes: json(array) };

let server: FixtureServer;
test.beforeEach(async () => {
  server = await startFixtureServer();
});
test.afterEach(async () => {
  await server.close();
});

/** Opens the first page, and from then on watches the main thread and what is asked for. */
async function watched(page: Page): Promise<{ check: () => Promise<void> }> {
  const elsewhere: string[] = [];
  page.on('dialog', (dialog) => {
    elsewhere.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto('/');
  await ready(page);
  const own = [server.url, new URL(page.url()).origin];
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && !own.includes(origin)) elsewhere.push(request.url());
  });
  const stop = await watchMainThread(page);
  const check = async (): Promise<void> => {
    expect(await page.evaluate(() => 'wasRun' in window), 'nothing is run').toBe(false);
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 2000 })));
    const { ownMs, clockMs, readbacks } = await stop();
    console.log(`      longest task: ${ownMs.toFixed(0)} ms of its own, ${clockMs.toFixed(0)} by the clock`);
    expect(ownMs, 'no task of the main thread is long').toBeLessThan(200);
    expect(readbacks, 'no canvas is waited for').toBe(0);
    expect(elsewhere, 'nothing else is asked').toEqual([]);
  };
  return { check };
}

interface Outcome {
  readonly code: string;
  readonly message: string;
  /** What could not be had of what opened, with its code. */
  readonly failures: readonly string[];
}

/** Opens a file, and closes it once all that the view wants of it is there or has failed. */
function outcome(page: Page, location: string): Promise<Outcome> {
  return page.evaluate(async (target) => {
    try {
      await window.exascope.open(target);
    } catch (error) {
      const { code = 'no code', message } = error as { code?: string; message: string };
      return { code, message, failures: [] };
    }
    const { failures } = await window.exascope.settled({ timeoutMs: 20_000 });
    for (const { id } of window.exascope.layers()) window.exascope.close(id);
    return { code: 'opened', message: '', failures };
  }, location);
}

const archive = (name: string, members: readonly Packed[], options?: ZipOptions): string =>
  `${server.serve(name, { 'a.zip': zipOf(members, options) })}/a.zip`;

test(
  'hostile archives are refused by name, or give what is sound in them',
  { tag: '@thorough' },
  async ({ page }) => {
    const { check } = await watched(page);
    const outside = [
      '../../evil',
      '/etc/passwd',
      'x/../../evil',
      'C:\\evil',
      '..\\..\\evil',
      'x//y',
      payload,
    ];
    const cases: readonly (readonly [string, readonly Packed[], RegExp, RegExp])[] = [
      [
        'names outside of it',
        [...outside.map((name) => ({ name, bytes: json(array) })), metadata],
        /^opened$/,
        /^$/,
      ],
      [
        'a bomb for a chunk',
        [metadata, { name: 'c/0/0', bytes: zeros, isDeflated: true, sizeBytes: 4096 }],
        ...([/^opened$/, /^corrupt-chunk /] as const),
      ],
      [
        'a bomb that says what it is',
        [metadata, { name: 'c/0/0', bytes: zeros, isDeflated: true }],
        ...([/^opened$/, /^corrupt-chunk /] as const),
      ],
      [
        'a bomb for a document',
        [{ name: 'zarr.json', bytes: zeros, isDeflated: true, sizeBytes: 500 }],
        ...([/^(bad-metadata|corrupt-chunk)$/, /^$/] as const),
      ],
      [
        'a document that is too large',
        [{ name: 'zarr.json', bytes: zeros, isDeflated: true }],
        /^bad-metadata$/,
        /^$/,
      ],
      [
        'a member where something else is',
        [{ ...metadata, headerOffset: 10 }],
        ...([/^(bad-metadata|corrupt-chunk)$/, /^$/] as const),
      ],
    ];
    for (const [at, [what, members, code, failure]] of cases.entries()) {
      const found = await outcome(page, archive(`hostile-${String(at)}`, members));
      expect(found.code, `${what}: ${found.message}`).toMatch(code);
      expect(found.failures.join(), what).toMatch(failure);
      if (found.code !== 'opened') expect(found.message, what).toMatch(/zarr\.json|a\.zip/);
    }
    expect(server.log().filter(({ path }) => !path.endsWith('/a.zip'))).toEqual([]);
    await check();
  },
);

test(
  'an archive of a million files opens, and what it holds is found',
  { tag: '@thorough' },
  async ({ page }) => {
    test.slow();
    const many = Array.from({ length: 1_000_000 }, (_, i) => ({ name: `x/${String(i)}` }));
    const chunk = { name: 'c/0/0', bytes: new Uint8Array(64 * 64).fill(7) };
    const location = archive('million', [...many, metadata, chunk], { isZip64: true });
    const { check } = await watched(page);
    await page.evaluate((target) => window.exascope.open(target), location);
    const { failures } = await page.evaluate(() => window.exascope.settled());
    expect(failures).toEqual([]);
    const [value] = await page.evaluate(() => window.exascope.valueAt(innerWidth / 2, innerHeight / 2));
    expect(value?.value).toBe(7);
    // The library takes a small picture of what opened.
    await expect.poll(() => picturesKept(page), { timeout: 30_000 }).toBe(1);
    await check();
  },
);

test('an HDF5 file that is cut off anywhere is refused by name', { tag: '@thorough' }, async ({ page }) => {
  const whole = await hdf5File();
  const lengths = [0, 8, 100, 700, whole.byteLength >> 1, whole.byteLength - 1];
  const cut = server.serve('cut', {
    'whole.h5': whole,
    ...Object.fromEntries(lengths.map((length) => [`${String(length)}.h5`, whole.subarray(0, length)])),
  });
  const { check } = await watched(page);
  expect(await outcome(page, `${cut}/whole.h5|hdf5:plain`)).toMatchObject({ code: 'opened', failures: [] });
  for (const length of lengths) {
    const found = await outcome(page, `${cut}/${String(length)}.h5|hdf5:plain`);
    expect(found.code, `${String(length)}: ${found.message}`).toMatch(
      /^(bad-metadata|not-a-dataset|corrupt-chunk)$/,
    );
    expect(found.message).toContain(`${String(length)}.h5`);
  }
  await check();
});

test(
  'an index page of ten thousand hostile names is a list of words',
  { tag: '@thorough' },
  async ({ page }) => {
    const names = Array.from({ length: 10_000 }, (_, i) => `${String(i).padStart(5, '0')}${payload}`);
    const url = server.serve('listed', {});
    const links = names.map((name) => `<a href="./${encodeURIComponent(name)}/">x</a>`);
    server.onPath(/\/listed\/$/, {
      content: `<title>Index of /</title><script>window.wasRun=1</script>${payload}<a href="javascript:window.wasRun=1">a</a>${links.join('')}`,
      headers: { 'Content-Type': 'text/html' },
    });
    const { check } = await watched(page);
    await page.getByRole('button', { name: 'Hierarchy' }).click();
    await page.getByRole('textbox', { name: 'Location, or path below the top' }).fill(url);
    await page.keyboard.press('Enter');
    const tree = page.getByRole('tree', { name: 'Hierarchy' });
    await expect(tree.getByText(names[0] ?? '')).toBeVisible();
    expect(await page.locator('img[src="x"], a[href^="javascript:"]').count()).toBe(0);
    await check();
  },
);

/** A group and a few datasets, one of them packed, in the oldest layout, which has no checksums. */
async function hdf5File(): Promise<Uint8Array> {
  await hdf5Ready;
  const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  try {
    const path = join(folder, 'a.h5');
    const file = new Hdf5(path, 'w', { libver: ['earliest', 'latest'] });
    const data = Uint16Array.from({ length: 64 * 64 }, (_, i) => i);
    file.create_dataset({ name: 'packed', data, shape: [64, 64], chunks: [16, 16], compression: 'gzip' });
    file.create_dataset({ name: 'plain', data, shape: [64, 64] });
    file.close();
    return readFileSync(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
