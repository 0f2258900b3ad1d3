import { AppError } from '../../../core';
import { abortError } from '../retry';
import type { DirectoryBytes } from './directory-bytes';
import { broken, centralBytes, centralLengths, readMember, viewOf } from './zip-records';
import type { DirectoryPlace, Member } from './zip-records';

/** So much of a directory is looked at in one turn; a record is a fifth of it at most. */
const sliceBytes = 2 ** 20;
/** Names whose hashes fall together more often than this were made to. */
const maxProbes = 1000;
/** Files that were written again, as attributes are that changed; each costs a comparison. */
const maxRepeated = 10_000;

/** What an index is made from. */
export interface IndexOptions {
  /** Of the archive, for errors. */
  readonly name: string;
  readonly place: Pick<DirectoryPlace, 'memberCount' | 'shift'>;
  readonly signal?: AbortSignal;
  /** Differs from archive to archive, so that nobody can make names that fall together. */
  readonly seed: number;
}

/** What an archive says of one member. */
export interface NamedMember {
  readonly path: string;
  /** Of 4 GiB and more, 4 GiB − 1. */
  readonly sizeBytes: number;
}

/** A record of the directory, in a slice of it. */
interface RecordPlace {
  readonly slice: Uint8Array;
  readonly view: DataView;
  /** Where in the directory the slice begins, and the record. */
  readonly sliceOffset: number;
  readonly offset: number;
  readonly nameLength: number;
}

/**
 * Finds members of an archive by their names, with twelve bytes to twenty for each: names stay in the directory. Of members with the same
 * name the last one counts, which is how archives are written anew in part.
 */
export class MemberIndex {
  /** The folder that all members are in, where they are all in one. */
  soleFolder: string | undefined;
  /** Members that have the name of a later one. */
  repeated = 0;
  readonly #directory: DirectoryBytes;
  readonly #options: IndexOptions;
  readonly #offsets: Uint32Array;
  readonly #hashes: Uint32Array;
  /** Numbers of members, from 1, by hash; 0 is free. */
  readonly #table: Uint32Array;
  readonly #mask: number;
  #count = 0;

  private constructor(directory: DirectoryBytes, options: IndexOptions) {
    const { memberCount } = options.place;
    this.#directory = directory;
    this.#options = options;
    this.#offsets = new Uint32Array(memberCount);
    this.#hashes = new Uint32Array(memberCount);
    this.#table = new Uint32Array(2 ** Math.ceil(Math.log2(memberCount * 1.5 + 16)));
    this.#mask = this.#table.length - 1;
  }

