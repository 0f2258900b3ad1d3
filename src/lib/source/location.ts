import { AppError } from '../core';
import { below, decodedPath, encodedPath, readPipeline } from './pipeline';
import { assertPath, urlUnder } from './stores/store-path';

/** Where a file is that holds a tree of its own. */
export type FileLocation =
  | { readonly kind: 'http'; readonly url: URL; readonly networkHint?: string }
  | {
      readonly kind: 'local';
      /** Id of what was picked. */
      readonly pick: string;
      /** Path below it, '' where it is the file itself. */
      readonly path: string;
      readonly name: string;
    };

interface Named {
  /** As the user wrote it. */
  readonly location: string;
  /** Canonical, without secrets. */
  readonly id: string;
  /** Last segment of the path. */
  readonly name: string;
  /** Which image of its group, where one of several is meant. */
  readonly multiscale?: number;
}

/** A location, understood but not yet read. */
export type Location =
  | (Named & { readonly kind: 'generated' })
  | (Named & {
      readonly kind: 'http';
      /** Pathname ends in '/'; the query, which may hold a signature, goes with every request. */
      readonly root: URL;
      /** A sentence for failures without an answer: what this kind of host is known for. */
      readonly networkHint?: string;
    })
  /** A folder of this device. */
  | (Named & { readonly kind: 'local'; readonly pick: string; readonly path: string })
  | (Named & {
      readonly kind: 'zip';
      readonly archive: FileLocation;
      /** Id of the archive, without the path in it. */
      readonly archiveId: string;
      /** Folder in it, '' for all of it. */
      readonly path: string;
    })
  | (Named & {
      readonly kind: 'hdf5';
      /** The file, or where `isProject` the XML of BigDataViewer that names it. */
      readonly file: FileLocation;
      /** Id of the file, without the path in it. */
      readonly fileId: string;
      readonly isProject: boolean;
      /** Group or dataset in it, '' for all of it. */
      readonly path: string;
    });

const singleFiles: readonly (readonly [RegExp, string])[] = [
  [/\.(tiff?|btf|svs)$/i, 'a TIFF file'],
  [/\.(czi|nd2|lif|nii|nii\.gz|mrc|dcm)$/i, 'a microscope or scanner file'],
  [/\.(png|jpe?g|webp|gif)$/i, 'a picture file'],
];
const documentNames = /\/(zarr\.json|\.zattrs|\.zgroup|\.zarray|\.zmetadata)$/;

/** Understands a location, resolving relative ones against the page. Throws `bad-location`, or `unsupported` for a known file type. */
export function parseLocation(location: string, pageUrl: string): Location {
  const { text, multiscale } = splitMultiscale(location.trim());
  const parsed = parsePlace(text, pageUrl);
  if (multiscale === undefined) return { ...parsed, location };
  return { ...parsed, location, multiscale, id: `${parsed.id}|multiscales:${multiscale}` };
}

/** `PLACE|multiscales:N` names the image N, from 0, of those in one group. */
function splitMultiscale(text: string): { text: string; multiscale?: number } {
  const [, place, index] = /^(.*)\|multiscales:(\d{1,3})$/s.exec(text) ?? [];
  return place === undefined ? { text } : { text: place, multiscale: Number(index) };
}

function parsePlace(text: string, pageUrl: string): Location {
  const location = text;
  if (text === '') throw badLocation('The location is empty');
  if (text.startsWith('gen:')) {
    return { kind: 'generated', location, id: text, name: /^gen:([^?]*)/.exec(text)?.[1] ?? text };
  }
  const { head, zipPath, hdf5Path } = readPipeline(text);
  const base = head.startsWith('local:') ? localBase(head) : httpBase(head, pageUrl);
  const isZip = zipPath !== undefined || archiveNames.test(base.path);
  if (isZip) return zipLocation(location, base, zipPath ?? '');
  const isHdf5 = hdf5Path !== undefined || hdf5Names.test(base.path) || projectNames.test(base.path);
  if (isHdf5) return hdf5Location(location, base, hdf5Path ?? '');
  const { id, name } = base;
  if (base.kind === 'local') {
    refuseSingleFile(base.path);
    return { kind: 'local', location, id, name, pick: base.pick, path: base.inner };
  }
  refuseSingleFile(base.path);
  const { root, networkHint } = base;
  return { kind: 'http', location, id, name, root, ...(networkHint !== undefined && { networkHint }) };
}

