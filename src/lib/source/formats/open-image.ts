import type { Axis, Dataset } from '../../core';
import type { Location } from '../location';
import { levelArrayOf } from './zarr/array-record';
import type { ArrayRecord } from './zarr/array-record';
import { bareAxes, checkDisplayable } from './ome/axes';
import { under } from './dataset-record';
import type { KnownDocuments, ParsedDataset } from './dataset-record';
import type { Multiscale } from './ome/multiscale';
import type { DocumentReader } from './documents/node';
import { colorWarnings, readChannels } from './ome/omero';
import type { KnownLabels } from './ome/label-list';
import { openLevels } from './open-levels';
import { describedAsLabels } from './shown-as';
import { centerVoxels, inferScale } from './ome/voxel-centers';

/** What an image is made of besides its multiscale document. */
export interface ImageParts {
  readonly location: Location;
  readonly format: 2 | 3;
  readonly omero?: unknown;
  /** Its `image-label` block. */
  readonly imageLabel?: unknown;
  /** Label images beside it. */
  readonly labels?: KnownLabels;
  readonly known?: KnownDocuments;
  readonly warnings: readonly string[];
}

/** More channels than this are an axis with a slider: each channel has controls of its own. */
const maxChannels = 1024;

/** Opens a multiscale image with the levels that {@link openLevels} reads. */
export async function openMultiscale(
  documents: DocumentReader,
  multiscale: Multiscale,
  parts: ImageParts,
): Promise<ParsedDataset> {
  const { axes } = multiscale;
  const { format, known } = parts;
  const { levels, finest, arrays, warnings } = await openLevels(documents, multiscale.levels, {
    ...{ format, rank: axes.length },
    ...(known && { known }),
  });
  const placed = levels.map(({ scale, translation }, i) => {
    const shape = arrays[i]?.shape;
    return {
      scale: scale ?? inferScale(finest.shape, shape ?? finest.shape),
      translation,
      ...(shape && { shape }),
    };
  });
  const described = describe(parts, axes, finest, multiscale.name);
  const { voxelCenters, levels: centered } = centerVoxels(placed, multiscale.declaresTranslation);
  const dataset = {
    ...described,
    levels: centered.map((level, i) => withArray(level, arrays[i])),
    voxelCenters,
    warnings: [
      ...parts.warnings,
      ...multiscale.warnings,
      ...warnings,
      ...colorWarnings(parts.omero, described.channels.length),
    ],
  };
  const { imageLabel, labels } = parts;
  return {
    dataset: describedAsLabels(dataset, imageLabel),
    record: { format, paths: levels.map(({ path }) => path), ...(labels && { labels }) },
    arrays,
  };
}

/** Opens a single array that no multiscale document describes. */
export function openBareArray(array: ArrayRecord, path: string, parts: ImageParts): ParsedDataset {
  const { shape, dimensionNames } = array;
  const color = colorOf(array);
  const names = color === undefined ? dimensionNames : (dimensionNames ?? ['y', 'x', 'c']);
  const axes = bareAxes(shape.length, names);
  const name = parts.format === 3 ? 'zarr.json' : '.zarray';
  checkDisplayable(axes, { document: under(path, name), field: 'dimension_names' });
  const level = { scale: shape.map(() => 1), translation: shape.map(() => 0) };
  const described = describe(parts, axes, array, undefined);
  return {
    dataset: {
      ...described,
      ...(color === undefined || described.channelAxis !== shape.length - 1 ? {} : { color }),
      levels: [withArray(level, array)],
      voxelCenters: 'literal',
      warnings: parts.warnings,
    },
    record: { format: parts.format, paths: [path] },
    arrays: [array],
  };
}

/** uint8 whose last axis, if it has a name, is called a channel and has 3 or 4 entries holds colours. */
function colorOf({ shape, dtype, dimensionNames }: ArrayRecord): Dataset['color'] {
  const last = dimensionNames?.[2];
  const isChannel = dimensionNames === undefined || /^(c|channel|channels|rgb|rgba|band)$/i.test(last ?? '');
  if (shape.length !== 3 || dtype !== 'uint8' || !isChannel) return undefined;
  return shape[2] === 3 ? 'rgb' : shape[2] === 4 ? 'rgba' : undefined;
}

function describe(
  { location, omero }: ImageParts,
  axes: readonly Axis[],
  { dtype, shape }: ArrayRecord,
  declaredName: string | undefined,
): Omit<Dataset, 'levels' | 'voxelCenters' | 'warnings'> {
  const name = declaredName ?? location.name;
  const found = axes.findIndex(({ type }) => type === 'channel');
  const count = found < 0 ? undefined : (shape[found] ?? 1);
  const isChanneled = count !== undefined && count <= maxChannels;
  return {
    id: location.id,
    name,
    location: location.location,
    dtype,
    axes,
    ...(isChanneled ? { channelAxis: found } : {}),
    channels: readChannels(omero, isChanneled ? count : undefined, name),
    generated: location.kind === 'generated',
    origin: originOf(location),
  };
}

/** Requests to one origin share a lane; files of this device have one of their own. */
function originOf(location: Location): string {
  if (location.kind === 'generated') return '';
  if (location.kind === 'http') return location.root.origin;
  if (location.kind === 'local') return 'local:';
  const file = location.kind === 'zip' ? location.archive : location.file;
  return file.kind === 'local' ? 'local:' : file.url.origin;
}

function withArray(
  level: { readonly scale: readonly number[]; readonly translation: readonly number[] },
  array: ArrayRecord | undefined,
): Dataset['levels'][number] {
  return array === undefined ? level : { ...level, array: levelArrayOf(array) };
}
