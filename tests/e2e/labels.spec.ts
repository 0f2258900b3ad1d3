import type { Page } from '@playwright/test';
import { decodeLink } from '../../src/lib/share';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { expect, open, setState, settled, stats, test } from './harness';
import { capture, type Picture } from './picture';

// Software GL marches rays: small pictures say the same.
test.use({ viewport: { width: 320, height: 240 }, contextOptions: { reducedMotion: 'reduce' } });

/** Labels from 2^63 + 2^53 + 1 on: no two of them are told apart by a float64. */
const FIRST = 2n ** 63n + 2n ** 53n + 1n;
const BLOBS = `gen:blobs?dtype=uint64&first=${FIRST}&levels=3&tile=32&count=24&seed=3`;

let server: FixtureServer;
test.beforeAll(async () => {
  server = await startFixtureServer();
});
test.afterAll(async () => {
  await server.close();
});

/** Colour of a pixel of a picture, at a place in CSS pixels. */
function colorAt({ data, width }: Picture, x: number, y: number): string {
  const at = (y * width + x) * 4;
  return [...data.subarray(at, at + 3)].join();
}

interface Seen {
  readonly label: string;
  readonly level: number;
  readonly index: readonly number[];
  readonly color: string;
}

/** Labels seen on a raster, with the colours that they are drawn in. */
async function look(page: Page): Promise<Seen[]> {
  const picture = await capture(page);
  const values = await page.evaluate(() => {
    const found: {
      x: number;
      y: number;
      value: ReturnType<typeof window.exascope.valueAt>[number] | undefined;
    }[] = [];
    for (let y = 12; y < innerHeight; y += 40)
      for (let x = 12; x < innerWidth; x += 40)
        found.push({ x, y, value: window.exascope.valueAt(x + 0.5, y + 0.5)[0] });
    return found;
  });
  return values.flatMap(({ x, y, value }) => {
    if (!value || value.value === '0') return [];
    const { level, index } = value;
    return { label: String(value.value), level, index, color: colorAt(picture, x, y) };
  });
}

const chunks = new Map<string, Promise<BigUint64Array | undefined>>();

function chunkAt(path: string): Promise<BigUint64Array | undefined> {
  const known = chunks.get(path);
  if (known) return known;
  const reading = fetch(`${server.generated(BLOBS)}/${path}`).then(async (response) =>
    response.status === 404 ? undefined : new BigUint64Array(await response.arrayBuffer()),
  );
  chunks.set(path, reading);
  return reading;
}

/** What the generator says of one voxel, from the chunk that a server gives: an independent look. */
async function truth(level: number, [z = 0, y = 0, x = 0]: readonly number[]): Promise<string> {
  const chunk = [z, y, x].map((at) => Math.floor(at / 32)).join('/');
  const labels = await chunkAt(`${level}/c/${chunk}`);
  return String(labels?.[((z % 32) * 32 + (y % 32)) * 32 + (x % 32)] ?? 0);
}

test(
  'labels of 64 bits are exact in 2D and 3D, one colour at every level, and shuffled without a request',
  { tag: '@thorough' },
  async ({ page }) => {
    test.setTimeout(120_000);
    await open(page, server.generated(BLOBS));
    const [layer] = await page.evaluate(() => window.exascope.layers());
    expect(layer).toMatchObject({ kind: 'labels', dtype: 'uint64' });
    const colors = new Map<string, Set<string>>();
    const note = ({ label, color }: Seen): void => {
      colors.set(label, (colors.get(label) ?? new Set()).add(color));
    };
    const view = { center: { x: 128, y: 128 }, zoom: 1 };
    await setState(page, { ...view, layers: [{ id: 'layer1', opacity: 1 }] });
    for (const level of [0, 1, 2]) {
      await setState(page, { mode: '2d', layers: [{ id: 'layer1', level }] });
      await settled(page);
      const seen = await look(page);
      expect(seen.length).toBeGreaterThan(4);
      for (const one of seen) {
        expect(one.level).toBe(level);
        expect(BigInt(one.label)).toBeGreaterThanOrEqual(FIRST);
        expect(await truth(level, one.index)).toBe(one.label);
        note(one);
      }
    }
    for (const [label, shown] of colors) expect([...shown], label).toHaveLength(1);
    expect(colors.size).toBeGreaterThan(2);
    for (const level of [0, 2]) {
      await setState(page, { mode: '3d', layers: [{ id: 'layer1', level }] });
      await settled(page);
      const seen = await look(page);
      expect(seen.length).toBeGreaterThan(4);
      for (const one of seen) expect(await truth(one.level, one.index)).toBe(one.label);
    }
    const before = await stats(page);
    await setState(page, { mode: '2d', layers: [{ id: 'layer1', level: 0, seed: 0 }] });
    await settled(page);
    const requests = (await stats(page)).requests;
    await setState(page, { layers: [{ id: 'layer1', seed: 1 }] });
    await settled(page);
    const shuffled = await look(page);
    expect((await stats(page)).requests).toEqual(requests);
    const kept = shuffled.filter(({ label, color }) => colors.get(label)?.has(color));
    expect(kept.length).toBeLessThan(shuffled.length / 2);
    expect(before.memory.peakBytes).toBeLessThanOrEqual(before.memory.limitBytes);
  },
);

