import { AppError } from '../../../core';
import type { Location } from '../../location';
import { findArray } from '../dataset-record';
import type { ParsedDataset } from '../dataset-record';
import { property } from '../documents/fields';
import type { JsonObject } from '../documents/fields';
import type { DocumentReader } from '../documents/node';
import { openBareArray } from '../open-image';

/** Where AnnData keeps coordinates: rows of x and y, or of x, y and z. */
const spatialPath = 'obsm/spatial';

/** Opens the coordinates of an AnnData table. Rejects with an AppError for any other group. */
export async function openTableOfPoints(
  documents: DocumentReader,
  attributes: JsonObject,
  { location, format }: { readonly location: Location; readonly format: 2 | 3 },
): Promise<ParsedDataset> {
  const isTable = property(attributes, 'encoding-type') === 'anndata';
  const array = isTable ? await findArray(documents, format, spatialPath) : undefined;
  if (array) return openBareArray(array, spatialPath, { location, format, warnings: [] });
  const why = isTable ? `it has no ${spatialPath}` : 'it is a group';
  const message = `"${location.name}" cannot be opened as points: ${why}. Points are arrays of N rows with 2 to 5 coordinates, or AnnData tables with obsm/spatial.`;
  throw new AppError('unsupported', message, { feature: 'a group as points' });
}

/** Whether an array is the coordinates of a table, whose columns are x, y and z. */
export function isTablePath(path: string, location: string): boolean {
  return `${location.replace(/[?#].*$/s, '')}/${path}`.replace(/\/+$/, '').endsWith(`/${spatialPath}`);
}
