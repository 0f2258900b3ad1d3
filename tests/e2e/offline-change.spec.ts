import type { Page } from '@playwright/test';
import { expect, test, untilKept, view, type DataHost } from './kept';
import { ready, setState, settled } from './harness';
import { capture, differingPixels } from './picture';
import { plainTree, type Json } from '../faults/trees';

const contrast = { layers: [{ id: 'layer1', contrast: [0, 40_000] }] };

/** A version of the image: the lowest three bits of every voxel say which. */
function put(
  data: DataHost,
  version: number,
  { mustDiffer }: { mustDiffer: 'documents' | 'chunks' },
): string {
  const tree = plainTree({ version });
  const document = { ...(tree['zarr.json'] as Json), attributes: { version } };
  data.server.onPath(/./, { headers: { 'Last-Modified': `Mon, 0${1 + version} Jan 2024 00:00:00 GMT` } });
  return data.serve('changing', mustDiffer === 'documents' ? { ...tree, 'zarr.json': document } : tree);
}

/** Versions that are seen at nine places, frame by frame, each set once, until all are of `last`. */
function versionsSeen(page: Page, last: number): Promise<string[]> {
  return page.evaluate(async (wanted) => {
    const seen: string[] = [];
    const endMs = performance.now() + 20_000;
    while (seen.at(-1) !== String(wanted) && performance.now() < endMs) {
      const places = [0.35, 0.5, 0.65].flatMap((x) => [0.4, 0.5, 0.6].map((y) => [x, y] as const));
      const values = places.flatMap(([x, y]) => window.exascope.valueAt(x * innerWidth, y * innerHeight));
      const versions = values.flatMap(({ value }) => (typeof value === 'number' ? value % 8 : []));
      const now = [...new Set(versions)].sort().join();
      if (now !== '' && now !== seen.at(-1)) seen.push(now);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return seen;
  }, last);
}

for (const mustDiffer of ['documents', 'chunks'] as const)
  test(
    `row 26, RFC row 44: a dataset that changed in its ${mustDiffer} between sessions is shown as it was, and then as it is, never mixed`,
    { tag: mustDiffer === 'chunks' ? [] : '@thorough' },
    async ({ page, data }) => {
      const location = put(data, 1, { mustDiffer });
      await view(page, location);
      await untilKept(page, data.sentPaths().length);
      put(data, 2, { mustDiffer });
      await page.reload();
      await ready(page);
      const seen = await versionsSeen(page, 2);
      expect(seen.at(-1)).toBe('2');
      expect(
        seen.filter((versions) => !['1', '2'].includes(versions)),
        'mixed frames',
      ).toEqual([]);
      await settled(page);
      await setState(page, contrast);
      await settled(page);
      const after = await capture(page);
      const { bodies } = await untilKept(page, 17);
      expect(
        bodies.some((path) => /^[0-9a-f]+\/2\/c\//.test(path)),
        'a new generation',
      ).toBe(true);
      await view(page, data.serve('as it is', plainTree({ version: 2 })));
      await setState(page, contrast);
      await settled(page);
      expect(differingPixels(after, await capture(page))).toBe(0);
    },
  );
