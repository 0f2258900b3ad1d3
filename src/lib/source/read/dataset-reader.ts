import { AppError, chunkCount, noTraffic, withLevelArray } from '../../core';
import type { ChunkArray, Dataset, LabelList, LevelArray, Traffic } from '../../core';
import { levelArrayOf } from '../formats/zarr/array-record';
import type { ArrayRecord } from '../formats/zarr/array-record';
import { checkSameKind, readArray, under } from '../formats/dataset-record';
import type { DatasetRecord, ParsedDataset } from '../formats/dataset-record';
import { DocumentReader } from '../formats/documents/node';
import { readLabelList } from '../formats/ome/label-list';
import type { ByteStore } from '../stores/byte-store';
import { isSameVersion } from '../stores/http/object-version';
import { ChunkBytes } from './chunk-bytes';
import { ChunkDecoder } from './chunk-decoder';
import { joinColumns } from './join-columns';
import { ShardIndices } from './shard-indices';

/** What one read or opening counts into and listens to. */
export interface ReadContext {
  readonly traffic: Traffic;
  readonly signal?: AbortSignal;
}

/** What the reading of a chunk needs besides. */
export interface ChunkContext extends ReadContext {
  readonly maxEncodedBytes: number;
}

/** Chunks that are looked at, to tell whether a dataset has changed. */
const SAMPLES = 4;

interface OpenLevel {
  readonly bytes: ChunkBytes;
  readonly decoder: ChunkDecoder;
  readonly array: ArrayRecord;
}

/** Reads levels and chunks of one dataset, with what its documents said and nothing else. */
export class DatasetReader {
  readonly #store: ByteStore;
  readonly #record: DatasetRecord;
  readonly #levels: (OpenLevel | undefined)[];
  readonly #indices: ShardIndices;
  #dataset: Dataset;
  /** Whether what is kept was of the version that the network has, when that was compared. */
  #isSame: Promise<boolean> | undefined;

  constructor(
    store: ByteStore,
    { dataset, record, arrays }: ParsedDataset,
    indices: ShardIndices = new ShardIndices(),
  ) {
    this.#store = store;
    this.#indices = indices;
    this.#record = record;
    this.#dataset = dataset;
    this.#levels = arrays.map((array, level) => array && this.#openArray(array, level));
  }

