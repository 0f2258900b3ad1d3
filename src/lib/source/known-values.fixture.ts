import { noTraffic } from '../core';
import type { ChunkArray, NumericArray, Traffic } from '../core';
import type { OpenedDataset } from './open-location';

/** What is known of an array that others made. */
export interface Truth {
  readonly fmt?: string;
  readonly shape?: readonly number[] | null;
  readonly dtype?: string | null;
  readonly px?: Readonly<Record<string, unknown>>;
  /** Of all values, little-endian in C order. */
  readonly sha256_le_c?: string;
}

/** The value at an index of the finest level, in store axis order. */
export async function valueIn(
  opened: readonly OpenedDataset[],
  index: readonly number[],
  traffic: Traffic = noTraffic(),
): Promise<number | bigint | string | undefined> {
  const reader = opened[0]?.reader;
  const array = reader?.dataset.levels[0]?.array;
  if (reader === undefined || array === undefined) throw new Error('Nothing opened.');
  const at = index.map((i, axis) => Math.floor(i / (array.chunks[axis] ?? 1)));
  const chunk = await reader.readChunk(0, at, { traffic, maxEncodedBytes: 2 ** 30 });
  if (chunk === undefined) return array.fillValue;
  return voxel(
    chunk,
    index.map((i, axis) => i % (array.chunks[axis] ?? 1)),
  );
}

/** A value as it can be compared with one of a JSON document. */
export function comparable(value: unknown): string {
  return typeof value === 'boolean' ? String(Number(value)) : String(value);
}

/** Arrays that open as images. */
export function isImage({ fmt, shape }: Truth): boolean {
  const rank = shape?.length ?? 0;
  return fmt?.startsWith('zarr') === true && rank >= 2 && rank <= 5;
}

function voxel({ data, stride }: ChunkArray, index: readonly number[]): NumericArray[number] | undefined {
  return data[index.reduce((sum, i, axis) => sum + i * (stride[axis] ?? 0), 0)];
}
