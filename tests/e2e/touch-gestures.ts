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
  await fingers.down([x, y]);
  await fingers.slide([[x, y]], [[x - 80, y]], 4);
  await fingers.up();
  const { center } = await viewOf(page);
  await expect.poll(async () => (await viewOf(page)).center).not.toEqual(center);
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
  expect(turned.center, 'one finger moves nothing').toEqual(before.center);
  const from = [[x - 40, y] as const, [x + 40, y] as const];
  await fingers.down(...from);
  await fingers.slide(from, [[x - 60, y] as const, [x + 60, y] as const]);
  await fingers.up();
  const pinched = await viewOf(page);
  expect(pinched.zoom / turned.zoom).toBeCloseTo(1.5, 3);
  expect(pinched.rotation).toEqual(turned.rotation);
  await fingers.down(...from);
  await fingers.slide(from, [[x - 10, y + 40] as const, [x + 70, y + 40] as const]);
  await page.waitForTimeout(150);
  await fingers.up();
  const panned = await viewOf(page);
  const moved = ['x', 'y', 'z'].map((axis) => (panned.center[axis] ?? 0) - (pinched.center[axis] ?? 0));
  expect(Math.hypot(...moved) * panned.zoom, 'the pan, in CSS pixels').toBeCloseTo(50, 0);
  expect(panned.zoom / pinched.zoom).toBeCloseTo(1, 3);
  expect(panned.rotation).toEqual(pinched.rotation);
  await fingers.down(...from);
  await fingers.slide(from, [[x, y - 40] as const, [x, y + 40] as const], 12);
  await fingers.up();
  expect((await viewOf(page)).rotation).not.toEqual(pinched.rotation);
}

function fractionOf(input: HTMLElement | SVGElement): number {
  const { min, max, valueAsNumber } = input as HTMLInputElement;
  return (valueAsNumber - Number(min)) / (Number(max) - Number(min));
}

/** A finger steps an axis and sets a property by their sliders: it sees the value, and the sheet stays where it is. */
export async function expectSliders(page: Page): Promise<void> {
  const fingers = await Fingers.of(page);
  const bubble = page.locator('.bubble');
  const drag = async (name: string) => {
    const slider = page.getByRole('slider', { name });
    await slider.scrollIntoViewIfNeeded();
    const box = await slider.boundingBox();
    if (!box) throw new Error(`${name} is not seen.`);
    expect(box.height, name).toBeGreaterThanOrEqual(43.5);
    const thumb = 12 + (box.width - 24) * (await slider.evaluate(fractionOf));
    const [x, y] = [box.x + thumb, box.y + box.height / 2];
    const way = thumb > box.width / 2 ? -1 : 1;
    await fingers.down([x, y]);
    await fingers.slide([[x, y]], [[x + way * 50, y + 12]]);
    await expect(bubble).toBeVisible();
    expect((await bubble.boundingBox())?.y, 'above the finger').toBeLessThan(box.y - 20);
    const said = await bubble.textContent();
    await fingers.up();
    await expect(bubble).toHaveCount(0);
    expect((await slider.boundingBox())?.y, 'nothing scrolls').toBeCloseTo(box.y, 0);
    return said;
  };
  const z = await drag('Position along z');
  const { position } = await page.evaluate(() => window.exascope.getState());
  expect(z).toContain(String(position['z']));
  await page.getByRole('button', { name: 'Open the panels further' }).tap();
  const opacity = await drag('Opacity');
  const { layers } = await page.evaluate(() => window.exascope.getState());
  expect(Number(opacity)).toBeCloseTo(layers[0]?.opacity ?? 1, 2);
  expect(layers[0]?.opacity).toBeLessThan(1);
  await page.getByRole('button', { name: 'Open the panels further' }).press('ArrowDown');
}

/** A pen points without touching, drags, has a button for the menu, and is not disturbed by the hand that holds it. */
export async function expectPen(page: Page): Promise<void> {
  await setState(page, { mode: '2d', zoom: 4 });
  await settled(page);
  const client = await page.context().newCDPSession(page);
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const [x, y] = [width / 2, height / 2 - 40];
  const pen = (
    type: 'mouseMoved' | 'mousePressed' | 'mouseReleased',
    at: Place,
    button: 'none' | 'left' | 'right',
  ) =>
    client.send('Input.dispatchMouseEvent', {
      ...{ type, x: at[0], y: at[1], button, pointerType: 'pen' as const },
      ...{ buttons: { none: 0, left: 1, right: 2 }[button], clickCount: type === 'mouseMoved' ? 0 : 1 },
    });
  await pen('mouseMoved', [x, y], 'none');
  await expect(page.getByRole('contentinfo', { name: 'Status' })).toContainText(/x[\d.]+/);
  const before = await viewOf(page);
  await pen('mousePressed', [x, y], 'left');
  await pen('mouseMoved', [x - 20, y - 10], 'left');
  const palm = await Fingers.of(page);
  await palm.down([x + 100, y + 100]);
  await palm.slide([[x + 100, y + 100]], [[x + 140, y + 160]], 3);
  await palm.up();
  await pen('mouseMoved', [x - 40, y - 20], 'left');
  await page.waitForTimeout(150);
  await pen('mouseReleased', [x - 40, y - 20], 'left');
  const after = await viewOf(page);
  expectSamePx(
    worldOf(after, [width, height], [x - 40, y - 20]),
    worldOf(before, [width, height], [x, y]),
    4,
  );
  await pen('mousePressed', [x, y], 'right');
  await pen('mouseReleased', [x, y], 'right');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('Escape');
}
