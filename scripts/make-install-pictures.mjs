// Makes the pictures that browsers show where the app is installed, from those of README and of the samples.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import { findOrInstallChromium } from './find-chromium.mjs';

const folder = 'static/install';
const screenshots = ['surface', 'mandelbrot', 'macaque', 'phone'];
const quality = 0.8;
/** Squares of the samples' pictures: the middle and the edge, in pixels. */
const shortcuts = [
  { name: 'macaque', middle: [340, 142], edgePx: 196 },
  { name: 'mandelbrot', middle: [360, 144], edgePx: 288 },
  { name: 'mandelbulb', middle: [320, 144], edgePx: 288 },
];
const shortcutEdgePx = 96;

/** Runs in the page: a part of a picture, drawn anew, as base64. */
async function redraw({ source, from, size, type, quality }) {
  const image = await createImageBitmap(await (await fetch(source)).blob());
  const [x, y, width, height] = from ?? [0, 0, image.width, image.height];
  const canvas = new OffscreenCanvas(...(size ?? [width, height]));
  const context = canvas.getContext('2d', { alpha: false });
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, x, y, width, height, 0, 0, canvas.width, canvas.height);
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type, quality })).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

const { path } = findOrInstallChromium((sentence) => console.log(sentence));
const browser = await chromium.launch({ executablePath: path, chromiumSandbox: false });
const page = await browser.newPage();

async function write(name, file, options) {
  const source = `data:image/png;base64,${(await readFile(file)).toString('base64')}`;
  const made = Buffer.from(await page.evaluate(redraw, { source, ...options }), 'base64');
  await writeFile(`${folder}/${name}`, made);
  console.log(`${folder}/${name}: ${(made.length / 1024).toFixed(1)} KiB`);
}

await mkdir(folder, { recursive: true });
for (const name of screenshots)
  await write(`${name}.webp`, `docs/pictures/${name}.png`, { type: 'image/webp', quality });
for (const { name, middle, edgePx } of shortcuts) {
  const from = [...middle.map((at) => at - edgePx / 2), edgePx, edgePx];
  const size = [shortcutEdgePx, shortcutEdgePx];
  await write(`${name}-${shortcutEdgePx}.png`, `static/samples/${name}.png`, {
    from,
    size,
    type: 'image/png',
  });
}
await browser.close();
