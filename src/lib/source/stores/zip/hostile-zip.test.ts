import { describe, expect, it } from 'vitest';
import { failure, request } from '../http/http-world.fixture';
import { BlobFile } from '../ranged/blob-file';
import { DirectoryBytes } from './directory-bytes';
import { MemberIndex } from './member-index';
import { ZipArchive } from './zip-archive';
import { zipOf, type Packed, type ZipOptions } from '../../../../../tests/fixtures/zip';
import { ZipStore } from './zip-store';

const zeros = new Uint8Array(4 * 2 ** 20);
const some = Uint8Array.from({ length: 100 }, (_, i) => i);

function storeOf(bytes: Uint8Array<ArrayBuffer>): ZipStore {
  const archive = new ZipArchive(new BlobFile(new Blob([bytes]), 'a.zip'), { seed: 7 });
  return new ZipStore(archive, { origin: 'device', folder: '' });
}

function get(files: readonly Packed[], options: ZipOptions = {}, maxBytes = 2 ** 20): Promise<unknown> {
  return storeOf(zipOf(files, options)).get('a', request({ maxBytes }));
}

describe('a hostile ZIP archive', () => {
  it('is no archive', async () => {
    const error = await failure(storeOf(new Uint8Array(1000)).get('a', request()));
    expect(error).toMatchObject({ code: 'not-a-dataset', detail: { document: 'a.zip' } });
    expect(await failure(storeOf(new Uint8Array(0)).get('a', request()))).toMatchObject({
      code: 'not-a-dataset',
    });
  });

  it('is cut short anywhere', async () => {
    const whole = zipOf([
      { name: 'a', bytes: some },
      { name: 'b', bytes: some, isDeflated: true },
    ]);
    for (let length = 4; length < whole.byteLength; length += 7) {
      const error = await failure(storeOf(whole.slice(0, length)).get('a', request()));
      expect(error, String(length)).toMatchObject({ code: 'bad-metadata' });
      expect(error.message).toContain('cut short');
    }
  });

  it('is one of several parts', async () => {
    expect(await failure(get([{ name: 'a', bytes: some }], { disk: 1 }))).toMatchObject({
      code: 'unsupported',
      detail: { feature: 'an archive in several parts' },
    });
  });

  it('is encrypted', async () => {
    expect(await failure(get([{ name: 'a', bytes: some, flags: 1 }]))).toMatchObject({
      code: 'unsupported',
      detail: { feature: 'an encrypted archive', document: 'a' },
    });
  });

  it('is compressed in a way that nobody here knows', async () => {
    expect(await failure(get([{ name: 'a', bytes: some, method: 93 }]))).toMatchObject({
      code: 'unsupported',
      detail: { feature: 'ZIP compression Zstandard' },
    });
  });

  it('holds a member larger than what may be read, of which nothing is', async () => {
    const store = storeOf(zipOf([{ name: 'a', bytes: zeros, isDeflated: true }]));
    const asked = request({ kind: 'chunk', maxBytes: 2 ** 20 });
    await store.size('a', asked);
    const before = asked.traffic.diskBytes;
    expect(await failure(store.get('a', asked))).toMatchObject({ code: 'corrupt-chunk' });
    expect(asked.traffic.diskBytes).toBe(before);
    const document = request({ kind: 'document', maxBytes: 2 ** 20 });
    expect(await failure(store.get('a', document))).toMatchObject({ code: 'bad-metadata' });
  });

  it('holds a bomb that says that it is small', async () => {
    const error = await failure(get([{ name: 'a', bytes: zeros, isDeflated: true, sizeBytes: 5000 }]));
    expect(error).toMatchObject({ code: 'corrupt-chunk', detail: { key: 'a' } });
  });

  it('promises more than deflate can make of so few bytes', async () => {
    const files = [{ name: 'a', bytes: some, isDeflated: true, sizeBytes: 2 ** 20 }];
    expect(await failure(get(files, {}, 2 ** 21))).toMatchObject({ code: 'corrupt-chunk' });
  });

  it('would have a large compressed member inflated for a part of it', async () => {
    const files = [{ name: 'a', bytes: some, isDeflated: true, sizeBytes: 2 ** 30 }];
    const part = storeOf(zipOf(files)).getRange('a', { offset: 0, length: 10 }, request());
    expect(await failure(part)).toMatchObject({ code: 'unsupported' });
  });

  it('has a wrong checksum', async () => {
    const files = [{ name: 'a', bytes: some, isDeflated: true, crc32: 1 }];
    expect(await failure(get(files))).toMatchObject({ code: 'corrupt-chunk' });
  });

  it.each([
    ['outside of the file', 2 ** 30],
    ['where something else is', 10],
  ])('puts a member %s', async (_, headerOffset) => {
    const files = [{ name: 'a', bytes: some, headerOffset }];
    expect(await failure(get(files))).toMatchObject({ code: 'corrupt-chunk' });
    const part = storeOf(zipOf(files)).getRange('a', { offset: 0, length: 10 }, request());
    expect(await failure(part)).toMatchObject({ code: 'corrupt-chunk' });
  });

  it('claims more members than it lists', async () => {
    const files = [{ name: 'a', bytes: some }];
    expect(await failure(get(files, { memberCount: 2 }))).toMatchObject({ code: 'bad-metadata' });
    expect(await failure(get(files, { memberCount: 60_000 }))).toMatchObject({ code: 'bad-metadata' });
    const wide = { memberCount: 2 ** 40, isZip64: true };
    expect(await failure(get(files, wide))).toMatchObject({ code: 'bad-metadata' });
  });

  it('has the same name again and again', async () => {
    const files = Array.from({ length: 10_002 }, () => ({ name: 'a' }));
    expect(await failure(get(files))).toMatchObject({ code: 'bad-metadata', detail: { field: 'names' } });
  });

  it('has a million members, of which each is found with few bytes', async () => {
    const count = 1_000_000;
    const directory = new DirectoryBytes(new Blob([directoryOf(count)]));
    const index = await MemberIndex.read(directory, {
      ...{ name: 'a.zip', place: { memberCount: count, shift: 0 }, seed: 3 },
    });
    for (const i of [0, 1, 499_999, count - 1])
      expect(await index.find(nameAt(i))).toMatchObject({ sizeBytes: i, headerOffset: i });
    expect(await index.find('0/c/none')).toBeUndefined();
  });
});

const nameAt = (i: number): string => `0/c/${String(i).padStart(7, '0')}`;

/** A central directory alone, since an archive of a million files takes long to write. */
function directoryOf(count: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(57 * count);
  const view = new DataView(all.buffer);
  for (let i = 0, at = 0; i < count; i++, at += 57) {
    view.setUint32(at, 0x02014b50, true);
    view.setUint32(at + 20, i, true);
    view.setUint32(at + 24, i, true);
    view.setUint16(at + 28, 11, true);
    view.setUint32(at + 42, i, true);
    new TextEncoder().encodeInto(nameAt(i), all.subarray(at + 46, at + 57));
  }
  return all;
}
