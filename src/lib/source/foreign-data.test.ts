import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fileFetch, fileOrigin, foreignData } from '../../../tests/foreign-data';
import { AppError, noTraffic } from '../core';
import type { ChunkArray, NumericArray } from '../core';
import { openLocation } from './open-location';

interface Truth {
  readonly fmt?: string;
  readonly shape?: readonly number[] | null;
  readonly dtype?: string | null;
  readonly px?: Readonly<Record<string, unknown>>;
}

const folders = [
  '06-webknossos-same-cube-4-formats',
  '08-omezarr-2d-to-5d-v04-v05',
  '10-ome-zarr-py-legacy-and-bf2raw-plate',
  '11-viv-fixtures',
  '12-neuroglancer-ome-zarr',
  '13-zarr-v2-v3-arrays',
  '15-zarr-implementations-photo',
];

function open(path: string): ReturnType<typeof openLocation> {
  const effects = { fetch: fileFetch(foreignData ?? ''), random: () => 0, delay: () => Promise.resolve() };
  return openLocation(`${fileOrigin}${path}`, { pageUrl: fileOrigin, traffic: noTraffic(), effects });
}

async function valueAt(
  path: string,
  index: readonly number[],
): Promise<number | bigint | string | undefined> {
  const reader = (await open(path))[0]?.reader;
  const array = reader?.dataset.levels[0]?.array;
  if (reader === undefined || array === undefined) throw new Error(`Nothing opened at ${path}.`);
  const at = index.map((i, axis) => Math.floor(i / (array.chunks[axis] ?? 1)));
  const chunk = await reader.readChunk(0, at, { traffic: noTraffic(), maxEncodedBytes: 2 ** 30 });
  if (chunk === undefined) return array.fillValue;
  return voxel(
    chunk,
    index.map((i, axis) => i % (array.chunks[axis] ?? 1)),
  );
}

function voxel({ data, stride }: ChunkArray, index: readonly number[]): NumericArray[number] | undefined {
  return data[index.reduce((sum, i, axis) => sum + i * (stride[axis] ?? 0), 0)];
}

function comparable(value: unknown): string {
  return typeof value === 'boolean' ? String(Number(value)) : String(value);
}

describe.skipIf(foreignData === undefined)('data that others made', () => {
  for (const folder of foreignData === undefined ? [] : folders) {
    const text = readFileSync(`${foreignData}/${folder}/GROUNDTRUTH.json`, 'utf8');
    for (const [path, truth] of Object.entries(JSON.parse(text) as Record<string, Truth>)) {
      const rank = truth.shape?.length ?? 0;
      const isOpened = truth.fmt?.startsWith('zarr') === true && rank >= 2 && rank <= 5;
      if (isOpened) {
        it(`reads the known values of ${folder}/${path}`, async () => {
          for (const [index, value] of Object.entries(truth.px ?? {})) {
            const found = await valueAt(`${folder}/${path}`, index.split(',').map(Number));
            expect(comparable(found), index).toBe(comparable(value));
          }
        });
      } else {
        it(`refuses ${folder}/${path} by name, or opens it whole`, async () => {
          const outcome = await open(`${folder}/${path.split('::')[0]}`).catch((error: unknown) => error);
          if (Array.isArray(outcome)) expect(truth.dtype).toBeNull();
          else expect((outcome as AppError).code).toBe('unsupported');
        });
      }
    }
  }
});
