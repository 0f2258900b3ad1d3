import type { KeepDatabase, SegmentRow, TouchRow } from '../../../db';
import type { Segment } from '../../manifest/segment';
import type { SegmentIndex } from '../../manifest/segment-index';

/**
 * Returns rows of segments as they are to be, with what other contexts have written of them meanwhile: slots that are new,
 * and slots that have gone. To be called in the transaction that writes them; the index then says the same.
 */
export async function mergedRows(
  { segments: table }: Pick<KeepDatabase, 'segments'>,
  index: SegmentIndex,
  segments: readonly Segment[],
): Promise<SegmentRow[]> {
  const before = await table.bulkGet(segments.map(({ id }) => id));
  for (const row of before) if (row && index.segment(row.id)) index.follow(row);
  return segments.map((segment) => segment.toRow());
}

/** Returns the uses of segments as they are to be, with those that other contexts noted. */
export async function mergedTouches(
  { touches }: Pick<KeepDatabase, 'touches'>,
  segments: readonly Segment[],
): Promise<TouchRow[]> {
  const before = await touches.bulkGet(segments.map(({ id }) => id));
  segments.forEach((segment, at) => before[at]?.used.forEach((tick, slot) => segment.touch(slot, tick)));
  return segments.map((segment) => segment.toTouch());
}
