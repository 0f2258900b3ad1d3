import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumArgs } from './chromium-args.mjs';
import { findOrInstallChromium } from './find-chromium.mjs';
import { listen, siteListener } from './local-server.mjs';
import { addSampleServers, publicSite } from './sample-servers.mjs';
import { isPhoneSize, sizes, states } from './screen-states.mjs';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('./screen-states.mjs').ScreenState} ScreenState */
/** @typedef {(typeof sizes)[number]} Size */

/** @param {ScreenState} state @param {Size} size */
export function isOn({ only }, size) {
  return only === undefined || (only === 'phone') === isPhoneSize(size);
}

/** Waits for everything that the view wants, unless it is to be seen on its way, and for what moves to come to rest. @param {Page} page @param {boolean} [isLoading] */
export async function rest(page, isLoading = false) {
  await page.evaluate(async (mayLoad) => {
    const { exascope } = /** @type {any} */ (window);
    if (!mayLoad && exascope.layers().length > 0) await exascope.settled({ timeoutMs: 120_000 });
    const isFilling = () => !mayLoad && document.querySelector('[role="grid"] .loading') !== null;
    for (let tries = 0; tries < 100 && isFilling(); tries++)
      await new Promise((done) => setTimeout(done, 100));
    await new Promise((done) => setTimeout(done, 350));
  }, isLoading);
}

/** @param {Page} page @param {{ name: string, text: string }[]} files */
function drop(page, files) {
  return page.evaluate((given) => {
    const transfer = new DataTransfer();
    for (const { name, text } of given) transfer.items.add(new File([text], name));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, cancelable: true }));
  }, files);
}

/** @param {Page} page @param {[number, number]} place parts of the width and the height of the window @param {boolean} isTouch */
function point(page, [right, down], isTouch) {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const [x, y] = [right * width, down * height];
  return isTouch ? page.touchscreen.tap(x, y) : page.mouse.move(x, y);
}

/** @param {Page} page @param {import('./screen-states.mjs').Step} step @param {boolean} isTouch */
async function take(page, step, isTouch) {
  if ('press' in step) return page.keyboard.press(step.press);
  if ('drop' in step) return drop(page, step.drop);
  if ('focus' in step)
    return step.focus === 'picture'
      ? page.getByRole('application').focus()
      : page.getByRole('tree').first().focus();
  if ('point' in step) return point(page, step.point, isTouch);
  if ('tick' in step) {
    const box = page.getByRole('checkbox', { name: step.tick, exact: true });
    return isTouch ? box.tap() : box.check();
  }
  if ('see' in step)
    return page
      .getByText(step.see)
      .or(page.getByRole('img', { name: step.see }))
      .first()
      .scrollIntoViewIfNeeded({ timeout: 60_000 });
  /** @param {string | RegExp} name */
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
export async function goTo(
  page,
  { origin, isTouch },
  { source, userTest, tuning, fragment = '', view, isLoading, isPublic, steps = [] },
) {
  const query = new URLSearchParams([source ?? []].flat().map((each) => ['source', each]));
  if (userTest) query.set('usertest', userTest);
  if (tuning) query.set('tuning', tuning);
  await addSampleServers(page.context(), origin);
  await page.goto(`${isPublic ? publicSite : origin}/?${query}${fragment}`);
  await page.waitForFunction(() => 'exascope' in window);
  await page.evaluate(() => /** @type {any} */ (window).exascope.ready);
  await rest(page);
  if (view) await page.evaluate((patch) => /** @type {any} */ (window).exascope.setState(patch), view);
  for (const step of steps) {
    await take(page, step, isTouch);
    await rest(page, isLoading);
  }
  await rest(page, isLoading);
}

/**
 * What a reader has set: how large text is (1 is usual), more contrast, colours of the system's own.
 * @typedef {{ textScale: number, contrast: 'more' | 'no-preference', forcedColors: 'active' | 'none' }} Circumstances
 */

/** @param {{ browser: import('@playwright/test').Browser, circumstances: Circumstances }} place @param {Size} size @param {boolean} isVisit */
export async function openPage({ browser, circumstances }, { width, height, isTouch }, isVisit) {
  const { textScale, contrast, forcedColors } = circumstances;
  const context = await browser.newContext({
    viewport: { width, height },
    contrast,
    forcedColors,
    hasTouch: isTouch,
    isMobile: isTouch,
    deviceScaleFactor: 1,
    serviceWorkers: 'block',
  });
  await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
  // Hints are dismissed, but for the states that show them.
  if (!isVisit)
    await context.addInitScript(() => localStorage.setItem('exascope.hints', '{"version":1,"isOff":true}'));
  const page = await context.newPage();
  const fontSizes = { standard: Math.round(16 * textScale), fixed: Math.round(13 * textScale) };
  if (textScale !== 1) await (await context.newCDPSession(page)).send('Page.setFontSizes', { fontSizes });
  return page;
}

/** Where states are visited. @typedef {{ browser: import('@playwright/test').Browser, origin: string, circumstances: Circumstances, out?: string }} Place */

/**
 * Serves the build, starts a browser, and visits the states and sizes that the command line picks with `--only` and `--size`, for
 * a reader with `--text-scale 2`, `--more-contrast` or `--forced-colors`. Pictures go to `--out`.
 * @param {(place: Place, asked: { state: ScreenState, size: Size }[]) => Promise<void>} visit
 */
export async function withStates(visit) {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      size: { type: 'string' },
      out: { type: 'string' },
      'text-scale': { type: 'string', default: '1' },
      'more-contrast': { type: 'boolean', default: false },
      'forced-colors': { type: 'boolean', default: false },
    },
  });
  /** @type {Circumstances} */
  const circumstances = {
    textScale: Number(values['text-scale']),
    contrast: values['more-contrast'] ? 'more' : 'no-preference',
    forcedColors: values['forced-colors'] ? 'active' : 'none',
  };
  const { path } = findOrInstallChromium((sentence) => process.stderr.write(`${sentence}\n`));
  const site = await listen(siteListener(resolve('build')), { ports: [0] });
  const browser = await chromium.launch({
    executablePath: path,
    chromiumSandbox: false,
    args: chromiumArgs(),
  });
  const asked = sizes
    .filter(({ name }) => values.size === undefined || name === values.size)
    .flatMap((size) => states.filter((state) => isOn(state, size)).map((state) => ({ size, state })))
    .filter(({ state: { name } }) => values.only === undefined || values.only.split(',').includes(name));
  const place = { browser, origin: `http://localhost:${site.port}`, circumstances };
  await visit(values.out === undefined ? place : { ...place, out: values.out }, asked);
  await browser.close();
  await site.close();
}
