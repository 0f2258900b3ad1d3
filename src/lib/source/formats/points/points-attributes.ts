import { AppError } from '../../../core';
import { property } from '../documents/fields';
import type { JsonObject } from '../documents/fields';

/** The attribute of a group of points that a grid sorts, as docs/formats.md describes it. */
export const gridAttribute = 'exascope:points';

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
