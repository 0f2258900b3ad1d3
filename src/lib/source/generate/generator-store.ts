import { chunkCount } from '../../core';
import { makeChunk, makeValue } from './chunk-values';
import { parseBlobs, parseGeneratorLocation, parseScatter, type ParsedLocation } from './generators';
import { chunkShape, levelShape } from './level-geometry';
import { arrayDocument, groupDocument } from './metadata-documents';
import { throwIfAborted } from './pause';
import { scatterAt } from './scatter/scatter';
import type { ScatterGrid } from './scatter/scatter-grid';

/** An image that is made as it is read: an ordinary store, which `open` of zarrita takes. */
export interface GeneratorStore {
  /**
   * Returns the bytes at `key`, or `undefined` where there are none; the caller owns them.
   * Rejects with an AbortError once `signal` aborts, also while a chunk is being made.
   */
  get(key: string, options?: { signal?: AbortSignal }): Promise<Uint8Array | undefined>;
}

/**
 * Returns the store of a location like `gen:ramp?factor=3&dtype=float32`: OME-Zarr 0.5 over Zarr v3 arrays without
 * compression. Throws an AppError `bad-location` for a name or parameter that is not known or out of bounds.
 */
export function generatorStore(location: string): GeneratorStore {
  const scatter = parseScatter(location);
  if (scatter) return scatterStore(scatter);
  const parsed = parseGeneratorLocation(location);
  return {
    async get(key, { signal } = {}) {
      throwIfAborted(signal);
      const document = documentAt(parsed, key);
      if (document) return new TextEncoder().encode(JSON.stringify(document));
      const chunk = chunkAt(parsed, key);
      if (!chunk) return undefined;
      const values = await makeChunk(parsed, chunk.level, chunk.index, { signal });
      return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    },
  };
}

function scatterStore(grid: ScatterGrid): GeneratorStore {
  return {
    async get(key, { signal } = {}) {
      throwIfAborted(signal);
      const found = scatterAt(grid, key);
      if (found instanceof Float64Array) return Promise.resolve(new Uint8Array(found.buffer));
      return found && new TextEncoder().encode(JSON.stringify(found));
    },
  };
}

/**
 * Returns the value of one voxel, as its chunk holds it: 64-bit integers as bigint. `index` is in store axis order.
 * For tests and examples; throws an AppError `bad-location` like {@link generatorStore}.
 */
export function generatorValue(location: string, level: number, index: readonly number[]): number | bigint {
  return makeValue(parseGeneratorLocation(location), level, index);
}

/** A labelled ellipsoid of `gen:blobs`: where it is and how large, in voxels of level 0 on the spatial axes, store order. */
export interface GeneratedBlob {
  readonly id: bigint;
  /** The voxel at its centre, which holds its id. */
  readonly center: readonly number[];
  /** Voxel `i` belongs to it where Σ ((i − center) / radius)² ≤ 1, unless another one's centre is nearer by that measure. */
  readonly radius: readonly number[];
}

/** All ellipsoids of a `gen:blobs` location, by their ids. For tests and examples; throws like {@link generatorStore}. */
export function generatedBlobs(location: string): GeneratedBlob[] {
  const { grid, first } = parseBlobs(location);
  return [...grid.all()].map(({ ordinal, center, radius }) => ({
    ...{ id: first + BigInt(ordinal), center, radius },
  }));
}

function documentAt({ name, image, formula }: ParsedLocation, key: string): object | undefined {
  if (key === '/zarr.json') return groupDocument(name, image, formula);
  const [, level] = /^\/(0|[1-9]\d*)\/zarr\.json$/.exec(key) ?? [];
  return level !== undefined && Number(level) < image.levels
    ? arrayDocument(image, Number(level))
    : undefined;
}

function chunkAt({ image }: ParsedLocation, key: string): { level: number; index: number[] } | undefined {
  const [, levelText, indexText] = /^\/(0|[1-9]\d*)\/c((?:\/(?:0|[1-9]\d*))+)$/.exec(key) ?? [];
  if (levelText === undefined || indexText === undefined) return undefined;
  const level = Number(levelText);
  const index = indexText.slice(1).split('/').map(Number);
  if (level >= image.levels || index.length !== image.axes.length) return undefined;
  const chunks = chunkShape(image);
  const isInside = levelShape(image, level).every(
    (size, a) => (index[a] ?? 0) < chunkCount(size, chunks[a] ?? 1),
  );
  return isInside ? { level, index } : undefined;
}
