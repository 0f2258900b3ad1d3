import type { Axis, Dataset, Level, PointsMetadata } from '../../../core';

/** What makes points of a dataset that was read as an array. */
export interface PointsParts {
  readonly axes: readonly Axis[];
  /** Finest first, all of them open. */
  readonly levels: readonly Level[];
  readonly points: PointsMetadata;
  readonly warnings?: readonly string[];
}

/** What points are drawn in before anyone chooses: to be seen on light and dark, and on most images. */
const POINT_COLOR = '#ff9f1a';

/** Returns the dataset of points; its one channel has their colour. An image of the same array has another id. */
export function pointsDataset(
  {
    channelAxis: _axis,
    color: _color,
    labels: _labels,
    keepRoot: _root,
    levelPaths: _paths,
    ...read
  }: Dataset,
  { axes, levels, points, warnings = [] }: PointsParts,
): Dataset {
  return {
    ...read,
    id: `${read.id}|points`,
    ...{ axes, levels, points },
    channels: [{ name: read.name, color: POINT_COLOR, window: [0, 1], active: true }],
    voxelCenters: 'declared',
    warnings: [...read.warnings, ...warnings],
  };
}
