import { test } from '@playwright/test';
import { startFixtureServer, type FixtureServer } from '../fixtures/fixture-server';
import { groupTree, omeTree, under, type OmeImage } from '../fixtures/ome-tree';
import { plateTree, seriesTree, type PlateField } from '../fixtures/plate-tree';
import { axeFindings, expectAllInReach } from './accessible';
import { expect, middleValues, settled, setState, sharePage, type SharedPage } from './harness';

/** The rows of OME's matrix of viewers that concern what holds several images, each with a fixture of its own. One page shows them all. */
let server: FixtureServer;
let shared: SharedPage;
test.beforeAll(async ({ browser }, { project }) => {
  server = await startFixtureServer();
  const { baseURL } = project.use;
  const viewport = { width: 800, height: 600 };
  shared = await sharePage(browser, { viewport, reducedMotion: 'reduce', ...(baseURL && { baseURL }) });
});
test.afterEach(async () => {
  expect(await shared.problems(), 'the page is silent').toEqual([]);
});
test.afterAll(async () => {
  await shared.page.context().close();
  await server.close();
});

/** An image of one value. */
function plain(value: number, version: OmeImage['version'] = '0.5'): OmeImage {
  const levels = [8, 4].map((size) => ({
    shape: [size, size],
    scale: [8 / size, 8 / size],
    value: () => value,
  }));
  return { version, axes: 'yx', unit: 'micrometer', dtype: 'uint16', levels };
}

async function openAlone(location: string): Promise<number> {
  return shared.page.evaluate(async (target) => {
    for (let [layer] = window.exascope.layers(); layer; [layer] = window.exascope.layers())
      window.exascope.close(layer.id);
    return (await window.exascope.open(target)).length;
  }, location);
}

async function shownValues(): Promise<unknown[]> {
  await shared.page.waitForFunction(() => window.exascope.layers().length > 0);
  await settled(shared.page);
  return (await middleValues(shared.page)).map(({ value }) => value);
}

function layerNames(): Promise<string[]> {
  return shared.page.evaluate(() => window.exascope.layers().map(({ name }) => name));
}

test('web viewer: a link opens the image', async () => {
  const { page } = shared;
  const location = server.serve('linked', omeTree(plain(41)));
  await page.evaluate((target) => {
    history.pushState({}, '', `/?source=${encodeURIComponent(target)}`);
    dispatchEvent(new PopStateEvent('popstate'));
  }, location);
  expect(await shownValues()).toEqual([41]);
});

test('axes 0.3: named axes without types, and scales that the shapes imply', async () => {
  const levels = [
    { shape: [2, 16, 16], value: () => 30 },
    { shape: [2, 8, 8], value: () => 31 },
  ];
  const tree = omeTree({ version: '0.4', axes: 'tyx', dtype: 'uint16', levels });
  const { multiscales } = tree['.zattrs'] as { multiscales: { datasets: { path: string }[] }[] };
  const datasets = multiscales[0]?.datasets.map(({ path }) => ({ path })) ?? [];
  const old = { '.zattrs': { multiscales: [{ version: '0.3', axes: ['t', 'y', 'x'], datasets }] } };
  await openAlone(server.serve('axes03', { ...tree, ...old }));
  const [layer] = await shared.page.evaluate(() => window.exascope.layers());
  expect(layer?.axes).toEqual([
    { name: 't', type: 'time' },
    { name: 'y', type: 'space' },
    { name: 'x', type: 'space' },
  ]);
  expect(layer?.levels.map(({ scale }) => scale)).toEqual([
    [1, 1, 1],
    [1, 2, 2],
  ]);
  await setState(shared.page, { layers: [{ id: 'layer1', level: 1 }] });
  expect(await shownValues()).toEqual([31]);
});

test('multiple multiscales: all are layers, and the location tells which', async () => {
  const levels = (value: number) => [{ shape: [8, 8], scale: [1, 1], value: () => value }];
  const image = (value: number) => omeTree({ ...plain(0), levels: levels(value) });
  const entryOf = (path: string, name: string) => {
    const { attributes } = image(0)['zarr.json'] as { attributes: { ome: { multiscales: object[] } } };
    return {
      ...attributes.ome.multiscales[0],
      name,
      datasets: [{ path, coordinateTransformations: [{ type: 'scale', scale: [1, 1] }] }],
    };
  };
  const multiscales = [entryOf('raw/0', 'raw'), entryOf('clean/0', 'clean')];
  const tree = {
    ...under('raw', image(51)),
    ...under('clean', image(52)),
    ...groupTree('0.5', { multiscales }),
  };
  const location = server.serve('several', tree);
  expect(await openAlone(location)).toBe(2);
  expect(await layerNames()).toEqual(['raw', 'clean']);
  expect(await shownValues(), 'the first is shown').toEqual([51]);
  await setState(shared.page, { layers: [{ id: 'layer1.2', visible: true }] });
  expect(await shownValues()).toEqual([51, 52]);
  expect(await openAlone(`${location}|multiscales:1`)).toBe(1);
  expect([await layerNames(), await shownValues()]).toEqual([['clean'], [52]]);
});

