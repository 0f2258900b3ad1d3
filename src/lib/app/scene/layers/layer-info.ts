import type { Dataset } from '../../../core';
import { pointValues, storedBytesPerVoxel } from '../../../core';
import type { Layer } from './layer';

/** What `window.exascope` tells of a layer; see docs/scripting.md. */
export interface LayerInfo {
  readonly id: string;
  readonly name: string;
  readonly kind: 'image' | 'labels' | 'points';
  readonly location: string;
  readonly dtype: string;
  readonly axes: { name: string; type: 'space' | 'time' | 'channel'; unit?: string }[];
  /** Store axis order, finest first; `shape` and `chunks` once a level has been opened. */
  readonly levels: { shape?: number[]; chunks?: number[]; scale: number[]; translation: number[] }[];
  /** Of level 0, decimal, exact. */
  readonly sizeBytes: string;
  readonly voxelCenters: 'declared' | 'inferred' | 'literal' | 'overridden';
}

export function layerInfo(layer: Layer, dataset: Dataset): LayerInfo {
  return {
    id: layer.id,
    name: layer.name,
    kind: layer.kind,
    location: dataset.location,
    dtype: dataset.dtype,
    axes: dataset.axes.map((axis) => ({ ...axis })),
    levels: dataset.levels.map(({ scale, translation, array }) => ({
      ...(array && { shape: [...array.shape], chunks: [...array.chunks] }),
      scale: [...scale],
      translation: [...translation],
    })),
    sizeBytes: sizeBytes(dataset).toString(),
    voxelCenters: dataset.voxelCenters,
  };
}

/** Bytes of level 0, or of all points, before compression: beyond 2^53 for the largest, hence a BigInt. */
export function sizeBytes(dataset: Dataset): bigint {
  const { points } = dataset;
  const shape = points ? [pointValues(points)] : (dataset.levels[0]?.array?.shape ?? []);
  return shape.reduce((product, size) => product * BigInt(size), BigInt(storedBytesPerVoxel(dataset.dtype)));
}
