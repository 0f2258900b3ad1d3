import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { PNG } from 'pngjs';
import { expect, open, setState, settled, test } from './harness';

const RAMP = 'gen:ramp?levels=2&tile=32&space=3&dtype=uint16';

async function download(page: Page, press: () => Promise<void>): Promise<{ name: string; data: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: file.suggestedFilename(), data: await readFile(await file.path()) };
}

/**
 * Decodes a video in a page without the app's policy: how bright each frame is, in the order of time, in the middle of its
 * height and at a share of its width.
 */
async function framesOf(
  page: Page,
  data: Buffer,
  { count, across = 0.5 }: { count: number; across?: number },
): Promise<{ brightness: number[]; seconds: number }> {
  const other = await page.context().newPage();
  const decoded = await other.evaluate(
    async ([base64, frames, share]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const video = document.createElement('video');
      video.muted = true;
      video.src = URL.createObjectURL(new Blob([bytes], { type: 'video/webm' }));
      await new Promise((resolve, reject) => {
        video.onloadeddata = resolve;
        video.onerror = reject;
      });
      const context = new OffscreenCanvas(video.videoWidth, video.videoHeight).getContext('2d', {
        willReadFrequently: true,
      });
      const brightness: number[] = [];
      for (let n = 0; n < frames; n++) {
        // A busy computer shows the frame some time after it has been sought.
        const shown = new Promise((resolve) => {
          video.requestVideoFrameCallback(resolve);
          setTimeout(resolve, 2000);
        });
        const sought = new Promise((resolve) => (video.onseeked = resolve));
        video.currentTime = ((n + 0.5) * video.duration) / frames;
        await Promise.all([sought, shown]);
        context?.drawImage(video, 0, 0);
        const pixel = context?.getImageData(video.videoWidth * share, video.videoHeight / 2, 1, 1).data;
        brightness.push(pixel?.[0] ?? -1);
      }
      return { brightness, seconds: video.duration };
    },
    [data.toString('base64'), count, across] as const,
  );
  await other.close();
  return decoded;
}

test('pictures, recordings and arrays are saved as they are seen, and leave no trace', async ({ page }) => {
  await open(page, RAMP.replace('ramp?', 'ramp?axis=z&'));
  await setState(page, { zoom: 4, position: { z: 10 }, layers: [{ id: 'layer1', contrast: [0, 127] }] });
  await settled(page);
  const before = await page.evaluate(() => window.exascope.getState());

  const undo = page.getByRole('button', { name: /undo/i });
  const undoName = (await undo.getAttribute('aria-label')) ?? '';
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const panel = page.getByRole('complementary', { name: 'Export' });
  for (const mark of ['Scale bar', 'Measurements'])
    await panel.getByRole('checkbox', { name: mark }).uncheck();
  const shoot = async (scale: string) => {
    await panel.getByRole('radio', { name: scale }).click();
    const { data } = await download(page, () => panel.getByRole('button', { name: 'Save PNG' }).click());
    return PNG.sync.read(data);
  };
  const [once, twice] = [await shoot('1×'), await shoot('2×')];
  expect([once.width, once.height, twice.width, twice.height]).toEqual([900, 600, 1800, 1200]);
  const red = ({ data, width }: PNG, x: number, y: number) => data[4 * (y * width + x)];
  let differing = 0;
  for (let y = 1; y < 600; y += 7)
    for (let x = 1; x < 900; x += 7) if (red(once, x, y) !== red(twice, 2 * x, 2 * y)) differing++;
  // Only where an edge of the data lies within a pixel.
  expect(differing).toBeLessThan(300);
  expect(red(once, 450, 300)).toBe(20);

  await panel.getByRole('radio', { name: 'Recording' }).click();
  const fill = async (name: string, value: string) => {
    await panel.getByRole('textbox', { name }).fill(value);
    await page.keyboard.press('Enter');
  };
  await fill('First', '0');
  await fill('Last', '120');
  await fill('Step', '30');
  await fill('Per second', '10');
  const film = await download(page, () => panel.getByRole('button', { name: 'Record WebM' }).click());
  const { brightness, seconds } = await framesOf(page, film.data, { count: 5 });
  expect(seconds).toBeCloseTo(0.5, 2);
  const steps = [0, 60, 120, 181, 241];
  brightness.forEach((value, n) => expect(Math.abs(value - (steps[n] ?? 0))).toBeLessThan(12));
  expect(await page.evaluate(() => window.exascope.getState())).toEqual(before);

  await fill('Step', '1');
  await panel.getByRole('button', { name: 'Record WebM' }).click();
  const job = page.getByRole('dialog', { name: 'Recording' });
  await expect(job).toContainText(/Frame \d+ of 121/);
  await page.keyboard.press('Escape');
  await expect(job).toHaveCount(0);
  await expect(panel).toContainText('Cancelled.');
  expect(await page.evaluate(() => window.exascope.getState())).toEqual(before);
  await expect(undo).toHaveAccessibleName(undoName);
});

