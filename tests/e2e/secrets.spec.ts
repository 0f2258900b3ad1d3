import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { expect, ready, settled, test } from './harness';
import { storedText } from './stored-text';

test.use({
  viewport: { width: 1100, height: 1000 },
  contextOptions: { reducedMotion: 'reduce' },
  permissions: ['clipboard-read', 'clipboard-write'],
  expectedMessages: { patterns: [/Failed to load resource/] },
});

const secret = 'SECRET123';
const image = 'gen:ramp?levels=3&tile=128';
const tasks = { userTest: 1, id: 'looks', title: 'Looking', tasks: [{ id: 'look', prompt: 'Look.' }] };

let data: FixtureServer;
let other: FixtureServer;
test.beforeEach(async () => {
  [data, other] = await Promise.all([startFixtureServer(), startFixtureServer()]);
});
test.afterEach(async () => {
  await Promise.all([data.close(), other.close()]);
});

/** What the page says and sends from now on, but for what it asks of the server that the secret is for. */
function overhear(page: Page): () => Promise<string> {
  const heard: (string | Promise<string>)[] = [];
  page.context().on('console', (message) => heard.push(message.text()));
  page.on('pageerror', (error) => heard.push(error.stack ?? error.message));
  page.on('request', (request) => {
    if (request.url().startsWith(data.url)) return;
    heard.push(
      request.url(),
      request.postData() ?? '',
      request.allHeaders().then(JSON.stringify, () => ''),
    );
  });
  return async () => (await Promise.all(heard)).join('\n');
}

async function savedText(page: Page, save: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), save()]);
  return readFile(await download.path(), 'utf8');
}

/** All that leaves a page by the hand of its user. */
async function handedOut(page: Page): Promise<Record<string, string>> {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('button', { name: 'Copy link' }).click();
  const link = await page.getByRole('textbox', { name: 'Link to this view' }).inputValue();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  const view = await savedText(page, () => page.getByRole('button', { name: 'Save view file' }).click());
  await page.keyboard.press('Escape');
  await page.getByRole('application').focus();
  await page.keyboard.press('j');
  const panel = page.getByRole('complementary', { name: 'Timeline of loads' });
  // Loads are listed from when what the panel holds is there.
  await expect(panel).toContainText('No chunk has been loaded since');
  await page.evaluate(() => window.exascope.setState({ zoom: 6, center: { x: 300, y: 300 } }));
  await settled(page);
  const timeline = await savedText(page, () => panel.getByRole('button', { name: 'Save as JSON' }).click());
  expect((JSON.parse(timeline) as { loads: unknown[] }).loads.length).toBeGreaterThan(0);
  await panel.getByRole('button', { name: 'Close' }).click();
  return { link, view, timeline, report: await reported(page) };
}

/** The report of a user test. */
async function reported(page: Page): Promise<string> {
  await page.evaluate((text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], 'tasks.json', { type: 'application/json' }));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, JSON.stringify(tasks));
  await page.getByRole('button', { name: 'Begin the test' }).click();
  await page.evaluate(() => window.exascope.setState({ zoom: 3 }));
  await settled(page);
  await page.getByRole('region', { name: 'User test' }).getByRole('button', { name: 'Done' }).click();
  const questions = page.getByRole('dialog', { name: 'How was it?' });
  const review = page.getByRole('dialog', { name: 'This is the whole report' });
  await expect(questions.or(review)).toBeVisible();
  if (await questions.isVisible()) await questions.getByRole('button', { name: 'Finish' }).click();
  const text = await savedText(page, () => review.getByRole('button', { name: 'Save as JSON' }).click());
  await page.keyboard.press('Escape');
  return text;
}

/** What is said of something that fails, with what was given for it. */
async function failed(page: Page, location: string): Promise<Record<string, string>> {
  const thrown = await page.evaluate(async (target) => {
    const error = await window.exascope.open(target).then(
      () => ({ stack: 'It opened.', detail: {} }),
      (reason: unknown) => reason as { stack?: string; detail?: object },
    );
    return JSON.stringify([error, error.stack, error.detail]);
  }, location);
  expect(thrown).toContain('not-found');
  await page.getByRole('alert').getByRole('button', { name: 'Find out why' }).click();
  const dialog = page.getByRole('dialog', { name: /nothing at this address/ });
  await expect(dialog).toBeVisible();
  const report = await dialog.innerText();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('alert').getByRole('button', { name: 'Dismiss' }).first().click();
  return { thrown, report };
}

const given: Record<'a header' | 'a signed link', (page: Page, location: string) => Promise<void>> = {
  'a header': async (page) => {
    const dialog = page.getByRole('dialog', { name: 'Access to servers' });
    await dialog.getByRole('textbox', { name: 'Header', exact: true }).fill('X-Key');
    await dialog.getByRole('textbox', { name: 'Value' }).fill(secret);
  },
  'a signed link': async (page, location) => {
    const dialog = page.getByRole('dialog', { name: 'Access to servers' });
    await dialog.getByRole('radio', { name: 'A signed link' }).click();
    const query = `X-Amz-Expires=60&X-Amz-Signature=${secret}`;
    await dialog.getByRole('textbox', { name: 'Signed link' }).fill(`${location}?${query}`);
  },
};

for (const [what, give] of Object.entries(given))
  test(`S4: ${what} is sent to its server alone, and found nowhere else`, async ({ page }) => {
    page.setDefaultTimeout(15_000);
    const heard = overhear(page);
    const free = data.onPath(/ramp/, { status: 401 });
    const location = data.generated(image);
    const none = `${data.url}/objects/none.zarr`;
    await page.goto(`/?${new URLSearchParams([location, none].map((each) => ['source', each]))}`);
    await ready(page);
    await page
      .getByRole('alert')
      .filter({ hasText: 'ramp' })
      .getByRole('button', { name: 'Give access' })
      .click();
    const dialog = page.getByRole('dialog', { name: 'Access to servers' });
    await give(page, location);
    // What is read may be kept: then it must not be kept by name of the secret.
    await dialog.getByRole('radio', { name: 'May be kept here' }).click();
    await dialog.getByRole('radio', { name: 'The whole server' }).click();
    free();
    data.resetLog();
    await dialog.getByRole('button', { name: 'Use it and open' }).click();
    await page.waitForFunction(() => window.exascope.layers().length === 1);
    await settled(page);
    const sent = data.log().filter(({ method }) => method !== 'OPTIONS');
    expect(sent.length).toBeGreaterThan(2);
    for (const { path, search, headers } of sent)
      expect(path + search + JSON.stringify(headers)).toContain(secret);
    await page.evaluate((target) => window.exascope.open(target), other.generated(image));
    await settled(page);

    const texts = { ...(await failed(page, none)), ...(await handedOut(page)) };
    const stored = await storedText(page);
    expect(stored, 'what is stored is looked into').toContain('ramp');
    const everywhere = {
      ...{ ...texts, stored, address: page.url(), heard: await heard() },
      shown: await page.content(),
      typed: JSON.stringify(
        await page
          .locator('input, textarea')
          .evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value)),
      ),
      state: await page.evaluate(() =>
        JSON.stringify([window.exascope.getState(), window.exascope.layers(), window.exascope.stats()]),
      ),
      library: JSON.stringify(await page.evaluate(() => window.exascope.library.list())),
      'other server': JSON.stringify(other.log()),
    };
    expect(other.log().length).toBeGreaterThan(2);
    for (const [where, text] of Object.entries(everywhere)) {
      expect(text.length, where).toBeGreaterThan(1);
      expect(text.includes(secret), `${what} is in: ${where}`).toBe(false);
    }
  });