/** The location of what lies at a path below another, with its query. Throws `bad-metadata` for a path that leads elsewhere. */
export function locationUnder(location: string, pageUrl: string, path: string): string {
  const { text } = splitMultiscale(location.trim());
  const parsed = parsePlace(text, pageUrl);
  if (parsed.kind === 'generated') throw badLocation('A generated image has nothing beside it');
  assertPath(path, { document: 'path', field: JSON.stringify(path.slice(0, 80)) });
  if (parsed.kind === 'local') return below(readPipeline(text).head, path);
  if (parsed.kind === 'zip') {
    const inner = parsed.path === '' ? path : `${parsed.path}/${path}`;
    return `${archiveAddress(parsed)}|zip:${encodedPath(inner)}`;
  }
  if (parsed.kind === 'hdf5') {
    const inner = parsed.path === '' ? path : `${parsed.path}/${path}`;
    return `${fileAddress(parsed)}|hdf5:${encodedPath(inner)}`;
  }
  const url = urlUnder(parsed.root, path);
  url.hash = '';
  return parsed.networkHint === undefined ? url.href : below(readPipeline(text).head, path);
}

/** The same location without the page that it may be relative to. It keeps its query, and so is shown to no one. */
export function absoluteLocation(parsed: Location): string {
  const { multiscale } = parsed;
  return multiscale === undefined
    ? absolutePlace(parsed)
    : `${absolutePlace({ ...parsed, location: splitMultiscale(parsed.location.trim()).text })}|multiscales:${multiscale}`;
}

function absolutePlace(parsed: Location): string {
  if (parsed.kind === 'zip') return `${archiveAddress(parsed)}|zip:${encodedPath(parsed.path)}`;
  if (parsed.kind === 'hdf5') return `${fileAddress(parsed)}|hdf5:${encodedPath(parsed.path)}`;
  const isAbsolute = parsed.kind !== 'http' || parsed.networkHint !== undefined;
  return isAbsolute ? parsed.location.trim() : parsed.root.href;
}

function archiveAddress({ archive, location }: Extract<Location, { kind: 'zip' }>): string {
  return headOf(archive, location);
}

function fileAddress({ file, location }: Extract<Location, { kind: 'hdf5' }>): string {
  return headOf(file, location);
}

function headOf(file: FileLocation, location: string): string {
  const isPlain = file.kind === 'http' && file.networkHint === undefined;
  return isPlain ? file.url.href : readPipeline(location.trim()).head;
}

const archiveNames = /\.(zip|ozx)$/i;
const hdf5Names = /\.(h5|hdf5|hdf|ims)$/i;
/** BigDataViewer's; whatever else ends so is refused once it is read. */
const projectNames = /[^/]\.xml$/i;

/** Whether a file of this name holds a tree of its own, whose root its location names. OME's XML describes what lies beside it. */
export function holdsStore(fileName: string): boolean {
  const isProject = projectNames.test(fileName) && !/\.ome\.xml$/i.test(fileName);
  return archiveNames.test(fileName) || hdf5Names.test(fileName) || isProject;
}

/** What stands before the first `|` of a location. `path` is for telling what it is by its name. */
type Base =
  | {
      readonly kind: 'http';
      readonly id: string;
      readonly name: string;
      readonly path: string;
      readonly root: URL;
      readonly networkHint?: string;
    }
  | {
      readonly kind: 'local';
      readonly id: string;
      readonly name: string;
      readonly path: string;
      readonly pick: string;
      /** Below what was picked. */
      readonly inner: string;
    };

function httpBase(text: string, pageUrl: string): Base {
  const root = rootUrl(text, pageUrl);
  const path = root.pathname.replace(/\/$/, '');
  const name = readable(path.slice(path.lastIndexOf('/') + 1)) || root.host;
  const common = { kind: 'http' as const, id: `${root.origin}${path}`, name, path, root };
  if (!text.startsWith('s3://')) return common;
  return { ...common, networkHint: ' The bucket may also be in another region, which the browser hides.' };
}

