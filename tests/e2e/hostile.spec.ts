import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import Blosc from 'numcodecs/blosc';
import Zstd from 'numcodecs/zstd';
import type { Page } from '@playwright/test';
import { expect, middleValues, open, ready, settled, test } from './harness';

declare global {
  interface Window {
    /** What the page's policy refused, as it happened. */
    readonly __violations: string[];
    /** Set by a payload that ran. */
    __ran?: boolean;
  }
}

const payloads = [
  '<img src=x onerror="window.__ran=true;alert(1)">',
  '"><script>window.__ran=true;alert(1)</script>',
  "'-alert(1)-'",
  'javascript:window.__ran=true',
  '</style><style>*{display:none}</style>',
  'red;background:url(http://evil.test/x)',
  '${alert(1)}{{constructor.constructor("alert(1)")()}}',
  'evil\u202egnp.exe\u0007',
  '__proto__',
  'constructor',
] as const;

const array = {
  zarr_format: 3,
  node_type: 'array',
  shape: [2, 16, 16],
  data_type: 'uint16',
  chunk_grid: { name: 'regular', configuration: { chunk_shape: [2, 16, 16] } },
  chunk_key_encoding: { name: 'default' },
  fill_value: 7,
};
const endian = { name: 'bytes', configuration: { endian: 'little' } };

/** An image in which every string that a document may hold is the payload. */
function poisoned(payload: string): Record<string, unknown> {
  const axis = (name: string, type: string) => ({ name: payload + name, type, unit: payload });
  const level = {
    path: payload,
    name: payload,
    coordinateTransformations: [{ type: 'scale', scale: [1, 1, 1] }],
  };
  const channel = { label: payload, color: payload, family: payload, coefficient: payload };
  const multiscale = {
    name: payload,
    type: payload,
    metadata: { method: payload, [payload]: payload },
    axes: [axis('c', 'channel'), axis('y', 'space'), axis('x', 'space')],
    datasets: [level],
  };
  const omero = { name: payload, channels: [channel, channel], rdefs: { model: payload } };
  const ome = { version: payload, multiscales: [multiscale], omero, [payload]: payload };
  return { zarr_format: 3, node_type: 'group', attributes: { ome, [payload]: payload } };
}

function jsonBytes(document: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(document));
}

async function encodedWith(name: 'blosc' | 'zstd'): Promise<Uint8Array> {
  const voxels = new Uint8Array(new Uint16Array(2 * 16 * 16).map((_, i) => i).buffer);
  const codec =
    name === 'blosc' ? Blosc.fromConfig({ id: 'blosc', cname: 'lz4' }) : Zstd.fromConfig({ id: 'zstd' });
  return codec.encode(voxels);
}

const bloscOptions = { cname: 'lz4', clevel: 5, shuffle: 'shuffle', typesize: 2, blocksize: 0 };
const objects = new Map<string, Uint8Array>();
const requests: { readonly url: string; readonly referer: string | undefined }[] = [];
let data: Server;
let dataUrl = '';

function answer(request: IncomingMessage, response: ServerResponse): void {
  requests.push({ url: request.url ?? '', referer: request.headers.referer });
  const body = objects.get(decodeURIComponent(request.url ?? ''));
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.statusCode = body === undefined ? 404 : 200;
  response.end(body);
}

const types: Readonly<Record<string, string>> = {
  ...{ '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' },
};

/** Serves the built site below a path, and nothing beside it. */
function sendBelow(base: string, request: IncomingMessage, response: ServerResponse): void {
  const [path = ''] = (request.url ?? '').split('?');
  const file = path.endsWith('/') ? `${path}index.html` : path;
  const onDisk = `build/${file.slice(base.length)}`;
  const isThere = file.startsWith(base) && existsSync(onDisk);
  response.writeHead(isThere ? 200 : 404, {
    'Content-Type': types[extname(file)] ?? 'application/octet-stream',
  });
  response.end(isThere ? readFileSync(onDisk) : undefined);
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

test.beforeAll(async () => {
  for (const [i, payload] of payloads.entries()) {
    objects.set(`/${i}/zarr.json`, jsonBytes(poisoned(payload)));
    objects.set(
      `/${i}/${payload}/zarr.json`,
      jsonBytes({ ...array, codecs: [endian], dimension_names: [payload, payload, payload] }),
    );
    objects.set(
      `/bare/${payload}/zarr.json`,
      jsonBytes({ ...array, codecs: [endian], dimension_names: [payload, null, payload] }),
    );
  }
  for (const name of ['blosc', 'zstd'] as const) {
    const configuration = name === 'blosc' ? bloscOptions : { level: 3, checksum: false };
    objects.set(`/${name}/zarr.json`, jsonBytes({ ...array, codecs: [endian, { name, configuration }] }));
    objects.set(`/${name}/c/0/0/0`, await encodedWith(name));
  }
  data = createServer(answer);
  dataUrl = (await listening(data)).replace('localhost', '127.0.0.1');
});
test.afterAll(() => {
  data.close();
  data.closeAllConnections();
});

test.beforeEach(async ({ context }) => {
  await context.addInitScript(() => {
    Object.assign(window, { __violations: [] });
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      window.__violations.push(`${violatedDirective} ${blockedURI} ${sample}`),
    );
  });
});

/** Opens a location beside what is open. Returns the code of the error, 'opened' without one. */
function outcome(page: Page, location: string): Promise<string> {
  return page.evaluate(async (target) => {
    try {
      await window.exascope.open(target);
      await window.exascope.settled({ timeoutMs: 20_000 });
      return 'opened';
    } catch (error) {
      return (error as { code?: string }).code ?? `no code: ${String(error)}`;
    }
  }, location);
}

