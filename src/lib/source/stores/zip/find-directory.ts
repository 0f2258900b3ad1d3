import { AppError } from '../../../core';
import type { StoreRequest } from '../byte-store';
import type { RangedFile } from '../ranged/ranged-file';
import {
  broken,
  centralBytes,
  end64Bytes,
  findEndRecord,
  locatorBytes,
  maxEndBytes,
  readEnd64,
  readEndRecord,
  isEnd64,
  readLocator,
  viewOf,
} from './zip-records';
import type { DirectoryPlace } from './zip-records';

/** An archive with more members, or a longer list of them, is refused: its index would crowd out the picture. */
export const maxMembers = 2 ** 22;
export const maxDirectoryBytes = 2 ** 28;

/** The central directory of an archive, which may be as large as the bounds above. */
export interface FoundDirectory {
  readonly place: DirectoryPlace;
  /** Its bytes, when they came along with the end of the file. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
}

/** Finds the central directory of an archive from its last bytes. Throws an AppError that says what the file is instead. */
export async function findDirectory(file: RangedFile, request: StoreRequest): Promise<FoundDirectory> {
  const size = await file.size(request);
  const tailBytes = Math.min(size, maxEndBytes + locatorBytes + end64Bytes);
  const tailOffset = size - tailBytes;
  const tail = await file.read({ offset: tailOffset, length: tailBytes }, request);
  const endAt = findEndRecord(tail);
  if (endAt === undefined) throw await noArchive(file, request);
  const place = await placeOf({ file, request, tail, tailOffset }, endAt);
  checkBounds(place, { name: file.name, end: tailOffset + endAt });
  const first = place.offset - tailOffset;
  return first < 0 ? { place } : { place, bytes: tail.slice(first, first + place.length) };
}

interface Tail {
  readonly file: RangedFile;
  readonly request: StoreRequest;
  readonly tail: Uint8Array<ArrayBuffer>;
  readonly tailOffset: number;
}

async function placeOf({ file, request, tail, tailOffset }: Tail, endAt: number): Promise<DirectoryPlace> {
  const { name } = file;
  const end = readEndRecord(viewOf(tail.subarray(endAt)), name);
  if (!end.isZip64) return shifted(end, tailOffset + endAt, name);
  const locator =
    endAt < locatorBytes ? undefined : readLocator(viewOf(tail.subarray(endAt - locatorBytes)), name);
  // As many members as the old field can say, and no more than that.
  if (locator === undefined) return shifted(end, tailOffset + endAt, name);
  // Where something stands before the archive its offsets lead elsewhere; the record is before its locator mostly.
  const just = tailOffset + endAt - locatorBytes - end64Bytes;
  const offset = isEnd64(tail, endAt - locatorBytes - end64Bytes) ? just : locator;
  if (offset + end64Bytes > tailOffset + endAt) throw broken(name, 'zip64 locator');
  const record = await file.read({ offset, length: end64Bytes }, request);
  return shifted(readEnd64(viewOf(record), name), offset, name);
}

/** What stands before an archive, such as a program that unpacks it, is not counted by its offsets. */
function shifted(
  { offset, length, memberCount }: Omit<DirectoryPlace, 'shift'>,
  directoryEnd: number,
  name: string,
): DirectoryPlace {
  const shift = directoryEnd - length - offset;
  if (shift < 0) throw broken(name, 'end of central directory');
  return { offset: offset + shift, length, memberCount, shift };
}

function checkBounds(
  { length, memberCount }: DirectoryPlace,
  { name, end }: { readonly name: string; readonly end: number },
): void {
  if (memberCount * centralBytes > length || length > end) throw broken(name, 'end of central directory');
  if (memberCount <= maxMembers && length <= maxDirectoryBytes) return;
  const message = `${name} lists ${memberCount} files in ${length} bytes, more than can be indexed here.`;
  throw new AppError('unsupported', message, {
    feature: `an archive of more than ${maxMembers} files`,
    document: name,
  });
}

async function noArchive(file: RangedFile, request: StoreRequest): Promise<AppError> {
  const length = Math.min(4, await file.size(request));
  const start = await file.read({ offset: 0, length }, request);
  const { name } = file;
  const field = 'end of central directory';
  const isArchive = start[0] === 0x50 && start[1] === 0x4b;
  const message = isArchive
    ? `${name} is a ZIP archive that is cut short: its end, with the list of its files, is missing.`
    : `${name} is not a ZIP archive.`;
  return new AppError(isArchive ? 'bad-metadata' : 'not-a-dataset', message, { document: name, field });
}
