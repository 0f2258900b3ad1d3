import { crc32, deflateRawSync } from 'node:zlib';

/** A file to be put into an archive, and what the archive says of it that is not so. */
export interface Packed {
  readonly name: string;
  readonly bytes?: Uint8Array;
  readonly isDeflated?: boolean;
  readonly flags?: number;
  readonly method?: number;
  readonly sizeBytes?: number;
  readonly packedBytes?: number;
  readonly headerOffset?: number;
  readonly crc32?: number;
  /** Of its local header only. */
  readonly localExtraBytes?: number;
}

export interface ZipOptions {
  /** Sizes and offsets are in 64-bit fields. */
  readonly isZip64?: boolean;
  /** Stands before the archive, and is not counted by its offsets. */
  readonly prefix?: Uint8Array;
  readonly comment?: string;
  readonly disk?: number;
  readonly memberCount?: number;
}

/** Makes a ZIP archive byte by byte, as well formed as it is told to be. */
export function zipOf(files: readonly Packed[], options: ZipOptions = {}): Uint8Array<ArrayBuffer> {
  const locals: Uint8Array[] = [];
  const records: Uint8Array[] = [];
  let offset = 0;
  for (const file of files) {
    const { local, record } = packed(file, offset, options.isZip64 === true);
    locals.push(local);
    records.push(record);
    offset += local.byteLength;
  }
  const directory = joined(records);
  const end = endOf(
    { count: options.memberCount ?? files.length, length: directory.byteLength, offset },
    options,
  );
  return joined([options.prefix ?? new Uint8Array(0), ...locals, directory, end]);
}

function packed(file: Packed, offset: number, isZip64: boolean): { local: Uint8Array; record: Uint8Array } {
  const { name, bytes = new Uint8Array(0), isDeflated = false, flags = 0, localExtraBytes = 0 } = file;
  const encoded = new TextEncoder().encode(name);
  const body = isDeflated ? deflateRawSync(bytes) : bytes;
  const method = file.method ?? (isDeflated ? 8 : 0);
  const sizes = { size: file.sizeBytes ?? bytes.byteLength, packed: file.packedBytes ?? body.byteLength };
  const sum = file.crc32 ?? crc32(bytes);
  const local = new Uint8Array(30);
  write(local, [4, 0x04034b50], [2, 20], [2, flags], [2, method], [4, 0], [4, sum]);
  new DataView(local.buffer).setUint16(26, encoded.byteLength, true);
  new DataView(local.buffer).setUint16(28, localExtraBytes, true);
  const at = file.headerOffset ?? offset;
  const extra = new Uint8Array(isZip64 ? 28 : 0);
  if (isZip64) write(extra, [2, 1], [2, 24], [8, sizes.size], [8, sizes.packed], [8, at]);
  const wide = (value: number): [number, number] => [4, isZip64 ? 0xffffffff : value];
  const record = new Uint8Array(46);
  write(record, [4, 0x02014b50], [2, 20], [2, 20], [2, flags], [2, method], [4, 0], [4, sum]);
  const tail = record.subarray(20);
  write(tail, wide(sizes.packed), wide(sizes.size), [2, encoded.byteLength], [2, extra.byteLength]);
  write(record.subarray(42), wide(at));
  return {
    local: joined([local, encoded, new Uint8Array(localExtraBytes), body]),
    record: joined([record, encoded, extra]),
  };
}

function endOf(
  { count, length, offset }: { count: number; length: number; offset: number },
  { isZip64 = false, comment = '', disk = 0 }: ZipOptions,
): Uint8Array {
  const text = new TextEncoder().encode(comment);
  const end = new Uint8Array(22);
  const [shownCount, shownLength, shownOffset] = isZip64
    ? [0xffff, 0xffffffff, 0xffffffff]
    : [count, length, offset];
  write(end, [4, 0x06054b50], [2, disk], [2, disk], [2, shownCount], [2, shownCount], [4, shownLength]);
  write(end.subarray(16), [4, shownOffset], [2, text.byteLength]);
  if (!isZip64) return joined([end, text]);
  const end64 = new Uint8Array(56);
  write(end64, [4, 0x06064b50], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0], [8, count], [8, count]);
  write(end64.subarray(40), [8, length], [8, offset]);
  const locator = new Uint8Array(20);
  write(locator, [4, 0x07064b50], [4, 0], [8, offset + length], [4, 1]);
  return joined([end64, locator, end, text]);
}

/** Writes numbers of so many bytes one after another, low byte first. */
function write(into: Uint8Array, ...fields: readonly (readonly [number, number])[]): void {
  let at = 0;
  for (const [bytes, value] of fields)
    for (let i = 0, left = value; i < bytes; i++, left = Math.floor(left / 256)) into[at++] = left % 256;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.byteLength;
  }
  return all;
}
