import type { ProjectionMode } from '../../app';
import { layers as t } from '../../messages';

const words: Readonly<Record<ProjectionMode, string>> = {
  none: t.none,
  max: t.maximum,
  min: t.minimum,
  mean: t.mean,
  sum: t.sum,
};

/** Returns what a projection is called. */
export function projectionText(mode: ProjectionMode): string {
  return words[mode];
}
