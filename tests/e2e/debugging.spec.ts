import { expect, open, settled, test } from './harness';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('the debugger shows tiles, finds each fault that is made on purpose, and nothing without', async ({
  page,
}) => {
  await open(page, 'gen:ramp?levels=4&tile=128');
  await settled(page);
  const asLoaded = await page.evaluate(async () => (await window.exascope.capture()).size);
  await page.keyboard.press('t');
  await page.keyboard.press('i');
  const panel = page.getByRole('complementary', { name: 'Debugger' });
  const check = panel.getByRole('region', { name: 'Self-check' });
  await page.mouse.move(480, 300);
  await expect(panel.getByRole('region', { name: 'Pointer on' })).toContainText(
    /L2 tile .*as wanted.*\d+ of \d+ in line/s,
  );
  await expect(panel.getByRole('region', { name: 'Alignment ramp' })).toContainText(
    'L1 over L0 y 0.00 pxx 0.00 px',
    {
      ignoreCase: true,
    },
  );

  await panel.getByRole('checkbox', { name: 'Compare what is shown' }).check();
  await expect(check).toContainText(/All in their places\.\s*20 chunks compared/);
  for (const [name, found] of [
    ['Swap pairs of chunks', /belongs at L2 \[\?, 1\]/],
    ['Show another level’s content', /belongs at L3 \[\?, 0\]/],
    ['Shift by half a voxel along x', /shifted by 0\.5 voxels along x/],
    ['Delay each chunk by 6 s', /late/],
  ] as const) {
    const fault = panel.getByRole('checkbox', { name });
    await fault.check();
    await expect(panel.getByText('what you see is wrong on purpose')).toBeVisible();
    await expect(check).toContainText(found, { timeout: 30_000 });
    await fault.uncheck();
    await expect(check).toContainText(/All in their places\.\s*20 chunks compared/, { timeout: 30_000 });
  }
  await settled(page);
  expect(await page.evaluate(async () => (await window.exascope.capture()).size)).toBe(asLoaded);
});
