import { AppError, isDType } from '../../core';
import type { OpenHints } from '../../core';
import type { Location } from '../location';
import { pathFault } from '../stores/store-path';
import type { KnownDocuments, ParsedDataset } from './dataset-record';
import { isObject, property } from './documents/fields';
import type { JsonObject } from './documents/fields';
import { consolidatedLabels } from './ome/label-list';
import type { KnownLabels } from './ome/label-list';
import { openedEntries, readMultiscale } from './ome/multiscale';
import { readRootNode } from './documents/node';
import type { DocumentReader, ZarrNode } from './documents/node';
import { openBareArray, openMultiscale } from './open-image';
import type { ImageParts } from './open-image';
import { gridAttribute, pointsRefusal } from './points/points-attributes';
import { plainText } from './documents/plain-text';
import { arraysInV2, arraysInV3, foreignRefusal, groupRefusal, severalArrays } from './refusal';
import type { ConsolidatedArrays } from './refusal';
import { specificationWarnings } from './ome/specification-warnings';
import type { OmeHolder } from './ome/specification-warnings';
import { readZarrV2Array } from './zarr/zarr-v2-array';
import { readZarrV3Array } from './zarr/zarr-v3-array';

/**
 * Finds out what is at a root and opens it, or says what it is: the image that is there, or each of several. `format`: of
 * Zarr, where it is known.
 */
export async function openRoot(
  documents: DocumentReader,
  location: Location,
  { format, as }: Pick<OpenHints, 'format' | 'as'> = {},
): Promise<ParsedDataset[]> {
  const node = await readRootNode(documents, format);
  if (node === undefined) throw await absence(documents, location, format);
  if (node.kind === 'array') {
    const array =
      node.format === 3
        ? readZarrV3Array(node.document, 'zarr.json')
        : readZarrV2Array(node.document, '.zarray', node.attributes);
    return [openBareArray(array, '', { location, format: node.format, warnings: [] })];
  }
  const context = { location, format: node.format };
  if (Object.hasOwn(node.attributes, gridAttribute))
    return [await (await import('./points')).openPointsGrid(documents, node.attributes, context)];
  const points = pointsRefusal(node.attributes, location.name);
  if (points) throw points;
  if (as === 'points')
    return [await (await import('./points')).openTableOfPoints(documents, node.attributes, context)];
  const known = node.format === 3 ? arraysInV3(node.document) : [];
  const images = await openImageGroup(documents, node, { location, known });
  return images ?? [await openBareGroup(documents, node, { location, known })];
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
  context: GroupContext,
): Promise<ParsedDataset[] | undefined> {
  const { attributes } = node;
  const ome = property(attributes, 'ome');
  const isWrapped = property(ome, 'multiscales') !== undefined;
  const holder = isWrapped && isObject(ome) ? ome : attributes;
  const multiscales = property(holder, 'multiscales');
  if (multiscales === undefined) return undefined;
  const entries = openedEntries(multiscales, context.location.multiscale);
  const opened = entries.map((index) =>
    openEntry(documents, node, { ...context, holder, isWrapped, index, isAlone: entries.length === 1 }),
  );
  return thoseThatOpened(await Promise.allSettled(opened));
}

/** Of several images in a group those that open, with a warning of the others; the failure of the first where none does. */
function thoseThatOpened(results: readonly PromiseSettledResult<ParsedDataset>[]): ParsedDataset[] {
  const opened = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failures = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  );
  const unexpected = failures.find((failure) => !(failure instanceof AppError));
  const [first, ...others] = opened;
  if (unexpected !== undefined || first === undefined) throw unexpected ?? failures[0];
  const told = failures.map(
    (failure) => `One of the images here was left out. ${(failure as AppError).message}`,
  );
  const warnings = [...first.dataset.warnings, ...told];
  return [{ ...first, dataset: { ...first.dataset, warnings } }, ...others];
}

interface EntryContext extends GroupContext, OmeHolder {
  /** In `multiscales`. */
  readonly index: number;
  readonly isAlone: boolean;
}

async function openEntry(
  documents: DocumentReader,
  node: ZarrNode,
  { location, known, holder, isWrapped, index, isAlone }: EntryContext,
): Promise<ParsedDataset> {
  const { format } = node;
  const prefix = format === 3 ? (isWrapped ? 'attributes.ome.' : 'attributes.') : '';
  const place = { document: format === 3 ? 'zarr.json' : '.zattrs', field: `${prefix}multiscales` };
  const version = property(holder, 'version');
  const multiscale = readMultiscale(property(holder, 'multiscales'), index, { version, place });
  const omero = property(holder, 'omero');
  const imageLabel = property(holder, 'image-label');
  const hasLabels = imageLabel === undefined && location.kind !== 'generated' && index === 0;
  const warnings = [
    ...(format === 3 && !isWrapped ? ['The OME metadata is not where version 0.5 puts it.'] : []),
    ...specificationWarnings({ holder, isWrapped }, index),
  ];
  const opened = await openMultiscale(documents, multiscale, {
    ...{ location, format, omero, imageLabel, known: byPath(known), warnings },
    ...(hasLabels && { labels: knownLabels(node) }),
  });
  return index === 0 ? opened : asEntry(opened, { location, index, isAlone });
}

/** A further image of a group has an id of its own, and is not kept: chunks are kept by the group that they are in. */
function asEntry(
  { dataset, record, arrays }: ParsedDataset,
  { location, index, isAlone }: { location: Location; index: number; isAlone: boolean },
): ParsedDataset {
  const isNamed = dataset.name !== location.name;
  const id = isAlone ? location.id : `${location.id}|multiscales:${index}`;
  const name = isNamed ? dataset.name : `${location.name} ${index + 1}`;
  return { dataset: { ...dataset, id, name }, record: { ...record, multiscale: index }, arrays };
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
  const arrays = format === 3 ? known : arraysInV2(await documents.readBesideOthers('.zmetadata'));
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