/** `local:ID/NAME`, and a path below it. */
function localBase(text: string): Base {
  const [, pick, rest = ''] = /^local:([a-z0-9]{8,40})(?:\/(.*))?$/is.exec(text) ?? [];
  if (pick === undefined) throw badLocation('The location names no folder or file of a device');
  const path = decodedPath(rest.replace(/[?#].*$/s, '').replace(documentNames, ''));
  const cut = path.indexOf('/');
  const inner = cut < 0 ? '' : path.slice(cut + 1);
  const name = path.slice(path.lastIndexOf('/') + 1) || 'local data';
  return { kind: 'local', id: `local:${pick}${path && '/'}${path}`, name, path, pick, inner };
}

function zipLocation(location: string, base: Base, path: string): Location {
  const { id: archiveId, name: archiveName } = base;
  const name = path.slice(path.lastIndexOf('/') + 1) || archiveName;
  const id = path === '' ? archiveId : `${archiveId}|zip:${encodedPath(path)}`;
  return { kind: 'zip', location, id, name, archiveId, archive: fileOf(base), path };
}

function hdf5Location(location: string, base: Base, path: string): Location {
  const { id: fileId, name: fileName } = base;
  const name = path.slice(path.lastIndexOf('/') + 1) || fileName;
  const id = path === '' ? fileId : `${fileId}|hdf5:${encodedPath(path)}`;
  const isProject = projectNames.test(base.path);
  return { kind: 'hdf5', location, id, name, fileId, file: fileOf(base), isProject, path };
}

/** The name that a file has in its folder. */
export function fileName(file: FileLocation): string {
  return file.kind === 'local' ? file.name : readable(file.url.pathname.replace(/^.*\//s, ''));
}

/** A file beside another, named by a path that goes no higher. */
export function fileBeside(file: FileLocation, path: string): FileLocation {
  assertPath(path, { document: 'path', field: JSON.stringify(path.slice(0, 80)) });
  if (file.kind === 'local') {
    const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1);
    return { ...file, path: `${folder}${path}`, name: path };
  }
  const folder = new URL(file.url.href);
  folder.pathname = folder.pathname.slice(0, folder.pathname.lastIndexOf('/') + 1);
  return { ...file, url: urlUnder(folder, path) };
}

function fileOf(base: Base): FileLocation {
  if (base.kind === 'local') return { kind: 'local', pick: base.pick, path: base.inner, name: base.name };
  const { root, networkHint } = base;
  const url = new URL(root.href);
  url.pathname = url.pathname.replace(/\/+$/, '');
  return { kind: 'http', url, ...(networkHint !== undefined && { networkHint }) };
}

function rootUrl(text: string, pageUrl: string): URL {
  const url = parsedUrl(bucketUrl(text) ?? text, pageUrl);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw badLocation(
      `Locations that start with "${url.protocol}" cannot be opened; use https, http, s3, gs or gen, or pick a folder or a file`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw badLocation('The location holds a user name or password, which browsers do not send');
  }
  if (/%2f|%5c/i.test(url.pathname)) throw badLocation('The location has an encoded slash in its path');
  url.hash = '';
  url.pathname = `${url.pathname.replace(documentNames, '').replace(/\/+$/, '')}/`;
  return url;
}

/** `s3:` and `gs:` as https; the name of a bucket with dots does not match the wildcard certificate, so it goes into the path. */
function bucketUrl(text: string): string | undefined {
  const match = /^(s3|gs):\/\/([^/?#]*)\/?(.*)$/s.exec(text);
  if (match === null) return undefined;
  const [, scheme, bucket = '', key = ''] = match;
  if (!/^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/i.test(bucket))
    throw badLocation('The location has no valid bucket name');
  if (scheme === 'gs') return `https://storage.googleapis.com/${bucket}/${key}`;
  return bucket.includes('.')
    ? `https://s3.amazonaws.com/${bucket}/${key}`
    : `https://${bucket}.s3.amazonaws.com/${key}`;
}

function parsedUrl(text: string, pageUrl: string): URL {
  try {
    return new URL(text, pageUrl);
  } catch (cause) {
    throw new AppError('bad-location', 'The location is not a valid address.', {}, cause);
  }
}

function refuseSingleFile(path: string): void {
  const known = singleFiles.find(([pattern]) => pattern.test(path));
  if (known === undefined) return;
  const feature = known[1];
  throw new AppError(
    'unsupported',
    `This is ${feature}, which cannot be opened yet; convert it to OME-Zarr.`,
    { feature },
  );
}

function readable(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) return segment;
    throw error;
  }
}

function badLocation(reason: string): AppError {
  return new AppError('bad-location', `${reason}.`, {});
}
