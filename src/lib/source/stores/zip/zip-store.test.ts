import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foreignData } from '../../../../../tests/foreign-data';
import { failure, request } from '../http/http-world.fixture';
import { BlobFile } from '../ranged/blob-file';
import { ZipArchive } from './zip-archive';
import { zipOf, type Packed, type ZipOptions } from '../../../../../tests/fixtures/zip';
import { ZipStore } from './zip-store';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const many = Uint8Array.from({ length: 5000 }, (_, i) => (i >> 4) % 256);

function storeOf(bytes: Uint8Array<ArrayBuffer>, folder = ''): ZipStore {
  const file = new BlobFile(new Blob([bytes]), 'a.zip');
  return new ZipStore(new ZipArchive(file, { seed: 7 }), { origin: 'device', folder });
}

function packedStore(files: readonly Packed[], options: ZipOptions = {}, folder = ''): ZipStore {
  return storeOf(zipOf(files, options), folder);
}

/** The same archive, written in each way that differs. */
const ways: readonly (readonly [string, ZipOptions])[] = [
  ['plainly', {}],
  ['with 64-bit fields', { isZip64: true }],
  ['behind a program', { prefix: new Uint8Array(3000).fill(0x50) }],
  ['behind a program with 64-bit fields', { prefix: new Uint8Array(3000), isZip64: true }],
  ['with a comment', { comment: 'PK'.repeat(500) }],
];

describe('a store in a ZIP archive', () => {
  it.each(ways)('reads what was stored or deflated, written %s', async (_, options) => {
    const store = packedStore(
      [
        { name: 'zarr.json', bytes: text('{}'), isDeflated: true },
        { name: 'c/', bytes: text('') },
        { name: 'c/0/0', bytes: many, localExtraBytes: 300 },
        { name: 'c/0/1', bytes: many, isDeflated: true },
      ],
      options,
    );
    expect(await store.get('zarr.json', request())).toEqual(text('{}'));
    expect(await store.get('c/0/0', request())).toEqual(many);
    expect(await store.get('c/0/1', request())).toEqual(many);
    expect(await store.get('c/0/2', request())).toBeUndefined();
    expect(await store.size('c/0/1', request())).toBe(5000);
    for (const path of ['c/0/0', 'c/0/1']) {
      const part = await store.getRange(path, { offset: 100, length: 50 }, request());
      expect(part).toEqual({ bytes: many.slice(100, 150), total: 5000 });
      const end = await store.getRange(path, { suffixLength: 7 }, request());
      expect(end?.bytes).toEqual(many.slice(-7));
    }
  });

  it('reads no more of a stored member than was asked for', async () => {
    const large = new Uint8Array(2 ** 20);
    const store = packedStore([{ name: 'shard', bytes: large }]);
    await store.size('shard', request());
    const asked = request();
    await store.getRange('shard', { offset: 2 ** 19, length: 64 }, asked);
    expect(asked.traffic.diskBytes).toBe(64 + 30);
    await store.getRange('shard', { offset: 2 ** 18, length: 64 }, asked);
    expect(asked.traffic.diskBytes).toBe(64 + 30 + 64);
  });

  it('opens an archive with everything in one folder as that folder', async () => {
    const files = [
      { name: 'image.zarr/', bytes: text('') },
      { name: 'image.zarr/zarr.json', bytes: text('{}') },
      { name: '__MACOSX/image.zarr/._zarr.json', bytes: text('?') },
    ];
    for (const folder of ['', 'image.zarr'])
      expect(await packedStore(files, {}, folder).get('zarr.json', request())).toEqual(text('{}'));
  });

  it('reads below a folder of its own, and nothing beside it', async () => {
    const files = [
      { name: 'a/zarr.json', bytes: text('a') },
      { name: 'b/zarr.json', bytes: text('b') },
    ];
    const store = packedStore(files, {}, 'b');
    expect(await store.get('zarr.json', request())).toEqual(text('b'));
    expect(await failure(store.get('../a/zarr.json', request()))).toMatchObject({ code: 'bad-metadata' });
  });

  it('lists a folder', async () => {
    const store = packedStore([
      { name: 'zarr.json', bytes: text('{}') },
      { name: '0/zarr.json', bytes: text('{}') },
      { name: '0/c/0/0', bytes: many },
      { name: '../../evil', bytes: text('') },
      { name: '<img src=x onerror=alert(1)>', bytes: text('') },
    ]);
    expect(await store.list('', request())).toEqual([
      { name: 'zarr.json', kind: 'file', sizeBytes: 2 },
      { name: '0', kind: 'folder' },
      { name: '<img src=x onerror=alert(1)>', kind: 'file', sizeBytes: 0 },
    ]);
    expect(await store.list('0', request())).toEqual([
      { name: 'zarr.json', kind: 'file', sizeBytes: 2 },
      { name: 'c', kind: 'folder' },
    ]);
    expect(await store.list('1', request())).toBeUndefined();
  });

  it('takes the last of members with the same name, and counts the others', async () => {
    const store = packedStore([
      { name: 'zarr.json', bytes: text('old') },
      { name: 'other', bytes: many },
      { name: 'zarr.json', bytes: text('new') },
    ]);
    expect(await store.get('zarr.json', request())).toEqual(text('new'));
    expect(await store.archive.repeated(request())).toBe(1);
  });

  it('reads the directory once for many that ask at once, though one of them leaves', async () => {
    const store = packedStore([{ name: 'zarr.json', bytes: text('{}') }]);
    const leaving = new AbortController();
    const first = store.get('zarr.json', request({ signal: leaving.signal }));
    const second = store.get('zarr.json', request());
    leaving.abort();
    await expect(first).rejects.toMatchObject({ name: 'AbortError' });
    expect(await second).toEqual(text('{}'));
  });

  it('finds whatever was put in, in any order', async () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z0-9é./-]{1,12}[a-z0-9é]$/), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(names, fc.boolean(), async (all, isZip64) => {
        const files = all.map((name, i) => ({ name, bytes: text(String(i)), isDeflated: i % 2 === 1 }));
        const archive = new ZipArchive(new BlobFile(new Blob([zipOf(files, { isZip64 })]), 'a.zip'), {
          seed: all.length,
        });
        for (const [i, name] of all.entries()) {
          const member = await archive.find(name, request());
          expect(member && (await archive.read(member, name, request()))).toEqual(text(String(i)));
        }
      }),
      { numRuns: 30 },
    );
  });

  it.skipIf(foreignData === undefined)('reads archives that others wrote', async () => {
    const path = '26-zip/5d_v05_deflated.zip';
    const store = storeOf(Uint8Array.from(readFileSync(`${foreignData}/${path}`)));
    const loose = `${foreignData}/08-omezarr-2d-to-5d-v04-v05/5d_testing/5d_dataset_v5.ome.zarr`;
    for (const name of ['zarr.json', '0/zarr.json', '0/c/1/2/0/0/0'])
      expect(await store.get(name, request()), name).toEqual(
        Uint8Array.from(readFileSync(`${loose}/${name}`)),
      );
  });
});
