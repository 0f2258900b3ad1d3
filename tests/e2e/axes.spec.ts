import type { Page } from '@playwright/test';
import { omeTree, type OmeLevel } from '../fixtures/ome-tree';
import { expect, test, untilInstalled, untilKept, view } from './kept';
import { open, setState, settled, stats, valueAt } from './harness';

// Wide enough for the panels of a desktop.
test.use({ contextOptions: { reducedMotion: 'reduce' }, viewport: { width: 1000, height: 640 } });

const STEPS = 20;
const series = `gen:checkerboard?space=2&levels=1&tile=64&times=${STEPS}&low=50&high=200`;

const slider = (page: Page) => page.getByRole('slider', { name: 'Position along t' });
const stepOf = (page: Page) => page.evaluate(() => window.exascope.getState().position['t']);

/** Numbers of steps that the slider says are loaded and kept. */
async function told(page: Page): Promise<{ loaded: number; kept: number }> {
  const id = await slider(page).getAttribute('aria-describedby');
  const text = await page.locator(`[id="${id}"]`).innerText();
  const [, loaded, count] = /^(\d+) of (\d+) steps loaded/.exec(text) ?? [];
  expect(Number(count ?? STEPS), text).toBe(STEPS);
  return { loaded: Number(loaded ?? 0), kept: Number(/(\d+) kept on this device/.exec(text)?.[1] ?? 0) };
}

/** Widths of what is drawn behind the slider, as shares of the track. */
function drawn(page: Page, kind: 'sharp' | 'kept'): Promise<number> {
  return slider(page).evaluate((input, name) => {
    const path = input.parentElement?.querySelector(`path.${name}`)?.getAttribute('d') ?? '';
    const widths = [...path.matchAll(/M(\S+) \S+?H([\d.]+)/g)].map(
      ([, from, to]) => Number(to) - Number(from),
    );
    return widths.reduce((sum, width) => sum + width, 0) / input.clientWidth;
  }, kind);
}

test(
  'the slider of a series is typed into and stepped, and says what of it is loaded and kept',
  { tag: '@thorough' },
  async ({ page, site, data }) => {
    await view(page, data.generated(series));
    await untilInstalled(page);
    await expect.poll(() => told(page)).toMatchObject({ loaded: 1 });

    const step = page.getByRole('textbox', { name: 'Step along t' });
    await step.fill('9');
    await step.press('Escape');
    await expect(step).toHaveValue('1');
    await step.fill('9');
    await step.press('Enter');
    await expect.poll(() => stepOf(page)).toBe(8);
    const value = page.getByRole('textbox', { name: 'Value along t' });
    await value.fill('1000');
    await value.press('Enter');
    await expect(value).toHaveValue(String(STEPS - 1));
    await slider(page).focus();
    for (const [key, index] of [
      ['Shift+ArrowLeft', 9],
      ['ArrowRight', 10],
      ['PageDown', 8],
      ['Home', 0],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(() => stepOf(page), key).toBe(index);
    }
    await slider(page).hover();
    await page.mouse.wheel(0, 200);
    await expect.poll(() => stepOf(page)).toBe(2);
    await settled(page);
    await step.blur();
    await page.locator('body').press('End');
    await expect.poll(() => stepOf(page), 'with nothing focused').toBe(STEPS - 1);

    const before = await told(page);
    expect(before.loaded).toBeLessThan(STEPS);
    data.server.setLatency(30);
    await page.getByRole('button', { name: 'Play t' }).click();
    await expect.poll(() => told(page), { timeout: 20_000 }).toEqual({ loaded: STEPS, kept: STEPS });
    await page.getByRole('button', { name: 'Pause t' }).click();
    await settled(page);
    expect(await drawn(page, 'sharp')).toBeCloseTo(1, 1);
    await untilKept(page, data.sentPaths().length);

    await data.stop();
    await site.stop();
    await page.reload();
    await settled(page);
    await expect.poll(() => told(page)).toEqual({ loaded: 1, kept: STEPS });
    expect(await drawn(page, 'kept')).toBeCloseTo(1, 1);
    expect(await drawn(page, 'sharp')).toBeLessThan(0.15);
    expect((await stats(page)).requests.chunks).toBe(0);
  },
);

/** A voxel holds its level and its index in t, z, y, x, two digits each. */
const valueOf = (index: readonly number[], level: number) =>
  index.reduce((digits, i) => 100 * digits + i, level);

function levelOf(factor: number, level: number): OmeLevel {
  const shape = [24, 12, 32, 32].map((size, axis) => (axis < 2 ? size : size / factor));
  const scale = [5, 2, 0.5 * factor, 0.5 * factor];
  const offset = 0.25 * (factor - 1);
  const value = (index: readonly number[]) => valueOf(index, level);
  return { shape, chunks: [1, 4, 16, 16], scale, translation: [0, 0, offset, offset], value };
}

const levels = [levelOf(1, 0), levelOf(2, 1)];
const slow = omeTree({ version: '0.5', axes: 'tzyx', unit: 'micrometer', dtype: 'uint32', levels });

test(
  'time is an axis of the screen in a grid and at a locked level, and axes are rolled in 3D',
  { tag: '@thorough' },
  async ({ page, data }) => {
    const location = data.serve('slow', slow);
    await open(page, [location, location]);
    await setState(page, { axes: ['t', 'x'], layers: [{ id: 'layer2', level: 1 }] });
    await page.keyboard.press('g');
    await setState(page, { zoom: 20 });
    await settled(page);
    const cells = await page
      .getByRole('list', { name: 'Cells of the grid' })
      .getByRole('listitem')
      .evaluateAll((all) => all.map((cell) => cell.getBoundingClientRect()))
      .then((boxes) => boxes.map(({ x, y, width, height }) => [x + width / 2, y + height / 2] as const));
    expect(cells).toHaveLength(2);
    for (const [cell, [x, y]] of cells.entries()) {
      const [here] = await valueAt(page, x, y);
      // A step of time is as long as a voxel of x: half a micrometer, 10 pixels.
      const [later] = await valueAt(page, x, y + 30);
      const [beside] = await valueAt(page, x + 40, y);
      expect([here?.layer, here?.level]).toEqual([`layer${cell + 1}`, cell]);
      for (const found of [here, later, beside])
        expect(found?.value, found?.layer).toBe(valueOf(found?.index ?? [], cell));
      expect((later?.index[0] ?? 0) - (here?.index[0] ?? 0)).toBe(3);
      expect((beside?.index[3] ?? 0) - (here?.index[3] ?? 0)).toBe(cell === 0 ? 4 : 2);
    }
    await page.keyboard.press('g');

    await setState(page, {
      mode: '3d',
      axes: ['z', 'y', 'x'],
      rotation: [0, 0, 0, 1],
      layers: [{ id: 'layer2', visible: false }],
    });
    await page.keyboard.press('e');
    await expect.poll(() => page.evaluate(() => window.exascope.getState().axes)).toEqual(['t', 'z', 'y']);
    await page.keyboard.press('0');
    const row = page.getByRole('group', { name: 'Axis x' });
    await row.getByRole('textbox', { name: 'Value along x' }).fill('3.5 µm');
    await row.getByRole('textbox', { name: 'Value along x' }).press('Enter');
    await settled(page);
    const [x, y] = [650, 300] as const;
    const [found] = await valueAt(page, x, y);
    expect(found?.level).toBe(0);
    // The greatest of the ray is the last in time, of the plane that the slider of x says.
    expect([found?.index[0], found?.index[3]]).toEqual([23, 7]);
    expect(found?.value).toBe(valueOf(found?.index ?? [], 0));
  },
);
