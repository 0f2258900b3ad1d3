import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { under, type Objects } from '../fixtures/ome-tree';
import {
  caseValue,
  multiscaleOfCase,
  shapeOfLevel,
  specificationCases,
  storeOfCase,
} from '../fixtures/specification-cases';
import { expect, foreignData, needForeignData, open, test } from './harness';
import { expectVoxels, truthOf, type Truth } from './written-values';

/** Folders of what others made, opened by what is in the tree. Nothing is written beside 26 of its own: it holds an image of 08. */
const folders = [
  '02-bdv-hdf5-mri-stack',
  '08-omezarr-2d-to-5d-v04-v05',
  '10-ome-zarr-py-legacy-and-bf2raw-plate',
  '11-viv-fixtures',
  '12-neuroglancer-ome-zarr',
  '13-zarr-v2-v3-arrays',
];

/** A pattern of exactly this text. */
const literal = (text: string): string => text.replace(/[^\w/]/g, '\\$&');

/** Never what is written of an array: reading its values fails. */
const nothing: Truth = { shape: null, dtype: null, px: { 'not written': 0 } };

/** Something to open: its path in the folder, and what is written of each of its levels, finest first. */
interface Thing {
  readonly path: string;
  readonly levels: readonly { readonly level: number; readonly name: string; readonly truth: Truth }[];
}

test.skip(foreignData() === undefined, 'Data that others made are not here.');
// Where it is not known what a node is, documents are looked for that may not be there, and the browser says so.
test.use({
  viewport: { width: 1000, height: 600 },
  contextOptions: { reducedMotion: 'reduce' },
  expectedMessages: { patterns: [/status of 404/] },
});

let server: FixtureServer;
test.beforeAll(async () => {
  const folder = foreignData();
  server = await startFixtureServer({ lists: true, ...(folder !== undefined && { folder }) });
});
test.afterAll(async () => {
  await server.close();
});

const sourcesOf = (page: Page) => page.evaluate(() => window.exascope.getState().sources);
const treeOf = (page: Page): Locator => page.getByRole('tree', { name: 'Hierarchy' });
const chosen = (page: Page): Locator => treeOf(page).getByRole('treeitem', { selected: true });

/** Shows a folder in the tree, beside an image that makes "in place of all layers" a choice. */
async function browse(page: Page, location: string): Promise<void> {
  await open(page, 'gen:checkerboard?levels=1&tile=64');
  await page.keyboard.press('h');
  await goTo(page, location, location.slice(location.lastIndexOf('/') + 1));
}

/** Types a path, and waits for its row, which is told apart by the end of the path. */
async function goTo(page: Page, path: string, name: string): Promise<void> {
  const field = page.getByRole('textbox', { name: /^Location, or path below/ });
  await field.fill(path);
  await page.keyboard.press('Enter');
  await expect(chosen(page)).toHaveAccessibleName(new RegExp(`(^|/)${literal(name)}(,|$)`));
}

