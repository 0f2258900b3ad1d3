import type { Page } from '@playwright/test';
import { expect, open, settled, test } from './harness';

const VOLUME = 'gen:ramp?levels=3&tile=32&space=3';

interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** A phone with a notch and a bar to swipe, upright and on its side. */
const screens = [
  { name: 'upright', size: { width: 390, height: 844 }, insets: { top: 47, right: 0, bottom: 34, left: 0 } },
  {
    name: 'on its side',
    size: { width: 844, height: 390 },
    insets: { top: 0, right: 47, bottom: 21, left: 47 },
  },
];

/** Controls that are seen and lie, even in part, beneath what the device covers. */
function beneath(page: Page, insets: Insets): Promise<string[]> {
  return page.evaluate(({ top, right, bottom, left }) => {
    const controls = document.querySelectorAll(
      'button, a, input, select, textarea, [role="tab"], [role="radio"], [role="slider"]',
    );
    return [...controls].flatMap((control) => {
      control.scrollIntoView({ block: 'center', inline: 'center' });
      const box = control.getBoundingClientRect();
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      // What is scrolled away, or behind something else, is not seen.
      const seen = document.elementFromPoint(x, y);
      if (box.width < 2 || !seen || !(control.contains(seen) || seen.contains(control))) return [];
      const clear = {
        width: Math.min(box.right, innerWidth - right) - Math.max(box.left, left),
        height: Math.min(box.bottom, innerHeight - bottom) - Math.max(box.top, top),
      };
      // The grip of a sheet is as long as the sheet: the rest of it is enough for a finger.
      const isLarge = Math.max(box.width, box.height) > 300;
      const isClear = isLarge
        ? Math.min(clear.width, clear.height) >= 43.5
        : clear.width >= box.width - 0.5 && clear.height >= box.height - 0.5;
      const name = control.ariaLabel ?? control.textContent.trim().slice(0, 30);
      return isClear ? [] : [`${name} ${JSON.stringify(box)}`];
    });
  }, insets);
}

for (const { name, size, insets } of screens)
  test(`no control lies beneath a notch or the bar of a phone that is held ${name}`, async ({ page }) => {
    await page.setViewportSize(size);
    const client = await page.context().newCDPSession(page);
    await client.send(
      'Emulation.setSafeAreaInsetsOverride' as 'Emulation.setFocusEmulationEnabled',
      {
        insets,
      } as never,
    );
    await open(page, VOLUME);
    await settled(page);
    const given = await page.evaluate(() => {
      const probe = document.body.appendChild(document.createElement('div'));
      probe.style.cssText = 'position:fixed;padding:env(safe-area-inset-top) 0 env(safe-area-inset-bottom)';
      const { paddingTop, paddingBottom } = getComputedStyle(probe);
      probe.remove();
      return [parseFloat(paddingTop), parseFloat(paddingBottom)];
    });
    expect(given, 'the browser tells of them').toEqual([insets.top, insets.bottom]);
    expect(await beneath(page, insets), 'the picture and the closed sheet').toEqual([]);
    const hint = page.getByRole('button', { name: 'Got it' });
    while (await hint.isVisible()) await hint.tap();
    expect(await beneath(page, insets), 'without the hint').toEqual([]);
    const grip = page.getByRole('button', { name: /^Open the panels/ });
    await grip.tap();
    await expect(page.getByRole('tab', { name: 'Layers' })).toBeVisible();
    expect(await beneath(page, insets), 'the open sheet').toEqual([]);
    await page.getByRole('button', { name: 'View' }).first().tap();
    expect(await beneath(page, insets), 'the menu').toEqual([]);
    await page.keyboard.press('Escape');
    await open(page, []);
    expect(await beneath(page, insets), 'the start page').toEqual([]);
  });