  /** Forgets what was kept of it beside what others keep. It must not be read any more. */
  close(): void {
    for (const level of this.#levels) level?.bytes.close();
  }

  /** As of the last level opened. */
  get dataset(): Dataset {
    return this.#dataset;
  }

  /** By level; absent until opened. */
  get arrays(): readonly (ArrayRecord | undefined)[] {
    return this.#levels.map((level) => level?.array);
  }

  /** Reads the metadata of a level, once: later calls answer from memory. */
  async openLevel(level: number, { traffic, signal }: ReadContext): Promise<LevelArray> {
    const open = this.#levels[level];
    if (open !== undefined) return levelArrayOf(open.array);
    const path = this.#path(level);
    const array = await readArray(
      new DocumentReader(this.#store, traffic, signal),
      this.#record.format,
      path,
    );
    const { axes, dtype } = this.#dataset;
    const document = under(path, this.#record.format === 3 ? 'zarr.json' : '.zarray');
    checkSameKind(array, { rank: axes.length, dtype }, document);
    this.adoptLevel(level, array);
    return levelArrayOf(array);
  }

  /** Tells which label images a group beside the image lists: with one request at most, and none where metadata have told. */
  async listedLabels({ traffic, signal }: ReadContext): Promise<LabelList> {
    const { format, labels: names = [] } = this.#record;
    if (names !== 'unknown') return { format, names };
    return readLabelList(new DocumentReader(this.#store, traffic, signal), format);
  }

  /** Opens a level with metadata that another reader of the same dataset has read. */
  adoptLevel(level: number, array: ArrayRecord): void {
    if (this.#levels[level] !== undefined) return;
    this.#levels[level] = this.#openArray(array, level);
    this.#dataset = withLevelArray(this.#dataset, level, levelArrayOf(array));
  }

  /** Reads a chunk of rows of a table, with all its columns, which may be chunks of their own. Otherwise as {@link readChunk}. */
  async readRows(part: number, context: ChunkContext): Promise<ChunkArray | undefined> {
    const array = this.arrays[0];
    const across = chunkCount(array?.shape[1] ?? 0, array?.chunks[1] ?? 1);
    if (!array || across === 1) return this.#readStored(0, [part, 0], context);
    const columns = Array.from({ length: across }, (_, at) => this.#readStored(0, [part, at], context));
    return joinColumns(await Promise.all(columns), array);
  }

  /**
   * Reads one chunk of an open level, or `undefined` when the store has none. The caller owns the buffer, which holds
   * nothing else. Bodies over `maxEncodedBytes` are refused while they are read.
   */
  async readChunk(
    level: number,
    index: readonly number[],
    context: ChunkContext,
  ): Promise<ChunkArray | undefined> {
    const [part] = index;
    const isTable = this.#dataset.points?.parts !== undefined && part !== undefined;
    return isTable ? this.readRows(part, context) : this.#readStored(level, index, context);
  }

  async #readStored(
    level: number,
    index: readonly number[],
    { traffic, signal, maxEncodedBytes }: ChunkContext,
  ): Promise<ChunkArray | undefined> {
    const open = this.#levels[level];
    if (open === undefined) throw new Error(`Level ${level} of ${this.#dataset.id} is not open.`);
    checkIndex(index, open.array);
    const request = { kind: 'chunk' as const, maxBytes: maxEncodedBytes, traffic, ...(signal && { signal }) };
    const path = open.bytes.objectPath(index);
    const read = await open.bytes.read(index, request, (bytes) => open.decoder.decode(bytes, path));
    if (read === undefined) return undefined;
    traffic[read.isKept ? 'chunksFromDisk' : countedAs[this.#store.origin]] += 1;
    return ownBuffer(read.value);
  }

  /**
   * Compares a few chunks that are kept with what the server says of them now: data may change where metadata does not.
   * Says so to what keeps them. Servers that tell nothing leave it at that.
   */
  async compareKept({ traffic, signal }: ReadContext): Promise<void> {
    await this.#compare(SAMPLES, { traffic, ...(signal && { signal }) });
  }

  /** Returns false when any of a few chunks that are kept is another now. */
  async #compare(count: number, { traffic, signal }: ReadContext): Promise<boolean> {
    const { keep } = this.#store;
    const request = { kind: 'chunk' as const, maxBytes: 0, traffic, ...(signal && { signal }) };
    let compared = 0;
    for (const name of (await keep?.sample(SAMPLES)) ?? []) {
      const open = name.kind === 'chunk' ? this.#levels[name.level] : undefined;
      const kept = open && (await keep?.read(name, signal));
      if (!open || name.kind !== 'chunk' || kept === undefined || kept === 'absent') continue;
      const now = await this.#store.version?.(open.bytes.objectPath(name.index), request);
      if (now === undefined || isSameVersion(now, kept.version)) {
        if (++compared === count) break;
        continue;
      }
      keep?.changed();
      return false;
    }
    return true;
  }

  /**
   * Of a dataset that was opened from this device, looks once whether the network has the same, before anything of it stands
   * beside what is kept. What cannot be told is taken for the same.
   */
  async #confirm(): Promise<void> {
    if (this.#store.keep?.isOpenedFromHere !== true) return;
    this.#isSame ??= this.#compare(1, { traffic: noTraffic() }).catch(() => true);
    if (await this.#isSame) return;
    const message = `${this.#dataset.name} has changed since it was kept on this device.`;
    throw new AppError('dataset-changed', message, {});
  }

  #openArray(array: ArrayRecord, level: number): OpenLevel {
    const bytes = new ChunkBytes(this.#store, array, {
      path: this.#path(level),
      level,
      indices: this.#indices,
      confirm: () => this.#confirm(),
    });
    return { array, bytes, decoder: new ChunkDecoder(array) };
  }

  #path(level: number): string {
    const path = this.#record.paths[level];
    if (path === undefined) throw new Error(`Level ${level} of ${this.#record.paths.length}.`);
    return path;
  }
}

/** Which counter a chunk goes into. */
const countedAs = {
  network: 'chunksFromNetwork',
  generator: 'chunksGenerated',
  device: 'chunksFromDisk',
} as const;

function checkIndex(index: readonly number[], { shape, chunks }: ArrayRecord): void {
  const isInside =
    index.length === shape.length &&
    index.every(
      (i, axis) => Number.isInteger(i) && i >= 0 && i < chunkCount(shape[axis] ?? 0, chunks[axis] ?? 1),
    );
  if (!isInside) throw new Error(`Chunk ${index.join(',')} of an array of shape ${shape.join(',')}.`);
}

/** Decoders may answer with a view of something larger; what is handed on is counted and transferred by its buffer. */
function ownBuffer(chunk: ChunkArray): ChunkArray {
  const { data } = chunk;
  return data.byteLength === data.buffer.byteLength ? chunk : { ...chunk, data: data.slice() };
}
