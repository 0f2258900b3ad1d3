import type { LayerModel, Rendering } from '../../app';
import type { VoxelCenters } from '../../core';
import { layers as t, points } from '../../messages';

/** Returns how voxel centres were placed, in words that need no manual. */
export function voxelCentersText(centers: VoxelCenters): string {
  switch (centers) {
    case 'declared':
      return t.centresAsDeclared;
    case 'inferred':
      return t.inferredCentres;
    case 'literal':
      return t.centresAsWritten;
    case 'overridden':
      return t.centresAsYouChose;
  }
}

/** Returns the level on the screen, and the one that it sharpens to. */
export function levelText({ shownLevel, targetLevel }: LayerModel): string {
  const isSharpening = shownLevel !== undefined && shownLevel > targetLevel;
  return isSharpening
    ? t.levelsShort({ shown: shownLevel, target: targetLevel })
    : t.levelShort({ level: targetLevel });
}

/** The same in words. */
export function levelTitle({ shownLevel, targetLevel }: LayerModel): string {
  const isSharpening = shownLevel !== undefined && shownLevel > targetLevel;
  return isSharpening
    ? t.levelIsShownWhile({ shown: shownLevel, target: targetLevel })
    : t.levelMatchesTheScreen({ level: targetLevel });
}

const renderingTexts: Readonly<Record<Rendering, string>> = {
  mip: t.maximumMip,
  minip: t.minimumMinip,
  attenuated_mip: t.attenuatedMaximum,
  average: t.average,
  additive: t.additive,
  translucent: t.translucent,
  iso: t.surfaceIso,
  iso_categorical: t.surfaceOfEachLabel,
};

/** What a way to see a volume is called. */
export function renderingText(rendering: Rendering): string {
  return renderingTexts[rendering];
}

const blendingTexts: Readonly<Record<LayerModel['blending'], string>> = {
  translucent: t.blendingTranslucent,
  translucent_no_depth: t.blendingTranslucentNoDepth,
  additive: t.blendingAdditive,
  opaque: t.blendingOpaque,
  minimum: t.blendingMinimum,
  multiplicative: t.blendingMultiplicative,
};

/** What a way to lay a layer over others is called. */
export function blendingText(blending: LayerModel['blending']): string {
  return blendingTexts[blending];
}

/** Returns why a layer is coarser than the screen could show; absent when there is nothing to act on. */
export function limitText(limitedBy: LayerModel['limitedBy'], kind: LayerModel['kind']): string | undefined {
  if (limitedBy === 'memory' && kind === 'points') return points.listIsCut;
  if (limitedBy === 'memory') return t.coarserForMemory;
  if (limitedBy === 'thickness') return t.coarserForThickness;
  return undefined;
}
