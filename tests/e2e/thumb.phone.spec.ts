import type { Locator, Page } from '@playwright/test';
import { expect, open, settled, test } from './harness';
import { Fingers, type Place } from './touch-fingers';

const VOLUME = 'gen:ramp?levels=3&tile=32&space=3';

test.use({ viewport: { width: 360, height: 640 } });

async function middleOf(control: Locator): Promise<Place> {
  const box = await control.boundingBox();
  if (!box) throw new Error(`${String(control)} is not on the screen.`);
  return [box.x + box.width / 2, box.y + box.height / 2];
}

/** How the browser itself shows the page: what it has zoomed, how far it has scrolled, and whether it is the same page still. */
function shownAs(page: Page): Promise<unknown> {
  return page.evaluate(() => {
    const { scale, offsetLeft, offsetTop } = window.visualViewport ?? {};
    return { scale, offsetLeft, offsetTop, scrollY, scrollX, isSame: 'isSame' in window };
  });
}

const untouched = { scale: 1, offsetLeft: 0, offsetTop: 0, scrollY: 0, scrollX: 0, isSame: true };

test('a thumb that drags the slider of an axis changes its value by what the finger moved', async ({
  page,
}) => {
  await open(page, VOLUME);
  await settled(page);
  const slider = page.getByRole('slider', { name: 'Position along z' });
  const index = async () => Number(await slider.inputValue());
  const { stepPx, ...thumb } = await slider.evaluate((input: HTMLInputElement) => {
    const box = input.getBoundingClientRect();
    const thumbPx = parseFloat(getComputedStyle(input).getPropertyValue('--thumb'));
    const [way, steps] = [box.width - thumbPx, Number(input.max) - Number(input.min)];
    const x = box.left + thumbPx / 2 + (way * input.valueAsNumber) / steps;
    return { stepPx: way / steps, x, y: box.top + box.height / 2 };
  });
  const fingers = await Fingers.of(page);
  let [at, expected]: [Place, number] = [[thumb.x, thumb.y], await index()];
  await fingers.down(at);
  // From the middle, and to neither end.
  for (const dx of [120, 70, -310].map((steps) => steps * stepPx * 0.5)) {
    const to: Place = [at[0] + dx, at[1] + 3];
    await fingers.slide([at], [to]);
    [at, expected] = [to, expected + dx / stepPx];
    // A finger is followed from picture to picture.
    await expect
      .poll(async () => Math.abs((await index()) - expected), `steps off after ${String(dx)} px`)
      .toBeLessThanOrEqual(1);
  }
  await fingers.up();
  const position = await page.evaluate(() => window.exascope.getState().position['z']);
  expect(position, 'the view follows').toBe(await index());
});

test('fingers on the picture and on a slider neither zoom nor scroll nor reload the page', async ({
  page,
}) => {
  const fingers = await Fingers.of(page);
  const spread = async ([x, y]: Place): Promise<void> => {
    const from: Place[] = [
      [x - 20, y],
      [x + 20, y],
    ];
    await fingers.down(...from);
    await fingers.slide(from, [
      [x - 90, y],
      [x + 90, y],
    ]);
    await fingers.up();
  };
  await open(page, []);
  await spread(await middleOf(page.getByRole('heading', { level: 1 })));
  const { scale } = (await shownAs(page)) as { readonly scale: number };
  expect(scale, 'a page of text can be enlarged').toBeGreaterThan(1.2);

  await open(page, VOLUME);
  await settled(page);
  await page.evaluate(() => Object.assign(window, { isSame: true }));
  for (const place of [
    page.getByRole('application'),
    page.getByRole('slider', { name: 'Position along z' }),
  ]) {
    const [x, y] = await middleOf(place);
    await spread([x, y]);
    expect(await shownAs(page), `two fingers spread on ${String(place)}`).toEqual(untouched);
    for (const way of [250, -250]) {
      const to: Place = [x, Math.min(630, Math.max(10, y + way))];
      await fingers.down([x, y]);
      await fingers.slide([[x, y]], [to], 12);
      await fingers.up();
      expect(await shownAs(page), `a finger drawn by ${String(way)} px on ${String(place)}`).toEqual(
        untouched,
      );
    }
    await fingers.down([x, y]);
    await fingers.up();
    await fingers.down([x, y]);
    await fingers.up();
    expect(await shownAs(page), `two taps on ${String(place)}`).toEqual(untouched);
  }
});
