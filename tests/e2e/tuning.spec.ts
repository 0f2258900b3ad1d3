import { startFixtureServer } from '../fixtures/fixture-server';
import { askedFor, expect, open, settled, test } from './harness';

test('a link with a preset reproduces it: one level at a time asks for fewer bytes, and for no other level', async ({
  page,
}) => {
  const server = await startFixtureServer();
  try {
    const load = async (tuning: string, generator: string) => {
      server.resetLog();
      await open(page, server.generated(generator), { tuning });
      await settled(page);
      const chunks = askedFor(server).flatMap(({ path, bytes }) => {
        const [, level] = /\/(\d+)\/c\/\d+\/\d+$/.exec(path) ?? [];
        return level === undefined ? [] : { level: Number(level), bytes };
      });
      const bytes = chunks.reduce((sum, chunk) => sum + chunk.bytes, 0);
      return { levels: chunks.map(({ level }) => level), bytes };
    };
    // Of another seed each, so that nothing is on this device already.
    const progressive = await load('progressive', 'gen:ramp?shape=4096,4096&levels=6&tile=128');
    const single = await load(
      'one-level,stillMs:90',
      'gen:ramp?shape=4096,4096&levels=6&tile=128&dtype=uint8',
    );
    const target = Math.min(...progressive.levels);
    expect(progressive.levels[0]).toBeGreaterThan(target);
    expect(new Set(single.levels)).toEqual(new Set([target]));
    expect(single.levels.length).toBe(progressive.levels.filter((level) => level === target).length);
    expect(single.bytes).toBeLessThan(progressive.bytes);

    await expect
      .poll(() => new URL(page.url()).searchParams.get('tuning'))
      .toBe('one-level-e775ab,stillMs:90');
    await page.getByRole('button', { name: 'How the picture is made' }).click();
    await page.getByRole('button', { name: 'Tuning' }).click();
    const panel = page.getByRole('complementary', { name: 'Tuning' });
    await expect(panel.getByRole('radio', { name: 'One level' })).toBeChecked();
    await expect(panel.getByRole('status')).toContainText(
      '1 constant differs from it. In links and reports it is called one-level-e775ab',
    );
    const still = panel.getByRole('textbox', { name: 'At rest after, from 0 to 1,000' });
    await expect(still).toHaveValue('90');
    await still.fill('5000');
    await still.press('Enter');
    await expect(still).toHaveValue('1,000');
    await panel.getByRole('radio', { name: 'Progressive' }).click();
    await expect(panel.getByRole('radiogroup', { name: 'Coarser levels stand in' })).toContainText('On');
    await expect.poll(() => new URL(page.url()).searchParams.has('tuning')).toBe(false);
    await expect.poll(() => askedFor(server).length).toBeGreaterThan(single.levels.length);

    await open(page, 'gen:ramp', { tuning: 'progressive,maxTiles:7' });
    await expect(
      page.getByText('The tuning cannot be used: it has no constant called maxTiles.'),
    ).toBeVisible();
  } finally {
    await server.close();
  }
});
