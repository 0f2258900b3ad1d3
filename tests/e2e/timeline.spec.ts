import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { expect, open, setState, settled, test } from './harness';

interface SavedLoad {
  readonly level: number;
  readonly index: readonly number[];
  readonly startedMs: number;
  readonly endedMs: number;
  readonly way: string;
  readonly encodedBytes: number;
}

const pathOf = ({ level, index }: SavedLoad) => `/${String(level)}/c/${index.join('/')}`;

/** Chunks that the server was asked for, in the order in which it was. */
function askedChunks(server: FixtureServer): { readonly path: string; readonly bytes: number }[] {
  return server.log().flatMap(({ path, bytes }) => {
    const [place] = /\/\d+\/c\/.*$/.exec(path) ?? [];
    return place === undefined ? [] : { path: place, bytes };
  });
}

async function savedText(page: Page, panel: Locator): Promise<string> {
  const download = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'Save as JSON' }).click();
  return readFile(await (await download).path(), 'utf8');
}

const loadsOf = (text: string) => (JSON.parse(text) as { loads: SavedLoad[] }).loads;

test('the timeline of a load equals what the server was asked for, and shows it again in its order', async ({
  page,
}) => {
  const server = await startFixtureServer({ latencyMs: 5 });
  try {
    // One request at a time has one order, here and there.
    await open(page, server.generated('gen:ramp?shape=4096,4096&levels=4&tile=128'), {
      tuning: 'progressive,http1Requests:1',
    });
    await settled(page);
    await page.keyboard.press('j');
    const panel = page.getByRole('complementary', { name: 'Timeline of loads' });
    await expect(panel.getByRole('status')).toContainText('No chunk has been loaded');
    server.resetLog();
    await setState(page, { zoom: 1 });
    await settled(page);
    const asked = askedChunks(server);
    expect(asked.length).toBeGreaterThan(10);

    const text = await savedText(page, panel);
    expect(text).not.toContain('127.0.0.1');
    const all = loadsOf(text);
    const loads = all.filter(({ way }) => way === 'network');
    expect(loads.map(pathOf)).toEqual(asked.map(({ path }) => path));
    const bytes = (list: readonly { bytes: number }[]) => list.reduce((sum, each) => sum + each.bytes, 0);
    expect(bytes(loads.map(({ encodedBytes }) => ({ bytes: encodedBytes })))).toBe(bytes(asked));
    const total = String(all.length);
    const moment = panel.getByRole('slider', { name: 'Moment shown' });
    await expect(moment).toHaveAttribute(
      'aria-valuetext',
      new RegExp(`^${total} of ${total} chunks came in `),
    );
    await moment.focus();
    await page.keyboard.press('Home');
    await expect(moment).toHaveAttribute(
      'aria-valuetext',
      new RegExp(`^0.0 ms: 0 of ${total} chunks had come`),
    );
    // What is shown again comes in the order in which the server was asked.
    const came = [...all].sort((a, b) => a.endedMs - b.endedMs).filter(({ way }) => way === 'network');
    expect(came.map(pathOf)).toEqual(asked.map(({ path }) => path));
    const endMs = Math.max(...all.map(({ endedMs }) => endedMs));
    for (const part of [1, 2, 3]) {
      for (let press = 0; press < 50; press++) await page.keyboard.press('ArrowRight');
      const count = all.filter(({ endedMs }) => endedMs <= (part / 4) * endMs).length;
      await expect(moment).toHaveAttribute(
        'aria-valuetext',
        new RegExp(`: ${String(count)} of ${total} chunks had come`),
      );
    }
    await expect(page.locator('canvas.overlay')).toHaveCount(2);
    await panel.getByRole('button', { name: 'Show the loads again' }).click();
    await expect(moment).toHaveAttribute(
      'aria-valuetext',
      new RegExp(`: ${total} of ${total} chunks had come`),
    );
    await expect(panel.getByRole('list', { name: 'Loads' }).getByRole('listitem').first()).toContainText(
      'Network',
    );
  } finally {
    await server.close();
  }
});

test(
  'of loads that ran beside each other, the timeline has the same as the server, and none before one that it waited for',
  { tag: '@thorough' },
  async ({ page }) => {
    const server = await startFixtureServer({ latencyMs: 20 });
    try {
      await open(page, server.generated('gen:ramp?shape=4096,4096&levels=4&tile=128&dtype=uint8'), {
        tuning: 'progressive,http1Requests:4',
      });
      await settled(page);
      await page.keyboard.press('j');
      const panel = page.getByRole('complementary', { name: 'Timeline of loads' });
      // Loads are listed from when what the panel holds is there.
      await expect(panel.getByRole('status')).toContainText('No chunk has been loaded');
      server.resetLog();
      await setState(page, { zoom: 1 });
      await settled(page);
      const asked = askedChunks(server).map(({ path }) => path);
      const loads = loadsOf(await savedText(page, panel)).filter(({ way }) => way === 'network');
      expect(loads.length).toBeGreaterThan(10);
      expect(loads.map(pathOf).sort()).toEqual([...asked].sort());
      const placeOf = (load: SavedLoad) => asked.indexOf(pathOf(load));
      const ordered = loads.flatMap((before) =>
        loads.filter((after) => after.startedMs >= before.endedMs).map((after) => [before, after] as const),
      );
      expect(ordered.length, 'four at once leave most of them in order').toBeGreaterThan(loads.length);
      for (const [before, after] of ordered) expect(placeOf(before)).toBeLessThan(placeOf(after));
    } finally {
      await server.close();
    }
  },
);
