import type { Page } from '@playwright/test';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { expect, ready, settled, test } from './harness';

test.use({
  contextOptions: { reducedMotion: 'reduce' },
  // What answers 401 before it has been given a key.
  expectedMessages: { patterns: [/Failed to load resource/] },
});

const secret = 'SECRET123';
const image = 'gen:ramp?levels=2&tile=128';
const onTop = 'gen:checkerboard?levels=2&tile=128';

let data: FixtureServer;
test.beforeEach(async () => {
  data = await startFixtureServer();
});
test.afterEach(() => data.close());

/** The ways to open what needs a key, on a page that is at its start. */
const ways: Record<string, (page: Page, location: string) => Promise<void>> = {
  'a signed link': async (page, location) => {
    await page.evaluate((signed) => window.exascope.open(signed), `${location}?X-Amz-Signature=${secret}`);
  },
  'a header': async (page, location) => {
    const free = data.onPath(/ramp/, { status: 401 });
    await page.goto(`/?${new URLSearchParams({ source: location })}`);
    await ready(page);
    await page.getByRole('alert').getByRole('button', { name: 'Give access' }).click();
    const dialog = page.getByRole('dialog', { name: 'Access to servers' });
    await dialog.getByRole('textbox', { name: 'Header', exact: true }).fill('X-Key');
    await dialog.getByRole('textbox', { name: 'Value' }).fill(secret);
    await dialog.getByRole('radio', { name: 'The whole server' }).click();
    free();
    data.resetLog();
    await dialog.getByRole('button', { name: 'Use it and open' }).click();
  },
};

/** Waits until so many layers are open and the address says so; then the value in the middle of the picture is there. */
async function shown(page: Page, layers: number): Promise<void> {
  await expect.poll(() => page.evaluate(() => window.exascope.layers().length)).toBe(layers);
  await expect.poll(() => new URL(page.url()).searchParams.getAll('source').length).toBe(layers);
  await settled(page);
  const values = await page.evaluate(() => {
    const { clientWidth, clientHeight } = document.querySelector('canvas') ?? document.body;
    return window.exascope.valueAt(clientWidth / 2, clientHeight / 2).map(({ value }) => typeof value);
  });
  expect(values).toEqual(Array.from({ length: layers }, () => 'number'));
}

/** All that the browser's history has of the page. */
function historyText(page: Page): Promise<string> {
  return page.evaluate(() =>
    JSON.stringify([
      history.state,
      navigation.entries().map((entry) => [entry.url, entry.getState()]),
      document.title,
    ]),
  );
}

for (const [what, give] of Object.entries(ways))
  test(`what was opened with ${what} stays open through back and forward, and the key is nowhere in the history`, async ({
    page,
  }) => {
    await page.goto('/');
    await ready(page);
    await give(page, data.generated(image));
    await shown(page, 1);
    await page.evaluate((location) => window.exascope.open(location), onTop);
    await shown(page, 2);
    await page.goBack();
    await shown(page, 1);
    await page.goForward();
    await shown(page, 2);
    await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toHaveCount(0);
    await expect(page.getByRole('dialog')).toHaveCount(0);
    const sent = data.log().filter(({ method }) => method !== 'OPTIONS');
    expect(sent.length).toBeGreaterThan(2);
    for (const { path, search, headers } of sent)
      expect(path + search + JSON.stringify(headers), 'nothing is asked for without the key').toContain(
        secret,
      );
    const kept = await historyText(page);
    expect(kept).toContain('withheld=0');
    expect(kept).not.toContain(secret);
  });
