import { AppError } from '../core';
import { pathFault } from './stores/store-path';

/** A location as a pipeline: where a file or folder is, and a folder within it where it is an archive. */
export interface Pipeline {
  readonly head: string;
  /** Path in an archive, '' for all of it; absent where none is named. */
  readonly zipPath?: string;
  /** The same of an HDF5 file. */
  readonly hdf5Path?: string;
}

/** Formats that are found out anyway. */
const zarrStep = /^(?:zarr|zarr2|zarr3|ome-zarr):(.*)$/is;
const zipStep = /^zip:(.*)$/is;
const hdf5Step = /^hdf5:(.*)$/is;
const documentNames = /(?:^|\/)(?:zarr\.json|\.zattrs|\.zgroup|\.zarray|\.zmetadata)$/;

/** Splits `HEAD|zip:PATH`, to which a step that reads Zarr may follow, and `HEAD|hdf5:PATH`. Throws `bad-location`, or `unsupported` for other steps. */
export function readPipeline(text: string): Pipeline {
  const [head = '', ...steps] = text.split('|');
  if (steps.length === 0) return { head };
  const [first = '', ...rest] = steps;
  const hdf5 = hdf5Step.exec(first);
  if (hdf5 && rest.length === 0) return { head: head.trim(), hdf5Path: decodedPath(hdf5[1] ?? '') };
  const zip = zipStep.exec(first);
  const inner = (zip ? rest : steps).map((step) => {
    const zarr = zarrStep.exec(step);
    if (zarr === null) throw zip && /^(zip|hdf5):/i.test(step) ? withinArchive() : unknownStep(step);
    return zarr[1] ?? '';
  });
  const path = joined([zip?.[1] ?? '', ...inner]);
  if (zip) return { head: head.trim(), zipPath: path };
  return { head: path === '' ? head.trim() : below(head.trim(), path) };
}

/** The address of what lies at a path below another, with its query. */
export function below(location: string, path: string): string {
  const [, head = '', query = ''] = /^([^?#]*?)\/*(\?[^#]*)?(?:#.*)?$/s.exec(location) ?? [];
  return `${head}/${encodedPath(path)}${query}`;
}

/** A path as the segments of an address write it, below which nothing else can be meant. */
export function encodedPath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** The same, read. Throws `bad-location` for what leads elsewhere. */
export function decodedPath(path: string): string {
  const plain = path.replace(/^\/+|\/+$/g, '');
  if (plain === '') return '';
  const segments = plain.split('/').map(decoded);
  const read = segments.join('/');
  const fault = segments.some((segment) => segment.includes('/')) ? 'has an encoded slash' : pathFault(read);
  if (fault !== undefined) throw new AppError('bad-location', `The path within it ${fault}.`, {});
  return read;
}

function joined(paths: readonly string[]): string {
  const path = paths
    .map(decodedPath)
    .filter((part) => part !== '')
    .join('/');
  return path.replace(documentNames, '');
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) return segment;
    throw error;
  }
}

/** What is told of a file in an archive that is a tree of its own: its bytes may be packed, so that no part of it can be read alone. */
export function withinArchive(): AppError {
  const feature = 'an archive or HDF5 file within an archive';
  return new AppError('unsupported', `This is ${feature}: unpack the outer one, and open the file.`, {
    feature,
  });
}

function unknownStep(step: string): AppError {
  const feature = `“|${step.slice(0, 40)}” in a location`;
  return new AppError('unsupported', `Not supported: ${feature}.`, { feature });
}
