import { AppError } from '../../../core';
import type { Dataset, OpenHints } from '../../../core';
import type { DatasetReader, ReadContext } from '../../read/dataset-reader';
import type { DatasetRecord } from '../dataset-record';
import { openPointsList, tableColumns } from './points-list';
import { isTablePath } from './points-tables';

/** What of a list is read when it opens, at most, in one response. */
const MAX_ENCODED_BYTES = 2 ** 27;

/**
 * Returns what `reader` reads as points, where that is asked for or its metadata say so. Rejects with an AppError `unsupported`
 * where one asks for points and there are none, or for an image or labels and there are points.
 */
export async function openAsPoints(
  reader: DatasetReader,
  { paths }: DatasetRecord,
  { hints, ...context }: ReadContext & { readonly hints: OpenHints },
): Promise<Dataset> {
  const { dataset } = reader;
  if (dataset.points) {
    if (hints.as === undefined || hints.as === 'points') return dataset;
    const message = `"${dataset.name}" holds points: it cannot be opened as ${hints.as === 'image' ? 'an image' : 'labels'}.`;
    throw new AppError('unsupported', message, { feature: `points as ${hints.as}` });
  }
  const [array] = reader.arrays;
  if (hints.as !== 'points' || !array) return dataset;
  return openPointsList({
    dataset,
    array,
    ...(isTablePath(paths[0] ?? '', dataset.location) && { columns: tableColumns }),
    read: (part) => reader.readRows(part, { ...context, maxEncodedBytes: MAX_ENCODED_BYTES }),
  });
}
