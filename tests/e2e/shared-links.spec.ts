import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { encodeLink } from '../../src/lib/share';
import { expect, open, ready, settled, test } from './harness';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const IMAGE = 'gen:ramp?levels=3&tile=128';

// Each request of a page takes its address through the browser, with or without a driver that listens: in a browser by itself the card
// came after 28 and 51 s, and after 13 and 18 s with what follows the bound cut off before the app starts; of a link of 70 kB after 4
// (load 9 to 11). This test took 53 s before, and takes 11.
test(
  'a link of 2 MB says that it cannot be read, and opens what it names in the default view',
  { tag: '@thorough' },
  async ({ page }) => {
    await page.goto(`/?source=${encodeURIComponent(IMAGE)}#2:${'A'.repeat(2_000_000)}`);
    await ready(page);
    const card = page.getByRole('alert', { name: 'This link cannot be read in full' });
    await expect(card).toContainText('it is too long');
    await settled(page);
    const broken = await page.evaluate(() => window.exascope.getState());
    await expect.poll(() => page.url().length, 'the address is of use again').toBeLessThan(2000);
    await page.goto('about:blank');
    await page.goto(`/?source=${encodeURIComponent(IMAGE)}`);
    await ready(page);
    await settled(page);
    expect(broken).toEqual(await page.evaluate(() => window.exascope.getState()));
  },
);

test('the sheet of the system is given the link of the view', async ({ page }) => {
  await page.addInitScript(() => {
    const given: ShareData[] = [];
    Object.assign(window, { given });
    Object.assign(navigator, {
      share: (data: ShareData) => Promise.resolve(void given.push(data)),
    });
  });
  await open(page, IMAGE);
  await settled(page);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const link = await page.getByRole('textbox', { name: 'Link to this view' }).inputValue();
  await page.getByRole('button', { name: 'Share…' }).click();
  const given = () => page.evaluate(() => (window as unknown as { given: ShareData[] }).given);
  await expect.poll(given).toMatchObject([{ url: link }]);
  expect(link).toMatch(/#[12]:/);
});

test('a part of a query that someone says is not secret is in the link, and nothing else of it', async ({
  page,
  context,
}) => {
  const server = await startFixtureServer();
  const location = `${server.generated(IMAGE)}?version=3&sig=secret`;
  await open(page, location);
  await settled(page);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const link = page.getByRole('textbox', { name: 'Link to this view' });
  await expect(link).not.toHaveValue(/version|secret/);
  await expect(page.getByRole('checkbox')).toHaveCount(1);
  await page.getByRole('checkbox', { name: 'version=3' }).check();
  await expect(link).toHaveValue(/version%3D3&withheld=0&kept=0/);
  await expect(link).not.toHaveValue(/secret/);
  const other = await context.newPage();
  await other.goto(await link.inputValue());
  await ready(other);
  await expect.poll(() => other.url(), 'the next one keeps it too').toMatch(/version%3D3.*kept=0.*#/);
  await server.close();
});

test.describe('what was shared without its key', () => {
  test.use({ expectedMessages: { patterns: [/Failed to load resource/, /blocked by CORS policy/] } });
  let server: FixtureServer;
  test.beforeEach(async () => {
    server = await startFixtureServer();
  });
  test.afterEach(() => server.close());

  test('says so too of a refusal that the page may not read, with the way to give the key', async ({
    page,
    baseURL,
  }) => {
    server.onPath(/ramp/, { status: 403, cors: false });
    await page.goto(
      `${baseURL ?? ''}/?${new URLSearchParams({ source: server.generated(IMAGE), withheld: '0' })}`,
    );
    await ready(page);
    const card = page.getByRole('alert', { name: 'This was shared without its key' });
    await expect(card).toContainText('CORS');
    await expect(card.getByRole('button', { name: 'Give access' })).toBeVisible();
    await card.getByRole('button', { name: 'Find out why' }).click();
    const diagnosis = page.getByRole('dialog');
    await expect(diagnosis).toContainText('CORS');
    await expect(diagnosis).toContainText('This was shared without its key');
    await diagnosis.getByRole('button', { name: 'Give access' }).click();
    await expect(page.getByRole('dialog', { name: 'Access to servers' })).toBeVisible();
  });

  test('says so, asks for the key, and opens with it as the link says', async ({ page, baseURL }) => {
    const free = server.onPath(/ramp/, { status: 403 });
    const location = server.generated(IMAGE);
    const link = encodeLink(baseURL ?? '', {
      ...{
        sources: [`${location}?sig=secret`],
        mode: '2d',
        axes: ['y', 'x'],
        center: { y: 200.5, x: 300.25 },
      },
      ...{ zoom: 1.5, rotation: [0, 0, 0, 1], perspective: 0, position: {} },
      layers: [{ id: 'layer1', visible: true, opacity: 1, blending: 'translucent', colormap: 'magma' }],
    });
    expect(link).not.toContain('secret');
    await page.goto(link);
    await ready(page);
    const card = page.getByRole('alert', { name: 'This was shared without its key' });
    await expect(card).toContainText('403');
    await card.getByRole('button', { name: 'Give access' }).click();
    const dialog = page.getByRole('dialog', { name: 'Access to servers' });
    await dialog.getByRole('textbox', { name: 'Header', exact: true }).fill('X-Key');
    await dialog.getByRole('textbox', { name: 'Value' }).fill('abc');
    free();
    await dialog.getByRole('button', { name: 'Use it and open' }).click();
    await page.waitForFunction(() => window.exascope.layers().length === 1);
    await settled(page);
    await expect(card).toHaveCount(0);
    expect(await page.evaluate(() => window.exascope.getState())).toMatchObject({
      ...{ center: { y: 200.5, x: 300.25 }, zoom: 1.5 },
      layers: [{ colormap: 'magma' }],
    });
  });
});
