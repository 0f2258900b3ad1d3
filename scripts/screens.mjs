// Takes pictures of every state of the screen into docs/screens: `npm run screens -- [--only NAME] [--size 390x844]`.
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { findOrInstallChromium } from './find-chromium.mjs';
import { listen, siteListener } from './local-server.mjs';
import { isPhoneSize, sizes, states, themes } from './screen-states.mjs';

const FOLDER = 'docs/screens';
const QUALITY = 0.72;

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('./screen-states.mjs').ScreenState} ScreenState */
/** @typedef {(typeof sizes)[number]} Size */

/** @param {ScreenState} state @param {Size} size */
function isOn({ only }, size) {
  return only === undefined || (only === 'phone') === isPhoneSize(size);
}

/** @param {string} state @param {string} size @param {string} theme */
const fileOf = (state, size, theme) => `${state}-${size}-${theme}.webp`;

/** Waits for everything that the view wants, and for what moves to come to rest. @param {Page} page */
async function rest(page) {
  await page.evaluate(async () => {
    const { exascope } = /** @type {any} */ (window);
    if (exascope.layers().length > 0) await exascope.settled({ timeoutMs: 120_000 });
    await new Promise((done) => setTimeout(done, 350));
  });
}

/** @param {Page} page @param {import('./screen-states.mjs').Step} step @param {boolean} isTouch */
async function take(page, step, isTouch) {
  if ('press' in step) return page.keyboard.press(step.press);
  /** @param {string} name */
  const control = (name) =>
    page
      .getByRole('button', { name, exact: true })
      .or(page.getByRole('tab', { name, exact: true }))
      .first();
  /** @param {import('@playwright/test').Locator} locator */
  const press = (locator) => (isTouch ? locator.tap({ timeout: 5000 }) : locator.click({ timeout: 5000 }));
  const target = control(step.click);
  if (step.menu && !(await target.isVisible()) && (await control(step.menu).isVisible()))
    await press(control(step.menu));
  if (step.optional && !(await target.isVisible())) return;
  await press(target);
}

/** @param {Page} page @param {{ origin: string, isTouch: boolean }} place @param {ScreenState} state */
async function goTo(page, { origin, isTouch }, { source, fragment = '', view, steps = [] }) {
  const query = new URLSearchParams([source ?? []].flat().map((each) => ['source', each]));
  await page.goto(`${origin}/?${query}${fragment}`);
  await page.waitForFunction(() => 'exascope' in window);
  await page.evaluate(() => /** @type {any} */ (window).exascope.ready);
  await rest(page);
  if (view) await page.evaluate((patch) => /** @type {any} */ (window).exascope.setState(patch), view);
  for (const step of steps) {
    await take(page, step, isTouch);
    await rest(page);
  }
  await rest(page);
}

/** Encodes a picture in a page of its own, since the browser takes screenshots as PNG or JPEG alone. @param {Page} encoder @param {Buffer} png */
async function toWebp(encoder, png) {
  const base64 = await encoder.evaluate(
    async ({ bytes, quality }) => {
      const blob = await (await fetch(`data:image/png;base64,${bytes}`)).blob();
      const bitmap = await createImageBitmap(blob);
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
      const encoded = await canvas.convertToBlob({ type: 'image/webp', quality });
      const out = new Uint8Array(await encoded.arrayBuffer());
      return btoa(Array.from(out, (byte) => String.fromCharCode(byte)).join(''));
    },
    { bytes: png.toString('base64'), quality: QUALITY },
  );
  return Buffer.from(base64, 'base64');
}

/** @param {import('@playwright/test').Browser} browser @param {Size} size @param {boolean} isVisit */
async function openPage(browser, { width, height, isTouch }, isVisit) {
  const context = await browser.newContext({
    viewport: { width, height },
    hasTouch: isTouch,
    isMobile: isTouch,
    deviceScaleFactor: 1,
    serviceWorkers: 'block',
  });
  await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
  // Hints are dismissed, but for the states that show them.
  if (!isVisit)
    await context.addInitScript(() => localStorage.setItem('exascope.hints', '{"version":1,"isOff":true}'));
  return context.newPage();
}

/** The page of pictures: a row for each state, a column for each size. */
function readme() {
  const head = ['', ...sizes.map(({ name }) => name.replace('x', ' × '))];
  /** @param {string[]} cells */
  const row = (cells) => `| ${cells.join(' | ')} |`;
  const rows = states.map((state) => [
    state.title,
    ...sizes.map((size) =>
      isOn(state, size)
        ? themes
            .map((theme) => `<img src="${fileOf(state.name, size.name, theme)}" width="160" alt="${theme}">`)
            .join(' ')
        : '',
    ),
  ]);
  return [
    '# Every screen',
    '',
    'Taken by `npm run screens`, which says how in `scripts/screens.mjs`; the states are listed in `scripts/screen-states.mjs`.',
    'The first four sizes have a finger for a pointer; each state is shown in the dark theme and in the light one.',
    '',
    row(head),
    row(head.map(() => '---')),
    ...rows.map(row),
    '',
  ].join('\n');
}

/** Takes the pictures of a state in both themes; returns their bytes. @param {{ browser: import('@playwright/test').Browser, encoder: Page, origin: string }} world @param {ScreenState} state @param {Size} size */
async function shoot({ browser, encoder, origin }, state, size) {
  const page = await openPage(browser, size, state.isVisit ?? false);
  let bytes = 0;
  try {
    await goTo(page, { origin, isTouch: size.isTouch }, state);
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await rest(page);
      const picture = await toWebp(encoder, await page.screenshot());
      bytes += picture.byteLength;
      await writeFile(join(FOLDER, fileOf(state.name, size.name, theme)), picture);
    }
  } catch (error) {
    process.exitCode = 1;
    console.error(`${state.name} at ${size.name}: ${error instanceof Error ? error.message : error}`);
  }
  await page.context().close();
  return bytes;
}

async function main() {
  const { values } = parseArgs({ options: { only: { type: 'string' }, size: { type: 'string' } } });
  const { path } = findOrInstallChromium((sentence) => process.stderr.write(`${sentence}\n`));
  const site = await listen(siteListener(resolve('build')), { ports: [0] });
  const browser = await chromium.launch({
    executablePath: path,
    chromiumSandbox: false,
    args: ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  });
  const world = { browser, encoder: await browser.newPage(), origin: `http://localhost:${site.port}` };
  await mkdir(FOLDER, { recursive: true });
  const asked = sizes
    .filter(({ name }) => values.size === undefined || name === values.size)
    .flatMap((size) => states.filter((state) => isOn(state, size)).map((state) => ({ size, state })))
    .filter(({ state: { name } }) => values.only === undefined || name === values.only);
  let bytes = 0;
  for (const { state, size } of asked) bytes += await shoot(world, state, size);
  await writeFile(join(FOLDER, 'README.md'), readme());
  console.log(`${(bytes / 2 ** 20).toFixed(1)} MiB of pictures in ${FOLDER}.`);
  await browser.close();
  await site.close();
}

await main();
