import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { startFixtureServer } from '../fixtures/fixture-server';
import { expect, open, ready, setState, settled, test, type ViewState } from './harness';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const RAMP = 'gen:ramp?levels=3&tile=128&space=3';

function getState(page: Page): Promise<ViewState> {
  return page.evaluate(() => window.exascope.getState());
}

/** Goes back or forward, and waits until the view is in a mode. */
async function walk(page: Page, way: 'goBack' | 'goForward', mode: '2d' | '3d'): Promise<ViewState> {
  await page[way]();
  await expect.poll(async () => (await getState(page)).mode).toBe(mode);
  return getState(page);
}

/** The address says what is seen now. */
async function followed(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const link = await page.getByRole('textbox', { name: 'Link to this view' }).inputValue();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.url()).toBe(link);
}

/** Drops a file, as from a folder of the desktop. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  await page.evaluate(
    ([fileName, content]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], fileName, { type: 'application/json' }));
      for (const type of ['dragover', 'drop'])
        window.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, text] as const,
  );
}

test(
  'back and forward walk modes and what is open, each as it was left, and undo goes on working',
  { tag: '@thorough' },
  async ({ page }) => {
    await open(page, RAMP);
    await settled(page);
    await followed(page);
    const entries = () => page.evaluate(() => history.length);
    const before = await entries();
    for (const x of [100, 200, 300]) {
      await setState(page, { center: { x } });
      await followed(page);
    }
    expect(await entries(), 'moving about is no step').toBe(before);
    await page.keyboard.press('d');
    await setState(page, { zoom: 0.5 });
    await followed(page);
    expect(await entries(), 'another mode is').toBe(before + 1);
    expect((await walk(page, 'goBack', '2d')).center['x']).toBe(300);
    expect((await walk(page, 'goForward', '3d')).zoom).toBe(0.5);
    await page.waitForTimeout(900);
    expect(await entries(), 'going back and forth writes nothing').toBe(before + 1);
    await walk(page, 'goBack', '2d');
    await page.waitForTimeout(900);
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await getState(page)).mode, 'going back can be undone').toBe('3d');
  },
);

test('a view goes through a code, a file and a drop, and comes back as it was', async ({ page }) => {
  await open(page, RAMP);
  await setState(page, {
    center: { x: 300.25, y: 200.5 },
    zoom: 1.5,
    layers: [{ id: 'layer1', colormap: 'magma' }],
  });
  await settled(page);
  const state = await getState(page);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('button', { name: 'QR code' }).click();
  await expect(page.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save view file' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.exascope\.json$/);
  const text = readFileSync(await download.path(), 'utf8');
  await page.goto('/');
  await ready(page);
  await drop(page, 'view.exascope.json', text);
  await expect.poll(() => page.evaluate(() => window.exascope.layers().length)).toBe(1);
  await settled(page);
  expect(await getState(page)).toEqual(state);
  await drop(page, 'broken.exascope.json', text.slice(0, 200));
  await expect(page.getByRole('alert', { name: 'This view cannot be read' })).toBeVisible();
  expect((await getState(page)).sources).toEqual(state.sources);
  await drop(page, 'large.exascope.json', `{"exascope":1,"x":"${'x'.repeat(2 ** 21)}"}`);
  await expect(page.getByText('it is too large')).toBeVisible();
});

test('a view of Neuroglancer opens as far as it can be shown, and says what was left out', async ({
  page,
}) => {
  const server = await startFixtureServer();
  const em = server.generated('gen:ramp?levels=3&tile=128');
  const state = {
    ...{
      dimensions: { x: [1, ''], y: [1, ''] },
      position: [300.5, 200.5],
      crossSectionScale: 0.5,
      layout: 'xy',
    },
    layers: [
      {
        type: 'image',
        source: `${em}|zarr3:`,
        name: 'em',
        shaderControls: { normalized: { range: [10, 400] } },
      },
      { type: 'segmentation', source: 'precomputed://gs://bucket/cells', name: 'cells' },
    ],
  };
  await page.goto(`/#!${encodeURIComponent(JSON.stringify(state))}`);
  await settled(page);
  const shown = await getState(page);
  expect(shown).toMatchObject({ sources: [em], center: { x: 300, y: 200 }, zoom: 2 });
  expect(shown.layers).toMatchObject([{ name: 'em', contrast: [10, 400] }]);
  const card = page.getByRole('status', { name: 'Opened from Neuroglancer, without a part' });
  await expect(card).toContainText('“cells”: precomputed data');
  await card.getByRole('button', { name: 'Dismiss' }).first().click();
  await expect(card).toHaveCount(0);
  await expect.poll(() => page.url()).toContain('#1:');
  await server.close();
});
