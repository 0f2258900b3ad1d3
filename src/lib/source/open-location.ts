import { AppError } from '../core';
import type { Collection, Dataset, DatasetHandle, DatasetKeep, OpenedFrom, OpenHints } from '../core';
import { readCollectionAt } from './formats/collection/read-collection';
import type { ArrayRecord } from './formats/zarr/array-record';
import { asDatasetRecord, under } from './formats/dataset-record';
import type { DatasetRecord } from './formats/dataset-record';
import { maxDocumentBytes } from './formats/documents/json-document';
import { DocumentReader } from './formats/documents/node';
import { openRoot } from './formats/open-root';
import { shownAs } from './formats/shown-as';
import { absoluteLocation, holdsStore, parseLocation } from './location';
import { archiveKey, isKeepable, openStore } from './open-store';
import type { StoreEffects } from './open-store';
import type { Location } from './location';
import { withinArchive } from './pipeline';
import { DatasetReader } from './read/dataset-reader';
import type { ReadContext } from './read/dataset-reader';
import type { ByteStore, StoreRequest } from './stores/byte-store';
import { asUnopened, isOutOfReach } from './stores/out-of-reach';
import { Hdf5Store } from './stores/hdf5/hdf5-store';
import type { ObjectVersion } from './stores/http/object-version';
import { ZipStore } from './stores/zip/zip-store';
import type { KnownArchive } from './stores/zip/archives';
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
  readonly effects: StoreEffects;
  readonly keepOf?: KeepOf;
  readonly hints?: OpenHints;
}

/**
 * What is kept on this device of the dataset at an absolute address without secrets. `from`: where another worker read the
 * documents.
 */
export type KeepOf = (root: string, from?: OpenedFrom) => DatasetKeep | undefined;

/** What a reader has besides its dataset. */
export interface AttachOptions {
  readonly effects: StoreEffects;
  /** Shared by all readers of a worker. */
  readonly indices?: ShardIndices;
  readonly keepOf?: KeepOf;
}

/** The record of a handle: enough to read any level elsewhere, as plain JSON. */
interface HandleRecord extends DatasetRecord {
  /** Absolute; keeps the query of its location, and so is shown to no one. */
  readonly address: string;
  /** See {@link KeepOf}. */
  readonly from?: OpenedFrom;
  /** Of what is in an archive. */
  readonly archive?: KnownArchive;
  /** State of the HDF5 file that was read. */
  readonly fileVersion?: ObjectVersion;
}

/** Opens what is at a location. Rejects with an AbortError once the signal aborts, else with an AppError that names what is there. */
export async function openLocation(location: string, context: SourceContext): Promise<OpenedDataset[]> {
  const parsed = parseLocation(location, context.pageUrl);
  try {
    return await open(parsed, context);
  } catch (error) {
    const { archives, hdf5 } = context.effects;
    if (!isChanged(error)) throw error;
    // What is open of it shows what it was; what is opened now is what it is.
    if (parsed.kind === 'zip') archives?.forget(archiveKey(parsed, context.effects));
    else if (parsed.kind === 'hdf5') hdf5?.forget(parsed.fileId);
    else throw error;
    return open(parsed, context);
  }
}

async function open(parsed: Location, context: SourceContext): Promise<OpenedDataset[]> {
  const keep = keepFor(parsed, context);
  const store = openStore(parsed, context.effects, { documentsReadable: false, keep });
  const documents = new DocumentReader(store, context.traffic, context.signal);
  const { hints = {} } = context;
  const opened = await openRoot(documents, parsed, hints).catch((error: unknown) => {
    throw isPackedTwice(error, parsed) ? withinArchive() : asUnopened(error);
  });
  const { known: archive, fileVersion, warnings } = await containerFacts(store, parsed, context);
  const opening = opened.map(async (each): Promise<OpenedDataset> => {
    const { multiscale } = each.record;
    const record: HandleRecord = {
      ...{ ...each.record, address: absoluteLocation(parsed) },
      ...(keep?.generation && { from: keptFrom(keep, keep.generation) }),
      ...(archive && { archive }),
      ...(fileVersion && { fileVersion }),
    };
    const isWanted = hints.as === 'points' || each.dataset.points !== undefined;
    const shown = isWanted ? each.dataset : shownAs(each.dataset, hints);
    const keepRoot = keep && multiscale === undefined && !isWanted ? parsed.id : undefined;
    const dataset = {
      ...shown,
      warnings: [...shown.warnings, ...warnings],
      ...(keepRoot !== undefined && { keepRoot, levelPaths: each.record.paths }),
    };
    const isKept = multiscale === undefined && !isWanted;
    const chunks = isKept ? store : openStore(parsed, context.effects, { archive, fileVersion });
    const reader = new DatasetReader(chunks, { ...each, dataset });
    if (!isWanted) return { handle: { dataset, record, arrays: each.arrays }, reader };
    const { openAsPoints } = await import('./formats/points');
    const points = await openAsPoints(reader, record, { ...context, hints });
    const handle = { dataset: points, record, arrays: each.arrays };
    return { handle, reader: new DatasetReader(chunks, { ...each, dataset: points }) };
  });
  return Promise.all(opening);
}

