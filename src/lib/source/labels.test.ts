import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { existsSync, readFileSync } from 'node:fs';
import { fileOrigin, foreignData, memoryFetch } from '../../../tests/foreign-data';
import { omeTree, withLabels, type Objects, type OmeImage } from '../../../tests/fixtures/ome-tree';
import { AppError, noTraffic, type Dataset, type DType, type LabelList, type OpenHints } from '../core';
import { openLocation } from './open-location';

const encode = (text: string) => new TextEncoder().encode(text);

/** A label image of 8 × 8 voxels. */
function labelImage(
  version: '0.4' | '0.5',
  more: Record<string, unknown> = {},
  dtype: DType = 'uint32',
): OmeImage {
  const level = { shape: [8, 8], scale: [1, 1], value: ([y = 0]: readonly number[]) => y };
  return { version, axes: 'yx', dtype, levels: [level], more: { 'image-label': {}, ...more } };
}

function image(version: '0.4' | '0.5'): OmeImage {
  return { ...labelImage(version), more: {} };
}

async function open(
  objects: Objects,
  { hints = {}, requests = [] }: { hints?: OpenHints; requests?: string[] } = {},
) {
  const effects = { fetch: memoryFetch(objects, requests), random: () => 0, delay: () => Promise.resolve() };
  const context = { pageUrl: fileOrigin, traffic: noTraffic(), effects, hints };
  const [opened] = await openLocation(fileOrigin, context);
  if (opened === undefined) throw new Error('Nothing opened.');
  return opened;
}

async function dataset(objects: Objects, hints: OpenHints = {}): Promise<Dataset> {
  return (await open(objects, { hints })).handle.dataset;
}

/** What is found beside an image, and what was asked for. */
async function find(objects: Objects): Promise<{ list: LabelList; asked: string[] }> {
  const requests: string[] = [];
  const { reader } = await open(objects, { requests });
  requests.length = 0;
  return { list: await reader.listedLabels({ traffic: noTraffic() }), asked: requests };
}

