import { readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { findOrInstallChromium } from './find-chromium.mjs';

/**
 * The icons of the web app manifest, drawn from static/icon.svg. Systems cut maskable ones to their own shape, so those fill
 * the square; the others have round corners of their own, a fraction of the edge.
 */
const icons = [
  { name: 'icon-192.png', edgePx: 192, corner: 0.2 },
  { name: 'icon-512.png', edgePx: 512, corner: 0.2 },
  { name: 'icon-maskable-192.png', edgePx: 192, corner: 0 },
  { name: 'icon-maskable-512.png', edgePx: 512, corner: 0 },
  { name: 'apple-touch-icon.png', edgePx: 180, corner: 0 },
];

const { path } = findOrInstallChromium((sentence) => console.log(sentence));
const browser = await chromium.launch({ executablePath: path, chromiumSandbox: false });
const page = await browser.newPage({ deviceScaleFactor: 1 });
const svg = `data:image/svg+xml;base64,${readFileSync('static/icon.svg').toString('base64')}`;
for (const { name, edgePx, corner } of icons) {
  await page.setViewportSize({ width: edgePx, height: edgePx });
  const style = `display:block;width:${edgePx}px;height:${edgePx}px;border-radius:${corner * edgePx}px`;
  await page.setContent(
    `<style>body{margin:0;background:transparent}</style><img src="${svg}" style="${style}" alt="" />`,
  );
  await page.waitForFunction(() => document.images[0]?.complete);
  await page.screenshot({ path: `static/${name}`, omitBackground: true });
  console.log(`static/${name}`);
}
await browser.close();
