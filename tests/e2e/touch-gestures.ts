import type { Page } from '@playwright/test';
import { expect, open, setState, settled } from './harness';
import { Fingers, type Place } from './touch-fingers';

const VOLUME = 'gen:ramp?levels=3&tile=32&space=3';

interface View {
  readonly center: Readonly<Record<string, number>>;
  readonly zoom: number;
  readonly rotation: readonly number[];
}

function viewOf(page: Page): Promise<View> {
  return page.evaluate(() => {
    const { center, zoom, rotation } = window.exascope.getState();
    return { center, zoom, rotation } as unknown as View;
  });
}

/** Where a place of the screen is in the world of 2D, horizontal and vertical, with the picture turned as it is. */
function worldOf({ center, zoom, rotation }: View, size: Place, [x, y]: Place): Place {
  const turn = 2 * Math.atan2(rotation[2] ?? 0, rotation[3] ?? 1);
  const [dx, dy] = [x - size[0] / 2, y - size[1] / 2];
  const [cosine, sine] = [Math.cos(turn), Math.sin(turn)];
  const { x: across = 0, y: down = 0 } = center;
  return [across + (cosine * dx + sine * dy) / zoom, down + (cosine * dy - sine * dx) / zoom];
}

function expectSamePx([ax, ay]: Place, [bx, by]: Place, zoom: number): void {
  expect(Math.hypot(ax - bx, ay - by) * zoom, 'CSS pixels off').toBeLessThanOrEqual(1);
}

/** What a drag, a pinch, a twist, taps and presses of fingers do to a picture in 2D. */
export async function expectGestures2D(page: Page): Promise<void> {
  await open(page, VOLUME);
  await settled(page);
  const fingers = await Fingers.of(page);
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const size = [width, height] as const;
  const [x, y] = [width / 2, height / 2 - 40];

  const before = await viewOf(page);
  await fingers.down([x, y]);
  await fingers.slide([[x, y]], [[x - 60, y + 50]]);
  await page.waitForTimeout(150);
  await fingers.up();
  const panned = await viewOf(page);
  expectSamePx(worldOf(panned, size, [x - 60, y + 50]), worldOf(before, size, [x, y]), panned.zoom);

  const from = [[x - 40, y] as const, [x + 40, y] as const];
  await fingers.down(...from);
  await fingers.slide(from, [[x - 60, y + 40] as const, [x + 100, y + 40] as const]);
  await fingers.up();
  const pinched = await viewOf(page);
  expect(pinched.zoom / panned.zoom).toBeCloseTo(2, 3);
  expectSamePx(worldOf(pinched, size, [x + 20, y + 40]), worldOf(panned, size, [x, y]), pinched.zoom);

  await fingers.down(...from);
  await fingers.slide(from, [[x, y - 40] as const, [x, y + 40] as const], 12);
  await fingers.up();
  const twisted = await viewOf(page);
  expect(2 * Math.atan2(twisted.rotation[2] ?? 0, twisted.rotation[3] ?? 1)).toBeGreaterThan(1);
  expectSamePx(worldOf(twisted, size, [x, y]), worldOf(pinched, size, [x, y]), twisted.zoom);

  await fingers.down(...from);
  await fingers.up();
  expect((await viewOf(page)).zoom).toBeCloseTo(twisted.zoom / 2, 6);
  await page.waitForTimeout(350);
  await page.touchscreen.tap(x, y);
  await page.touchscreen.tap(x, y);
  expect((await viewOf(page)).zoom).toBeCloseTo(twisted.zoom, 6);
}

/** A flick glides on, and a finger stops it. */
export async function expectGlide(page: Page): Promise<void> {
  await setState(page, { zoom: 4 });
  const fingers = await Fingers.of(page);
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const [x, y] = [width / 2, height / 2 - 40];
  const way = 80;
  const { center, zoom } = await viewOf(page);
  const moved = async () => Math.abs(((await viewOf(page)).center['x'] ?? 0) - (center['x'] ?? 0)) * zoom;
  await fingers.flick([x, y], [x - way, y]);
  await expect.poll(moved, 'CSS pixels, more than the finger went').toBeGreaterThan(way + 1);
  await fingers.down([x, y]);
  const stopped = (await viewOf(page)).center;
  await page.waitForTimeout(120);
  expect((await viewOf(page)).center).toEqual(stopped);
  await fingers.up();
}

/** A long press says what is there and what can be done. */
export async function expectMenu(page: Page): Promise<void> {
  const fingers = await Fingers.of(page);
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  await page.getByRole('application').waitFor();
  await page.evaluate(() => window.exascope.settled());
  await fingers.down([width / 2, height / 2 - 40]);
  const menu = page.getByRole('menu');
  await expect(menu).toBeVisible();
  await fingers.up();
  await expect(menu).toBeVisible();
  const heights = await menu
    .getByRole('menuitem')
    .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));
  expect(heights.length).toBeGreaterThan(5);
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(43.5);
  const before = (await viewOf(page)).zoom;
  await menu.getByRole('menuitem', { name: 'Zoom out here' }).tap();
  await expect(menu).toBeHidden();
  expect((await viewOf(page)).zoom).toBeCloseTo(before / 2, 6);
}

/** One finger turns the volume; two pan, zoom and roll it. */
export async function expectGestures3D(page: Page): Promise<void> {
  await setState(page, { mode: '3d' });
  await settled(page);
  const fingers = await Fingers.of(page);
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const [x, y] = [width / 2, height / 2 - 40];
  const before = await viewOf(page);
  await fingers.down([x, y]);
  await fingers.slide([[x, y]], [[x + 80, y]]);
  await page.waitForTimeout(150);
  await fingers.up();
  const turned = await viewOf(page);
  expect(turned.rotation).not.toEqual(before.rotation);
  expect(turned.zoom).toBe(before.zoom);
  const from = [[x - 40, y] as const, [x + 40, y] as const];
  await fingers.down(...from);
  await fingers.slide(from, [[x - 60, y] as const, [x + 60, y] as const]);
  await fingers.up();
  const pinched = await viewOf(page);
  expect(pinched.zoom / turned.zoom).toBeCloseTo(1.5, 3);
  expect(pinched.rotation).toEqual(turned.rotation);
  await fingers.down(...from);
  await fingers.slide(from, [[x, y - 40] as const, [x, y + 40] as const], 12);
  await fingers.up();
  expect((await viewOf(page)).rotation).not.toEqual(pinched.rotation);
}
