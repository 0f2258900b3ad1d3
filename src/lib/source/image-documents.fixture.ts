import { fileOrigin, memoryFetch } from '../../../tests/foreign-data';
import { noTraffic } from '../core';
import type { Dataset } from '../core';
import { openLocation } from './open-location';
import type { OpenedDataset } from './open-location';

/** A document. */
export type Json = Record<string, unknown>;

/** Of a channel and two spatial axes. */
export const axes = [
  { name: 'c', type: 'channel' },
  { name: 'y', type: 'space', unit: 'micrometer' },
  { name: 'x', type: 'space', unit: 'micrometer' },
];

/** The metadata of a v3 array of uint16, in chunks of 16. */
export function array(...shape: number[]): Json {
  return {
    ...{ zarr_format: 3, node_type: 'array', shape, data_type: 'uint16', fill_value: 0 },
    chunk_grid: { name: 'regular', configuration: { chunk_shape: shape.map(() => 16) } },
    chunk_key_encoding: { name: 'default' },
    codecs: [{ name: 'bytes', configuration: { endian: 'little' } }],
  };
}

/** A level that declares its scale. */
export function scaled(path: string, scale: number[], translation?: number[]): Json {
  const transforms: Json[] = [{ type: 'scale', scale }];
  if (translation !== undefined) transforms.push({ type: 'translation', translation });
  return { path, coordinateTransformations: transforms };
}

/** The documents of an image with a level for each shape. */
export function image(multiscale: Json, shapes: number[][], ome: Json = {}): Record<string, object> {
  const levels = shapes.map((shape, i) => [`${i}/zarr.json`, array(...shape)] as const);
  const attributes = { ome: { version: '0.5', multiscales: [{ axes, ...multiscale }], ...ome } };
  return { 'zarr.json': { zarr_format: 3, node_type: 'group', attributes }, ...Object.fromEntries(levels) };
}

/** Opens what these documents describe. */
export async function open(
  objects: Record<string, object>,
  requests?: string[],
  suffix = '',
): Promise<OpenedDataset> {
  const effects = { fetch: memoryFetch(objects, requests), random: () => 0, delay: () => Promise.resolve() };
  const [opened] = await openLocation(fileOrigin + suffix, {
    pageUrl: fileOrigin,
    traffic: noTraffic(),
    effects,
  });
  if (opened === undefined) throw new Error('Nothing opened.');
  return opened;
}

/** The dataset that these documents describe. */
export async function dataset(objects: Record<string, object>): Promise<Dataset> {
  return (await open(objects)).handle.dataset;
}