describe.each(['0.4', '0.5'] as const)('labels of version %s', (version) => {
  it('have colours and properties by their values', async () => {
    const more = {
      'image-label': {
        colors: [
          { 'label-value': 1, rgba: [255, 0, 0, 128] },
          { 'label-value': 4.0, rgba: [0, 255, 0, 255] },
        ],
        properties: [{ 'label-value': 1, name: 'nucleus', area: 12.5, isWhole: true, parent: null }],
        source: { image: '../../' },
      },
    };
    const { labels, warnings } = await dataset(omeTree(labelImage(version, more)));
    expect(labels).toEqual({
      colors: [
        { label: '1', rgba: [255, 0, 0, 128] },
        { label: '4', rgba: [0, 255, 0, 255] },
      ],
      properties: [{ label: '1', values: { name: 'nucleus', area: 12.5, isWhole: true, parent: null } }],
    });
    expect(warnings).toEqual([]);
  });

  it('without a word more are labels', async () => {
    expect(await dataset(omeTree(labelImage(version)))).toMatchObject({
      labels: { colors: [], properties: [] },
      warnings: [],
    });
  });

  it('of floats are an image, with a warning', async () => {
    const { labels, warnings } = await dataset(omeTree(labelImage(version, {}, 'float32')));
    expect(labels).toBeUndefined();
    expect(warnings).toEqual([expect.stringMatching(/labels.*float32.*image/)]);
  });

  it('beside an image are found with one request', async () => {
    const objects = withLabels(image(version), {
      nuclei: labelImage(version),
      'cells/all': labelImage(version),
    });
    const { list, asked } = await find(objects);
    expect(list).toEqual({ format: version === '0.4' ? 2 : 3, names: ['nuclei', 'cells/all'] });
    expect(asked).toEqual([`GET labels/${version === '0.4' ? '.zattrs' : 'zarr.json'}`]);
  });

  it('that are not there cost one request', async () => {
    const { list, asked } = await find(omeTree(image(version)));
    expect(list.names).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  it('are not looked for beside labels', async () => {
    expect(await find(omeTree(labelImage(version)))).toMatchObject({ list: { names: [] }, asked: [] });
  });

  it('that a list names are labels without a word of their own, unless they are floats', async () => {
    const hints = { isListed: true, format: version === '0.4' ? 2 : 3 } as const;
    const requests: string[] = [];
    const { handle } = await open(omeTree(image(version)), { hints, requests });
    expect(handle.dataset.labels).toEqual({ colors: [], properties: [] });
    expect(requests, 'the other format is not asked for').toHaveLength(2);
    const floats = await dataset(omeTree({ ...image(version), dtype: 'float32' }), hints);
    expect([floats.labels, floats.warnings]).toEqual([undefined, [expect.stringContaining('float32')]]);
  });

  it.each<[string, unknown]>([
    ['no list', 'nuclei'],
    ['a path that leads away', ['../../secret']],
    ['an absolute path', ['/etc']],
    ['an address', ['https://elsewhere.test/']],
    ['numbers', [1, null, {}]],
    ['what shows as another name', ['nu\u202eclei']],
    ['too long a name', ['n'.repeat(201)]],
  ])('whose list is %s are none', async (_, listed) => {
    const objects = withLabels(image(version), {}, listed as string[]);
    expect((await find(objects)).list.names).toEqual([]);
  });

  it('are no more than 32, each once', async () => {
    const many = Array.from({ length: 100 }, (_, i) => `n${Math.floor(i / 2)}`);
    const { names } = (await find(withLabels(image(version), {}, many))).list;
    expect(names).toEqual(Array.from({ length: 32 }, (_, i) => `n${i}`));
  });
});

describe('label images beside an image', () => {
  it('are told by consolidated metadata, without a request', async () => {
    const objects = withLabels(image('0.5'), { nuclei: labelImage('0.5') });
    const metadata = { labels: objects['labels/zarr.json'] };
    const root = { ...objects['zarr.json'], consolidated_metadata: { kind: 'inline', metadata } };
    expect(await find({ ...objects, 'zarr.json': root })).toEqual({
      list: { format: 3, names: ['nuclei'] },
      asked: [],
    });
    const without = { ...root, consolidated_metadata: { kind: 'inline', metadata: {} } };
    expect(await find({ ...objects, 'zarr.json': without })).toMatchObject({
      list: { names: [] },
      asked: [],
    });
  });

  it.each([403, 500, 503])('are none where a server answers %i, and are asked for once', async (status) => {
    const objects = omeTree(image('0.5'));
    const asked: string[] = [];
    const files = memoryFetch(objects);
    const effects = {
      fetch: ((input, init) => {
        if (!String(input).includes('labels')) return files(input, init);
        asked.push(String(input));
        return Promise.resolve(new Response(null, { status }));
      }) as typeof fetch,
      random: () => 0,
      delay: () => Promise.resolve(),
    };
    const [opened] = await openLocation(fileOrigin, { pageUrl: fileOrigin, traffic: noTraffic(), effects });
    expect((await opened?.reader.listedLabels({ traffic: noTraffic() }))?.names).toEqual([]);
    expect(asked).toHaveLength(1);
  });
});

describe('what is asked for', () => {
  it('opens integers as labels, also colours', async () => {
    const document = (shape: number[]) => ({
      ...{ zarr_format: 3, node_type: 'array', shape, data_type: 'uint8', fill_value: 0 },
      chunk_grid: { name: 'regular', configuration: { chunk_shape: shape } },
      chunk_key_encoding: { name: 'default' },
      codecs: [{ name: 'bytes' }],
    });
    const colors = await dataset({ 'zarr.json': document([8, 8, 3]) }, { as: 'labels' });
    expect([colors.labels, colors.color]).toEqual([{ colors: [], properties: [] }, undefined]);
    expect(await dataset(omeTree(image('0.5')), { as: 'labels' })).toHaveProperty('labels');
  });

  it('opens labels as an image', async () => {
    expect(await dataset(omeTree(labelImage('0.5')), { as: 'image' })).not.toHaveProperty('labels');
  });

  it('refuses floats as labels', async () => {
    const opening = dataset(omeTree({ ...image('0.5'), dtype: 'float64' }), { as: 'labels' });
    const error = await opening.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(/float64.*whole numbers/),
    });
  });
});

/** An `image-label` block as text, since JSON.stringify would round its labels. */
async function labelled(block: string): Promise<Dataset> {
  const objects = omeTree(labelImage('0.5', { 'image-label': 'BLOCK' }, 'uint64'));
  const text = JSON.stringify(objects['zarr.json']).replace('"BLOCK"', () => block);
  return dataset({ ...objects, 'zarr.json': encode(text) });
}

