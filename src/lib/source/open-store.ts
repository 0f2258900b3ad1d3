import { AppError } from '../core';
import type { DatasetKeep } from '../core';
import { generatorStore } from './generate/generator-store';
import type { FolderLister } from './listing/folder-lister';
import type { FileLocation, Location } from './location';
import type { ByteStore } from './stores/byte-store';
import { GeneratedStore } from './stores/generated-store';
import type { ObjectVersion } from './stores/http/object-version';
import { HttpStore } from './stores/http-store';
import type { HttpEffects, HttpStoreOptions } from './stores/http-store';
import { LocalFile } from './stores/local/local-file';
import type { LocalFiles } from './stores/local/local-files';
import { LocalStore } from './stores/local/local-store';
import { HttpFile } from './stores/ranged/http-file';
import type { RangedFile } from './stores/ranged/ranged-file';
import { Archives } from './stores/zip/archives';
import type { KnownArchive } from './stores/zip/archives';
import { ZipStore } from './stores/zip/zip-store';
import type { Hdf5Files } from './stores/hdf5/hdf5-files';
import { openHdf5 } from './stores/hdf5/open-hdf5';

/** What stores need from outside. */
export interface StoreEffects extends HttpEffects {
  /** Files of this device; absent where there can be none. */
  readonly local?: LocalFiles;
  /** Shared by all that is opened in one worker. */
  readonly archives?: Archives;
  /** The same for HDF5 files; absent where they cannot be read. */
  readonly hdf5?: Hdf5Files;
}

/** How a store is opened. */
export interface OpenStoreOptions extends Pick<HttpStoreOptions, 'documentsReadable' | 'knownDocument'> {
  readonly keep?: DatasetKeep | undefined;
  /** How folders of a server are listed; absent where nobody asks. */
  readonly lister?: FolderLister;
  /** What another worker knows of the archive that it is in. */
  readonly archive?: KnownArchive | undefined;
  /** State of the HDF5 file in which another worker has read it. */
  readonly fileVersion?: ObjectVersion | undefined;
}

/** Makes the store of a location. Nothing is read yet. */
export function openStore(
  location: Location,
  effects: StoreEffects,
  { documentsReadable = false, knownDocument, keep, lister, archive: known, fileVersion }: OpenStoreOptions,
): ByteStore {
  switch (location.kind) {
    case 'generated':
      return new GeneratedStore(generatorStore(location.location.trim()));
    case 'local':
      return new LocalStore(localFiles(effects), { pick: location.pick, folder: location.path });
    case 'zip': {
      const { archive: file, path } = location;
      const { archives = new Archives(effects.random) } = effects;
      const open = (version?: ObjectVersion) => openFile(file, effects, { version });
      const archive = archives.get(archiveKey(location, effects), open, known);
      const origin = file.kind === 'local' ? 'device' : 'network';
      return new ZipStore(archive, { origin, folder: path, ...(keep && { keep }) });
    }
    case 'hdf5': {
      const open = (file: FileLocation, version?: ObjectVersion) => openFile(file, effects, { version });
      const markOf = (file: FileLocation) => (file.kind === 'http' && effects.access?.markOf(file.url)) || '';
      return openHdf5(location, {
        ...{ files: hdf5Files(effects), openFile: open, markOf, version: fileVersion },
      });
    }
    case 'http': {
      const { root, networkHint } = location;
      const hint = networkHint === undefined ? {} : { networkHint };
      const isPrivate = effects.access?.grantFor(root) !== undefined;
      const facts = { documentsReadable, knownDocument, isPrivate, ...(lister && { lister }) };
      return new HttpStore(root, effects, { ...facts, ...(keep && { keep }), ...hint });
    }
  }
}

/** The file at a location, to be read in parts. `version`: in which another worker has read it. */
export function openFile(
  location: FileLocation,
  effects: StoreEffects,
  { version }: { readonly version?: ObjectVersion | undefined } = {},
): RangedFile {
  if (location.kind === 'http') {
    const { url, networkHint } = location;
    return new HttpFile(url, effects, {
      ...(networkHint !== undefined && { networkHint }),
      ...(version && { version }),
      isPrivate: effects.access?.grantFor(url) !== undefined,
    });
  }
  const { pick, path, name } = location;
  return new LocalFile(localFiles(effects), { pick, path, name, version });
}

/**
 * What has a query may be for nobody else's eyes, and what is on this device is here already: neither is kept. Chunks are kept
 * by their group, and so those of one of several images in it are not.
 */
export function isKeepable(location: Location, { access }: Pick<StoreEffects, 'access'>): boolean {
  if (location.multiscale !== undefined) return false;
  const url = addressOf(location);
  return url?.search === '' && access?.grantFor(url)?.mayKeep !== false;
}

/** What an archive that is shared by all that lies in it is known by: read with what was given for it, it is another one. */
export function archiveKey(
  location: Extract<Location, { kind: 'zip' }>,
  { access }: Pick<StoreEffects, 'access'>,
): string {
  const url = addressOf(location);
  return location.archiveId + ((url && access?.markOf(url)) ?? '');
}

/** Where the requests for a location go; `undefined` where there are none. */
function addressOf(location: Location): URL | undefined {
  if (location.kind === 'http') return location.root;
  return location.kind === 'zip' && location.archive.kind === 'http' ? location.archive.url : undefined;
}

function hdf5Files({ hdf5 }: StoreEffects): Hdf5Files {
  if (hdf5) return hdf5;
  const feature = 'an HDF5 file';
  throw new AppError('unsupported', 'HDF5 files cannot be read here.', { feature });
}

function localFiles({ local }: StoreEffects): LocalFiles {
  if (local) return local;
  throw new AppError('not-picked', 'Files of this device cannot be read here.', {});
}
