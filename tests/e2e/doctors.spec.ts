import { createReadStream, existsSync } from 'node:fs';
import { extname } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { expect, ready, settled, test } from './harness';

test.use({
  viewport: { width: 1100, height: 1000 },
  contextOptions: { reducedMotion: 'reduce' },
  expectedMessages: {
    patterns: [/CORS policy|Failed to load resource|Mixed Content|blocked|loopback|local network/i],
  },
});

const secret = 'SECRET123';
const image = 'gen:ramp?levels=3&tile=128';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

let data: FixtureServer;
let other: FixtureServer;
test.beforeEach(async () => {
  [data, other] = await Promise.all([startFixtureServer(), startFixtureServer()]);
});
test.afterEach(async () => {
  await Promise.all([data.close(), other.close()]);
});

/** Opens locations that fail, and waits for what is said of them. */
async function visit(page: Page, locations: readonly string[], origin = ''): Promise<void> {
  await page.goto(`${origin}/?${new URLSearchParams(locations.map((location) => ['source', location]))}`);
  await ready(page);
  await expect(page.getByRole('alert')).toHaveCount(locations.length);
}

const cardOf = (page: Page, location: string): Locator =>
  page.getByRole('alert').filter({ hasText: new URL(location).pathname });

const servers = ['S3', 'GCS', 'nginx', 'Apache', 'Caddy'] as const;

/**
 * Asks why a location did not open; what is said of it has a title, and for each kind of server a text to copy, where one can
 * mend it. `fix` is what the text for `server` says.
 */
async function expectVerdict(
  page: Page,
  card: Locator,
  { title, fix, server = 'nginx' }: { title: RegExp; fix?: RegExp; server?: (typeof servers)[number] },
): Promise<void> {
  await card.getByRole('button', { name: 'Find out why' }).click();
  const dialog = page.getByRole('dialog', { name: title });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole('radio')).toHaveCount(fix ? servers.length : 0);
  const copied = new Map<string, string>();
  for (const name of fix ? servers : []) {
    await dialog.getByRole('radio', { name }).click();
    await dialog.getByRole('button', { name: /^Copy: For / }).click();
    await expect(dialog.getByRole('button', { name: /^Copy: For / })).toHaveText('Copied');
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text.trimEnd()).toBe(await dialog.getByRole('region', { name: /^For / }).textContent());
    copied.set(name, text);
  }
  // Files lie in the same place for nginx and Apache.
  expect(new Set(copied.values()).size).toBeGreaterThanOrEqual(copied.size - 1);
  if (fix) expect(copied.get(server)).toMatch(fix);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toHaveCount(0);
}

