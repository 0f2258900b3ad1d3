import { describe, expect, it } from 'vitest';
import { fileAnswer } from '../../../../../tests/foreign-data';
import { noTraffic } from '../../../core';
import { openLocation } from '../../open-location';
import { valueIn } from '../../known-values.fixture';
import { hdf5Bytes } from '../hdf5/hdf5-bytes.fixture';
import { filesHere } from '../hdf5/hdf5.fixture';
import { readBdvProject } from './bdv-project';
import { readXml } from './xml-tree';

const pageUrl = 'https://page.test/';
const shape = [4, 6, 8] as const;

/** Value of a voxel, beyond what a signed 16-bit integer has. */
function valueOf([t, s, z, y, x]: readonly [number, number, number, number, number]): number {
  return 40_000 + 1000 * t + 400 * s + 50 * z + 8 * y + x;
}

/** Two levels of each view, of which BigDataViewer's way is to say that they are signed. */
function file(timepoints: readonly number[], setups: readonly number[], skipped: readonly string[] = []) {
  return hdf5Bytes((made) => {
    for (const s of setups) {
      const group = made.create_group(`s0${s}`);
      const table = { shape: [2, 3], dtype: '<d' };
      group.create_dataset({ name: 'resolutions', data: new Float64Array([1, 1, 1, 2, 2, 1]), ...table });
    }
    for (const t of timepoints)
      for (const s of setups) {
        if (skipped.includes(`${t},${s}`)) continue;
        for (const level of [0, 1]) writeCells(made, [t, s, level]);
      }
  });
}

function writeCells(
  made: Parameters<Parameters<typeof hdf5Bytes>[0]>[0],
  [t, s, level]: [number, number, number],
): void {
  const size = level === 0 ? shape : [4, 3, 4];
  const step = level + 1;
  const data = Int16Array.from({ length: size.reduce((a, b) => a * b, 1) }, (_, i) => {
    const [, ny = 1, nx = 1] = size;
    const [z, y, x] = [Math.floor(i / (ny * nx)), Math.floor(i / nx) % ny, i % nx];
    return valueOf([t, s, z, y * step, x * step]);
  });
  const path = [`t0000${t}`, `s0${s}`, String(level)];
  path.reduce<string>((parent, name) => {
    const own = `${parent}/${name}`;
    if (made.get(own) === null) made.create_group(own);
    return own;
  }, '');
  made.create_dataset({ name: `/${path.join('/')}/cells`, data, shape: [...size], chunks: [2, 2, 2] });
}

interface XmlOptions {
  readonly setups: readonly {
    readonly id: number;
    readonly affines: readonly string[];
    readonly name?: string;
  }[];
  readonly timepoints?: string;
  readonly missing?: string;
}

function xml({ setups, timepoints = '', missing = '' }: XmlOptions): string {
  const views = setups.map(
    ({ id, name = `channel ${id}` }) => `<ViewSetup><id>${id}</id><name>${name}</name><size>8 6 4</size>
      <voxelSize><unit>µm</unit><size>0.5 0.5 2</size></voxelSize>
      <attributes><channel>${id}</channel></attributes></ViewSetup>`,
  );
  const places = setups.map(
    ({ id, affines }) => `<ViewRegistration timepoint="0" setup="${id}">
      ${affines.map((row) => `<ViewTransform type="affine"><Name>x</Name><affine>${row}</affine></ViewTransform>`).join('')}
      </ViewRegistration>`,
  );
  return `<?xml version="1.0"?><SpimData version="0.2"><BasePath type="relative">.</BasePath>
    <SequenceDescription><ImageLoader format="bdv.hdf5"><hdf5 type="relative">a.h5</hdf5></ImageLoader>
    <ViewSetups>${views.join('')}</ViewSetups>${timepoints}${missing}</SequenceDescription>
    <ViewRegistrations>${places.join('')}</ViewRegistrations></SpimData>`;
}

const scaled = '0.5 0 0 10  0 0.5 0 20  0 0 2 30';

function open(project: string, bytes: Uint8Array, path = '') {
  const effects = {
    ...{ random: () => 0.5, delay: () => Promise.resolve(), hdf5: filesHere() },
    fetch: async (input: unknown, init?: RequestInit) => {
      const { pathname } = new URL(String(input));
      return fileAnswer(pathname === '/d/a.xml' ? new TextEncoder().encode(project) : bytes, init);
    },
  };
  return openLocation(`https://a.test/d/a.xml${path}`, { pageUrl, traffic: noTraffic(), effects });
}

