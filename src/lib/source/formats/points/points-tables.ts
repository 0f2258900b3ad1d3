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

/** Returns the failure for a group of points in a way that cannot be read: it says which, and what to do. */
export function pointsRefusal(attributes: JsonObject, name: string): AppError | undefined {
  if (property(attributes, 'encoding-type') === 'ngff:points')
    return refusal(
      `"${name}" holds points in a Parquet table`,
      'points in a Parquet table',
      'Write their coordinates as a Zarr array of N rows',
    );
  if (property(attributes, 'geff') !== undefined)
    return refusal(
      `"${name}" is a graph (GEFF), whose nodes have an array for each coordinate`,
      'a GEFF graph',
      'Write the coordinates of its nodes as one Zarr array of N rows',
    );
  return undefined;
}

function refusal(what: string, feature: string, advice: string): AppError {
  return new AppError('unsupported', `${what}, which cannot be shown. ${advice}, and open that as points.`, {
    feature,
  });
}

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
