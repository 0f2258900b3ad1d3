import type { ProjectionMode } from '../../app';

const words: Readonly<Record<ProjectionMode, string>> = {
  none: 'None',
  max: 'Maximum',
  min: 'Minimum',
  mean: 'Mean',
  sum: 'Sum',
};

/** Returns what a projection is called. */
export function projectionText(mode: ProjectionMode): string {
  return words[mode];
}
