import type { Page } from '@playwright/test';
import { startFixtureServer } from '../fixtures/fixture-server';
import { expect, open, settled, test } from './harness';

const SERIES = 'gen:ramp?levels=2&tile=64&space=2&times=50';

/** A step that the canvas showed: which, when it came, and the levels of its last picture. */
interface Shown {
  readonly index: number;
  readonly ms: number;
  readonly levels: string[];
}

declare global {
  interface Window {
    shownSteps: Shown[];
  }
}

/** Writes down every step that the canvas shows from now on. */
async function record(page: Page): Promise<void> {
  await page.evaluate(() => {
    const steps: Shown[] = (window.shownSteps = []);
    const look = () => {
      const [layer] = window.exascope.stats().layers;
      const index = layer?.position['t'];
      if (layer === undefined || index === undefined) return;
      const last = steps.at(-1);
      const levels = Object.keys(layer.drawn);
      if (last?.index === index) steps[steps.length - 1] = { ...last, levels };
      else steps.push({ index, ms: performance.now(), levels });
    };
    const eachFrame = () => {
      look();
      requestAnimationFrame(eachFrame);
    };
    eachFrame();
    setInterval(look, 1);
  });
}

async function setRate(page: Page, fps: number): Promise<void> {
  await page.getByRole('combobox', { name: 'Frames a second along t' }).click();
  await page.getByRole('option', { name: `${fps} fps`, exact: true }).click();
}

test(
  'play that waits for data shows every step once, in order and in full; else it keeps its rate',
  { tag: '@thorough' },
  async ({ page }) => {
    const server = await startFixtureServer();
    await open(page, server.generated(SERIES));
    await settled(page);
    server.setLatency(40);
    await setRate(page, 60);
    await page.getByRole('button', { name: 'Loop t' }).click();
    await record(page);
    await page.getByRole('button', { name: 'Play t' }).click();
    await expect(page.getByRole('button', { name: 'Pause t' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Play t' }), 'it has come to the end').toBeVisible({
      timeout: 40_000,
    });
    await settled(page);
    const waited = await page.evaluate(() => window.shownSteps);
    expect(waited.map(({ index }) => index)).toEqual(Array.from({ length: 50 }, (_, step) => step));
    expect(
      waited.filter(({ levels }) => levels.join() !== '0'),
      'steps that were left before they were sharp',
    ).toEqual([]);

    server.setLatency(300);
    await setRate(page, 15);
    await page.getByRole('button', { name: 'Loop t' }).click();
    await page.getByRole('button', { name: 'Wait for data along t' }).click();
    const before = waited.length;
    await page.getByRole('button', { name: 'Play t' }).click();
    await page.waitForTimeout(3000);
    await page.getByRole('button', { name: 'Pause t' }).click();
    const played = (await page.evaluate(() => window.shownSteps)).slice(before);
    const ways = played.slice(1).map(({ index }, at) => (index - (played[at]?.index ?? 0) + 50) % 50);
    const seconds = ((played.at(-1)?.ms ?? 0) - (played[0]?.ms ?? 0)) / 1000;
    const rate = ways.reduce((sum, way) => sum + way, 0) / seconds;
    expect(rate, `15 fps, in ${ways.join()}`).toBeGreaterThan(10);
    expect(rate).toBeLessThan(20);
    expect(Math.max(...ways), 'it goes on, and never back').toBeLessThan(25);
    await server.close();
  },
);

test('play fetches the next steps before it shows them, but not where data are to be saved', async ({
  page,
}) => {
  const server = await startFixtureServer();
  await page.addInitScript(() => {
    // Play stands at its first step for ten seconds.
    localStorage.setItem('exascope.preferences', '{"version":1,"fps":0.1}');
    const connection = Object.assign(new EventTarget(), { saveData: true });
    Object.defineProperty(navigator, 'connection', { value: connection });
  });
  const steps = () =>
    new Set(server.log().flatMap(({ path }) => /\/c\/(\d+)\/\d+\/\d+$/.exec(path)?.[1] ?? []));
  await open(page, server.generated(SERIES));
  await settled(page);
  await page.evaluate(() => window.exascope.setState({ position: { t: 0 } }));
  await settled(page);
  const before = steps();
  await page.getByRole('button', { name: 'Play t' }).click();
  await page.evaluate(() => window.exascope.setState({ position: { t: 7 } }));
  await settled(page);
  expect(
    [...steps()].filter((step) => !before.has(step)),
    'steps that were fetched',
  ).toEqual(['7']);
  await page.evaluate(() => {
    const { connection } = navigator as unknown as { connection: EventTarget & { saveData: boolean } };
    connection.saveData = false;
    connection.dispatchEvent(new Event('change'));
  });
  await expect.poll(() => [...steps()], 'steps that were fetched').toContain('8');
  await server.close();
});