test('a location that does not open: the verdict, and what to tell each server', async ({ page }) => {
  other.onPath(/./, { cors: false });
  other.serve('a.zarr', {});
  data.serve('login', { 'index.html': new TextEncoder().encode('<!doctype html>Sign in') });
  data.onPath(/\/away\.zarr\//, { redirect: () => `${data.url}/objects/login/index.html` });
  data.onPath(/\/mine\.zarr\//, { status: 403 });
  const [cors, mine, none, away] = [
    `${other.url}/objects/a.zarr`,
    ...['mine.zarr', 'none.zarr', 'away.zarr'].map((name) => `${data.url}/objects/${name}`),
  ] as [string, string, string, string];
  await visit(page, [cors, mine, none, away]);
  await expectVerdict(page, cardOf(page, cors), {
    ...{
      title: /does not let this page read/,
      server: 'Apache',
      fix: /Allow-Origin "http:\/\/localhost:\d+"/,
    },
  });
  await expectVerdict(page, cardOf(page, mine), {
    title: /wants to know who you are/,
    fix: /location \/objects\/mine.zarr\/ \{\s+auth_basic off;/,
  });
  await expectVerdict(page, cardOf(page, none), { title: /nothing at this address/, fix: /curl -sS/ });
  await expectVerdict(page, cardOf(page, away), {
    ...{ title: /sends a sign-in page/, server: 'S3', fix: /aws s3 presign/ },
  });
});

test('a location of which a part can be read: the verdict, and what to tell each server', async ({
  page,
}) => {
  // What a level is hides as well: with the other documents of the group alone, the image would open.
  other.onPath(/(zarr\.json|\.zarray)$/, { cors: false });
  data.onPath(/big\.zip$/, { ranges: false });
  data.serve('bad.zarr', { 'zarr.json': { zarr_format: 3, node_type: 'array', shape: 'wide' } });
  data.serve('files', { 'big.zip': new Uint8Array(3 * 2 ** 20).fill(7) });
  const halfOpen = other.generated(image, 'v2');
  const [bad, zip] = [`${data.url}/objects/bad.zarr`, `${data.url}/objects/files/big.zip`];
  await visit(page, [halfOpen, bad, zip]);
  await expectVerdict(page, page.getByRole('alert').filter({ hasText: new URL(halfOpen).host }), {
    ...{
      title: /hides its answers for what is not there/,
      server: 'Caddy',
      fix: /header Access-Control-Allow-Origin/,
    },
  });
  await expectVerdict(page, cardOf(page, bad), { title: /the metadata are not/, fix: /json\.tool/ });
  await expectVerdict(page, cardOf(page, zip), { title: /does not send parts/, fix: /gzip off;/ });
});

test.describe('on a page of the Internet', () => {
  const PUBLIC = 'https://viewer.example';
  const types: Readonly<Record<string, string>> = {
    ...{ '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' },
  };
  test.beforeEach(async ({ context }) => {
    await context.route(`${PUBLIC}/**`, async (route) => {
      const { pathname } = new URL(route.request().url());
      const path = `build${pathname === '/' ? '/index.html' : pathname}`;
      if (!existsSync(path)) return route.fulfill({ status: 404 });
      const parts: Buffer[] = [];
      for await (const part of createReadStream(path)) parts.push(part as Buffer);
      return route.fulfill({
        body: Buffer.concat(parts),
        contentType: types[extname(path)] ?? 'application/octet-stream',
      });
    });
  });

  test('what is not encrypted, and what the browser keeps it from, are told apart', async ({ page }) => {
    await visit(page, ['http://data.example/a.zarr'], PUBLIC);
    await expectVerdict(page, page.getByRole('alert'), { title: /are not encrypted/, fix: /listen 443 ssl/ });
    await page.goto(`${PUBLIC}/?${new URLSearchParams({ source: data.generated(image) })}`);
    await ready(page);
    await page.getByRole('button', { name: /^Open from/ }).click();
    await expectVerdict(page, page.getByRole('alert'), {
      title: /keeps this page from your network/,
      fix: /Access-Control-Allow-Private-Network/,
    });
    expect(data.log()).toEqual([]);
  });
});

test('a header that the server lets no page send is told of soon, with what lets it', async ({ page }) => {
  data.onPath(/ramp/, { status: 401, preflight: 403 });
  await visit(page, [data.generated(image)]);
  await expectVerdict(page, page.getByRole('alert'), {
    ...{ title: /wants to know who you are/, server: 'GCS', fix: /--member=allUsers/ },
  });
  await page.getByRole('alert').getByRole('button', { name: 'Give access' }).click();
  const dialog = page.getByRole('dialog', { name: 'Access to servers' });
  await dialog.getByRole('textbox', { name: 'Header', exact: true }).fill('X-Key');
  await dialog.getByRole('textbox', { name: 'Value' }).fill(secret);
  await dialog.getByRole('button', { name: 'Use it and open' }).click();
  const card = page.getByRole('alert').filter({ hasText: 'does not let this page read its files' });
  await expect(card, 'the first tries are not waited out').toBeVisible({ timeout: 3000 });
  await expectVerdict(page, card, {
    title: /does not let pages send what you gave/,
    fix: /Access-Control-Allow-Headers "[^"]*X-Key/,
  });
});

test('what is given for a server goes to it alone, and is shown nowhere', async ({ page }) => {
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  const free = data.onPath(/ramp/, { status: 401 });
  const location = data.generated(image);
  await visit(page, [location]);
  const dialog = page.getByRole('dialog', { name: 'Access to servers' });
  const give = async (name: string): Promise<void> => {
    await page.getByRole('alert').getByRole('button', { name: 'Give access' }).click();
    await dialog.getByRole('textbox', { name: 'Header', exact: true }).fill(name);
    await dialog.getByRole('textbox', { name: 'Value' }).fill(secret);
    free();
    data.resetLog();
    await dialog.getByRole('button', { name: 'Use it and open' }).click();
  };
  await give('X-Key');
  await page.waitForFunction(() => window.exascope.layers().length === 1);
  await settled(page);
  const sent = data.log().filter(({ method }) => method !== 'OPTIONS');
  expect(sent.length).toBeGreaterThan(2);
  expect(sent.every(({ headers }) => headers['x-key'] === secret)).toBe(true);

  await page.evaluate((where) => window.exascope.open(where), `${other.generated(image)}`);
  await settled(page);
  expect(other.log().filter(({ headers }) => JSON.stringify(headers).includes(secret))).toEqual([]);

  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('dialog').getByRole('combobox').fill('Access to servers');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('listitem')).toContainText('X-Key');
  const everything = {
    shown: await page.locator('body').innerText(),
    address: page.url(),
    state: await page.evaluate(() => JSON.stringify([window.exascope.getState(), window.exascope.layers()])),
    said: said.join('\n'),
  };
  for (const [where, text] of Object.entries(everything)) expect(text.includes(secret), where).toBe(false);
  await dialog.getByRole('button', { name: /^Take back/ }).click();
  await expect(dialog).toContainText('Nothing is given');
  await dialog.getByRole('button', { name: 'Close' }).click();
  data.resetLog();
  await page.evaluate(() => window.exascope.setState({ zoom: 8, center: { x: 300, y: 300 } }));
  await settled(page);
  expect(data.log().filter(({ headers }) => headers['x-key'] !== undefined)).toEqual([]);
});
