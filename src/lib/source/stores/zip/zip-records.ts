import { AppError } from '../../../core';

/** Where the central directory of an archive lies, and what it says of itself. */
export interface DirectoryPlace {
  readonly offset: number;
  readonly length: number;
  readonly memberCount: number;
  /** Bytes before the archive proper, which its own offsets do not count. */
  readonly shift: number;
}

/** A file within an archive, as its central directory describes it. */
export interface Member {
  /** Where its local header is in the file. */
  readonly headerOffset: number;
  readonly isDeflated: boolean;
  readonly crc32: number;
  /** Bytes as stored, and as they are once inflated. */
  readonly packedBytes: number;
  readonly sizeBytes: number;
  /** Lengths of its name and of what else the central directory has of it. */
  readonly nameLength: number;
  readonly extraLength: number;
}

export const endRecordBytes = 22;
/** The end record, and the longest comment that may follow it. */
export const maxEndBytes = endRecordBytes + 0xffff;
export const locatorBytes = 20;
export const end64Bytes = 56;
export const centralBytes = 46;
export const localBytes = 30;

const endSignature = 0x06054b50;
const locatorSignature = 0x07064b50;
const end64Signature = 0x06064b50;
const centralSignature = 0x02014b50;
const localSignature = 0x04034b50;

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Where the end record begins in the last bytes of a file; `undefined` when there is none. */
export function findEndRecord(tail: Uint8Array): number | undefined {
  const view = viewOf(tail);
  for (let at = tail.byteLength - endRecordBytes; at >= 0; at--) {
    if (view.getUint32(at, true) !== endSignature) continue;
    if (at + endRecordBytes + view.getUint16(at + 20, true) <= tail.byteLength) return at;
  }
  return undefined;
}

/** What an end record says; `isZip64` when the 64-bit one has to be asked. `name` is the archive's, for errors. */
export function readEndRecord(
  view: DataView,
  name: string,
): { offset: number; length: number; memberCount: number; isZip64: boolean } {
  const [disk, directoryDisk] = [view.getUint16(4, true), view.getUint16(6, true)];
  const memberCount = view.getUint16(10, true);
  const length = view.getUint32(12, true);
  const offset = view.getUint32(16, true);
  const isZip64 = memberCount === 0xffff || length === 0xffffffff || offset === 0xffffffff || disk === 0xffff;
  if (!isZip64 && (disk !== 0 || directoryDisk !== 0)) throw inParts(name);
  return { offset, length, memberCount, isZip64 };
}

/** Where the 64-bit end record is, by its locator; `undefined` where there is no locator. */
export function readLocator(view: DataView, name: string): number | undefined {
  if (view.getUint32(0, true) !== locatorSignature) return undefined;
  if (view.getUint32(4, true) !== 0 || view.getUint32(16, true) > 1) throw inParts(name);
  return uint64(view, 8, name);
}

/** Whether a 64-bit end record begins there. */
export function isEnd64(bytes: Uint8Array, at: number): boolean {
  return at >= 0 && viewOf(bytes).getUint32(at, true) === end64Signature;
}

export function readEnd64(
  view: DataView,
  name: string,
): { offset: number; length: number; memberCount: number } {
  if (view.getUint32(0, true) !== end64Signature) throw broken(name, 'zip64 end of central directory');
  if (view.getUint32(16, true) !== 0 || view.getUint32(20, true) !== 0) throw inParts(name);
  return {
    memberCount: uint64(view, 32, name),
    length: uint64(view, 40, name),
    offset: uint64(view, 48, name),
  };
}

/** Lengths of the parts of a central record, the fixed one included; `undefined` where none begins. */
export function centralLengths(
  view: DataView,
  at: number,
): { nameLength: number; extraLength: number; recordBytes: number } | undefined {
  if (view.getUint32(at, true) !== centralSignature) return undefined;
  const [nameLength, extraLength] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true)];
  const commentLength = view.getUint16(at + 32, true);
  return { nameLength, extraLength, recordBytes: centralBytes + nameLength + extraLength + commentLength };
}

