import { storedBytesPerVoxel, type Dataset } from '../../core';
import { upToPower } from './buckets';
import type { DataProperties } from './report';

/** Of more axes no format tells. */
const MAX_AXES = 16;

/** Returns what is recorded of a dataset: extents and sizes in steps, and no name or address. */
export function dataProperties({
  dtype,
  axes,
  levels,
  labels,
  generated,
}: Pick<Dataset, 'dtype' | 'axes' | 'levels' | 'labels' | 'generated'>): DataProperties {
  const { shape = [], chunks = [] } = levels.find(({ array }) => array)?.array ?? {};
  const count = (type: 'space' | 'time' | 'channel') => axes.filter((axis) => axis.type === type).length;
  const voxels = shape.reduce((product, extent) => product * extent, 1);
  return {
    kind: labels ? 'labels' : 'image',
    dimensions: { space: count('space'), time: count('time'), channel: count('channel') },
    shape: shape.slice(0, MAX_AXES).map((extent) => upToPower(extent, 2)),
    dtype,
    levels: levels.length,
    chunks: chunks.slice(0, MAX_AXES),
    bytes: upToPower(voxels * storedBytesPerVoxel(dtype), 4),
    generated,
  };
}
