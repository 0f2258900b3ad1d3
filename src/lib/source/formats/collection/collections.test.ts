import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileFetch, fileOrigin, foreignData, memoryFetch } from '../../../../../tests/foreign-data';
import { AppError, noTraffic } from '../../../core';
import type { Collection, OpenHints, Plate } from '../../../core';
import { readCollection } from '../../open-location';

type Json = Record<string, unknown>;

function read(
  objects: Record<string, Uint8Array | object>,
  hints: OpenHints = {},
  requests: string[] = [],
): Promise<Collection> {
  return readFrom(fileOrigin, memoryFetch(objects, requests), hints);
}

function readFrom(
  location: string,
  fetch: typeof globalThis.fetch,
  hints: OpenHints = {},
): Promise<Collection> {
  const effects = { fetch, random: () => 0, delay: () => Promise.resolve() };
  return readCollection(location, { pageUrl: fileOrigin, traffic: noTraffic(), effects, hints });
}

const group = (attributes: Json): Record<string, object> => ({
  'zarr.json': { node_type: 'group', attributes },
});
const v2 = (attributes: Json): Record<string, object> => ({
  '.zgroup': { zarr_format: 2 },
  '.zattrs': attributes,
});
const named = (...names: string[]): Json[] => names.map((name) => ({ name }));
const plate = {
  name: 'test',
  rows: named('A', 'B'),
  columns: named('1', '2', '3'),
  wells: [
    { path: 'A/1', rowIndex: 0, columnIndex: 0 },
    { path: 'B/3', rowIndex: 1, columnIndex: 2 },
  ],
  acquisitions: [{ id: 0, name: 'day 1' }, { id: 4 }],
};

async function readPlate(more: Json): Promise<Plate> {
  const found = await read(group({ ome: { version: '0.5', plate: { ...plate, ...more } } }));
  if (found.kind !== 'plate') throw new Error(`This is a ${found.kind}.`);
  return found;
}

