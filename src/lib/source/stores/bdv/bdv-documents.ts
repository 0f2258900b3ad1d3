import type { BdvImage, StoredSetup } from './bdv-images';
import { arrayDocument, chunkShapeOf } from '../hdf5/node-documents';

/** Axes of an image: those of time and channels only where there is more than one. */
export function axesOf({ timepoints, channels }: BdvImage): ('t' | 'c' | 'z' | 'y' | 'x')[] {
  return [
    ...(timepoints.length > 1 ? (['t'] as const) : []),
    ...(channels.length > 1 ? (['c'] as const) : []),
    'z',
    'y',
    'x',
  ];
}

/** The OME-Zarr document of an image, whose levels lie below it by their numbers. */
export function imageDocument(image: BdvImage): object {
  const axes = axesOf(image);
  const [first] = image.channels;
  const types = { t: 'time', c: 'channel', z: 'space', y: 'space', x: 'space' };
  const multiscale = {
    ...(image.channels.length === 1 && first && { name: first.setup.name }),
    axes: axes.map((name) => {
      const unit = types[name] === 'space' ? image.unit : undefined;
      return { name, type: types[name], ...(unit !== undefined && { unit }) };
    }),
    datasets: (first?.factors ?? []).map((factors, level) => ({
      path: String(level),
      coordinateTransformations: placement(image, axes.length - 3, factors),
    })),
  };
  const omero = { channels: image.channels.map(({ setup }) => ({ label: setup.name })) };
  const ome = { version: '0.5', multiscales: [multiscale], ...(image.channels.length > 1 && { omero }) };
  return { zarr_format: 3, node_type: 'group', attributes: { ome } };
}

/** A voxel of a coarser level is the mean of those that it stands for, and lies in the middle of them. */
function placement(image: BdvImage, before: number, factors: readonly number[]): object[] {
  const scale = image.scale.map((size, axis) => size * (factors[axis] ?? 1));
  const translation = image.translation.map(
    (start, axis) => start + ((image.scale[axis] ?? 1) * ((factors[axis] ?? 1) - 1)) / 2,
  );
  return [
    { type: 'scale', scale: [...new Array<number>(before).fill(1), ...scale.toReversed()] },
    { type: 'translation', translation: [...new Array<number>(before).fill(0), ...translation.toReversed()] },
  ];
}

/** The document of one level. BigDataViewer writes 16-bit integers as signed ones and reads them as unsigned. */
export function levelDocument(image: BdvImage, level: number): object | undefined {
  const node = image.channels[0]?.levels[level];
  if (!node) return undefined;
  const axes = axesOf(image);
  const outer = [
    ...(image.timepoints.length > 1 ? [image.timepoints.length] : []),
    ...(image.channels.length > 1 ? [image.channels.length] : []),
  ];
  const type = node.type.name === 'int16' ? { ...node.type, name: 'uint16' } : node.type;
  const chunkShape = [...outer.map(() => 1), ...chunkShapeOf(node)];
  return {
    ...arrayDocument({ ...node, type }),
    shape: [...outer, ...(node.shape ?? [])],
    chunk_grid: { name: 'regular', configuration: { chunk_shape: chunkShape } },
    dimension_names: axes,
    attributes: {},
  };
}

/** Where in the file the values of a chunk lie: the node of the dataset, and the chunk of it; `undefined` outside of the image. */
export function storedChunk(
  image: BdvImage,
  level: number,
  index: readonly number[],
): { readonly view: string; readonly node: string; readonly index: readonly number[] } | undefined {
  const spatial = index.slice(-3);
  const outer = index.slice(0, -3);
  const timepoint = image.timepoints[image.timepoints.length > 1 ? (outer.shift() ?? -1) : 0];
  const channel = image.channels[image.channels.length > 1 ? (outer.shift() ?? -1) : 0];
  if (timepoint === undefined || !channel || outer.length > 0 || spatial.length !== 3) return undefined;
  const view = `${timepoint},${channel.setup.id}`;
  return { view, node: cellsPath(timepoint, channel.setup.id, level), index: spatial };
}

export function setupName(id: number): string {
  return `s${String(id).padStart(2, '0')}`;
}

export function cellsPath(timepoint: number, setup: StoredSetup['setup']['id'], level: number): string {
  return `t${String(timepoint).padStart(5, '0')}/${setupName(setup)}/${level}/cells`;
}
