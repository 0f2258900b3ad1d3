import { AppError, isFloat } from '../../core';
import type { Dataset, OpenHints } from '../../core';
import { plainLabels, readImageLabel } from './ome/image-label';

/** Returns what a dataset's `image-label` block makes of it: labels, unless its values are no integers. */
export function describedAsLabels(dataset: Dataset, imageLabel: unknown): Dataset {
  if (imageLabel === undefined) return dataset;
  if (isFloat(dataset.dtype)) return withWarnings(dataset, [floatWarning(dataset)]);
  const { labels, warnings } = readImageLabel(imageLabel);
  return withWarnings({ ...dataset, labels }, warnings);
}

/** Returns the dataset as it was asked for. Throws an AppError `unsupported` where labels are asked for and its values are floats. */
export function shownAs(dataset: Dataset, { as, isListed = false }: OpenHints): Dataset {
  const { labels, color: _, ...rest } = dataset;
  if (as === 'points') return dataset;
  if (as === 'image') return withoutLabels(dataset);
  if (as === undefined && !isListed) return dataset;
  if (!isFloat(dataset.dtype)) return { ...rest, labels: labels ?? plainLabels };
  if (as === undefined) return withWarnings(dataset, [floatWarning(dataset)]);
  const feature = `labels of type ${dataset.dtype}`;
  throw new AppError(
    'unsupported',
    `"${dataset.name}" holds values of type ${dataset.dtype}, which name no objects: labels are whole numbers. Open it as an image.`,
    { feature },
  );
}

function withoutLabels({ labels: _, ...dataset }: Dataset): Dataset {
  return dataset;
}

function floatWarning({ dtype }: Dataset): string {
  return `This is said to be labels, but its values are of type ${dtype}: it is shown as an image.`;
}

/** Each sentence once. */
function withWarnings(dataset: Dataset, warnings: readonly string[]): Dataset {
  return { ...dataset, warnings: [...new Set([...dataset.warnings, ...warnings])] };
}