test('bioformats2raw: one of several series or more of them, by name; a single one opens at once', async () => {
  const { page } = shared;
  const xml =
    '<OME><Image Name="label"><Pixels SizeX="8" SizeY="8"/></Image><Image Name="slide"/><Image Name="macro"/></OME>';
  const series = { '0': plain(60), '1': plain(61), '2': plain(62) };
  const location = server.serve('series', seriesTree('0.5', series, xml));
  expect(await openAlone(location)).toBe(0);
  const list = page.getByRole('list', { name: /^Images of/ });
  await expect(list.getByRole('listitem')).toHaveCount(3);
  await expect(list.getByRole('listitem').first()).toContainText('8 × 8');
  await page.getByRole('button', { name: /^slide/ }).click();
  expect([await shownValues(), await layerNames()]).toEqual([[61], ['slide']]);
  await expect
    .poll(() => decodeURIComponent(page.url()), 'the link is that of the series')
    .toContain(`${location}/1`);
  await page.getByRole('button', { name: /^Back to the images of/ }).click();
  for (const name of ['label', 'macro']) await page.getByRole('checkbox', { name: `Choose ${name}` }).check();
  await page.getByRole('button', { name: 'Open 2 images' }).click();
  await page.waitForFunction(() => window.exascope.layers().length === 2);
  expect([await shownValues(), await layerNames()]).toEqual([
    [60, 62],
    ['label', 'macro'],
  ]);
  expect(await openAlone(server.serve('single', seriesTree('0.4', { '0': plain(69, '0.4') })))).toBe(1);
  expect(await shownValues()).toEqual([69]);
});

for (const version of ['0.4', '0.5'] as const)
  test(`HCS plate ${version}: wells, acquisitions and every field, by mouse and by keys, and back`, async () => {
    const { page } = shared;
    const field = (value: number, acquisition = 0): PlateField => ({
      image: plain(value, version),
      acquisition,
    });
    const wells = { 'A/1': [field(11)], 'A/2': [field(12)], 'B/2': [field(22), field(23, 1), field(24, 1)] };
    const names = { rows: ['A', 'B'], columns: ['1', '2', '3'] };
    const acquisitions = [{ id: 0, name: 'before' }, { id: 1 }];
    const name = `plate ${version}`;
    const location = server.serve(
      `plate${version}`,
      plateTree({ version, name, ...names, wells, acquisitions }),
    );
    server.resetLog();
    expect(await openAlone(location)).toBe(0);
    const grid = page.getByRole('grid', { name: `Wells of ${name}` });
    await expect(grid.getByRole('gridcell')).toHaveCount(6);
    await expect(grid.getByRole('gridcell', { name: 'A3, no well' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
    await expect(grid.locator('canvas')).toHaveCount(3);
    const chunks = server
      .log()
      .filter(({ path }) => /\/\d+\/(c\/)?0\/0$/.test(path))
      .map(({ path }) => path);
    expect(chunks.length, 'one small picture for each well').toBe(3);
    expect(
      chunks.every((path) => /\/0\/1\/(c\/)?0\/0$/.test(path)),
      `from its coarsest level: ${chunks.join()}`,
    ).toBe(true);

    if (version === '0.5') {
      expect(await axeFindings(page, { within: '.collection-page' })).toEqual([]);
      await expectAllInReach(page);
    }
    await grid.getByRole('gridcell', { name: 'A1' }).click();
    expect([await shownValues(), await layerNames()], 'a well of one field opens it').toEqual([[11], ['A1']]);
    await expect.poll(() => decodeURIComponent(page.url())).toContain(`${location}/A/1/0`);

    await page.keyboard.press('w');
    await grid.getByRole('gridcell', { name: 'A1' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(grid.getByRole('gridcell', { name: 'A2' })).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(grid.getByRole('gridcell', { name: 'B2' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Well B2' })).toBeVisible();
    await expect(page.getByRole('button', { name: /^Field/ })).toHaveCount(3);
    await page.getByRole('button', { name: /^Field 3/ }).click({ modifiers: ['Shift'] });
    await page.waitForFunction(() => window.exascope.layers().length === 2);
    expect([await shownValues(), await layerNames()]).toEqual([
      [11, 24],
      ['A1', 'B2 · 3'],
    ]);

    await page.keyboard.press('w');
    await page.getByRole('button', { name: 'Back to the plate' }).click();
    await expect(grid.getByRole('gridcell', { name: 'B2' })).toBeFocused();
    await page.getByLabel(/^Acquisition/).click();
    await page.getByRole('option', { name: 'Acquisition 1' }).click();
    await expect(grid.getByRole('gridcell', { name: 'A1, no field' })).toBeVisible();
    await page.keyboard.press('Escape');
  });
