import type { Page } from '@playwright/test';
import { expect, open, settled, test } from './harness';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** What the tokens become that more contrast is about, each as a colour that is drawn: red, green, blue of 255, and opacity. */
function drawn(page: Page) {
  return page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('i'));
    const colorOf = (token: string): readonly [number, number, number, number] => {
      probe.style.color = `var(${token})`;
      const [red = 0, green = 0, blue = 0, alpha = 1] = (
        getComputedStyle(probe).color.match(/[\d.]+/g) ?? []
      ).map(Number);
      return [red, green, blue, alpha];
    };
    const colors = {
      line: colorOf('--line'),
      edgeOfControls: colorOf('--line-strong'),
      hint: colorOf('--text-3'),
      prose: colorOf('--text-2'),
      panel: colorOf('--panel'),
    };
    probe.remove();
    return colors;
  });
}

const opacity = ([, , , alpha]: readonly [number, number, number, number]) => alpha;

for (const colorScheme of ['dark', 'light'] as const)
  test(`more contrast makes lines stronger, hints as dark as prose and panels solid, in the ${colorScheme} theme`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme, contrast: 'no-preference' });
    await open(page, 'gen:checkerboard?levels=2&tile=64&space=3');
    await settled(page);
    // Where a GPU is slow, panels are solid in any case.
    await page.evaluate(() => document.documentElement.removeAttribute('data-gpu'));
    const usual = await drawn(page);
    expect(usual.hint, 'otherwise hints are paler').not.toEqual(usual.prose);
    expect(opacity(usual.panel), 'otherwise the picture shines through').toBeLessThan(1);
    await page.emulateMedia({ colorScheme, contrast: 'more' });
    const more = await drawn(page);
    expect(more.hint).toEqual(more.prose);
    expect(opacity(more.panel)).toBe(1);
    expect(opacity(more.line)).toBeGreaterThan(1.5 * opacity(usual.line));
    expect(more.edgeOfControls, 'edges of controls are solid').not.toEqual(usual.edgeOfControls);
    expect(opacity(more.edgeOfControls)).toBeGreaterThanOrEqual(opacity(usual.edgeOfControls));
  });