describe('a plate', () => {
  it.each([
    ['0.5', group({ ome: { version: '0.5', plate } }), 3],
    ['0.4', v2({ plate: { ...plate, version: '0.4' } }), 2],
  ])('of version %s is read with its wells and acquisitions', async (_, objects, format) => {
    expect(await read(objects)).toEqual({
      ...{ kind: 'plate', name: 'test', format, warnings: [] },
      ...{ rows: ['A', 'B'], columns: ['1', '2', '3'] },
      wells: [
        { path: 'A/1', row: 0, column: 0 },
        { path: 'B/3', row: 1, column: 2 },
      ],
      acquisitions: [{ id: 0, name: 'day 1' }, { id: 4 }],
    });
  });

  it('of version 0.1 has its wells where their paths say', async () => {
    const wells = [{ path: 'B/2' }, { path: 'A/3' }];
    const found = (await read(v2({ plate: { ...plate, wells, version: '0.1' } }))) as Plate;
    expect(found.wells).toEqual([
      { path: 'B/2', row: 1, column: 1 },
      { path: 'A/3', row: 0, column: 2 },
    ]);
  });

  it('without rows and columns has those of its wells, in order', async () => {
    const wells = ['AA/10', 'B/2', 'A/1'].map((path) => ({ path }));
    const found = await readPlate({ rows: undefined, columns: undefined, wells });
    expect([found.rows, found.columns]).toEqual([
      ['A', 'B', 'AA'],
      ['1', '2', '10'],
    ]);
    expect(found.warnings.join()).toMatch(/breaks OME-Zarr: "plate\.columns"/);
  });

  it.each([
    ['that lead elsewhere', { path: '../../secret', rowIndex: 0, columnIndex: 1 }, /\.\.\/\.\.\/secret/],
    ['whose place is taken', { path: 'A/9', rowIndex: 0, columnIndex: 0 }, /A\/9/],
    ['beyond the plate', { path: 'Z/1', rowIndex: 25, columnIndex: 0 }, /Z\/1/],
    ['at half a place', { path: 'A/2', rowIndex: 0.5, columnIndex: 1 }, /A\/2/],
    ['without a path', { rowIndex: 0, columnIndex: 1 }, /rowIndex/],
  ])('leaves out wells %s, with a warning', async (_, well, told) => {
    const { wells, warnings } = await readPlate({ wells: [...plate.wells, well] });
    expect(wells).toHaveLength(2);
    expect(warnings[0]).toMatch(/^1 of 3 entries were left out/);
    expect(warnings[0]).toMatch(told);
  });

  it.each<[string, Json, string]>([
    ['a million wells', { wells: Array(1e6).fill(0) }, 'plate.wells'],
    ['ten thousand rows', { rows: named(...Array(1e4).fill('A')) }, 'plate.rows'],
    ['no well', { wells: [] }, 'plate.wells'],
    ['only wells that lead elsewhere', { wells: [{ path: '/etc' }] }, 'plate.wells'],
    ['wells in words', { wells: 'all' }, 'plate.wells'],
  ])('of %s fails, naming the field', async (_, more, field) => {
    await expect(readPlate(more)).rejects.toMatchObject({ code: 'bad-metadata', detail: { field } });
  });

  it('says what repeats', async () => {
    const { warnings, rows } = await readPlate({ rows: named('A', 'A') });
    expect(rows).toEqual(['A', 'A']);
    expect(warnings.join()).toMatch(/"plate.rows" must not list the same twice/);
  });

  it('fails with nothing but an AppError, whatever it holds', async () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    const names = fc.constantFrom('rows', 'columns', 'wells', 'acquisitions', 'name');
    await fc.assert(
      fc.asyncProperty(fc.dictionary(names, value, { maxKeys: 3 }), async (more) => {
        const outcome = await readPlate(more).catch((error: unknown) => error);
        expect(outcome instanceof AppError || (outcome as Plate).kind === 'plate').toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a well', () => {
  const well = { images: [{ path: '0', acquisition: 0 }, { path: 'f/1', acquisition: 4 }, { path: '../x' }] };

  it('lists its fields, with one request where the format is known', async () => {
    for (const [objects, format] of [
      [group({ ome: { version: '0.5', well } }), 3],
      [v2({ well: { ...well, version: '0.4' } }), 2],
    ] as const) {
      const requests: string[] = [];
      const found = await read(objects, { format }, requests);
      expect(found).toMatchObject({
        kind: 'well',
        images: [
          { path: '0', acquisition: 0 },
          { path: 'f/1', acquisition: 4 },
        ],
      });
      expect(found.warnings[0]).toMatch(/^1 of 3 entries .*"\.\.\/x"/);
      expect(requests).toHaveLength(1);
    }
  });
});

describe('a bioformats2raw root', () => {
  const root = { 'bioformats2raw.layout': 3 };
  const xml = (text: string): Uint8Array => new TextEncoder().encode(text);
  const images = `<?xml version="1.0"?><!-- <Image Name="no"/> --><OME:OME xmlns:OME="x">
    <OME:Image ID="Image:0" Name="Slide &amp; &#x3b1; &gt; 1"><OME:Pixels SizeX="512" SizeY='256' SizeZ="1" SizeC="3"/></OME:Image>
    <OME:ImageRef Name="no"/><OME:Image ID="Image:1" Name="label > image"><OME:Pixels SizeX="9"/></OME:Image></OME:OME>`;

  it('lists the series of its OME folder, called as its OME-XML says', async () => {
    const found = await read({
      ...v2(root),
      'OME/.zattrs': { series: ['0', 'second', '../3'] },
      'OME/METADATA.ome.xml': xml(images),
    });
    expect(found).toMatchObject({
      kind: 'series',
      images: [
        { path: '0', name: 'Slide & α > 1', size: { c: 3, y: 256, x: 512 } },
        { path: 'second', name: 'label > image', size: { x: 9 } },
      ],
    });
    expect(found.warnings[0]).toMatch(/"\.\.\/3"/);
  });

  it('lists one series for each image of its OME-XML', async () => {
    const found = await read({ ...group({ ome: root }), 'OME/METADATA.ome.xml': xml(images) });
    expect(found.kind === 'series' && found.images.map(({ path }) => path)).toEqual(['0', '1']);
  });

  it('lists the series that are there, without either', async () => {
    const found = await read({ ...v2(root), '0/.zattrs': {}, '1/.zattrs': {}, '3/.zattrs': {} });
    expect(found.kind === 'series' && found.images.map(({ path }) => path)).toEqual(['0', '1']);
    await expect(read(v2(root))).rejects.toMatchObject({ code: 'bad-metadata' });
  });

  it.each([
    ['with an end that never comes', '<!--'.repeat(1e5)],
    ['of one endless tag', `<Image Name="${'<'.repeat(1e6)}`],
    ['of nothing but quotes', `<Image ${'a="'.repeat(2e4)}>`],
    ['that are no text', '\u0000\ufffd<Image/><Pixels/>'],
  ])('takes OME-XML %s for what it is', async (_, text) => {
    const found = await read({
      ...v2(root),
      'OME/.zattrs': { series: ['0'] },
      'OME/METADATA.ome.xml': xml(text),
    });
    expect(found.kind === 'series' && found.images).toEqual([{ path: '0' }]);
  });

  it('is a plate where it has one', async () => {
    expect(await read(v2({ ...root, plate }))).toMatchObject({ kind: 'plate' });
  });
});

const cases = `${foreignData}/17-ngff-conformance-0.4/cases.jsonl`;

describe.skipIf(!existsSync(cases))('what others made', () => {
  const at = (path: string): Promise<Collection> =>
    readFrom(`${fileOrigin}${path}`, fileFetch(foreignData ?? ''));
  const suites = (existsSync(cases) ? readFileSync(cases, 'utf8').trim().split('\n') : [])
    .map((line) => JSON.parse(line) as { suite: string; name: string; valid: boolean; attributes: Json })
    .filter(({ suite }) => suite === 'plate' || suite === 'well');

  it.each(suites)('$suite $name of the conformance suite: valid is $valid', async ({ valid, attributes }) => {
    const outcome = await read(v2(attributes)).catch((error: unknown) => error);
    if (!valid && outcome instanceof AppError)
      return expect(outcome.code).toMatch(/bad-metadata|not-a-dataset/);
    expect(outcome).not.toBeInstanceOf(AppError);
    // Of a version that is not known the rest is read.
    const isTold = (outcome as Collection).warnings.length > 0;
    expect(isTold || /"version":"(?!0\.4)/.test(JSON.stringify(attributes))).toBe(!valid);
  });

  it('is read from the series and the plate of bioformats2raw', async () => {
    const folder = '10-ome-zarr-py-legacy-and-bf2raw-plate/bf2raw';
    expect(await at(`${folder}/fake-series-2.zarr`)).toMatchObject({
      kind: 'series',
      images: [
        { path: '0', name: 'series', size: { x: 512, y: 512 } },
        { path: '1', name: 'series 2' },
      ],
    });
    const found = await at(`${folder}/plate-rows-2.zarr`);
    expect(found).toMatchObject({ kind: 'plate', name: 'Plate Name 0', rows: ['A', 'B'], columns: ['1'] });
    expect(await at(`${folder}/plate-rows-2.zarr/A/1`)).toMatchObject({
      kind: 'well',
      images: [{ path: '0' }],
    });
    const v3 = '08-omezarr-2d-to-5d-v04-v05/bioformats2raw_testing/bf2raw_dataset_v5.ome.zarr';
    expect(await at(v3)).toMatchObject({ kind: 'series', images: [{ path: '0' }, { path: '1' }] });
    expect(await at('11-viv-fixtures/bioformats-zarr/data.zarr')).toMatchObject({ images: [{ path: '0' }] });
  });
});