test(
  'a click selects a label, alone if so asked; contours, links and the keyboard say the same',
  { tag: '@thorough' },
  async ({ page }) => {
    await page.setViewportSize({ width: 1000, height: 700 });
    await open(page, BLOBS);
    await setState(page, { layers: [{ id: 'layer1', opacity: 1 }] });
    await settled(page);
    const places = await page.evaluate(() => {
      const found: { x: number; y: number; label: string }[] = [];
      for (let y = 80; y < 600; y += 16)
        for (let x = 340; x < 900; x += 16) {
          const value = window.exascope.valueAt(x, y)[0]?.value;
          if (value !== undefined && value !== null && value !== '0')
            found.push({ x, y, label: String(value) });
        }
      return found;
    });
    const [first] = places;
    const other = places.find(({ label }) => label !== first?.label);
    if (!first || !other) throw new Error('there are too few labels in view');
    await page.mouse.click(first.x, first.y);
    const field = page.getByRole('textbox', { name: 'Selected label' });
    await expect(field).toHaveValue(first.label);
    const stateOf = async () => (await page.evaluate(() => window.exascope.getState())).layers[0];
    expect(await stateOf()).toMatchObject({
      selectedLabel: first.label,
      showSelectedOnly: false,
      contour: 0,
    });

    await page.mouse.move(other.x, other.y);
    await page.mouse.down();
    await page.mouse.move(other.x + 30, other.y, { steps: 4 });
    await page.mouse.move(other.x, other.y, { steps: 4 });
    await page.mouse.up();
    expect(await stateOf()).toMatchObject({ selectedLabel: first.label });

    await page.getByRole('radio', { name: 'Selected only' }).click();
    await settled(page);
    const alone = await capture(page);
    expect(colorAt(alone, other.x, other.y)).toBe(colorAt(alone, 999, 350));
    expect(colorAt(alone, first.x, first.y)).not.toBe(colorAt(alone, 999, 350));

    await field.fill('18446744073709551616');
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await field.press('Enter');
    await expect(field).toHaveValue(first.label);
    await field.fill(other.label);
    await field.press('Enter');
    await settled(page);
    const changed = await capture(page);
    expect(colorAt(changed, other.x, other.y)).not.toBe(colorAt(changed, 999, 350));

    await setState(page, {
      layers: [{ id: 'layer1', showSelectedOnly: false, selectedLabel: '0', contour: 2 }],
    });
    await settled(page);
    const contours = await capture(page);
    const middle = { x: 0, y: 0, count: 0 };
    for (const { x, y } of places.filter(({ label }) => label === first.label)) {
      middle.x += x;
      middle.y += y;
      middle.count++;
    }
    const [x, y] = [Math.round(middle.x / middle.count), Math.round(middle.y / middle.count)];
    expect(colorAt(contours, x, y)).toBe(colorAt(contours, 999, 350));
    await expect.poll(async () => (await decodeLink(page.url())).view.layers?.[0]?.contour).toBe(2);
    const said = await stateOf();
    await page.reload();
    await settled(page);
    expect(await stateOf()).toEqual(said);
  },
);
