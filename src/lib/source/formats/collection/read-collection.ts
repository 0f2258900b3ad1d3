import { AppError } from '../../../core';
import type { Collection } from '../../../core';
import { property } from '../documents/fields';
import type { JsonObject } from '../documents/fields';
import { readRootNode } from '../documents/node';
import type { DocumentReader } from '../documents/node';
import { brokenRule } from '../refusal';
import { readSeries, readWell } from './image-lists';
import { readPlate } from './plate';

/**
 * Reads the plate, the well or the list of series at a root, without the images in it. `format`: of Zarr, where it is known.
 * Rejects with an AppError: `not-a-dataset` where there is none of them.
 */
export async function readCollectionAt(documents: DocumentReader, format?: 2 | 3): Promise<Collection> {
  const node = await groupAttributes(documents, format);
  if (node === undefined) throw new AppError('not-found', 'There is nothing where a collection was to be.');
  const { attributes } = node;
  const ome = property(attributes, 'ome');
  const find = (name: string): unknown => property(ome, name) ?? property(attributes, name);
  const place = { document: node.format === 3 ? 'zarr.json' : '.zattrs', field: '' };
  const [plate, well] = [find('plate'), find('well')];
  if (plate !== undefined)
    return withFault(readPlate(plate, node.format, { ...place, field: 'plate' }), brokenRule({ plate }));
  if (well !== undefined)
    return withFault(readWell(well, node.format, { ...place, field: 'well' }), brokenRule({ well }));
  if (find('bioformats2raw.layout') !== undefined) return readSeries(documents, node.format);
  throw new AppError('not-a-dataset', 'This is no plate, no well and no collection of series.');
}

/** With one request where the format is known. */
async function groupAttributes(
  documents: DocumentReader,
  format: 2 | 3 | undefined,
): Promise<{ format: 2 | 3; attributes: JsonObject } | undefined> {
  if (format !== 2) return readRootNode(documents, format);
  const document = await documents.read('.zattrs');
  return document === undefined ? undefined : { format, attributes: document as JsonObject };
}

function withFault(collection: Collection, fault: string | undefined): Collection {
  return fault === undefined
    ? collection
    : { ...collection, warnings: [...collection.warnings, fault.trim()] };
}
