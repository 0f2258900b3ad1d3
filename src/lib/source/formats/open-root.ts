import { AppError, isDType } from '../../core';
import type { Location } from '../location';
import { pathFault } from '../stores/store-path';
import type { KnownDocuments, ParsedDataset } from './dataset-record';
import { isObject, property } from './documents/fields';
import type { JsonObject } from './documents/fields';
import { consolidatedLabels } from './ome/label-list';
import type { KnownLabels } from './ome/label-list';
import { readMultiscale } from './ome/multiscale';
import { readRootNode } from './documents/node';
import type { DocumentReader, ZarrNode } from './documents/node';
import { openBareArray, openMultiscale } from './open-image';
import type { ImageParts } from './open-image';
import { plainText } from './documents/plain-text';
import { arraysInV2, arraysInV3, foreignRefusal, groupRefusal, severalArrays } from './refusal';
import type { ConsolidatedArrays } from './refusal';
import { specificationWarnings } from './ome/specification-warnings';
import { readZarrV2Array } from './zarr/zarr-v2-array';
import { readZarrV3Array } from './zarr/zarr-v3-array';

/** Finds out what is at a root and opens it, or says what it is. `format`: of Zarr, where it is known. */
export async function openRoot(
  documents: DocumentReader,
  location: Location,
  format?: 2 | 3,
): Promise<ParsedDataset> {
  const node = await readRootNode(documents, format);
  if (node === undefined) throw await absence(documents, location, format);
  if (node.kind === 'array') {
    const array =
      node.format === 3
        ? readZarrV3Array(node.document, 'zarr.json')
        : readZarrV2Array(node.document, '.zarray', node.attributes);
    return openBareArray(array, '', { location, format: node.format, warnings: [] });
  }
  const known = node.format === 3 ? arraysInV3(node.document) : [];
  return (
    (await openImageGroup(documents, node, { location, known })) ??
    openBareGroup(documents, node, { location, known })
  );
}

/** What else may be where no Zarr node is, unless one was said to be there. */
async function absence(
  documents: DocumentReader,
  { name }: Location,
  format: 2 | 3 | undefined,
): Promise<AppError> {
  if (format === undefined) return foreignRefusal(documents, name);
  return new AppError('not-found', `There is nothing at "${name}", though a list names it.`);
}

interface GroupContext {
  readonly location: Location;
  readonly known: ConsolidatedArrays;
}

async function openImageGroup(
  documents: DocumentReader,
  node: ZarrNode,
  { location, known }: GroupContext,
): Promise<ParsedDataset | undefined> {
  const { format, attributes } = node;
  const ome = property(attributes, 'ome');
  const isWrapped = property(ome, 'multiscales') !== undefined;
  const holder = isWrapped && isObject(ome) ? ome : attributes;
  const multiscales = property(holder, 'multiscales');
  if (multiscales === undefined) return undefined;
  const document = format === 3 ? 'zarr.json' : '.zattrs';
  const prefix = format === 3 ? (isWrapped ? 'attributes.ome.' : 'attributes.') : '';
  const multiscale = readMultiscale(multiscales, property(holder, 'version'), {
    document,
    field: `${prefix}multiscales`,
  });
  const omero = property(holder, 'omero');
  const imageLabel = property(holder, 'image-label');
  const labels = imageLabel === undefined && location.kind !== 'generated' ? knownLabels(node) : undefined;
  const warnings = [
    ...(format === 3 && !isWrapped ? ['The OME metadata is not where version 0.5 puts it.'] : []),
    ...specificationWarnings({ holder, isWrapped }),
  ];
  return openMultiscale(documents, multiscale, {
    ...{ location, format, omero, imageLabel, known: byPath(known), warnings },
    ...(labels && { labels }),
  });
}

function knownLabels(node: ZarrNode): KnownLabels {
  return node.format === 3 ? consolidatedLabels(node.document) : 'unknown';
}

/** A group without an image opens if its consolidated metadata lists exactly one array, of HDF5 one that can be an image. */
async function openBareGroup(
  documents: DocumentReader,
  { format, attributes }: ZarrNode,
  { location, known }: GroupContext,
): Promise<ParsedDataset> {
  const refusal = groupRefusal(attributes);
  if (refusal !== undefined) throw refusal;
  const arrays = format === 3 ? known : arraysInV2(await documents.read('.zmetadata'));
  const images = location.kind === 'hdf5' ? arrays.filter(isPlane) : arrays;
  const only = images[0];
  if (only === undefined || images.length > 1) {
    throw severalArrays(
      images.map(({ path }) => path),
      location.name,
      location.kind === 'hdf5' ? 'HDF5' : 'Zarr',
    );
  }
  if (pathFault(only.path) !== undefined) {
    const message = 'The consolidated metadata names a path that leaves its group.';
    throw new AppError('bad-metadata', message, {
      document: 'consolidated metadata',
      field: plainText(only.path, 80),
    });
  }
  return openBareArray(bareArray(format, only), only.path, bareParts(location, format));
}

/** Beside its images an HDF5 file has tables, texts and scales. */
function isPlane({ document }: ConsolidatedArrays[number]): boolean {
  const shape = document['shape'];
  const isWide = Array.isArray(shape) && shape.filter((size) => size !== 1).length >= 2;
  return isWide && isDType(document['data_type']);
}

function bareArray(
  format: 2 | 3,
  { path, document }: ConsolidatedArrays[number],
): ReturnType<typeof readZarrV3Array> {
  return format === 3
    ? readZarrV3Array(document, `${path}/zarr.json`)
    : readZarrV2Array(document, `${path}/.zarray`);
}

function bareParts(location: Location, format: 2 | 3): ImageParts {
  return { location, format, warnings: [] };
}

function byPath(arrays: ConsolidatedArrays): KnownDocuments {
  return new Map<string, JsonObject>(arrays.map(({ path, document }) => [path, document]));
}
