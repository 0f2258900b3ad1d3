import { expect, test, view } from '../e2e/kept';

test.use({ serviceWorkers: 'block', viewport: { width: 1100, height: 700 } });

/** What a browser takes away, and what the library says of it. */
const refusals = {
  'row 58: a database that never opens': [
    'Object.defineProperty(IDBFactory.prototype, "open", { value: () => new EventTarget() })',
    /no database/,
  ],
  'row 60: no Cache Storage': [
    'for (let o = globalThis; o; o = Object.getPrototypeOf(o)) delete o.caches',
    /no store for files/,
  ],
  'row 60: Cache Storage that throws when it is named': [
    'Object.defineProperty(globalThis, "caches", { get() { throw new DOMException("No.", "SecurityError"); } })',
    /no store for files/,
  ],
  'row 60: Cache Storage that refuses': [
    'CacheStorage.prototype.open = CacheStorage.prototype.keys = CacheStorage.prototype.has = () => Promise.reject(new DOMException("No.", "SecurityError"))',
    /no store for files/,
  ],
  'row 61: no locks and no channel between tabs': [
    'delete Object.getPrototypeOf(navigator).locks; delete globalThis.BroadcastChannel',
    /kept here while it fits|of .* left/s,
  ],
} as const;

for (const [what, [script, words]] of Object.entries(refusals))
  test(`${what}: the view is drawn, and the library says in plain words what that means`, async ({
    page,
    site,
    data,
  }) => {
    await page.addInitScript(script);
    site.runFirst(script);
    await view(page, data.generated('gen:ramp?levels=3&tile=128'));
    await page.keyboard.press('l');
    const panel = page.getByRole('complementary', { name: 'On this device' });
    await expect(panel).toContainText(words, { timeout: 20_000 });
  });

test('row 60: without a service worker what was seen is kept all the same', async ({ page, data }) => {
  await view(page, data.generated('gen:ramp?levels=3&tile=128'));
  await page.keyboard.press('l');
  const panel = page.getByRole('complementary', { name: 'On this device' });
  await expect(panel.getByRole('list', { name: 'Datasets' })).toBeVisible({ timeout: 20_000 });
});
