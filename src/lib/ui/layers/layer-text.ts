import type { LayerModel, Rendering } from '../../app';
import type { VoxelCenters } from '../../core';

/** Returns how voxel centres were placed, in words that need no manual. */
export function voxelCentersText(centers: VoxelCenters): string {
  switch (centers) {
    case 'declared':
      return 'As its metadata says';
    case 'inferred':
      return 'Inferred: levels share their outer corner';
    case 'literal':
      return 'As written, without translation';
    case 'overridden':
      return 'As you chose';
  }
}

/** Layers of sources, without the label images that were found beside them. */
export function sourceLayers(layers: readonly LayerModel[]): LayerModel[] {
  return layers.filter(({ id }) => !id.includes('/'));
}

/** Returns the level on the screen, and the one that it sharpens to. */
export function levelText({ shownLevel, targetLevel }: LayerModel): string {
  const isSharpening = shownLevel !== undefined && shownLevel > targetLevel;
  return isSharpening ? `L${shownLevel} → ${targetLevel}` : `L${targetLevel}`;
}

/** The same in words. */
export function levelTitle({ shownLevel, targetLevel }: LayerModel): string {
  const isSharpening = shownLevel !== undefined && shownLevel > targetLevel;
  return isSharpening
    ? `Level ${shownLevel} is shown while level ${targetLevel} loads`
    : `Level ${targetLevel} matches the screen`;
}

const renderingTexts: Readonly<Record<Rendering, string>> = {
  mip: 'Maximum (MIP)',
  minip: 'Minimum (MinIP)',
  attenuated_mip: 'Attenuated maximum',
  average: 'Average',
  additive: 'Additive',
  translucent: 'Translucent',
  iso: 'Surface (iso)',
  iso_categorical: 'Surface of each label',
};

/** What a way to see a volume is called. */
export function renderingText(rendering: Rendering): string {
  return renderingTexts[rendering];
}

/** Returns why a layer is coarser than the screen could show; absent when there is nothing to act on. */
export function limitText(limitedBy: LayerModel['limitedBy']): string | undefined {
  if (limitedBy === 'memory') return 'A coarser level is shown, to stay within the memory limit.';
  if (limitedBy === 'thickness')
    return 'A coarser level is shown: a slice as thick as this takes too many chunks at a finer one.';
  return undefined;
}
