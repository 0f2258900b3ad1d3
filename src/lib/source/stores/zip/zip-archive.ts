import { AppError } from '../../../core';
import { SharedLoads } from '../../read/shared-loads';
import { inflate } from '../../read/codecs/inflate';
import type { ListedEntry, StoreRequest } from '../byte-store';
import { overrunError } from '../http-answer';
import type { FilePart, RangedFile } from '../ranged/ranged-file';
import { pathFault } from '../store-path';
import { DirectoryBytes } from './directory-bytes';
import { findDirectory } from './find-directory';
import { MemberIndex } from './member-index';
import { dataDistance, localBytes, viewOf } from './zip-records';
import type { DirectoryPlace, Member } from './zip-records';

/** What workers tell each other of an archive, so that its directory is read once. Can be cloned. */
export interface ArchiveRecord {
  readonly place: DirectoryPlace;
  readonly directory: Blob;
}

/** Local headers may have this much more than the directory has of the same member. */
const slackBytes = 64;
/** A compressed member up to this size is inflated to read a part of it. */
export const maxInflatedBytes = 2 ** 26;
/** The part of a directory that one request brings. */
const directoryPartBytes = 2 ** 22;
/** More entries of one folder are not listed. */
const maxListed = 10_000;
/** So many places of members are remembered. */
const maxKnown = 4096;

/** An archive that is read member by member, without reading more of it than its directory and what is asked for. */
export class ZipArchive {
  readonly file: RangedFile;
  readonly #seed: number;
  readonly #known: ArchiveRecord | undefined;
  readonly #records = new SharedLoads<ArchiveRecord>(1, () => 1);
  readonly #indices = new SharedLoads<MemberIndex>(1, () => 1);
  /** Members that were inflated last: shards are read part by part. */
  readonly #inflated = new SharedLoads<Uint8Array<ArrayBuffer>>(maxInflatedBytes, (b) => b.byteLength);
  /** Where data begin, by where their local headers are. */
  readonly #starts = new Map<number, number>();

  /** `record`: where another worker has read the directory. `seed`: any number, another one for each archive. */
  constructor(file: RangedFile, { record, seed }: { record?: ArchiveRecord | undefined; seed: number }) {
    this.file = file;
    this.#seed = seed;
    this.#known = record;
  }

  /** Reads the directory, unless that is done. */
  async record(request: StoreRequest): Promise<ArchiveRecord> {
    const load = (signal: AbortSignal) => this.#readRecord({ ...request, signal });
    return this.#known ?? this.#records.get('', load, request.signal);
  }

  /** Members that have the name of a later one, and are not read. */
  async repeated(request: StoreRequest): Promise<number> {
    return (await this.#members(request)).repeated;
  }

  /** The member at a path; of an archive with everything in one folder, paths begin in that folder. */
  async find(path: string, request: StoreRequest): Promise<Member | undefined> {
    const members = await this.#members(request);
    return members.find(inFolder(path, members.soleFolder));
  }

  /** A whole member. Nothing is read of one that says that it is larger than `maxBytes` of the request. */
  async read(member: Member, path: string, request: StoreRequest): Promise<Uint8Array<ArrayBuffer>> {
    if (member.sizeBytes > request.maxBytes)
      throw overrunError(request, `${path} in ${this.file.name}`, path);
    const packed = await this.#packed(member, path, request);
    return member.isDeflated ? this.#inflate(packed, member, path) : packed;
  }

  /** A part of a member, of which the caller has checked that it is within. */
  async readPart(
    member: Member,
    { path, part }: { readonly path: string; readonly part: FilePart },
    request: StoreRequest,
  ): Promise<Uint8Array<ArrayBuffer>> {
    if (!member.isDeflated) {
      const start = await this.#start(member, path, request);
      return this.file.read({ offset: start + part.offset, length: part.length }, request);
    }
    const whole = await this.#inflatedMember(member, path, request);
    return whole.slice(part.offset, part.offset + part.length);
  }

  /** What lies in a folder; `undefined` where nothing does. */
  async list(path: string, request: StoreRequest): Promise<readonly ListedEntry[] | undefined> {
    const members = await this.#members(request);
    const folder = inFolder(path, members.soleFolder);
    const prefix = folder === '' ? '' : `${folder}/`;
    const entries = new Map<string, ListedEntry>();
    for await (const names of members.names(request.signal))
      for (const { path: name, sizeBytes } of names) {
        if (!name.startsWith(prefix) || entries.size >= maxListed) continue;
        const entry = entryOf(name.slice(prefix.length), sizeBytes);
        if (entry) entries.set(entry.name, entry);
      }
    return entries.size === 0 ? undefined : [...entries.values()];
  }

  #members(request: StoreRequest): Promise<MemberIndex> {
    const load = async (signal: AbortSignal): Promise<MemberIndex> => {
      const { place, directory } = await this.record({ ...request, signal });
      const { name } = this.file;
      return MemberIndex.read(new DirectoryBytes(directory), { name, place, seed: this.#seed, signal });
    };
    return this.#indices.get('', load, request.signal);
  }

  async #readRecord(request: StoreRequest): Promise<ArchiveRecord> {
    const { place, bytes } = await findDirectory(this.file, request);
    const parts: BlobPart[] = bytes ? [bytes] : [];
    for (let at = 0; !bytes && at < place.length; at += directoryPartBytes) {
      const length = Math.min(directoryPartBytes, place.length - at);
      parts.push(await this.file.read({ offset: place.offset + at, length }, request));
    }
    return { place, directory: new Blob(parts) };
  }

  /** Bytes as stored: mostly with the local header before them, in one read. */
  async #packed(member: Member, path: string, request: StoreRequest): Promise<Uint8Array<ArrayBuffer>> {
    const { headerOffset, packedBytes } = member;
    checkPacked(member, path);
    const fileBytes = await this.file.size(request);
    const headBytes = localBytes + member.nameLength + member.extraLength + slackBytes;
    const length = Math.min(headBytes + packedBytes, fileBytes - headerOffset);
    if (length <= 0) throw outside(path, this.file.name);
    const read = await this.file.read({ offset: headerOffset, length }, request);
    const distance = dataDistance(viewOf(read), { name: this.file.name, path, shift: 0 });
    if (headerOffset + distance + packedBytes > fileBytes) throw outside(path, this.file.name);
    this.#remember(headerOffset, headerOffset + distance);
    if (distance + packedBytes <= length) return read.slice(distance, distance + packedBytes);
    return this.file.read({ offset: headerOffset + distance, length: packedBytes }, request);
  }