  /** Reads a directory slice by slice. Rejects with an AppError that says what is wrong with it. */
  static async read(directory: DirectoryBytes, options: IndexOptions): Promise<MemberIndex> {
    const index = new MemberIndex(directory, options);
    const folders = new Set<string>();
    for await (const slice of index.#slices(options.signal))
      for (const record of slice) {
        const name = nameOf(record);
        noteFolder(folders, name);
        // A folder is a member of its own to most writers.
        const adding = name.at(-1) === 0x2f ? undefined : index.#add(record, name);
        if (adding) await adding;
      }
    const [only] = folders;
    if (folders.size === 1 && only !== '') index.soleFolder = only;
    return index;
  }

  async find(path: string): Promise<Member | undefined> {
    const wanted = new TextEncoder().encode(path);
    const hash = hashOf(wanted, this.#options.seed);
    for (let at = this.#probe(hash, hash); ; at = this.#probe(hash, at + 1)) {
      const number = this.#table[at & this.#mask] ?? 0;
      if (number === 0) return undefined;
      const offset = this.#offsets[number - 1] ?? 0;
      const found = await this.#member(offset, { wanted, path });
      if (found !== undefined) return found;
    }
  }

  /** Names and sizes of all members, in the order of the directory; those that were written again come again. */
  async *names(signal?: AbortSignal): AsyncGenerator<readonly NamedMember[]> {
    const decoder = new TextDecoder();
    for await (const records of this.#slices(signal))
      yield records.map((record) => {
        const { view, sliceOffset, offset } = record;
        const sizeBytes = view.getUint32(offset - sliceOffset + 24, true);
        return { path: decoder.decode(nameOf(record)), sizeBytes };
      });
  }

  /** The records of one slice after another. */
  async *#slices(signal?: AbortSignal): AsyncGenerator<readonly RecordPlace[]> {
    const { name, place } = this.#options;
    let offset = 0;
    for (let left = place.memberCount; left > 0;) {
      if (signal?.aborted === true) throw abortError();
      const sliceOffset = offset;
      const slice = await this.#directory.read(sliceOffset, sliceBytes);
      const view = viewOf(slice);
      const records: RecordPlace[] = [];
      for (; left > 0 && offset - sliceOffset + centralBytes <= slice.byteLength; left--) {
        const lengths = centralLengths(view, offset - sliceOffset);
        if (lengths === undefined) throw broken(name, 'central directory');
        const { nameLength, recordBytes } = lengths;
        if (offset - sliceOffset + recordBytes > slice.byteLength) break;
        records.push({ slice, view, sliceOffset, offset, nameLength });
        offset += recordBytes;
      }
      if (offset === sliceOffset) throw broken(name, 'central directory');
      yield records;
    }
  }

  /** A promise only where a name has to be looked up in the directory. */
  #add(record: RecordPlace, name: Uint8Array): Promise<void> | undefined {
    const hash = hashOf(name, this.#options.seed);
    const at = this.#probe(hash, hash);
    if ((this.#table[at & this.#mask] ?? 0) === 0) {
      this.#insert(at, hash, record);
      return undefined;
    }
    return this.#addSame(at, hash, { record, name });
  }

  /** Goes on from a member with the same hash, which may have the same name. */
  async #addSame(
    first: number,
    hash: number,
    { record, name }: { readonly record: RecordPlace; readonly name: Uint8Array },
  ): Promise<void> {
    for (let at = first; ; at = this.#probe(hash, at + 1)) {
      const number = this.#table[at & this.#mask] ?? 0;
      if (number === 0) return this.#insert(at, hash, record);
      if (at - hash > maxProbes) throw broken(this.#options.name, 'list of names');
      if (!(await this.#hasName(this.#offsets[number - 1] ?? 0, name))) continue;
      this.#offsets[number - 1] = record.offset;
      return this.#countRepeated();
    }
  }

  /** The next place of the table, from `at` on, that is free or holds a member with this hash. */
  #probe(hash: number, at: number): number {
    for (let place = at; ; place++) {
      const number = this.#table[place & this.#mask] ?? 0;
      if (number === 0 || this.#hashes[number - 1] === hash) return place;
      if (place - hash > maxProbes) throw broken(this.#options.name, 'list of names');
    }
  }

  #insert(at: number, hash: number, record: RecordPlace): void {
    this.#offsets[this.#count] = record.offset;
    this.#hashes[this.#count] = hash;
    this.#table[at & this.#mask] = ++this.#count;
  }

  #countRepeated(): void {
    if (++this.repeated <= maxRepeated) return;
    const { name } = this.#options;
    const message = `${name} has more than ${maxRepeated} files with the name of another.`;
    throw new AppError('bad-metadata', message, { document: name, field: 'names' });
  }

  async #hasName(offset: number, name: Uint8Array): Promise<boolean> {
    const record = await this.#directory.read(offset, centralBytes + name.byteLength);
    const lengths = centralLengths(viewOf(record), 0);
    return lengths?.nameLength === name.byteLength && isSame(record.subarray(centralBytes), name);
  }

  async #member(
    offset: number,
    { wanted, path }: { readonly wanted: Uint8Array; readonly path: string },
  ): Promise<Member | undefined> {
    const fixed = await this.#directory.read(offset, centralBytes + wanted.byteLength);
    const lengths = centralLengths(viewOf(fixed), 0);
    if (lengths?.nameLength !== wanted.byteLength || !isSame(fixed.subarray(centralBytes), wanted))
      return undefined;
    const record = await this.#directory.read(offset, lengths.recordBytes);
    const { name, place } = this.#options;
    return readMember(viewOf(record), 0, { name, path, shift: place.shift });
  }
}

function nameOf({ slice, sliceOffset, offset, nameLength }: RecordPlace): Uint8Array {
  const start = offset - sliceOffset + centralBytes;
  return slice.subarray(start, start + nameLength);
}

/** What some systems put beside the files of a user. */
const systemFolders: readonly string[] = ['__MACOSX'];

/** Collects the folders that members are in; '' for those in none. Two are as good as any number. */
function noteFolder(folders: Set<string>, name: Uint8Array): void {
  if (folders.size > 1) return;
  const end = name.indexOf(0x2f);
  const folder = end < 0 ? '' : new TextDecoder().decode(name.subarray(0, end));
  if (!systemFolders.includes(folder)) folders.add(folder);
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && a.every((byte, i) => byte === b[i]);
}

/** FNV-1a from a seed, mixed so that all its bits count. */
function hashOf(bytes: Uint8Array, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
