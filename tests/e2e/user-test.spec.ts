import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { Download, Page } from '@playwright/test';
import { plainTree } from '../faults/trees';
import { startFixtureServer } from '../fixtures/fixture-server';
import { zipOf } from '../fixtures/zip';
import { expect, ready, settled, test } from './harness';

test.use({ viewport: { width: 900, height: 600 }, contextOptions: { reducedMotion: 'reduce' } });

const secret = 'SECRET123';
const answer = '=1+1, and quite slow';
/** A file of this device whose name says whose data it holds. */
const telling = 'Meier-Anna-1961.zarr.zip';

function schema(name: string): object {
  return JSON.parse(readFileSync(`static/schemas/${name}.json`, 'utf8')) as object;
}

async function textOf(
  download: Promise<Download>,
): Promise<{ readonly name: string; readonly text: string }> {
  const file = await download;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}

async function drop(page: Page, files: readonly { readonly name: string; readonly text: string }[]) {
  await page.evaluate((given) => {
    const transfer = new DataTransfer();
    for (const { name, text } of given) transfer.items.add(new File([text], name));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, cancelable: true }));
  }, files);
}

/** Drops an archive of an image, as a person does who looks at their own data. */
async function dropTelling(page: Page): Promise<void> {
  const members = Object.entries(plainTree()).map(([name, value]) => ({
    name,
    bytes: value instanceof Uint8Array ? value : new TextEncoder().encode(JSON.stringify(value)),
  }));
  const base64 = Buffer.from(zipOf(members)).toString('base64');
  await page.evaluate(
    ([name, text]) => {
      const transfer = new DataTransfer();
      const bytes = Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
      transfer.items.add(new File([bytes], name));
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, cancelable: true }));
    },
    [telling, base64] as const,
  );
  await page.waitForFunction(() => window.exascope.layers().length === 2);
}

/** All rows of all databases of the page, by table. */
const rowsOf = (page: Page) =>
  page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('IndexedDB failed.'));
      });
    const tables: Record<string, string> = {};
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const table of database.objectStoreNames) {
        const all = database.transaction(table).objectStore(table);
        tables[table] = JSON.stringify([await done(all.getAllKeys()), await done(all.getAll())]);
      }
      database.close();
    }
    return tables;
  });

/** Names of all that the page stores, what its own stores say in plain text, and the addresses in its caches. */
const stored = (page: Page) =>
  page.evaluate(async () => {
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    const cached: Record<string, string[]> = {};
    for (const name of await caches.keys())
      cached[name] = (await (await caches.open(name)).keys()).map(({ url }) => url).sort();
    return { databases, cached, local: { ...localStorage }, session: Object.keys(sessionStorage) };
  });