describe('a BigDataViewer project', () => {
  it('has set-ups in the same place as channels, and time points as an axis', async () => {
    const both = [0, 1].map((id) => ({ id, affines: [scaled] }));
    const timepoints = '<Timepoints type="range"><first>0</first><last>1</last></Timepoints>';
    const missing = '<MissingViews><MissingView timepoint="1" setup="1"/></MissingViews>';
    const opened = await open(
      xml({ setups: both, timepoints, missing }),
      await file([0, 1], [0, 1], ['1,1']),
    );
    const { dataset } = opened[0]?.handle ?? {};
    expect(dataset?.axes.map(({ name, unit }) => [name, unit])).toEqual([
      ...[
        ['t', undefined],
        ['c', undefined],
        ['z', 'micrometer'],
        ['y', 'micrometer'],
        ['x', 'micrometer'],
      ],
    ]);
    expect(dataset).toMatchObject({
      dtype: 'uint16',
      channels: [{ name: 'channel 0' }, { name: 'channel 1' }],
    });
    expect(dataset?.levels.map(({ scale, translation }) => [scale.slice(2), translation.slice(2)])).toEqual([
      ...[
        [
          [2, 0.5, 0.5],
          [30, 20, 10],
        ],
        [
          [2, 1, 1],
          [30, 20.25, 10.25],
        ],
      ],
    ]);
    for (const index of [
      [0, 0, 0, 0, 0],
      [0, 1, 3, 5, 7],
      [1, 0, 2, 4, 6],
    ] as [number, number, number, number, number][])
      expect(await valueIn(opened, index)).toBe(valueOf(index));
    expect(await valueIn(opened, [1, 1, 0, 0, 0])).toBe(0);
  });

  it('applies the last transform of a registration first', async () => {
    const affines = ['1 0 0 5  0 1 0 0  0 0 1 0', '3 0 0 1  0 3 0 0  0 0 3 0'];
    const [opened] = await open(xml({ setups: [{ id: 0, affines }] }), await file([0], [0]));
    const [finest] = opened?.handle.dataset.levels ?? [];
    expect(finest).toMatchObject({ scale: [3, 3, 3], translation: [0, 0, 6] });
  });

  it('says what a registration has that cannot be shown', async () => {
    const turned = '0.7 -0.7 0 0  0.7 0.7 0 0  0 0 1 0';
    const [opened] = await open(xml({ setups: [{ id: 0, affines: [turned] }] }), await file([0], [0]));
    expect(opened?.handle.dataset.warnings).toEqual([expect.stringMatching(/turns or shears it/)]);
    const mirrored = '-1 0 0 0  0 1 0 0  0 0 1 0';
    const [flipped] = await open(xml({ setups: [{ id: 0, affines: [mirrored] }] }), await file([0], [0]));
    expect(flipped?.handle.dataset.warnings).toEqual([expect.stringMatching(/mirrors it/)]);
  });

  it('has set-ups in several places as images of their own, and names the first', async () => {
    const apart = [
      { id: 0, affines: [scaled] },
      { id: 1, affines: [scaled.replace('10', '99')] },
    ];
    const bytes = await file([0], [0, 1]);
    await expect(open(xml({ setups: apart }), bytes)).rejects.toMatchObject({
      code: 'unsupported',
      detail: { path: '0' },
    });
    const second = await open(xml({ setups: apart }), bytes, '|hdf5:1');
    expect(second[0]?.handle.dataset.levels[0]?.translation).toEqual([30, 20, 99]);
    expect(await valueIn(second, [1, 2, 3])).toBe(valueOf([0, 1, 1, 2, 3]));
  });

  it('opens without what its file has not, and says so', async () => {
    const setups = [0, 7].map((id) => ({ id, affines: [scaled] }));
    const [opened] = await open(xml({ setups }), await file([0], [0]));
    expect(opened?.handle.dataset.warnings).toEqual([
      expect.stringMatching(/1 of 2 set-ups are not in the file/),
    ]);
  });

  it('is refused by name where it is none, or of another format', async () => {
    const bytes = await file([0], [0]);
    const other = { code: 'not-a-dataset', detail: { document: 'a.xml' } };
    await expect(open('<OME/>', bytes)).rejects.toMatchObject(other);
    await expect(open('no markup at all', bytes)).rejects.toMatchObject(other);
    const n5 = xml({ setups: [] }).replace(/<ImageLoader.*<\/ImageLoader>/, '<ImageLoader format="bdv.n5"/>');
    await expect(open(n5, bytes)).rejects.toMatchObject({
      code: 'unsupported',
      detail: { document: 'a.xml', feature: expect.stringContaining('bdv.n5') as string },
    });
  });
});

describe('the XML of a project', () => {
  it('lists time points as patterns and lists do', () => {
    const read = (timepoints: string) => readBdvProject(xml({ setups: [], timepoints }), 'a.xml').timepoints;
    const pattern = (text: string) =>
      `<Timepoints type="pattern"><integerpattern>${text}</integerpattern></Timepoints>`;
    expect(read(pattern('0-2, 10-20:5'))).toEqual([0, 1, 2, 10, 15, 20]);
    expect(
      read(
        '<Timepoints type="list"><Timepoint><id>4</id></Timepoint><Timepoint><id>9</id></Timepoint></Timepoints>',
      ),
    ).toEqual([4, 9]);
    expect(read('')).toEqual([0]);
    expect(() => read(pattern('0-99999999999'))).toThrow(/more than 1000000/);
  });

  it('expands no entities of its own, and ends where it is too deep', () => {
    const bomb = '<!DOCTYPE a [<!ENTITY b "xxxxxxxxxx"><!ENTITY c "&b;&b;">]><a>&c;</a>';
    expect(readXml(bomb)?.text).toBe('&c;');
    expect(readXml('<a>'.repeat(1000))).toBeUndefined();
    expect(readXml('')).toBeUndefined();
  });
});