/** Whether nothing was found since it lies in a file that is in an archive. */
function isPackedTwice(error: unknown, parsed: Location): boolean {
  return (
    error instanceof AppError &&
    error.code === 'not-found' &&
    parsed.kind === 'zip' &&
    holdsStore(parsed.path)
  );
}

/**
 * Reads the plate, the well or the list of series at a location, without the images in it. Rejects as {@link openLocation}
 * does.
 */
export async function readCollection(location: string, context: SourceContext): Promise<Collection> {
  const store = openStore(parseLocation(location, context.pageUrl), context.effects, {});
  const documents = new DocumentReader(store, context.traffic, context.signal);
  return readCollectionAt(documents, context.hints?.format).catch((error: unknown) => {
    throw asUnopened(error);
  });
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
  const isFirst = record.multiscale === undefined && handle.dataset.points === undefined;
  const context = { effects, ...(keepOf && { keepOf }) };
  const keep = isFirst ? keepFor(parsed, context, record.from) : undefined;
  const knownDocument = under(record.paths[0] ?? '', record.format === 3 ? 'zarr.json' : '.zarray');
  const { archive, fileVersion } = record;
  const options = { documentsReadable: true, knownDocument, keep, archive, fileVersion };
  const store = openStore(parsed, effects, options);
  return new DatasetReader(store, opened, indices);
}

/** What is told of the archive or file that a dataset is in. */
interface ContainerFacts {
  /** What others need to read it. */
  readonly known?: KnownArchive;
  readonly fileVersion?: ObjectVersion;
  readonly warnings: readonly string[];
}

/** Of what opens from this device the archive may be out of reach: whoever needs more of it reads its directory then. */
async function containerFacts(
  store: ByteStore,
  parsed: Location,
  context: ReadContext,
): Promise<ContainerFacts> {
  if (store instanceof Hdf5Store) {
    const { fileVersion } = store;
    const isWhole = parsed.kind === 'hdf5' && parsed.path === '';
    return { ...(fileVersion && { fileVersion }), warnings: isWhole ? store.warnings : [] };
  }
  if (!(store instanceof ZipStore)) return { warnings: [] };
  const { archive, keep } = store;
  const request = { ...documentRequest(context), isBrief: keep !== undefined };
  try {
    const record = await archive.record(request);
    const repeated = await archive.repeated(request);
    return { known: { ...record, version: archive.file.version }, warnings: repeatedWarnings(repeated) };
  } catch (error) {
    if (keep === undefined || !isOutOfReach(error)) throw error;
    return { warnings: [] };
  }
}

/** Zarr writers add a document once more when it changes: that says which one is read. */
function repeatedWarnings(repeated: number): string[] {
  if (repeated === 0) return [];
  return [`${repeated} files of the archive have the name of a later one: the last of each is read.`];
}

function documentRequest({ traffic, signal }: ReadContext): StoreRequest {
  return { kind: 'document', maxBytes: maxDocumentBytes, traffic, ...(signal && { signal }) };
}

function isChanged(error: unknown): boolean {
  return error instanceof AppError && error.code === 'dataset-changed';
}

function keepFor(
  location: Location,
  { effects, keepOf }: Pick<SourceContext, 'effects' | 'keepOf'>,
  from?: OpenedFrom,
): DatasetKeep | undefined {
  return isKeepable(location, effects) ? keepOf?.(location.id, from) : undefined;
}

function keptFrom({ isOpenedFromHere }: DatasetKeep, generation: number): OpenedFrom {
  return { generation, isFromHere: isOpenedFromHere };
}

/** Tells a reader of levels that were opened elsewhere since, as `arrays` of a handle or of another reader. */
export function adoptLevels(reader: DatasetReader, arrays: readonly unknown[]): void {
  if (arrays.length !== reader.arrays.length) return;
  (arrays as readonly (ArrayRecord | undefined)[]).forEach((array, level) => {
    if (array !== undefined) reader.adoptLevel(level, array);
  });
}