test('an array holds the exact values and says where they are', async ({ page }) => {
  await open(page, RAMP);
  await setState(page, { zoom: 16, center: { y: 60.25, x: 40.25 }, position: { z: 7 } });
  await settled(page);
  await page.keyboard.press('p');
  const panel = page.getByRole('complementary', { name: 'Export' });
  await panel.getByRole('radio', { name: 'Data' }).click();
  await expect(panel).toContainText(/y, x: 38 × 5[67] of uint16/);
  const files = new Map<string, Buffer>();
  page.on(
    'download',
    (file) =>
      void file.path().then(async (path) => files.set(file.suggestedFilename(), await readFile(path))),
  );
  await panel.getByRole('button', { name: 'Save .npy' }).click();
  await expect.poll(() => files.size).toBe(2);
  const [npy, json] = [...files].sort(([a], [b]) => a.length - b.length).map(([, data]) => data);
  if (!npy || !json) throw new Error('Two files.');
  const description = JSON.parse(json.toString()) as {
    shape: number[];
    axes: { name: string; start: number; scale: number; translation: number }[];
    position: { name: string; index: number; world: number }[];
  };
  const [rows = 0, columns = 0] = description.shape;
  const start = 10 + npy.readUInt16LE(8);
  expect(npy.subarray(0, start).toString('latin1')).toContain(
    `'descr': '<u2', 'fortran_order': False, 'shape': (${rows}, ${columns})`,
  );
  expect(npy.length).toBe(start + rows * columns * 2);
  const x = description.axes[1];
  const values = Array.from({ length: rows * columns }, (_, n) => npy.readUInt16LE(start + 2 * n));
  expect(x?.start).toBe(12);
  expect(values).toEqual(values.map((_, n) => (n % columns) * (x?.scale ?? 0) + (x?.translation ?? 0)));
  expect(description.position).toEqual([{ name: 'z', type: 'space', index: 7, world: 7 }]);
});

test(
  'a volume is turned in a recording, saved as an array, and copied as a picture',
  { tag: '@thorough' },
  async ({ page }) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.setViewportSize({ width: 640, height: 480 });
    await open(page, 'gen:ramp?levels=1&tile=32&space=3&axis=x&dtype=uint8');
    await setState(page, { mode: '3d', layers: [{ id: 'layer1', contrast: [0, 63] }] });
    await settled(page);
    const before = await page.evaluate(() => window.exascope.getState());
    await page.keyboard.press('p');
    const panel = page.getByRole('complementary', { name: 'Export' });
    for (const mark of await panel.getByRole('checkbox').all()) await mark.uncheck();
    await panel.getByRole('button', { name: 'Copy' }).click();
    await expect(panel).toContainText(/copied/i);
    const copied = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const picture = await createImageBitmap((await item?.getType('image/png')) ?? new Blob());
      return [picture.width, picture.height];
    });
    expect(copied, 'twice as fine unless chosen otherwise').toEqual([1280, 960]);

    await panel.getByRole('radio', { name: 'Recording' }).click();
    const fill = async (name: string, value: string) => {
      await panel.getByRole('textbox', { name }).fill(value);
      await page.keyboard.press('Enter');
    };
    await fill('Frames', '2');
    await fill('Per second', '2');
    const film = await download(page, () => panel.getByRole('button', { name: 'Record WebM' }).click());
    const { brightness } = await framesOf(page, film.data, { count: 2, across: 0.35 });
    const [near = NaN, far = NaN] = brightness;
    // Half a turn shows the bright end of the ramp where its dark end was.
    expect(far - near).toBeGreaterThan(20);
    expect(await page.evaluate(() => window.exascope.getState())).toEqual(before);

    await panel.getByRole('radio', { name: 'Data' }).click();
    await panel.getByRole('radio', { name: 'Whole volume' }).click();
    const files: { name: string; data: Buffer }[] = [];
    page.on('download', (file) => {
      void file.path().then(async (path) => {
        files.push({ name: file.suggestedFilename(), data: await readFile(path) });
      });
    });
    await panel.getByRole('button', { name: 'Save .npy' }).click();
    await expect.poll(() => files.length).toBe(2);
    const npy = files.find(({ name }) => name.endsWith('.npy'))?.data ?? Buffer.alloc(0);
    const start = 10 + npy.readUInt16LE(8);
    expect(npy.subarray(0, start).toString('latin1')).toContain("'shape': (64, 64, 64)");
    expect([...npy.subarray(start)]).toEqual(Array.from({ length: 64 ** 3 }, (_, n) => n % 64));
  },
);
