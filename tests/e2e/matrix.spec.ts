import type { Page } from '@playwright/test';
import { generatorValue } from '../../src/lib/source/generate';
import { expect, open, setState, settled, stats, test, valueAt } from './harness';

test.use({ viewport: { width: 480, height: 320 }, contextOptions: { reducedMotion: 'reduce' } });

/** Of each number of axes, and of each way in which textures hold a type, one; labels as well. */
const combinations = [
  { location: 'gen:ramp?shape=300,400&tile=64&dtype=int64', ndim: 2, kind: 'image' },
  { location: 'gen:checkerboard?shape=300,400&tile=64&times=2&dtype=float64&cell=9', ndim: 3, kind: 'image' },
  { location: 'gen:ramp?shape=20,300,400&tile=64&channels=2&dtype=int8', ndim: 4, kind: 'image' },
  {
    location: 'gen:mandelbrot?shape=9,300,400&tile=64&times=2&channels=2&dtype=uint16',
    ndim: 5,
    kind: 'image',
  },
  {
    location: 'gen:blobs?shape=300,400&tile=64&dtype=uint64&first=18446744073709550000&count=60',
    ndim: 2,
    kind: 'labels',
  },
  { location: 'gen:blobs?shape=20,300,400&tile=64&times=2&dtype=int16&count=60', ndim: 4, kind: 'labels' },
];

const places = [
  [180, 120],
  [240, 160],
  [290, 200],
] as const;

/** Compares what is shown at a few places with the formula; every value counts. */
async function expectValues(page: Page, location: string, level: number): Promise<void> {
  const values = (await Promise.all(places.map(([x, y]) => valueAt(page, x, y)))).flat();
  expect(values.length, location).toBeGreaterThanOrEqual(places.length);
  for (const { index, value } of values)
    expect(String(value), `${location} ${level} ${index.join()}`).toBe(
      String(generatorValue(location, level, index)),
    );
}

test(
  'RFC row 59: images and labels of two to five axes are drawn at each level, with the values of their formulas',
  { tag: '@thorough' },
  async ({ page }) => {
    test.slow();
    for (const { location, ndim, kind } of combinations) {
      await open(page, location);
      await settled(page);
      const [layer] = await page.evaluate(() => window.exascope.layers());
      expect(layer).toMatchObject({ kind });
      expect(layer?.axes).toHaveLength(ndim);
      const levels = layer?.levels.length ?? 0;
      expect(levels).toBeGreaterThan(1);
      for (let level = 0; level < levels; level++) {
        await setState(page, { layers: [{ id: 'layer1', level }] });
        await settled(page);
        const drawn = (await stats(page)).layers[0]?.drawn ?? {};
        expect(Object.keys(drawn), location).toEqual([String(level)]);
        await expectValues(page, location, level);
      }
    }
  },
);
