import type { Dataset, DatasetHandle, DatasetKeep, OpenHints } from '../core';
import type { ArrayRecord } from './formats/zarr/array-record';
import { asDatasetRecord } from './formats/dataset-record';
import type { DatasetRecord } from './formats/dataset-record';
import { DocumentReader } from './formats/documents/node';
import { openRoot } from './formats/open-root';
import { shownAs } from './formats/shown-as';
import { generatorStore } from './generate/generator-store';
import { parseLocation } from './location';
import type { Location } from './location';
import { DatasetReader } from './read/dataset-reader';
import type { ReadContext } from './read/dataset-reader';
import type { ByteStore } from './stores/byte-store';
import { GeneratedStore } from './stores/generated-store';
import { HttpStore } from './stores/http-store';
import type { HttpEffects } from './stores/http-store';
import { asUnopened } from './stores/out-of-reach';
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
  readonly keepOf?: KeepOf;
  readonly hints?: OpenHints;
}

/**
 * What is kept on this device of the dataset at an absolute address without secrets. `generation`: of the documents that were
 * read, where another worker did.
 */
export type KeepOf = (root: string, generation?: number) => DatasetKeep | undefined;

/** What a reader has besides its dataset. */
export interface AttachOptions {
  readonly effects: HttpEffects;
  /** Shared by all readers of a worker. */
  readonly indices?: ShardIndices;
  readonly keepOf?: KeepOf;
}

/** The record of a handle: enough to read any level elsewhere, as plain JSON. */
interface HandleRecord extends DatasetRecord {
  /** Absolute; keeps the query of its location, and so is shown to no one. */
  readonly address: string;
  /** See {@link KeepOf}. */
  readonly generation?: number;
}

/** Opens what is at a location. Rejects with an AbortError once the signal aborts, else with an AppError that names what is there. */
export async function openLocation(location: string, context: SourceContext): Promise<OpenedDataset[]> {
  const parsed = parseLocation(location, context.pageUrl);
  const keep = keepFor(parsed, context.keepOf);
  const store = openStore(parsed, context.effects, { documentsReadable: false, keep });
  const documents = new DocumentReader(store, context.traffic, context.signal);
  const { hints = {} } = context;
  const opened = await openRoot(documents, parsed, hints.format).catch((error: unknown) => {
    throw asUnopened(error);
  });
  const isAbsolute = parsed.kind === 'generated' || parsed.networkHint !== undefined;
  const address = isAbsolute ? parsed.location : parsed.root.href;
  const generation = keep?.generation;
  const record: HandleRecord = { ...opened.record, address, ...(generation && { generation }) };
  const keepRoot = keep && parsed.kind === 'http' ? parsed.id : undefined;
  const { paths: levelPaths } = opened.record;
  const dataset = {
    ...shownAs(opened.dataset, hints),
    ...(keepRoot !== undefined && { keepRoot, levelPaths }),
  };
  const handle = { dataset, record, arrays: opened.arrays };
  return [{ handle, reader: new DatasetReader(store, { ...opened, dataset }) }];
}

/** Returns a reader for a dataset that was opened elsewhere, without a request. */
export function attachDataset(
  handle: DatasetHandle,
  { effects, indices, keepOf }: AttachOptions,
): DatasetReader {
  const record = asDatasetRecord(handle.record) as HandleRecord;
  const parsed = parseLocation(record.address, record.address);
  const arrays = handle.arrays as readonly (ArrayRecord | undefined)[];
  const opened = { dataset: handle.dataset as Dataset, record, arrays };
  const keep = keepFor(parsed, keepOf, record.generation);
  return new DatasetReader(openStore(parsed, effects, { documentsReadable: true, keep }), opened, indices);
}

/** What has a query may be for nobody else's eyes: it is not kept. */
function keepFor(location: Location, keepOf?: KeepOf, generation?: number): DatasetKeep | undefined {
  if (location.kind !== 'http' || location.root.search !== '') return undefined;
  return keepOf?.(location.id, generation);
}

/** Tells a reader of levels that were opened elsewhere since, as `arrays` of a handle or of another reader. */
export function adoptLevels(reader: DatasetReader, arrays: readonly unknown[]): void {
  if (arrays.length !== reader.arrays.length) return;
  (arrays as readonly (ArrayRecord | undefined)[]).forEach((array, level) => {
    if (array !== undefined) reader.adoptLevel(level, array);
  });
}

function openStore(
  location: Location,
  effects: HttpEffects,
  { documentsReadable, keep }: { documentsReadable: boolean; keep: DatasetKeep | undefined },
): ByteStore {
  if (location.kind === 'generated') return new GeneratedStore(generatorStore(location.location.trim()));
  const { root, networkHint } = location;
  return new HttpStore(root, effects, {
    documentsReadable,
    ...(keep && { keep }),
    ...(networkHint === undefined ? {} : { networkHint }),
  });
}
