import { AppError } from '../../core';
import type { CollectionKind } from '../../core';
import { pathFault } from '../stores/store-path';
import { isObject, property } from './documents/fields';
import type { JsonObject } from './documents/fields';
import type { DocumentReader } from './documents/node';
import { plainText } from './documents/plain-text';
import { plate04, plate05, well04, well05 } from './schemas/validators.js';
import { specificationFaults } from './ome/specification';

/**
 * Returns the failure for a group that is valid but not one image: a plate, a well, a bioformats2raw root, a list of labels.
 * It says which path inside opens, and in `detail.collection` whether it can be looked through. `undefined` for any other group.
 */
export function groupRefusal(attributes: JsonObject): AppError | undefined {
  const ome = property(attributes, 'ome');
  const find = (name: string): unknown => property(ome, name) ?? property(attributes, name);
  const plate = find('plate');
  if (plate !== undefined)
    return refusal('a plate', firstPath(property(plate, 'wells')), {
      ...{ what: 'well', kind: 'plate' },
      fault: brokenRule({ plate }),
    });
  const well = find('well');
  if (well !== undefined)
    return refusal('a well', firstPath(property(well, 'images')), {
      ...{ what: 'field', kind: 'well' },
      fault: brokenRule({ well }),
    });
  if (find('bioformats2raw.layout') !== undefined)
    return refusal('a bioformats2raw collection', '0', { what: 'series', kind: 'series' });
  const series = find('series');
  if (Array.isArray(series)) {
    const first = text(series[0]);
    const path = first === undefined ? undefined : `../${first}`;
    return refusal('the OME folder of a collection', path, { what: 'series' });
  }
  const labels = find('labels');
  if (Array.isArray(labels))
    return refusal('a list of label images', text(labels[0]), { what: 'label image' });
  return undefined;
}

function firstPath(list: unknown): string | undefined {
  return Array.isArray(list) ? text(property(list[0], 'path')) : undefined;
}

/** A path to advise: one that stays where it is, and shows as what it is. */
function text(value: unknown): string | undefined {
  const isSafe = typeof value === 'string' && value.length <= 200 && pathFault(value) === undefined;
  return isSafe && plainText(value, 200) === value ? value : undefined;
}

const maxListed = 2000;

/** The first rule of the specification that a plate or a well breaks. Lists are cut to what a plate can hold. */
export function brokenRule(
  node: { readonly plate: unknown } | { readonly well: unknown },
): string | undefined {
  const isPlate = 'plate' in node;
  const { version, ...content } = asCutObject(isPlate ? node.plate : node.well);
  const key = isPlate ? 'plate' : 'well';
  const validate = version === undefined ? (isPlate ? plate05 : well05) : isPlate ? plate04 : well04;
  const attributes =
    version === undefined
      ? { ome: { [key]: content, version: '0.5' } }
      : { [key]: { ...content, version: '0.4' } };
  const [fault] = specificationFaults(attributes, validate);
  // Documents before 0.5 have no "ome", and the field is to be found in either.
  const field = fault?.field.replace(/^ome\./, '');
  return fault && ` Its metadata breaks OME-Zarr: "${field}" ${fault.reason}.`;
}

function asCutObject(value: unknown): JsonObject {
  if (!isObject(value)) return {};
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([name, v]) => [name, Array.isArray(v) ? v.slice(0, maxListed) : v]));
}

function refusal(
  feature: string,
  path: string | undefined,
  { what, fault = '', kind }: { what: string; fault?: string | undefined; kind?: CollectionKind },
): AppError {
  const advice = path === undefined ? '' : ` Open a ${what} within it instead, such as "${path}".`;
  const detail = { feature, ...(path !== undefined && { path }), ...(kind && { collection: kind }) };
  return new AppError('unsupported', `This is ${feature}, not an image.${advice}${fault}`, detail);
}

/** Returns the failure for a root that is not Zarr: names another format where one of its documents is there. */
export async function foreignRefusal(documents: DocumentReader, name: string): Promise<AppError> {
  const [n5, precomputed, ocdbt] = await Promise.all([
    exists(documents, 'attributes.json'),
    exists(documents, 'info'),
    exists(documents, 'manifest.ocdbt'),
  ]);
  const feature = n5
    ? 'an N5 dataset'
    : precomputed
      ? 'a Neuroglancer precomputed volume'
      : 'an OCDBT database';
  if (n5 || precomputed || ocdbt) {
    return new AppError('unsupported', `"${name}" is ${feature}, which cannot be opened yet.`, { feature });
  }
  return new AppError(
    'not-found',
    `There is no Zarr dataset at "${name}": neither zarr.json, .zattrs, .zgroup nor .zarray.`,
  );
}

/** A document that cannot be parsed (`manifest.ocdbt` is binary) is there all the same. */
async function exists(documents: DocumentReader, path: string): Promise<boolean> {
  try {
    return (await documents.read(path)) !== undefined;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'bad-metadata') return true;
    if (error.code === 'forbidden' || error.code === 'not-a-dataset') return false;
    throw error;
  }
}

/** Arrays below a group, from its consolidated metadata: path and document. */
export type ConsolidatedArrays = readonly { readonly path: string; readonly document: JsonObject }[];

/** Returns the failure for a group that holds no image and not exactly one array. */
export function severalArrays(paths: readonly string[], name: string, format: 'Zarr' | 'HDF5'): AppError {
  if (paths.length === 0) {
    return new AppError(
      'not-a-dataset',
      `"${name}" is ${format === 'Zarr' ? 'a Zarr' : 'an HDF5'} group that describes no image. Open an array within it.`,
    );
  }
  const list = paths.slice(0, 20).map((path) => `"${plainText(path, 200)}"`);
  const more = paths.length > list.length ? ` and ${paths.length - list.length} more` : '';
  const message = `"${name}" is ${format === 'Zarr' ? 'a Zarr' : 'an HDF5'} group of ${paths.length} arrays: ${list.join(', ')}${more}. Open one of them.`;
  return new AppError('unsupported', message, {
    feature: 'a group of several arrays',
    arrays: paths.slice(0, 100).map((path) => plainText(path, 200)),
  });
}

/** Reads the arrays that a `zarr.json` carries inline. */
export function arraysInV3(document: JsonObject): ConsolidatedArrays {
  const metadata = property(property(document, 'consolidated_metadata'), 'metadata');
  if (!isObject(metadata)) return [];
  return Object.entries(metadata).flatMap(([path, node]) =>
    isObject(node) && node['node_type'] === 'array' ? [{ path, document: node }] : [],
  );
}

/** Reads the arrays that a `.zmetadata` lists. */
export function arraysInV2(document: unknown): ConsolidatedArrays {
  const metadata = property(document, 'metadata');
  if (!isObject(metadata)) return [];
  return Object.entries(metadata).flatMap(([key, node]) =>
    isObject(node) && key.endsWith('/.zarray')
      ? [{ path: key.slice(0, -'/.zarray'.length), document: node }]
      : [],
  );
}
