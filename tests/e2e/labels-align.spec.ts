import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { decompress, readHeader, readImage } from 'nifti-reader-js';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { omeTree, type OmeImage } from '../fixtures/ome-tree';
import { expect, needForeignData, open, setState, settled, test } from './harness';
import { capture } from './picture';

test.use({
  viewport: { width: 400, height: 480 },
  colorScheme: 'dark',
  contextOptions: { reducedMotion: 'reduce' },
});

/** A plane of the brain, 0.5 mm a voxel. */
const PLANE = 64;
const [WIDTH, HEIGHT, VOXEL_MM] = [168, 206, 0.5];

let server: FixtureServer;
test.beforeAll(async () => {
  server = await startFixtureServer();
});
test.afterAll(async () => {
  await server.close();
});

/** Voxels of the plane, y before x. */
function planeOf(file: string): ArrayLike<number> {
  const bytes = readFileSync(join(needForeignData(), 'real', file));
  const nifti = decompress(Uint8Array.from(bytes).buffer) as ArrayBuffer;
  const header = readHeader(nifti);
  if (!header) throw new Error(`${file} is no NIfTI`);
  const voxels = readImage(header, nifti);
  const all = header.datatypeCode === 4 ? new Int16Array(voxels) : new Float32Array(voxels);
  return all.subarray(PLANE * WIDTH * HEIGHT, (PLANE + 1) * WIDTH * HEIGHT);
}

/** Three levels: averages around the middle of their voxels, or every second, fourth voxel, where it is. */
function pyramid(voxels: ArrayLike<number>, kind: 'mean' | 'decimate'): OmeImage['levels'] {
  const at = (y: number, x: number): number =>
    voxels[Math.min(y, HEIGHT - 1) * WIDTH + Math.min(x, WIDTH - 1)] ?? 0;
  return [1, 2, 4].map((factor) => ({
    shape: [Math.ceil(HEIGHT / factor), Math.ceil(WIDTH / factor)],
    scale: [factor * VOXEL_MM, factor * VOXEL_MM],
    translation: [0, 1].map(() => (kind === 'mean' ? ((factor - 1) / 2) * VOXEL_MM : 0)),
    value: ([y = 0, x = 0]) => {
      if (kind === 'decimate') return at(y * factor, x * factor);
      let sum = 0;
      for (let n = 0; n < factor * factor; n++)
        sum += at(y * factor + Math.floor(n / factor), x * factor + (n % factor));
      return sum / (factor * factor);
    },
  }));
}

/** Middle of what a picture shows, in pixels: weighted by brightness, or each pixel that is drawn the same. */
async function middleOf(page: Page, isMask: boolean): Promise<readonly [number, number]> {
  const { width, height, data } = await capture(page);
  let [sum, sumX, sumY] = [0, 0, 0];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 4;
      const most = Math.max(data[from] ?? 0, data[from + 1] ?? 0, data[from + 2] ?? 0);
      const weight = isMask ? Number(most > 40) : Math.max(0, most - 13);
      sum += weight;
      sumX += weight * x;
      sumY += weight * y;
    }
  return [sumX / sum, sumY / sum];
}

test('image and labels of the brain lie on one another at every level, though their levels lie differently', async ({
  page,
}) => {
  const shared = { version: '0.5', axes: 'yx', unit: 'millimeter' } as const;
  const image = pyramid(planeOf('inia19-t1-brain.nii.gz'), 'mean');
  const labels = pyramid(planeOf('inia19-NeuroMaps.nii.gz'), 'decimate');
  await open(page, [
    server.serve('brain', omeTree({ ...shared, dtype: 'float32', levels: image })),
    server.serve('map', omeTree({ ...shared, dtype: 'int16', levels: labels, more: { 'image-label': {} } })),
  ]);
  // Voxels are no whole number of pixels, so that their borders fall anywhere between these.
  await setState(page, { center: { x: 42, y: 51.5 }, zoom: 3.7, layers: [{ id: 'layer2', opacity: 1 }] });
  await settled(page);
  const values = await page.evaluate(() => window.exascope.valueAt(200, 240));
  expect(values.map(({ index }) => index)).toEqual([
    [103, 84],
    [103, 84],
  ]);
  expect(values[0]?.value).toBeCloseTo(88.7737, 3);
  expect(values[1]?.value).toBe(1497);
  for (const [shown, other, isMask] of [
    ['layer1', 'layer2', false],
    ['layer2', 'layer1', true],
  ] as const) {
    const middles = [];
    for (const level of [0, 1, 2]) {
      const layers = [
        { id: shown, visible: true, level },
        { id: other, visible: false },
      ];
      await setState(page, { layers });
      await settled(page);
      middles.push(await middleOf(page, isMask));
    }
    const [finest = [NaN, NaN], ...coarser] = middles;
    console.log(`      ${shown}: ${JSON.stringify(middles)}`);
    for (const [x, y] of coarser) expect(Math.hypot(x - finest[0], y - finest[1]), shown).toBeLessThan(0.5);
  }
});
