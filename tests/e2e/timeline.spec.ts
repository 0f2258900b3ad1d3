import { readFile } from 'node:fs/promises';
import { startFixtureServer } from '../fixtures/fixture-server';
import { expect, open, setState, settled, test } from './harness';

interface SavedLoad {
  readonly level: number;
  readonly index: readonly number[];
  readonly startedMs: number;
  readonly endedMs: number;
  readonly way: string;
  readonly encodedBytes: number;
}

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
    const asked = server.log().filter(({ path }) => /\/c\//.test(path));
    expect(asked.length).toBeGreaterThan(10);

    const download = page.waitForEvent('download');
    await panel.getByRole('button', { name: 'Save as JSON' }).click();
    const text = await readFile(await (await download).path(), 'utf8');
    expect(text).not.toContain('127.0.0.1');
    const saved = JSON.parse(text) as { loads: SavedLoad[] };
    const loads = saved.loads.filter(({ way }) => way === 'network');
    const pathOf = ({ level, index }: SavedLoad) => `/${String(level)}/c/${index.join('/')}`;
    const placeOf = ({ path }: { path: string }) => /\/\d+\/c\/.*$/.exec(path)?.[0];
    expect(loads.map(pathOf)).toEqual(asked.map(placeOf));
    const bytes = (list: readonly { bytes: number }[]) => list.reduce((sum, each) => sum + each.bytes, 0);
    expect(bytes(loads.map(({ encodedBytes }) => ({ bytes: encodedBytes })))).toBe(bytes(asked));
    const all = String(saved.loads.length);
    const moment = panel.getByRole('slider', { name: 'Moment shown' });
    await expect(moment).toHaveAttribute('aria-valuetext', new RegExp(`^${all} of ${all} chunks came in `));
    await moment.focus();
    await page.keyboard.press('Home');
    await expect(moment).toHaveAttribute(
      'aria-valuetext',
      new RegExp(`^0.0 ms: 0 of ${all} chunks had come`),
    );
    await expect(page.locator('canvas.overlay')).toHaveCount(2);
    await panel.getByRole('button', { name: 'Show the loads again' }).click();
    await expect(moment).toHaveAttribute('aria-valuetext', new RegExp(`: ${all} of ${all} chunks had come`));
    await expect(panel.getByRole('list', { name: 'Loads' }).getByRole('listitem').first()).toContainText(
      'Network',
    );
  } finally {
    await server.close();
  }
});
