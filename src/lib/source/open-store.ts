import { AppError } from '../core';
import type { DatasetKeep } from '../core';
import { generatorStore } from './generate/generator-store';
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

/** What stores need from outside. */
export interface StoreEffects extends HttpEffects {
  /** Files of this device; absent where there can be none. */
  readonly local?: LocalFiles;
  /** Shared by all that is opened in one worker. */
  readonly archives?: Archives;
}

/** How a store is opened. */
export interface OpenStoreOptions extends Pick<HttpStoreOptions, 'documentsReadable'> {
  readonly keep: DatasetKeep | undefined;
  /** What another worker knows of the archive that it is in. */
  readonly archive?: KnownArchive | undefined;
}

/** Makes the store of a location. Nothing is read yet. */
export function openStore(
  location: Location,
  effects: StoreEffects,
  { documentsReadable = false, keep, archive: known }: OpenStoreOptions,
): ByteStore {
  switch (location.kind) {
    case 'generated':
      return new GeneratedStore(generatorStore(location.location.trim()));
    case 'local':
      return new LocalStore(localFiles(effects), { pick: location.pick, folder: location.path });
    case 'zip': {
      const { archive: file, archiveId, path } = location;
      const { archives = new Archives(effects.random) } = effects;
      const archive = archives.get(archiveId, (version) => openFile(file, effects, { version }), known);
      const origin = file.kind === 'local' ? 'device' : 'network';
      return new ZipStore(archive, { origin, folder: path, ...(keep && { keep }) });
    }
    case 'http': {
      const { root, networkHint } = location;
      const hint = networkHint === undefined ? {} : { networkHint };
      return new HttpStore(root, effects, { documentsReadable, ...(keep && { keep }), ...hint });
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
    });
  }
  const { pick, path, name } = location;
  return new LocalFile(localFiles(effects), { pick, path, name, version });
}

/**
 * What has a query may be for nobody else's eyes, and what is on this device is here already: neither is kept. Chunks are kept
 * by their group, and so those of one of several images in it are not.
 */
export function isKeepable(location: Location): boolean {
  if (location.multiscale !== undefined) return false;
  if (location.kind === 'http') return location.root.search === '';
  return location.kind === 'zip' && location.archive.kind === 'http' && location.archive.url.search === '';
}

function localFiles({ local }: StoreEffects): LocalFiles {
  if (local) return local;
  throw new AppError('not-picked', 'Files of this device cannot be read here.', {});
}
