// Takes the pictures of README from the built site: `npm run build && node scripts/make-screenshots.mjs`.
import { resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumArgs } from './chromium-args.mjs';
import { findOrInstallChromium } from './find-chromium.mjs';
import { listen, siteListener } from './local-server.mjs';

/** @type {{ name: string, source?: string | string[], width: number, height: number, theme: 'dark' | 'light', touch?: boolean, state?: object, keys?: string, isKept?: boolean }[]} `isKept`: with what is kept on the device, which takes a moment. */
const pictures = [
  { name: 'home', width: 1200, height: 700, theme: 'dark' },
  {
    name: 'macaque',
    source: 'data/macaque.zarr',
    width: 1200,
    height: 760,
    theme: 'dark',
    state: { zoom: 9, layers: [{ id: 'layer1', interpolation: 'linear' }] },
  },
  {
    name: 'mandelbrot',
    source: 'gen:mandelbrot?levels=18&tile=512',
    width: 1200,
    height: 760,
    theme: 'dark',
    state: {
      center: { x: 46_950_000, y: 64_410_000 },
      zoom: 0.0006,
      layers: [{ id: 'layer1', colormap: 'twilight_shifted', contrast: [0, 120] }],
    },
  },
  {
    name: 'outlines',
    source: 'gen:julia?levels=18&tile=512',
    width: 1200,
    height: 760,
    theme: 'light',
    state: { layers: [{ id: 'layer1', colormap: 'magma', contrast: [0, 160] }] },
    keys: 't',
  },
  {
    name: 'surface',
    source: 'data/macaque.zarr',
    width: 1200,
    height: 760,
    theme: 'dark',
    state: {
      mode: '3d',
      zoom: 6.5,
      perspective: 45,
      rotation: [-0.2053, 0.2853, 0.0629, 0.934],
      layers: [{ id: 'layer1', rendering: 'iso' }],
    },
  },
  {
    name: 'plane',
    source: 'data/macaque.zarr',
    width: 1200,
    height: 760,
    theme: 'light',
    state: {
      mode: '3d',
      zoom: 6,
      rotation: [-0.2053, 0.2853, 0.0629, 0.934],
      plane: { position: { z: 34, y: 51, x: 42 }, normal: { z: 1, y: 0, x: 0 }, alone: false },
      layers: [{ id: 'layer1', rendering: 'translucent' }],
    },
  },
  {
    name: 'library',
    source: 'data/macaque.zarr',
    width: 1200,
    height: 760,
    theme: 'dark',
    state: { zoom: 7, layers: [{ id: 'layer1', interpolation: 'linear' }] },
    keys: 'l',
    isKept: true,
  },
  {
    name: 'labels',
    source: 'gen:blobs?levels=3&tile=32&count=150&space=3',
    width: 1200,
    height: 760,
    theme: 'dark',
    state: { mode: '3d', perspective: 40 },
  },
  {
    name: 'grid',
    source: ['gen:mandelbrot?levels=18&tile=512', 'gen:julia?levels=18&tile=512'],
    width: 1200,
    height: 760,
    theme: 'light',
    state: {
      layers: [
        { id: 'layer1', colormap: 'twilight_shifted', contrast: [0, 120] },
        { id: 'layer2', colormap: 'magma', contrast: [0, 160] },
      ],
    },
    keys: 'g',
  },
  {
    name: 'phone',
    source: 'data/macaque.zarr',
    width: 390,
    height: 844,
    theme: 'dark',
    touch: true,
    state: { layers: [{ id: 'layer1', interpolation: 'linear' }] },
  },
];

const { path } = findOrInstallChromium((sentence) => process.stderr.write(`${sentence}\n`));
const site = await listen(siteListener(resolve('build')), { ports: [0] });
const browser = await chromium.launch({
  executablePath: path,
  chromiumSandbox: false,
  args: chromiumArgs(),
});
for (const { name, source, width, height, theme, touch = false, state, keys, isKept = false } of pictures) {
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme: theme,
    hasTouch: touch,
    deviceScaleFactor: touch ? 2 : 1,
    serviceWorkers: isKept ? 'allow' : 'block',
  });
  const query = new URLSearchParams([source ?? []].flat().map((each) => ['source', each]));
  await page.goto(`http://localhost:${site.port}/?${query}`);
  await page.waitForFunction(() => 'exascope' in window);
  await page.evaluate(async (view) => {
    const { exascope } = /** @type {any} */ (window);
    await exascope.ready;
    if (exascope.layers().length === 0) return;
    await exascope.settled();
    if (view) await exascope.setState(view);
    await exascope.settled({ timeoutMs: 180_000 });
  }, state);
  if (isKept) await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 4000)));
  if (keys) await page.keyboard.press(keys);
  if (source && !touch) await page.mouse.move(width * 0.62, height * 0.42);
  if (source) await page.evaluate(() => /** @type {any} */ (window).exascope.settled({ timeoutMs: 180_000 }));
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
  await page.screenshot({ path: `docs/pictures/${name}.png` });
  await page.close();
}
await browser.close();
await site.close();
