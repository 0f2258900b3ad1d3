import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fileFetch, fileOrigin, foreignData } from '../../../tests/foreign-data';
import { AppError, noTraffic } from '../core';
import { comparable, isImage, valueIn, type Truth } from './known-values.fixture';
import { openLocation } from './open-location';

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

describe.skipIf(foreignData === undefined)('data that others made', () => {
  for (const folder of foreignData === undefined ? [] : folders) {
    const text = readFileSync(`${foreignData}/${folder}/GROUNDTRUTH.json`, 'utf8');
    for (const [path, truth] of Object.entries(JSON.parse(text) as Record<string, Truth>)) {
      if (isImage(truth)) {
        it(`reads the known values of ${folder}/${path}`, async () => {
          for (const [index, value] of Object.entries(truth.px ?? {})) {
            const found = await valueIn(await open(`${folder}/${path}`), index.split(',').map(Number));
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
