import { AppError } from '../../../core';
import type { LabelList } from '../../../core';
import { pathFault } from '../../stores/store-path';
import { isObject, property } from '../documents/fields';
import type { JsonObject } from '../documents/fields';
import type { DocumentReader } from '../documents/node';
import { plainText } from '../documents/plain-text';

/** More label images than this beside one image are not offered. */
const maxNames = 32;
const maxNameLength = 200;

/** What is known of label images beside an image: their names, or that they have to be looked for. */
export type KnownLabels = readonly string[] | 'unknown';

/** Names that the attributes of a `labels` group list, of version 0.4 or 0.5: those that are paths and can be shown, each once. */
export function listedNames(attributes: unknown): string[] {
  const list = property(property(attributes, 'ome'), 'labels') ?? property(attributes, 'labels');
  const names = Array.isArray(list) ? list.slice(0, 1000).filter(isName) : [];
  return [...new Set(names)].slice(0, maxNames);
}

function isName(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > maxNameLength || pathFault(value) !== undefined)
    return false;
  return plainText(value, maxNameLength) === value;
}

/** What the consolidated metadata of an image's group tell: none where they list no `labels`. */
export function consolidatedLabels(document: JsonObject): KnownLabels {
  const metadata = property(property(document, 'consolidated_metadata'), 'metadata');
  return isObject(metadata) ? listedNames(property(property(metadata, 'labels'), 'attributes')) : 'unknown';
}

/**
 * Looks for the group `labels` beside an image, with one request. Whatever goes wrong, there are none: they are looked for on
 * suspicion.
 */
export async function readLabelList(documents: DocumentReader, format: 2 | 3): Promise<LabelList> {
  try {
    const document = await documents.read(format === 3 ? 'labels/zarr.json' : 'labels/.zattrs', {
      isBeside: true,
    });
    return { format, names: listedNames(format === 3 ? property(document, 'attributes') : document) };
  } catch (error) {
    if (error instanceof AppError) return { format, names: [] };
    throw error;
  }
}
