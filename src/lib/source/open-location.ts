import type { Dataset, DatasetHandle } from '../core';
import type { ArrayRecord } from './formats/zarr/array-record';
import { asDatasetRecord } from './formats/dataset-record';
import type { DatasetRecord } from './formats/dataset-record';
import { DocumentReader } from './formats/documents/node';
import { openRoot } from './formats/open-root';
import { generatorStore } from './generate/generator-store';
import { parseLocation } from './location';
import type { Location } from './location';
import { DatasetReader } from './read/dataset-reader';
import type { ReadContext } from './read/dataset-reader';
import type { ByteStore } from './stores/byte-store';
import { GeneratedStore } from './stores/generated-store';
import { HttpStore } from './stores/http-store';
import type { HttpEffects } from './stores/http-store';
import type { ShardIndices } from './read/shard-indices';

/** A dataset that has been opened: what to tell others of it, and the reader of its chunks. */
export interface OpenedDataset {
  readonly handle: DatasetHandle;
  readonly reader: DatasetReader;
}

/** What opening a location needs from outside. */
export interface SourceContext extends ReadContext {
  /** Relative locations resolve against it. */
  readonly pageUrl: string;
  readonly effects: HttpEffects;
}

/** The record of a handle: enough to read any level elsewhere, as plain JSON. */
interface HandleRecord extends DatasetRecord {
  /** Absolute; keeps the query of its location, and so is shown to no one. */
  readonly address: string;
}

/** Opens what is at a location. Rejects with an AbortError once the signal aborts, else with an AppError that names what is there. */
export async function openLocation(location: string, context: SourceContext): Promise<OpenedDataset[]> {
  const parsed = parseLocation(location, context.pageUrl);
  const store = openStore(parsed, context.effects, false);
  const documents = new DocumentReader(store, context.traffic, context.signal);
  const opened = await openRoot(documents, parsed);
  const isAbsolute = parsed.kind === 'generated' || parsed.networkHint !== undefined;
  const address = isAbsolute ? parsed.location : parsed.root.href;
  const record: HandleRecord = { ...opened.record, address };
  const handle = { dataset: opened.dataset, record, arrays: opened.arrays };
  return [{ handle, reader: new DatasetReader(store, opened) }];
}

/** Returns a reader for a dataset that was opened elsewhere, without a request. `indices`: what all of a worker's share. */
export function attachDataset(
  handle: DatasetHandle,
  effects: HttpEffects,
  indices?: ShardIndices,
): DatasetReader {
  const record = asDatasetRecord(handle.record) as HandleRecord;
  const parsed = parseLocation(record.address, record.address);
  const arrays = handle.arrays as readonly (ArrayRecord | undefined)[];
  const opened = { dataset: handle.dataset as Dataset, record, arrays };
  return new DatasetReader(openStore(parsed, effects, true), opened, indices);
}

/** Tells a reader of levels that were opened elsewhere since, as `arrays` of a handle or of another reader. */
export function adoptLevels(reader: DatasetReader, arrays: readonly unknown[]): void {
  if (arrays.length !== reader.arrays.length) return;
  (arrays as readonly (ArrayRecord | undefined)[]).forEach((array, level) => {
    if (array !== undefined) reader.adoptLevel(level, array);
  });
}

function openStore(location: Location, effects: HttpEffects, documentsReadable: boolean): ByteStore {
  if (location.kind === 'generated') return new GeneratedStore(generatorStore(location.location.trim()));
  const { root, networkHint } = location;
  return new HttpStore(root, effects, {
    documentsReadable,
    ...(networkHint === undefined ? {} : { networkHint }),
  });
}
