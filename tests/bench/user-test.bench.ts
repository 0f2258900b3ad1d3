import type { Page } from '@playwright/test';
import type { UserTestReport } from '../../src/lib/telemetry';
import { completed, expect, nextFrame, onFreshPage, test } from './bench';
import { report, type Figures } from './figures';

const RUNS = 3;
const TURNS = 120;

/** Zooms and pans without a rest, and has the report say what the recorder took of the time between frames. */
async function takePart(page: Page, address: string): Promise<Figures> {
  await page.goto(`/?${new URLSearchParams({ usertest: address })}`);
  await page.getByRole('button', { name: 'Begin the test' }).click();
  const card = page.getByRole('region', { name: 'User test' });
  await page.waitForFunction(() => window.exascope.layers().length === 1);
  await completed(page);
  await page.mouse.move(600, 500);
  await page.mouse.down();
  for (let turn = 0; turn < TURNS; turn++) {
    await page.mouse.move(600 + 2 * (turn % 40), 500);
    await page.mouse.wheel(0, turn % 2 === 0 ? 40 : -40);
    await nextFrame(page);
  }
  await page.mouse.up();
  await card.getByRole('button', { name: 'Done' }).click();
  const text = await page.getByRole('region', { name: 'The report as it is saved' }).textContent();
  const { recorder, tasks } = JSON.parse(text ?? '') as UserTestReport;
  const { inputDelay, frameGaps } = tasks[0]?.timings ?? {};
  return {
    ownMs: recorder.ownMs,
    betweenFramesMs: recorder.betweenFramesMs,
    ownPercent: (100 * recorder.ownMs) / recorder.betweenFramesMs,
    recordedInputs: inputDelay?.count ?? 0,
    recordedFrames: frameGaps?.count ?? 0,
  };
}

test('user-test-overhead', async ({ browser, servers: { h1: server } }) => {
  test.setTimeout(180_000);
  const start = `?${new URLSearchParams({ source: server.generated('gen:checkerboard?levels=6&tile=128&cell=11') })}`;
  const address = server.serve('user-test', {
    'tasks.json': {
      ...{ userTest: 1, id: 'overhead', title: 'Overhead' },
      tasks: [{ id: 'move', prompt: 'Move about.', start, rating: false, question: false }],
    },
  });
  const runs: Figures[] = [];
  for (let run = 0; run < RUNS; run++)
    runs.push(await onFreshPage(browser, (page) => takePart(page, `${address}/tasks.json`)));
  const { ownPercent, recordedFrames } = report('user-test-overhead', runs);
  expect(recordedFrames).toBeGreaterThan(TURNS / 2);
  expect(ownPercent, 'of the time between frames').toBeLessThan(1);
});