/** Reads a central record that begins at `at` and is whole. Throws what names why the member cannot be read. */
export function readMember(view: DataView, at: number, { name, path, shift }: MemberOrigin): Member {
  const lengths = centralLengths(view, at);
  if (lengths === undefined) throw broken(name, 'central directory');
  const flags = view.getUint16(at + 8, true);
  if ((flags & 0x2041) !== 0) {
    const message = `${path} in ${name} is encrypted.`;
    throw new AppError('unsupported', message, { feature: 'an encrypted archive', document: path });
  }
  const method = view.getUint16(at + 10, true);
  if (method !== 0 && method !== 8) throw packedOtherwise(method, path, name);
  const wide = wideFields(view, at, { ...lengths, name });
  return {
    headerOffset: wide.offset + shift,
    isDeflated: method === 8,
    crc32: view.getUint32(at + 16, true),
    packedBytes: wide.packed,
    sizeBytes: wide.size,
    nameLength: lengths.nameLength,
    extraLength: lengths.extraLength,
  };
}

/** Which member of which archive a record is of. */
export interface MemberOrigin {
  readonly name: string;
  readonly path: string;
  readonly shift: number;
}

/** How far behind the beginning of a local header the data begin. */
export function dataDistance(view: DataView, { name, path }: MemberOrigin): number {
  if (view.byteLength < localBytes || view.getUint32(0, true) !== localSignature) {
    const message = `${path} is not where the directory of ${name} says.`;
    throw new AppError('corrupt-chunk', message, { key: path });
  }
  return localBytes + view.getUint16(26, true) + view.getUint16(28, true);
}

/** Sizes and the offset, of which those that do not fit into 32 bits are in an extra field. */
function wideFields(
  view: DataView,
  at: number,
  { nameLength, extraLength, name }: { nameLength: number; extraLength: number; name: string },
): { size: number; packed: number; offset: number } {
  const values = [
    view.getUint32(at + 24, true),
    view.getUint32(at + 20, true),
    view.getUint32(at + 42, true),
  ];
  const [first, end] = zip64Field(view, at + centralBytes + nameLength, extraLength);
  let field = first;
  const [size = 0, packed = 0, offset = 0] = values.map((value) => {
    if (value !== 0xffffffff) return value;
    if (field + 8 > end) throw broken(name, 'zip64 extra field');
    field += 8;
    return uint64(view, field - 8, name);
  });
  return { size, packed, offset };
}

/** First and last byte (exclusive) of the zip64 extra field; empty where there is none. */
function zip64Field(view: DataView, start: number, length: number): [number, number] {
  for (let at = start; at + 4 <= start + length;) {
    const bytes = view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === 1) return [at + 4, Math.min(at + 4 + bytes, start + length)];
    at += 4 + bytes;
  }
  return [0, 0];
}

function uint64(view: DataView, at: number, name: string): number {
  const value = view.getBigUint64(at, true);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw broken(name, 'a 64-bit size or offset');
  return Number(value);
}

/** The failure of an archive whose own bookkeeping makes no sense. */
export function broken(name: string, field: string): AppError {
  const message = `${name} is damaged or cut short: its ${field} makes no sense.`;
  return new AppError('bad-metadata', message, { document: name, field });
}

function inParts(name: string): AppError {
  const message = `${name} is one of several parts that an archive was split into.`;
  return new AppError('unsupported', message, { feature: 'an archive in several parts', document: name });
}

const methods: Readonly<Record<number, string>> = {
  9: 'Deflate64',
  12: 'BZIP2',
  14: 'LZMA',
  93: 'Zstandard',
  95: 'XZ',
  98: 'PPMd',
};

function packedOtherwise(method: number, path: string, name: string): AppError {
  const feature = `ZIP compression ${methods[method] ?? `method ${method}`}`;
  const message = `${path} in ${name} is compressed in a way that is not supported: ${feature}.`;
  return new AppError('unsupported', message, { feature, document: path });
}