describe('an image-label block', () => {
  test('names labels exactly, to 64 bits', async () => {
    const whole = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n });
    const some = fc.uniqueArray(whole, { minLength: 1, maxLength: 20 });
    const check = fc.asyncProperty(some, async (values) => {
      const colors = values.map((value) => `{"label-value": ${value} , "rgba": [1, 2, 3, 4]}`);
      const properties = values.map((value) => `{"name": "a", "label-value":${value}}`);
      const { labels, warnings } = await labelled(
        `{"colors":[${colors.join()}],"properties":[${properties.join()}]}`,
      );
      const written = values.map(String);
      expect(labels?.colors.map(({ label }) => label)).toEqual(written);
      expect(labels?.properties.map(({ label }) => label)).toEqual(written);
      expect(warnings).toEqual([]);
    });
    await fc.assert(check, { numRuns: 50 });
  });

  it.each([
    ['no object', '3'],
    ['a list', '[]'],
    ['colours that are no list', '{"colors": {"label-value": 1}}'],
    ['a label with a fraction', '{"colors": [{"label-value": 1.5, "rgba": [1,2,3,4]}]}'],
    ['a label of 65 bits', '{"colors": [{"label-value": 18446744073709551616, "rgba": [1,2,3,4]}]}'],
    ['a label in words', '{"colors": [{"label-value": "1", "rgba": [1,2,3,4]}]}'],
    ['a colour of three parts', '{"colors": [{"label-value": 1, "rgba": [1,2,3]}]}'],
    ['a colour beyond 255', '{"colors": [{"label-value": 1, "rgba": [1,2,3,256]}]}'],
    ['properties of nothing', '{"properties": [{"name": "a"}]}'],
    ['a property that is null', '{"properties": [null]}'],
  ])('with %s is a warning, and the picture opens', async (_, block) => {
    const { labels, warnings } = await labelled(block);
    expect(labels).toEqual({ colors: [], properties: [] });
    expect(warnings.length).toBeGreaterThan(0);
  });

  it('keeps what is right beside what is not, and the first of two for one label', async () => {
    const block = `{"colors": [{"label-value": 7, "rgba": [1,2,3,4]}, {"label-value": 8}, {"label-value": 7, "rgba": [9,9,9,9]}]}`;
    const { labels, warnings } = await labelled(block);
    expect(labels?.colors).toEqual([{ label: '7', rgba: [1, 2, 3, 4] }]);
    expect(warnings).toEqual([expect.stringContaining('2 of 3 entries for the colours')]);
  });

  it('is cut to what a page can hold', async () => {
    const values = Array.from(
      { length: 20_000 },
      (_, i) => `{"label-value":${i},"text":"${'x'.repeat(300)}"}`,
    );
    const wide = `{"label-value":-1,${Array.from({ length: 100 }, (_, i) => `"p${i}":{},"q${i}":${i}`).join()}}`;
    const { labels, warnings } = await labelled(`{"properties":[${[wide, ...values].join()}]}`);
    expect(labels?.properties).toHaveLength(16_384);
    expect(warnings).toEqual([expect.stringContaining('20001 labels')]);
    expect(String(labels?.properties[1]?.values['text']).length).toBe(200);
    expect(Object.keys(labels?.properties[0]?.values ?? {}).length).toBeLessThanOrEqual(64);
  });

  it('opens whatever it is, and never sets a prototype', async () => {
    const check = fc.asyncProperty(fc.json(), fc.json(), async (colors, properties) => {
      const { labels } = await labelled(
        `{"colors":[${colors}],"properties":[${properties},{"label-value":1,"__proto__":{"a":1}}]}`,
      );
      expect(labels?.properties.some(({ values }) => 'a' in values && !Object.hasOwn(values, 'a'))).toBe(
        false,
      );
    });
    await fc.assert(check, { numRuns: 100 });
  });
});

const suites = `${foreignData ?? ''}/17-ngff-conformance-0.4/cases.jsonl`;
interface ConformanceCase {
  readonly suite: string;
  readonly name: string;
  readonly valid: boolean;
  readonly attributes: Record<string, unknown>;
}

/** Blocks of OME's own suites and examples. */
const blocks = (existsSync(suites) ? readFileSync(suites, 'utf8').trim().split('\n') : [])
  .map((line) => JSON.parse(line) as ConformanceCase)
  .filter(({ suite, attributes }) => !suite.startsWith('strict') && 'image-label' in attributes);

describe.skipIf(blocks.length === 0)('blocks that others made', () => {
  it.each(blocks)('open with $name, and warn of what is not valid', async ({ valid, attributes }) => {
    const { labels, warnings } = await dataset(omeTree(labelImage('0.4', attributes)));
    expect(labels).toBeDefined();
    if (valid) expect(warnings).toEqual([]);
    else expect(warnings.length).toBeGreaterThan(0);
  });

  it('give each label its colour and its properties', async () => {
    const example = blocks.find(({ name }) => name.includes('colors_properties'));
    const { labels } = await dataset(omeTree(labelImage('0.4', example?.attributes)));
    expect(labels).toEqual({
      colors: [
        { label: '1', rgba: [255, 255, 255, 255] },
        { label: '4', rgba: [0, 255, 255, 128] },
      ],
      properties: [
        { label: '1', values: { 'area (pixels)': 1200, class: 'foo' } },
        { label: '4', values: { 'area (pixels)': 1650 } },
      ],
    });
  });
});