const layerCount = (page: Page) => page.evaluate(() => window.exascope.layers().length);

/** Closes all layers but the first ones. */
function closeAfter(page: Page, count: number): Promise<void> {
  return page.evaluate((kept) => {
    for (const { id } of window.exascope.layers().slice(kept)) window.exascope.close(id);
  }, count);
}

function traces(page: Page): Promise<object> {
  return page.evaluate(() => ({
    violations: window.__violations,
    hasRun: window.__ran === true,
    isPolluted: 'polluted' in {},
    injected: [...document.querySelectorAll('img[src="x"], iframe, object, embed, a[href^="javascript:"]')]
      .length,
    strangers: [...document.scripts].filter(({ text }) => text.includes('__ran')).length,
  }));
}

const untouched = { violations: [], hasRun: false, isPolluted: false, injected: 0, strangers: 0 };

test.describe('foreign strings', () => {
  // Chunks that are not there hold the fill value; the browser logs their 404 itself.
  test.use({ expectedMessages: { patterns: [/Failed to load resource/] } });

  test('in every field of the metadata are text and nothing else (S8, S10)', async ({ page }) => {
    const dialogs: string[] = [];
    const elsewhere: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (!/^(http:\/\/(localhost|127\.0\.0\.1)[:/]|blob:|data:)/.test(request.url()))
        elsewhere.push(request.url());
    });
    await page.goto('/');
    await ready(page);
    const outcomes: Record<string, string[]> = {};
    let kept = 0;
    for (const [i, payload] of payloads.entries()) {
      const bare = `${dataUrl}/bare/${encodeURIComponent(payload)}`;
      outcomes[payload] = [await outcome(page, `${dataUrl}/${i}`), await outcome(page, bare)];
      expect(await traces(page), payload).toEqual(untouched);
      // Each picture of twenty layers would take twenty times as long to draw; the first stay, to be looked for below.
      if (i > 0) await closeAfter(page, kept);
      else kept = await layerCount(page);
    }
    for (const [payload, codes] of Object.entries(outcomes))
      for (const code of codes)
        expect(code, payload).toMatch(/^(opened|bad-metadata|bad-location|unsupported)$/);
    expect(
      Object.values(outcomes)
        .flat()
        .filter((code) => code === 'opened').length,
    ).toBeGreaterThan(10);
    const names = await page.evaluate(() => window.exascope.layers().map(({ name }) => name));
    expect(names).toContain(payloads[0].split('/').pop());
    await expect(page.getByText(payloads[0]).first(), 'it is shown as it is written').toBeAttached();
    expect(dialogs).toEqual([]);
    expect(elsewhere).toEqual([]);
  });

  test('what is encoded decodes, and nothing breaks a rule of the policy or tells a host of data where the page is (S7, S23, S24)', async ({
    page,
  }) => {
    for (const name of ['blosc', 'zstd']) {
      requests.length = 0;
      await open(page, `${dataUrl}/${name}`);
      await settled(page);
      const [value] = await middleValues(page);
      const [c = 0, y = 0, x = 0] = value?.index ?? [];
      expect(value?.value, name).toBe(256 * c + 16 * y + x);
      expect(requests.length).toBeGreaterThan(1);
      expect(requests.filter(({ referer }) => referer !== undefined)).toEqual([]);
      expect(await traces(page), name).toEqual(untouched);
    }
    await page.getByRole('combobox').or(page.locator('.select-field')).first().click();
    await expect(page.getByRole('option').first()).toBeVisible();
    await page.keyboard.press('Escape');
    // A menu keeps what is typed while it has the focus.
    await page.getByRole('application').focus();
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.getByRole('button', { name: /theme/i }).first().click();
    await page.getByRole('button', { name: 'Open another on top' }).click();
    expect(await traces(page), 'menus, dialogs and themes').toEqual(untouched);
  });

  test('the site works below any path, and breaks no rule there', async ({ page }) => {
    const server = createServer((request, response) => sendBelow('/deep/er/', request, response));
    const url = await listening(server);
    await page.goto(`${url}/deep/er/?source=${encodeURIComponent(`${dataUrl}/blosc`)}`);
    await page.waitForFunction(() => 'exascope' in window && window.exascope.layers().length > 0);
    await settled(page);
    expect((await middleValues(page))[0]?.value).not.toBeNull();
    expect(await traces(page)).toEqual(untouched);
    server.close();
    server.closeAllConnections();
  });
});

test.describe('the policy', () => {
  test.use({ expectedMessages: { patterns: [/Content Security Policy/] } });

  test('refuses scripts, code and frames that the build does not hold', async ({ page }) => {
    await page.goto('/');
    await ready(page);
    const hasEvaluated = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.__ran = true';
      const frame = document.createElement('iframe');
      frame.src = 'http://127.0.0.1:9/';
      const button = document.createElement('button');
      button.setAttribute('onclick', 'window.__ran = true');
      document.body.append(script, frame, button);
      button.click();
      const evaluate = globalThis['eval' as keyof typeof globalThis] as (code: string) => unknown;
      // In a task of its own: what a test evaluates directly is exempt.
      return new Promise<boolean>((resolve) => {
        setTimeout(() => {
          try {
            evaluate('window.__ran = true');
            resolve(true);
          } catch {
            resolve(false);
          }
        });
      });
    });
    await page.waitForFunction(() => window.__violations.length >= 4);
    expect(hasEvaluated).toBe(false);
    expect(await page.evaluate(() => window.__ran)).toBeUndefined();
    const directives = await page.evaluate(() =>
      window.__violations.map((violation) => violation.split(' ')[0]).sort(),
    );
    expect(directives).toEqual(['frame-src', 'script-src', 'script-src-attr', 'script-src-elem']);
  });
});
