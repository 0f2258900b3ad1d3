import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { expect, foreignData, needForeignData, open, test } from './harness';
import { expectVoxels, truthOf } from './written-values';

const folders = [
  '06-webknossos-same-cube-4-formats',
  '08-omezarr-2d-to-5d-v04-v05',
  '10-ome-zarr-py-legacy-and-bf2raw-plate',
  '11-viv-fixtures',
  '12-neuroglancer-ome-zarr',
  '13-zarr-v2-v3-arrays',
  '15-zarr-implementations-photo',
];

/** Opened through the group above them as well: image group → paths of its levels, finest first. */
const images: Readonly<Record<string, readonly string[]>> = {
  '08-omezarr-2d-to-5d-v04-v05/2d_testing/2d_dataset_v4.ome.zarr': ['0', '1'],
  '08-omezarr-2d-to-5d-v04-v05/2d_testing/2d_dataset_v5.ome.zarr': ['0', '1'],
  '08-omezarr-2d-to-5d-v04-v05/3d_testing/xyz/3d_dataset_v5.ome.zarr': ['0', '1'],
  '08-omezarr-2d-to-5d-v04-v05/3d_testing/xyt/3d_dataset_v4.ome.zarr': ['0', '1'],
  '08-omezarr-2d-to-5d-v04-v05/3d_testing/xyc/3d_dataset_v4.ome.zarr': ['0', '1'],
  '08-omezarr-2d-to-5d-v04-v05/4d_testing/xyct/4d_dataset_v5.ome.zarr': ['0', '1'],
  '08-omezarr-2d-to-5d-v04-v05/5d_testing/5d_dataset_v4.ome.zarr': ['0', '1'],
  '08-omezarr-2d-to-5d-v04-v05/5d_testing/5d_dataset_v5.ome.zarr': ['0', '1'],
  '12-neuroglancer-ome-zarr/simple_0.4': ['scale0/image', 'scale1/image', 'scale2/image'],
  '12-neuroglancer-ome-zarr/simple_0.5': ['scale0/image', 'scale1/image', 'scale2/image'],
  '12-neuroglancer-ome-zarr/all_0.6/basic/sequenceScaleTranslation.zarr': ['array'],
  '12-neuroglancer-ome-zarr/all_0.6/simple/affine.zarr': ['array'],
  '12-neuroglancer-ome-zarr/all_0.6/simple/rotation.zarr': ['array'],
  '11-viv-fixtures/ome-zarr/blobs_image_v04.ome.zarr': ['0'],
  '11-viv-fixtures/ome-zarr/blobs_image_v05.ome.zarr': ['0'],
  '10-ome-zarr-py-legacy-and-bf2raw-plate/bf2raw/fake-series-2.zarr/1': ['0', '1'],
  '10-ome-zarr-py-legacy-and-bf2raw-plate/bf2raw/plate-rows-2.zarr/B/1/0': ['0', '1'],
  '10-ome-zarr-py-legacy-and-bf2raw-plate/v1': ['0'],
  '10-ome-zarr-py-legacy-and-bf2raw-plate/v2': ['0'],
  '08-omezarr-2d-to-5d-v04-v05/bioformats2raw_testing/bf2raw_dataset_v5.ome.zarr/1': ['0', '1'],
  '12-neuroglancer-ome-zarr/all_0.6/simple/anisotropic_rotation.zarr': ['array'],
};

/** What is read does not depend on how large the picture is, or on fades; what it takes to draw one does. */
test.use({ viewport: { width: 320, height: 240 }, contextOptions: { reducedMotion: 'reduce' } });

let server: FixtureServer;
test.beforeAll(async () => {
  const folder = foreignData();
  server = await startFixtureServer(folder === undefined ? {} : { folder });
});
test.afterAll(async () => {
  await server.close();
});

function isZarrArray(folder: string, path: string): boolean {
  const at = join(needForeignData(), folder, path);
  return existsSync(join(at, '.zarray')) || existsSync(join(at, 'zarr.json'));
}

/** Opens a location, alone. Returns the error's code and message, or nothing. */
function openAlone(page: Page, location: string): Promise<{ code?: string; message: string } | null> {
  return page.evaluate(async (target) => {
    for (const { id } of window.exascope.layers()) window.exascope.close(id);
    try {
      await window.exascope.open(target);
      return null;
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      return { ...(code && { code }), message };
    }
  }, location);
}

for (const folder of folders)
  test(
    `${folder}: arrays open with the values written beside them, the rest is refused by name`,
    {
      tag: folder === folders[0] ? [] : '@thorough',
    },
    async ({ page }) => {
      test.setTimeout(240_000);
      const truths = Object.entries(truthOf(folder));
      await open(page, []);
      let arrays = 0;
      let voxels = 0;
      const refused: string[] = [];
      for (const [path, truth] of truths) {
        const location = `${server.url}/files/${folder}/${path.replace(/::.*/, '').split('/').map(encodeURIComponent).join('/')}`;
        const failure = await openAlone(page, location);
        const rank = truth.shape?.length ?? 0;
        const mustOpen = isZarrArray(folder, path) && rank >= 2 && rank <= 5 && truth.px;
        if (mustOpen) {
          expect(failure, path).toBeNull();
          arrays++;
          voxels += await expectVoxels(page, truth, 0, path);
        } else {
          expect(failure, `${path} is refused`).not.toBeNull();
          expect(failure?.code, `${path}: ${failure?.message ?? ''}`).toMatch(
            /^(unsupported|not-a-dataset|bad-metadata)$/,
          );
          refused.push(`${path.split('/').pop() ?? path}: ${failure?.message ?? ''}`);
        }
      }
      console.log(`      ${folder}: ${arrays} arrays, ${voxels} voxels, ${refused.length} refused`);
    },
  );

test(
  'images open through their groups, every level where its metadata says',
  {
    tag: '@thorough',
  },
  async ({ page }) => {
    test.setTimeout(240_000);
    needForeignData();
    await open(page, []);
    for (const [image, levels] of Object.entries(images)) {
      const [folder = '', ...rest] = image.split('/');
      expect(await openAlone(page, `${server.url}/files/${image}`), image).toBeNull();
      for (const [level, path] of levels.entries()) {
        const truth = truthOf(folder)[[...rest, path].join('/')];
        if (!truth) throw new Error(`No truth for ${image}/${path}.`);
        await expectVoxels(page, truth, level, `${image} level ${level}`);
      }
    }
  },
);
