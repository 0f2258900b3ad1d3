import { AppError } from '../../core';
import type { Dataset, DType } from '../../core';
import type { ArrayRecord } from './zarr/array-record';
import { badMetadata, isObject } from './documents/fields';
import type { JsonObject } from './documents/fields';
import type { DocumentReader } from './documents/node';
import type { KnownLabels } from './ome/label-list';
import { readZarrV2Array } from './zarr/zarr-v2-array';
import { readZarrV3Array } from './zarr/zarr-v3-array';

/** What the format knows of a dataset beyond its {@link Dataset}: plain JSON, opaque outside `source`. */
export interface DatasetRecord {
  readonly format: 2 | 3;
  /** Path of each level's array below the root, '' for the root itself. */
  readonly paths: readonly string[];
  /** Label images beside it; absent where there can be none. */
  readonly labels?: KnownLabels;
  /** Index in `multiscales`; absent for the first. */
  readonly multiscale?: number;
}

/** A dataset as its documents describe it, with its open levels. */
export interface ParsedDataset {
  readonly dataset: Dataset;
  readonly record: DatasetRecord;
  /** By level; absent until opened. */
  readonly arrays: readonly (ArrayRecord | undefined)[];
}

/** Array documents that came with others, by path: they cost no request. */
export type KnownDocuments = ReadonlyMap<string, JsonObject>;

/** Reads the metadata of the array at `path`, which other metadata names: its absence breaks them. */
export async function readArray(
  documents: DocumentReader,
  format: 2 | 3,
  path: string,
): Promise<ArrayRecord> {
  const array = await findArray(documents, format, path);
  if (array !== undefined) return array;
  const document = under(path, format === 3 ? 'zarr.json' : '.zarray');
  const message = `${document} is missing, though the image lists it as one of its levels.`;
  throw new AppError('bad-metadata', message, { document, field: 'document' });
}

/** Reads the metadata of the array at `path`; `undefined` where there is none. */
export async function findArray(
  documents: DocumentReader,
  format: 2 | 3,
  path: string,
  known?: KnownDocuments,
): Promise<ArrayRecord | undefined> {
  const name = under(path, format === 3 ? 'zarr.json' : '.zarray');
  const document = known?.get(path) ?? (await documents.read(name));
  if (document === undefined) return undefined;
  return format === 3 ? readZarrV3Array(document, name) : readZarrV2Array(document, name);
}

/** Throws unless the levels of one image have the same rank and type. */
export function checkSameKind(
  array: ArrayRecord,
  expected: { readonly rank: number; readonly dtype: DType },
  document: string,
): void {
  const rank = array.shape.length;
  if (rank !== expected.rank) {
    throw badMetadata(
      { document, field: 'shape' },
      `has rank ${rank}, but the image has ${expected.rank} axes`,
    );
  }
  if (array.dtype !== expected.dtype) {
    const reason = `is ${array.dtype}, but level 0 is ${expected.dtype}`;
    throw badMetadata({ document, field: 'data_type' }, reason);
  }
}

export function under(path: string, name: string): string {
  return path === '' ? name : `${path}/${name}`;
}

/** Reads a record that another worker made. */
export function asDatasetRecord(value: unknown): DatasetRecord {
  if (!isObject(value) || !Array.isArray(value['paths']))
    throw new Error('A dataset handle without its record.');
  return value as unknown as DatasetRecord;
}