  async #start({ headerOffset, sizeBytes }: Member, path: string, request: StoreRequest): Promise<number> {
    const known = this.#starts.get(headerOffset);
    if (known !== undefined) return known;
    const fileBytes = await this.file.size(request);
    if (headerOffset + localBytes + sizeBytes > fileBytes) throw outside(path, this.file.name);
    const header = await this.file.read({ offset: headerOffset, length: localBytes }, request);
    const start = headerOffset + dataDistance(viewOf(header), { name: this.file.name, path, shift: 0 });
    this.#remember(headerOffset, start);
    return start;
  }

  #remember(headerOffset: number, start: number): void {
    if (this.#starts.size >= maxKnown) this.#starts.clear();
    this.#starts.set(headerOffset, start);
  }

  async #inflatedMember(
    member: Member,
    path: string,
    request: StoreRequest,
  ): Promise<Uint8Array<ArrayBuffer>> {
    if (member.sizeBytes > maxInflatedBytes) {
      const feature = `parts of a compressed file of ${member.sizeBytes} bytes`;
      const message = `${path} in ${this.file.name} is compressed: to read a part of it, all of its ${member.sizeBytes} bytes would have to be read.`;
      throw new AppError('unsupported', message, { feature, document: path });
    }
    const load = (signal: AbortSignal) =>
      this.read(member, path, { ...request, signal, maxBytes: maxInflatedBytes });
    return this.#inflated.get(String(member.headerOffset), load, request.signal);
  }

  /** As gzip, of which the platform checks length and checksum. */
  async #inflate(packed: Uint8Array, member: Member, path: string): Promise<Uint8Array<ArrayBuffer>> {
    const { sizeBytes, crc32 } = member;
    const gzip = new Uint8Array(packed.byteLength + 18);
    gzip.set([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
    gzip.set(packed, 10);
    viewOf(gzip).setUint32(packed.byteLength + 10, crc32, true);
    viewOf(gzip).setUint32(packed.byteLength + 14, sizeBytes, true);
    try {
      const bytes = await inflate(gzip, 'gzip', { expectedBytes: sizeBytes, maxBytes: sizeBytes });
      return bytes as Uint8Array<ArrayBuffer>;
    } catch (cause) {
      const message = `${path} in ${this.file.name} does not inflate to the ${sizeBytes} bytes that its directory promises.`;
      throw new AppError('corrupt-chunk', message, { key: path }, cause);
    }
  }
}

/** Paths of an archive that has everything in one folder need not say so. */
function inFolder(path: string, folder: string | undefined): string {
  if (folder === undefined || path === folder || path.startsWith(`${folder}/`)) return path;
  return path === '' ? folder : `${folder}/${path}`;
}

/** What a name says of the folder that it is below; nothing for what leads elsewhere. */
function entryOf(rest: string, sizeBytes: number): ListedEntry | undefined {
  const end = rest.indexOf('/');
  const name = end < 0 ? rest : rest.slice(0, end);
  if (name === '' || pathFault(name) !== undefined) return undefined;
  return end < 0 ? { name, kind: 'file', sizeBytes } : { name, kind: 'folder' };
}

/** Deflate makes nothing much longer than it was: what says so hides something else. */
function checkPacked({ isDeflated, packedBytes, sizeBytes }: Member, path: string): void {
  const isPossible = isDeflated
    ? packedBytes <= sizeBytes + sizeBytes / 1000 + 1024 && sizeBytes <= packedBytes * 1032 + 1032
    : packedBytes === sizeBytes;
  if (isPossible) return;
  const message = `${path} is ${packedBytes} bytes in its archive, which cannot become the ${sizeBytes} that it promises.`;
  throw new AppError('corrupt-chunk', message, { key: path });
}

function outside(path: string, name: string): AppError {
  const message = `${path} lies outside of ${name}, which is cut short.`;
  return new AppError('corrupt-chunk', message, { key: path });
}