/** Opens the current row by its menu, in place of what is open. */
async function openFromMenu(page: Page, path: string): Promise<void> {
  await treeOf(page).focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Open in place of all layers' }).click();
  const place = path.replace(/\.(h5|zip)\//, '.$1|$1:').replace('|h5:', '|hdf5:');
  await expect
    .poll(async () => (await sourcesOf(page)).map(decodeURIComponent), { message: path })
    .toEqual([expect.stringMatching(new RegExp(`${literal(place)}$`))]);
}

/** What is in a folder, by what is written beside it: images with their levels, and arrays that are no level of one. */
function thingsIn(folder: string): Thing[] {
  const things = new Map<string, Thing['levels'][number][]>();
  for (const [name, truth] of Object.entries(truthOf(folder))) {
    const { path, level } = placeOf(folder, name);
    things.set(path, [...(things.get(path) ?? []), { level, name, truth }]);
  }
  return [...things].map(([path, levels]) => ({ path, levels }));
}

function placeOf(folder: string, name: string): { readonly path: string; readonly level: number } {
  const [file = '', inside] = name.split('::');
  if (inside !== undefined) return { path: /\.h5$/.test(file) ? `${file}${inside}` : file, level: 0 };
  const parts = name.split('/');
  for (let depth = parts.length - 1; depth > 0; depth--) {
    const image = parts.slice(0, depth).join('/');
    const level = levelPaths(join(needForeignData(), folder, image)).indexOf(parts.slice(depth).join('/'));
    if (level >= 0) return { path: image, level };
  }
  return { path: name, level: 0 };
}

/** Paths of the levels of the image in a folder; none where there is no image. */
function levelPaths(folder: string): readonly string[] {
  const document = ['zarr.json', '.zattrs'].map((name) => join(folder, name)).find(existsSync);
  if (document === undefined) return [];
  const { attributes = {}, ...own } = JSON.parse(readFileSync(document, 'utf8')) as {
    readonly attributes?: { readonly ome?: object };
  };
  const { multiscales } = { ...own, ...attributes, ...attributes.ome } as {
    readonly multiscales?: readonly { readonly datasets?: readonly { readonly path: string }[] }[];
  };
  return multiscales?.[0]?.datasets?.map(({ path }) => path) ?? [];
}

/** Whether there is anything to see of it. */
function isShown(folder: string, { path, levels }: Thing): boolean {
  const [first] = levels;
  const rank = first?.truth.shape?.length ?? 0;
  const isThere = /\.h5\//.test(path) || existsSync(join(needForeignData(), folder, path, '.zgroup'));
  const isNode = ['zarr.json', '.zarray', '.zattrs'].some((name) =>
    existsSync(join(needForeignData(), folder, path, name)),
  );
  return (isThere || isNode) && rank >= 2 && rank <= 5 && first?.truth.px != null;
}

for (const folder of folders)
  test(
    `${folder}: all of it opens from the tree with the values written beside it, or says why not`,
    { tag: '@thorough' },
    async ({ page }) => {
      test.setTimeout(400_000);
      const things = thingsIn(folder);
      await browse(page, `${server.url}/files/${folder}`);
      const counts = { opened: 0, levels: 0, voxels: 0, refused: 0 };
      for (const thing of things) {
        const { path, levels } = thing;
        const name = path.slice(path.lastIndexOf('/') + 1);
        await goTo(page, `/${path}`, name);
        if (!isShown(folder, thing)) {
          await expectRefused(page, name);
          counts.refused++;
          continue;
        }
        await openFromMenu(page, path);
        counts.opened++;
        for (const { level, name: array, truth } of levels) {
          counts.levels++;
          counts.voxels += await expectVoxels(page, truth, level, array);
        }
      }
      console.log(`      ${folder}: ${JSON.stringify(counts)}`);
      expect(counts.opened).toBeGreaterThan(0);
      expect(counts.voxels).toBeGreaterThanOrEqual(counts.levels);
    },
  );

test(
  '26-zip and the projects of 02: what holds a tree of its own opens from the tree with the values written for it',
  { tag: '@thorough' },
  async ({ page }) => {
    test.setTimeout(200_000);
    await browse(page, `${server.url}/files`);
    const zip = truthOf('08-omezarr-2d-to-5d-v04-v05');
    await goTo(page, '/26-zip/5d_v05_deflated.zip', '5d_v05_deflated.zip');
    await openFromMenu(page, '26-zip/5d_v05_deflated.zip');
    for (const level of [0, 1])
      await expectVoxels(page, zip[`5d_testing/5d_dataset_v5.ome.zarr/${level}`] ?? nothing, level, 'zip');
    const hdf5 = truthOf('02-bdv-hdf5-mri-stack');
    for (const { project, levels } of [
      { project: 'mri-stack-multilevel', levels: [0, 1, 2, 3] },
      { project: 'demoSlice', levels: [0, 1] },
      { project: 'testVoronoi', levels: [0] },
    ])
      for (const end of ['xml', 'h5']) {
        const path = `02-bdv-hdf5-mri-stack/${project}.${end}`;
        await goTo(page, `/${path}`, `${project}.${end}`);
        await openFromMenu(page, path);
        for (const level of levels)
          await expectVoxels(page, hdf5[`${project}.h5::/t00000/s00/${level}/cells`] ?? nothing, level, path);
      }
  },
);

/** The pane of the current row says what stands in the way, and offers nothing to open. */
async function expectRefused(page: Page, name: string): Promise<void> {
  const pane = page.getByRole('region', { name: `About ${name}` });
  await pane.getByRole('tab', { name: 'Checks' }).click();
  await expect(pane.getByRole('tabpanel', { name: 'Checks' })).toContainText(/cannot be|is no image|A file/);
  await expect(pane.getByRole('button', { name: 'Add as layer' })).toHaveCount(0);
}

/** Of these versions there is no schema to break. */
const noSchema = ['invalid/invalid_version.json', 'plate/invalid_version', 'well/invalid_version'];
/** What the schema allows, and the specification's text does not. */
const contradictory = ['valid/mismatch_axes_units.json'];

/** Valid, though its second level lies elsewhere than its first: nothing of that is where the image is. */
const elsewhere = ['valid_strict/image_omero.json'];

/** What the pane of the current row says is wrong. */
async function faultsOf(page: Page, name: string): Promise<string> {
  const pane = page.getByRole('region', { name: `About ${name}` });
  await pane.getByRole('tab', { name: 'Checks' }).click();
  const checks = pane.getByRole('tabpanel', { name: 'Checks' });
  await expect(checks).not.toBeEmpty();
  return (await checks.innerText()).trim();
}

/** The first voxel and the last of a level of an image that a case describes. */
function truthOfCase(shape: readonly number[], level: number): Truth {
  const ends = [shape.map(() => 0), shape.map((size) => size - 1)];
  const px = Object.fromEntries(ends.map((index) => [index.join(), caseValue(index, level)]));
  return { shape, dtype: 'uint8', px };
}

test(
  '17-ngff-conformance-0.4: each case is a node of the tree that opens, or says what is wrong with it',
  { tag: '@thorough' },
  async ({ page }) => {
    test.setTimeout(400_000);
    const cases = specificationCases(join(needForeignData(), '17-ngff-conformance-0.4'));
    const nameOf = (at: number) => `${cases[at]?.valid ? 'valid' : 'invalid'}${at}`;
    const store = cases.map((each, at) => under(nameOf(at), storeOfCase(each)));
    await browse(page, server.serve('conformance', Object.assign({}, ...store) as Objects));
    const counts = { opened: 0, collections: 0, told: 0 };
    for (const [at, each] of cases.entries()) {
      const about = `${each.suite} ${each.name}`;
      await goTo(page, `/${nameOf(at)}`, nameOf(at));
      const image = multiscaleOfCase(each);
      // A list of no images is one that is wrong, and still makes its group an image.
      if (image === undefined && each.attributes['multiscales'] === undefined) {
        await expect(chosen(page), about).toHaveAccessibleName(/, (Plate|Well)$/);
        counts.collections++;
      }
      const faults = await faultsOf(page, nameOf(at));
      const isStrict = /^strict/.test(each.suite);
      if (!each.valid && !isStrict && !noSchema.includes(each.name)) {
        expect(faults, about).toMatch(
          /breaks OME-Zarr|"multiscales|cannot be shown|lists no level|image-label/,
        );
        counts.told++;
      }
      if (!each.valid || image === undefined) continue;
      if (contradictory.includes(each.name)) {
        expect(faults, about).toContain('scale" has 2 entries where 3 are needed');
        continue;
      }
      expect(faults, about).toBe('Nothing is wrong with its metadata');
      await openFromMenu(page, nameOf(at));
      const levels = elsewhere.includes(each.name) ? [0] : (image.datasets ?? []).keys();
      for (const level of levels)
        await expectVoxels(page, truthOfCase(shapeOfLevel(image, level), level), level, about);
      counts.opened++;
    }
    console.log(`      17-ngff-conformance-0.4: ${JSON.stringify(counts)}`);
    expect(counts.opened).toBeGreaterThan(10);
  },
);