test('a user test is opened by link, done, and saved as what its schema says, without a word of what was looked at', async ({
  page,
}) => {
  test.slow();
  const server = await startFixtureServer();
  const scripts: Promise<string>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script' && response.ok()) scripts.push(response.text());
  });
  /** What listens for failures of the page itself is a part of the recorder alone. */
  const hasRecorder = async () =>
    (await Promise.all(scripts)).some((text) => text.includes('unhandledrejection'));
  try {
    const location = `${server.generated('gen:ramp?levels=3&tile=64')}?token=${secret}`;
    const start = `?${new URLSearchParams({ source: location, tuning: 'one-level,stillMs:90' })}`;
    const address = server.serve('test', {
      'tasks.json': {
        ...{ userTest: 1, id: 'ramps', variant: 'fast', title: 'Looking at ramps' },
        tasks: [
          { id: 'look', prompt: 'Zoom in a little.', start },
          {
            ...{ id: 'deep', prompt: 'Zoom in on the middle.', end: { zoom: 4 } },
            ...{ start: `?${new URLSearchParams({ source: location, tuning: 'progressive' })}` },
            rating: { question: 'Well?' },
          },
        ],
      },
    });
    await page.goto(`/?${new URLSearchParams({ usertest: `${address}/tasks.json` })}`);
    await ready(page);
    const consent = page.getByRole('dialog', { name: 'Take part in a user test?' });
    await expect(consent).toContainText('Looking at ramps');
    await expect(consent).toContainText('Nothing is ever sent.');
    // The app makes its database when it starts, user test or not: it is there once it is asked what is kept.
    await page.evaluate(() => window.exascope.library.list());
    const before = await stored(page);
    expect(await hasRecorder(), 'nothing records before one agrees').toBe(false);

    await consent.getByRole('button', { name: 'Begin the test' }).click();
    const card = page.getByRole('region', { name: 'User test' });
    await expect(card).toContainText('Task 1 of 2');
    await page.waitForFunction(() => window.exascope.layers().length === 1);
    await settled(page);
    expect(await hasRecorder()).toBe(true);
    await page.mouse.move(500, 350);
    await page.mouse.down();
    await page.mouse.move(560, 380, { steps: 3 });
    await page.mouse.up();
    await page.mouse.wheel(0, -200);
    await settled(page);
    await card.getByRole('button', { name: 'Done' }).click();
    const questions = page.getByRole('dialog', { name: 'How was it?' });
    await questions.getByRole('radio', { name: '4' }).click();
    await questions.getByRole('textbox').fill(answer);
    await questions.getByRole('button', { name: 'Next' }).click();

    await expect(card).toContainText('Task 2 of 2');
    await dropTelling(page);
    await settled(page);
    await page.evaluate(() => window.exascope.setState({ zoom: 5 }));
    await expect(questions, 'the task ends by itself').toBeVisible();
    await questions.getByRole('radio', { name: '2' }).click();
    await questions.getByRole('button', { name: 'Finish' }).click();

    const review = page.getByRole('dialog', { name: 'This is the whole report' });
    const shown = await review.getByRole('region', { name: 'The report as it is saved' }).textContent();
    const saving = page.waitForEvent('download');
    await review.getByRole('button', { name: 'Save as JSON' }).click();
    const json = await textOf(saving);
    const savingCsv = page.waitForEvent('download');
    await review.getByRole('button', { name: 'Save as CSV' }).click();
    const csv = await textOf(savingCsv);

    expect(json.text, 'what is saved is what was shown').toBe(shown);
    const report = JSON.parse(json.text);
    const validate = new Ajv({ strict: false }).compile(schema('user-test-report-3'));
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
    expect(report).toMatchObject({ test: 'ramps', variant: 'fast' });
    expect(report.tasks).toMatchObject([
      {
        ...{ task: 'look', outcome: 'done', rating: 4, text: answer, errors: {} },
        settings: {
          tuning: { version: 1, name: 'one-level-e775ab', preset: 'one-level', changed: { stillMs: 90 } },
          ...{ quality: 1, device: 'desktop', haveChanged: false },
          picture: { mode: '2d', layout: 'stacked', size: [1000, 600], pixelRatio: 1 },
        },
        data: [{ dtype: 'uint32', levels: 3, kind: 'image', chunks: [64, 64] }],
        interactions: { drags: 1, clicks: 0, wheelTurns: 1 },
      },
      {
        ...{ task: 'deep', outcome: 'met', rating: 2 },
        settings: { tuning: { name: 'progressive', changed: {} }, haveChanged: false },
        data: [{ dtype: 'uint32' }, { dtype: 'uint16', levels: 1, chunks: [16, 16] }],
      },
    ]);
    const [look] = report.tasks;
    expect(look.timings.firstPictureMs).toBeGreaterThan(0);
    expect(look.timings.settledMs).toBeGreaterThanOrEqual(look.timings.firstPictureMs);
    expect(look.timings.inputDelay.count).toBeGreaterThanOrEqual(4);
    expect(look.timings.frameGaps.count).toBeGreaterThan(0);
    expect(look.cache.requests).toBeGreaterThan(0);
    expect(look.memory.peakMiB).toBeGreaterThan(0);
    expect(look.cache.evicted).toEqual({ gpu: 0, chunks: 0, disk: 0 });
    expect(report.device.largest).toMatchObject({ kind: 'image', dtype: 'uint32', levels: 3 });
    expect(csv.text.split('\r\n').length, 'a heading, two tasks, and an end').toBe(4);
    expect(csv.text).toContain(`"'${answer}"`);
    const { host } = new URL(location);
    for (const word of [
      secret,
      host,
      'token',
      'gen:',
      'ramp?',
      encodeURIComponent('gen:ramp'),
      'http',
      '/',
      'tasks.json',
      'Meier',
      '.zip',
      'local',
    ])
      for (const [where, { text }] of Object.entries({ json, csv }))
        expect(text.includes(word), `${word} in the ${where}`).toBe(false);
    expect(await stored(page), 'nothing of it is kept').toEqual(before);
    // The list of what was picked on this device names it, recorded or not; nothing else does, and a path is not to be had.
    const { picks: _, ...tables } = await rowsOf(page);
    expect(Object.keys(tables)).toContain('datasets');
    expect(JSON.stringify(tables)).not.toMatch(/Meier|ramps/);
    expect(JSON.stringify(await stored(page))).not.toContain('Meier');
    const sent = server.log().filter(({ method }) => method !== 'GET' && method !== 'OPTIONS');
    expect(sent, 'nothing is sent').toEqual([]);

    await review.getByRole('button', { name: 'Compare with others' }).click();
    const comparison = page.getByRole('dialog', { name: 'Reports of user tests' });
    const other = { ...report, id: 'ffff0000', variant: 'slow' };
    const hostile = '<img src=x onerror=document.title="hurt">.json';
    await drop(page, [
      { name: 'other.json', text: JSON.stringify(other) },
      { name: 'wrong.json', text: JSON.stringify({ ...other, userTestReport: 4 }) },
      { name: 'wrong.json', text: JSON.stringify({ ...other, tasks: [look, look] }) },
      { name: hostile, text: '{"userTestReport": 3, "id": "<script>" }' },
      { name: 'huge.json', text: `{"userTestReport": 3, "tasks": "${'x'.repeat(5 * 2 ** 20)}"}` },
    ]);
    await expect(comparison.getByRole('listitem')).toHaveText([/fast/, /slow/]);
    await expect(comparison.getByRole('alert')).toHaveText([
      /wrong\.json was left out: It is of version 4, .* versions 1 to 3 of reports/,
      /wrong\.json was left out: Two tasks are called “look”/,
      /<img src=x .* was left out: It does not follow its schema/,
      /huge\.json was left out: It is larger than 4\.2 MB/,
    ]);
    expect(await page.title()).not.toContain('hurt');
    await expect(comparison.locator('img')).toHaveCount(0);
    await comparison.getByRole('combobox', { name: /^Measure/ }).click();
    await page.getByRole('option', { name: 'Rating, 1–5' }).click();
    await expect(comparison.getByRole('row')).toHaveText([
      /median.*ffff0000/i,
      /look\s*fast\s*one-level-e775ab\s*4/,
      /look\s*slow\s*one-level-e775ab\s*4/,
      /deep\s*fast\s*progressive\s*2/,
      /deep\s*slow\s*progressive\s*2/,
    ]);
    await expect(comparison.locator('figure circle')).toHaveCount(4);
    await comparison.getByRole('button', { name: 'Close', exact: true }).click();
    await expect(page.locator('[data-user-test]')).toHaveCount(0);
  } finally {
    await server.close();
  }
});

