import type { AxisName, Formula, GeneratedImage } from './generator';
import { chunkShape, levelScale, levelShape, levelTranslation } from './level-geometry';

const axisTypes: Readonly<Record<AxisName, string>> = {
  t: 'time',
  c: 'channel',
  z: 'space',
  y: 'space',
  x: 'space',
};

const channelColors = ['FFFFFF', '00FFFF', 'FF00FF', 'FFFF00', '00FF00', 'FF0000', '0000FF'] as const;
/** The root document is read before anything is shown, so it must not grow with the number of channels. */
const maxDescribedChannels = 64;

/** The group document: OME-Zarr 0.5 multiscales, omero where the formula has a contrast window, and whether it is labels. */
export function groupDocument(name: string, image: GeneratedImage, formula: Formula): object {
  const multiscale = {
    name,
    type: image.pyramid,
    axes: image.axes.map((axis) => ({ name: axis, type: axisTypes[axis] })),
    datasets: Array.from({ length: image.levels }, (_, level) => ({
      path: String(level),
      coordinateTransformations: [
        { type: 'scale', scale: levelScale(image, level) },
        ...(image.hasTranslation
          ? [{ type: 'translation', translation: levelTranslation(image, level) }]
          : []),
      ],
    })),
  };
  const omero = omeroOf(image, formula);
  const ome = {
    ...{ version: '0.5', multiscales: [multiscale] },
    ...(omero && { omero }),
    ...(formula.isLabels === true && { 'image-label': {} }),
  };
  return { zarr_format: 3, node_type: 'group', attributes: { ome } };
}

/** The document of one level. */
export function arrayDocument(image: GeneratedImage, level: number): object {
  return {
    zarr_format: 3,
    node_type: 'array',
    shape: levelShape(image, level),
    data_type: image.dtype,
    chunk_grid: { name: 'regular', configuration: { chunk_shape: chunkShape(image) } },
    chunk_key_encoding: { name: 'default', configuration: { separator: '/' } },
    fill_value: 0,
    codecs: [{ name: 'bytes', configuration: { endian: 'little' } }],
    dimension_names: image.axes,
    attributes: {},
  };
}

function omeroOf(image: GeneratedImage, { window }: Formula): object | undefined {
  const channelAxis = image.axes.indexOf('c');
  const count = channelAxis < 0 ? 1 : (image.shape[channelAxis] ?? 1);
  if (!window || window[0] === window[1] || count > maxDescribedChannels) return undefined;
  const [start, end] = window;
  const channels = Array.from({ length: count }, (_, c) => ({
    label: `Channel ${c}`,
    active: true,
    color: channelColors[count === 1 ? 0 : 1 + (c % (channelColors.length - 1))],
    window: { min: start, max: end, start, end },
  }));
  return { channels };
}
