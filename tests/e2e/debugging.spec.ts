import type { Locator, Page } from '@playwright/test';
import { expect, open, settled, test } from './harness';
import { Fingers } from './touch-fingers';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const panelOf = (page: Page) => page.getByRole('complementary', { name: 'Debugger' });

/** Opens the debugger beside a picture that is complete. */
async function openDebugger(page: Page, source: string, view: object = {}): Promise<void> {
  await open(page, source);
  await page.evaluate((state) => window.exascope.setState(state), view);
  await settled(page);
  await page.keyboard.press('i');
}

/** What a canvas shows, once it has been drawn. */
const pixelsOf = (canvas: Locator) => canvas.evaluate((node) => (node as HTMLCanvasElement).toDataURL());

// The numbers of tiles below are those of this size.
test.use({ viewport: { width: 1024, height: 768 } });

test('the debugger shows tiles and where they came from, finds what is swapped on purpose, and nothing without', async ({
  page,
}) => {
  await open(page, 'gen:ramp?levels=4&tile=128');
  await settled(page);
  const asLoaded = await page.evaluate(async () => (await window.exascope.capture()).size);
  await page.keyboard.press('t');
  await page.keyboard.press('i');
  const panel = panelOf(page);
  const check = panel.getByRole('region', { name: 'Self-check' });
  const pointed = panel.getByRole('region', { name: 'Pointer on' });

  // What came before anybody looked is not known; what comes after is.
  await panel.getByRole('button', { name: 'Load again' }).click();
  const ways = panel.getByRole('list', { name: 'Where what is shown came from' });
  await expect(ways).toContainText(/Generated\s*[1-9]/);
  await expect(ways).not.toContainText('before');
  await page.mouse.move(480, 300);
  await expect(pointed).toContainText(
    /L2 tile .*as wanted.*\d+ of \d+ in line.*Generated.*ms, after .*ms of waiting/s,
  );

  const offsets = panel.getByRole('region', { name: 'Alignment ramp' });
  await expect(offsets).toContainText(/L1 over L0\s*y 0\.00 px\s*x 0\.00 px/);
  await offsets.getByRole('button', { name: 'Measure' }).click();
  await expect(offsets).toContainText('Measured', { timeout: 30_000 });

  await panel.getByRole('checkbox', { name: 'Compare what is shown' }).check();
  await expect(check).toContainText(/All in their places\.\s*20 chunks compared/);
  const swap = panel.getByRole('checkbox', { name: 'Swap pairs of chunks' });
  await swap.check();
  await expect(panel.getByText('what you see is wrong on purpose')).toBeVisible();
  await expect(check).toContainText(/belongs at L2 \[\?, 1\]/, { timeout: 30_000 });
  await swap.uncheck();
  await expect(check).toContainText(/All in their places\.\s*20 chunks compared/, { timeout: 30_000 });
  await settled(page);
  expect(await page.evaluate(async () => (await window.exascope.capture()).size)).toBe(asLoaded);
  await swap.check();
  await expect(check).toContainText('belongs at');

  // A tap tells what pointing does.
  const facts = await pointed.textContent();
  const fingers = await Fingers.of(page);
  await fingers.down([560, 200]);
  await fingers.up();
  await expect(pointed).not.toHaveText(facts ?? '');
  await expect(pointed).toContainText(/L2 tile .*\[\d, \d\].*\d+ of \d+ in line/s);

  await page.reload();
  await settled(page);
  await page.keyboard.press('i');
  const faults = panel.getByRole('group', { name: 'Faults, made on purpose' }).getByRole('checkbox');
  await expect(faults).toHaveCount(4);
  for (const fault of await faults.all()) await expect(fault).not.toBeChecked();
  await panel.getByRole('checkbox', { name: 'Compare what is shown' }).check();
  await expect(check).toContainText(/All in their places\.\s*20 chunks compared/);
});

test(
  'the self-check finds each fault, and nothing once it is taken back',
  { tag: '@thorough' },
  async ({ page }) => {
    await openDebugger(page, 'gen:ramp?levels=4&tile=128');
    const panel = panelOf(page);
    const check = panel.getByRole('region', { name: 'Self-check' });
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
  },
);

test(
  'the second camera shows the tiles of an image, and what the main camera sees of it',
  { tag: '@thorough' },
  async ({ page }) => {
    await openDebugger(page, 'gen:ramp?levels=4&tile=128');
    await secondCameraFollows(page, { rotation: [0, 0, Math.sin(0.3), Math.cos(0.3)] });
  },
);

/** The second camera shows boxes, follows the main view, and turns by keys, buttons and a finger. */
async function secondCameraFollows(page: Page, turned: object): Promise<void> {
  const camera = panelOf(page).getByRole('region', { name: 'Second camera' });
  const canvas = camera.locator('canvas');
  await canvas.scrollIntoViewIfNeeded();
  await expect(camera).toContainText(/[1-9]\d* (tiles|bricks)/);
  const changes = async (what: string, act: () => Promise<unknown>) => {
    await expect.poll(async () => (await pixelsOf(canvas)) === (await pixelsOf(canvas)), what).toBe(true);
    const before = await pixelsOf(canvas);
    await act();
    await expect.poll(async () => (await pixelsOf(canvas)) === before, what).toBe(false);
  };
  await changes('the main view turns', () =>
    page.evaluate((state) => window.exascope.setState(state), turned),
  );
  await settled(page);
  await changes('an arrow key', () => camera.getByRole('img').press('ArrowLeft'));
  await changes('a button', () => camera.getByRole('button', { name: 'Nearer' }).click());
  await changes('another thing to point at', () => camera.getByRole('radio', { name: 'Main view' }).click());
  await changes('a finger', async () => {
    const box = await canvas.boundingBox();
    if (!box) throw new Error('The second camera is not in sight.');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const fingers = await Fingers.of(page);
    await fingers.down([x, y]);
    await fingers.slide([[x, y]], [[x + 60, y + 20]]);
    await fingers.up();
  });
}

test(
  'the second camera shows the bricks of a volume, and what the main camera sees of it',
  { tag: '@thorough' },
  async ({ page }) => {
    await openDebugger(page, 'gen:blobs?levels=3&tile=32&count=150&space=3', { mode: '3d', perspective: 40 });
    await secondCameraFollows(page, { rotation: [0, Math.sin(0.4), 0, Math.cos(0.4)] });
  },
);