test('without a user test nothing of it is loaded, and what cannot be read says why', async ({ page }) => {
  const scripts: string[] = [];
  page.on('response', (response) => void scripts.push(response.url()));
  await page.goto('/?source=gen:ramp?levels=3%26tile=64');
  await settled(page);
  const text = await Promise.all(
    scripts.filter((url) => url.endsWith('.js')).map(async (url) => (await fetch(url)).text()),
  );
  expect(text.length).toBeGreaterThan(0);
  expect(text.filter((script) => /userTestReport|sharpAgain/.test(script)).length).toBe(0);

  await drop(page, [{ name: 'tasks.json', text: '{ "userTest": 1, "id": "x", "title": "No tasks" }' }]);
  const dialog = page.getByRole('dialog', { name: 'Reports of user tests' });
  await expect(dialog.getByRole('alert')).toContainText("must have required property 'tasks'");
  await page.goto('/?usertest=data:text/plain,x');
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('is no address of a file');
});

test('with recording off nothing is written, whatever is done', async ({ page }) => {
  await page.goto('/?usertest=samples/user-test.json');
  await ready(page);
  const consent = page.getByRole('dialog', { name: 'Take part in a user test?' });
  await expect(consent).toBeVisible();
  await page.evaluate(() => window.exascope.open('gen:ramp?levels=3&tile=64'));
  await settled(page);
  await page.evaluate(() => window.exascope.library.list());
  const everything = async () => ({ ...(await stored(page)), rows: await rowsOf(page) });
  const before = await everything();
  await consent.getByRole('button', { name: 'Not now' }).click();
  await page.mouse.move(500, 350);
  await page.mouse.down();
  await page.mouse.move(560, 380, { steps: 3 });
  await page.mouse.up();
  await page.mouse.wheel(0, -200);
  await page.keyboard.press('b');
  await settled(page);
  // Longer than the app waits before it writes what changed.
  await page.waitForTimeout(1500);
  expect(await everything()).toEqual(before);
  expect(JSON.stringify(before)).not.toMatch(/first-look|A first look at a brain/);
});
