import type { Dataset } from '../../../core';

/** Diameter in steps of the axis that runs across: napari's. */
const DEFAULT_STEPS = 10;

/** Diameter of the points of a layer in world units: as chosen, else {@link DEFAULT_STEPS} steps of its last axis. */
export function pointSize(
  { look }: { readonly look: { readonly size?: number } },
  { levels }: Pick<Dataset, 'levels'>,
): number {
  return look.size ?? DEFAULT_STEPS * Math.abs(levels[0]?.scale.at(-1) ?? 1);
}
