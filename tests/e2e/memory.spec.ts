import { startFixtureServer } from '../fixtures/fixture-server';
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

test('RFC rows 30, 33 and 45: while layers of several sources load, each says so by itself, and the panel counts them together', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1300, height: 640 });
  const server = await startFixtureServer();
  await open(page, [server.generated('gen:ramp?levels=4&tile=128'), 'gen:checkerboard?levels=4&tile=128']);
  await settled(page);
  await page.keyboard.press('b');
  const panel = page.getByRole('complementary', { name: 'Memory and detail' });
  const loading = (name: string) => page.getByRole('progressbar', { name: `Chunks of ${name}` });
  const underWay = panel.getByRole('listitem').filter({ hasText: 'On their way' });
  const network = panel.getByRole('region', { name: 'Network' });
  const rate = async () =>
    Number(/Requests\s*([\d.]+) per second/.exec((await network.textContent()) ?? '')?.[1]);
  await expect(loading('ramp')).toHaveCount(0);
  await expect(underWay).toContainText('0 MiB');
  await expect.poll(rate).toBe(0);

  server.setLatency(1500);
  await setState(page, { zoom: 1, center: { x: 1000, y: 1000 } });
  await expect(loading('ramp')).toBeVisible();
  await expect(underWay).not.toContainText(/(^|\D)0 MiB/);
  await expect.poll(rate).toBeGreaterThan(0);
  await expect(loading('checkerboard'), 'its chunks are made here, and wait for nothing').toHaveCount(0);
  expect((await stats(page)).layers.map(({ pending }) => pending > 0)).toEqual([true, false]);
  server.setLatency(0);
  await settled(page);
  await expect(loading('ramp')).toHaveCount(0);
  const { served, memory } = await stats(page);
  expect([served.network, served.generated].every((chunks) => chunks > 5)).toBe(true);

  // Whatever each layer holds is part of the whole, and nothing of the whole is nobody's.
  const rows = panel.getByRole('region', { name: 'By layer' }).getByRole('listitem');
  await expect(rows).toHaveCount(2);
  const sizes = (await rows.allTextContents()).map((text) => Number(/([\d.]+) MiB/.exec(text)?.[1]));
  for (const size of sizes) expect(size).toBeGreaterThan(0);
  const [sum, held] = [sizes.reduce((a, b) => a + b, 0), memory.chunks.bytes / MIB];
  expect(sum).toBeGreaterThan(held - 1);
  expect(sum).toBeLessThanOrEqual((memory.chunks.bytes + memory.gpu.bytes) / MIB + 1);
  await server.close();
});

test('RFC rows 37, 56 and 68: the memory panel counts what went to make room and tells the largest size that was opened, and nothing that is generated is kept', async ({
  page,
}) => {
  await open(page, 'gen:ramp?levels=4&tile=256');
  // Of chunks that can be made again 4 MiB are kept which no view wants: a view is some 3 MiB.
  for (const x of [600, 1800, 3000, 600]) {
    await setState(page, { center: { x, y: 2000 }, zoom: 1 });
    await settled(page);
  }
  await page.keyboard.press('b');
  const panel = page.getByRole('complementary', { name: 'Memory and detail' });
  const { evicted } = await stats(page);
  expect(evicted.chunks).toBeGreaterThan(0);
  const counts = panel.getByRole('region', { name: 'Made room by dropping' });
  await expect(counts).toContainText(
    new RegExp(`Tiles and bricks\\s*${evicted.gpu}\\s*Decoded chunks\\s*${evicted.chunks}\\s`),
  );
  await expect(panel.getByRole('region', { name: 'This device' })).toContainText(/Largest opened\s*67 MB/);
  expect((await page.evaluate(() => window.exascope.library.usage())).bytes).toBe(0);
});
