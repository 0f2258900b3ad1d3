import type { BrowserContext, Page } from '@playwright/test';
import { expect, kept, test, untilInstalled, untilKept, view } from '../e2e/kept';
import { open, ready, setState, settled, settledFailures } from '../e2e/harness';

const secret = 'SECRET123';
const image = 'gen:ramp?levels=4&tile=128';

test.use({
  viewport: { width: 1100, height: 700 },
  expectedMessages: { patterns: [/Failed to load resource/] },
});

/** All that the browser stores for the page, as text. */
function stored(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const latin = new TextDecoder('latin1');
    const parts: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const response = await cache.match(request);
        const headers = [...request.headers, ...(response?.headers ?? [])].join('\n');
        const body = latin.decode(await response?.arrayBuffer());
        parts.push(name, request.url, headers, body);
      }
    }
    const textOf = async (value: unknown): Promise<string> => {
      if (value instanceof Blob) return latin.decode(await value.arrayBuffer());
      if (ArrayBuffer.isView(value)) return latin.decode(value);
      if (typeof value !== 'object' || value === null) return String(value);
      return (await Promise.all(Object.entries(value).flat().map(textOf))).join('\n');
    };
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error(request.error?.message));
      });
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const table = database.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([done(table.getAllKeys()), done(table.getAll())]);
        parts.push(name, store, await textOf(keys), await textOf(values));
      }
      database.close();
    }
    for (const storage of [localStorage, sessionStorage]) parts.push(await textOf({ ...storage }));
    return parts.join('\n');
  });
}

/** Notes everything that pages say on the console. */
function listen(context: BrowserContext): string[] {
  const said: string[] = [];
  context.on('console', (message) => said.push(message.text()));
  context.on('weberror', (event) => said.push(event.error().stack ?? event.error().message));
  return said;
}

test('S4: a secret in a location is in nothing that is stored, shared, said or logged', async ({
  page,
  context,
  data,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const said = listen(context);
  const plain = data.generated(image);
  const { host, pathname } = new URL(plain);
  await view(page, plain);
  await untilInstalled(page);
  await untilKept(page, data.sentPaths().length);

  await view(page, [plain, `${data.generated('gen:checkerboard?levels=4&tile=128')}?token=${secret}`]);
  await setState(page, { center: { x: 300, y: 300 }, zoom: 1 });
  await settled(page);
  const reasons = await page.evaluate(async () => {
    const layers = window.exascope.layers();
    const pins = layers.map(({ id }) => window.exascope.library.pin({ layer: id, finestLevel: 2 }));
    return (await Promise.allSettled(pins)).map((result) => String(Object.values(result).at(-1)));
  });
  expect(reasons[1], 'what is private is not kept').toContain('cannot be kept');

  for (const location of [
    `http://user:${secret}@${host}${pathname}`,
    `${data.server.url}/objects/nothing?X-Amz-Signature=${secret}`,
  ]) {
    reasons.push(
      await page.evaluate(
        (where) =>
          window.exascope
            .open(where)
            .then(String, (error: Error) => `${error.message} ${JSON.stringify(error)}`),
        location,
      ),
    );
  }
  data.server.failPath(/checkerboard.*\/c\//, 403);
  await setState(page, { center: { x: 1500, y: 1500 } });
  expect((await settledFailures(page)).length).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).not.toBe('');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain('source=');
  const isStored = async () => (await stored(page)).includes(pathname.split('/').at(-1) ?? '?');
  await expect.poll(isStored, { timeout: 60_000 }).toBe(true);
  const everything = {
    stored: await stored(page),
    shown: await page.locator('body').innerText(),
    ...{
      link,
      reasons: reasons.join('\n'),
      said: said.join('\n').replaceAll(/Failed to load resource.*/g, ''),
    },
    address: page.url(),
  };
  for (const [where, text] of Object.entries(everything)) expect(text.includes(secret), where).toBe(false);
  const referers = data.server.log().filter(({ headers }) => headers['referer'] !== undefined);
  expect(referers, 'servers learn nothing of the page').toEqual([]);
});

test('row 79: of a location with a query nothing is kept, in this session or the next', async ({
  page,
  data,
}) => {
  const location = `${data.generated(image)}?token=${secret}`;
  await view(page, location);
  await untilInstalled(page);
  await setState(page, { center: { x: 300, y: 300 }, zoom: 1 });
  await settled(page);
  await expect.poll(() => page.evaluate(async () => (await indexedDB.databases()).length)).toBe(1);
  await page.keyboard.press('l');
  const panel = page.getByRole('complementary', { name: 'On this device' });
  await expect(panel).toContainText('kept here while it fits');
  expect(await kept(page)).toEqual({ bodies: [], rows: [], bytes: 0 });
  const name = new URL(location).pathname.split('/').at(-1) ?? '';
  expect((await stored(page)).includes(name)).toBe(false);
  expect(await page.evaluate(() => window.exascope.library.list())).toEqual([]);
  await data.stop();
  await open(page, []);
  await ready(page);
  expect(await page.evaluate(() => window.exascope.library.list())).toEqual([]);
});

test('S2 and S4: a header and a signed query that were given are in nothing that is stored, shown or said', async ({
  page,
  context,
  data,
}) => {
  const said = listen(context);
  data.server.onPath(/ramp/, { status: 403, times: 12 });
  const location = data.generated(image);
  await page.goto(`/?${new URLSearchParams({ source: location })}`);
  const dialog = page.getByRole('dialog', { name: 'Access to servers' });
  await page.getByRole('alert').getByRole('button', { name: 'Give access' }).click();
  await dialog.getByRole('textbox', { name: 'Header', exact: true }).fill('X-Key');
  await dialog.getByRole('textbox', { name: 'Value' }).fill(secret);
  data.server.clearRules();
  data.server.resetLog();
  await dialog.getByRole('button', { name: 'Use it and open' }).click();
  await page.waitForFunction(() => window.exascope.layers().length === 1);
  const signed = data.generated('gen:checkerboard?levels=4&tile=128');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('Access to servers');
  await page.keyboard.press('Enter');
  await dialog.getByRole('radio', { name: 'A signed link' }).click();
  await dialog.getByRole('textbox', { name: 'Signed link' }).fill(`${signed}?sig=${secret}`);
  await dialog.getByRole('button', { name: 'Use it and open' }).click();
  await page.waitForFunction(() => window.exascope.layers().length === 2);
  await untilInstalled(page);
  await setState(page, { center: { x: 300, y: 300 }, zoom: 1 });
  await settled(page);
  const log = data.server.log().filter(({ method }) => method !== 'OPTIONS');
  const [ramp, board] = [/ramp/, /checkerboard/].map((name) => log.filter(({ path }) => name.test(path)));
  expect(ramp?.every(({ headers, search }) => headers['x-key'] === secret && search === '')).toBe(true);
  expect(board?.every(({ headers, search }) => !headers['x-key'] && search === `?sig=${secret}`)).toBe(true);
  expect(await kept(page)).toEqual({ bodies: [], rows: [], bytes: 0 });
  const everything = {
    stored: await stored(page),
    shown: await page.locator('body').innerText(),
    state: await page.evaluate(() => JSON.stringify([window.exascope.getState(), window.exascope.layers()])),
    said: said.join('\n').replaceAll(/Failed to load resource.*/g, ''),
    address: page.url(),
  };
  for (const [where, text] of Object.entries(everything)) expect(text.includes(secret), where).toBe(false);
});
