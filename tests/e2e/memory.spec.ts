import { expect, open, setState, settled, stats, test } from './harness';

const MIB = 2 ** 20;

test('RFC row 45: the memory panel tells what is held, sets limit and detail, and says why a layer is blurry and what helps', async ({
  page,
}) => {
  await open(page, 'gen:ramp?levels=4&tile=64');
  await settled(page);
  await page.keyboard.press('b');
  const panel = page.getByRole('complementary', { name: 'Memory and detail' });
  const { memory } = await stats(page);
  const text = (bytes: number) => `${Math.round(bytes / MIB)} MiB`;
  const card = panel.getByRole('listitem').filter({ hasText: 'Graphics card' });
  await expect(card).toContainText(text(memory.gpu.bytes));
  await expect(card).toContainText(`of ${text(memory.gpu.maxBytes)}`);
  await expect(panel.getByRole('region', { name: 'This device' })).toContainText('in software');

  const limit = panel.getByRole('slider', { name: 'Memory limit' });
  await expect(limit).toHaveAttribute('aria-valuetext', text(memory.limitBytes));
  await limit.press('ArrowLeft');
  await expect.poll(async () => (await stats(page)).memory.limitBytes).toBe(512 * MIB);
  await panel.getByRole('button', { name: 'As suggested' }).click();
  await expect.poll(async () => (await stats(page)).memory.limitBytes).toBe(memory.limitBytes);

  const why = panel.getByRole('region', { name: 'Why is this blurry? ramp' });
  await setState(page, { layers: [{ id: 'layer1', level: 2 }] });
  await expect(why).toContainText('It is held at a level that was chosen.');
  await why.getByRole('button', { name: 'Let the view choose' }).click();
  await expect(why).not.toContainText('held at a level');
  expect(await page.evaluate(() => window.exascope.getState().layers[0]?.level)).toBe('auto');

  await setState(page, { zoom: 1 });
  await settled(page);
  await expect(why).toContainText('As sharp as its data and this screen allow.');
  const detail = panel.getByRole('slider', { name: 'Voxels per pixel' });
  for (let step = 0; step < 3; step++) await detail.press('ArrowLeft');
  await expect.poll(async () => (await stats(page)).layers[0]?.voxelPx).toBeGreaterThan(1.5);
  await expect(why).toContainText('Fewer voxels than pixels are asked for.');
  await why.getByRole('button', { name: 'One per pixel' }).click();
  await expect.poll(async () => (await stats(page)).layers[0]?.voxelPx).toBe(1);
});
