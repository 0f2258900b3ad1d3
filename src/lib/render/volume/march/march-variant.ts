import type { BrickFormat } from '../bricks/brick-format';
import type { VolumeRendering } from '../volume-frame';

/** What a march program is made for. */
export interface MarchVariant {
  readonly rendering: VolumeRendering;
  readonly format: BrickFormat;
  /** Its voxels name objects. */
  readonly isLabels: boolean;
  /** One channel, or up to `MARCH_CHANNELS`. */
  readonly isSingle: boolean;
  /** The device cannot filter the format, so that the shader does. */
  readonly mustFilter: boolean;
  /** Voxels are shown as they are, without filtering. */
  readonly isNearest: boolean;
  /** Not the first march of its layer: its colour is added, and its depth is left out. */
  readonly isAdded: boolean;
}

/** Returns a name that is equal exactly when the programs of two variants are. */
export function variantName(variant: MarchVariant): string {
  const { rendering, format, isSingle, mustFilter, isNearest, isAdded } = variant;
  return ['march', rendering, format, isSingle ? 1 : 4, mustFilter, isNearest, isAdded].join(' ');
}
