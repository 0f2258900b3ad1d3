import type { ChunkSource } from '../../core';
import {
  boxChunkCount,
  chunksOf,
  entryPath,
  type ChunkBox,
  type DownloadState,
  type KeeperClient,
  type KeptDataset,
} from '../../offline';
import type { Layer } from '../scene/layers/layer';
import { Download, type Piece } from './download';

export interface DownloadsOptions {
  readonly client: KeeperClient;
  /** Opens a location beside what is shown. */
  readonly open: (location: string) => Promise<readonly ChunkSource[]>;
  readonly close: (source: ChunkSource) => void;
  /** Most that one encoded chunk may take. */
  readonly maxEncodedBytes: (decodedBytes: number) => number;
  /** Lets one tab at a time work on a download; resolves at once with false where another does. */
  readonly withLock: (name: string, run: () => Promise<void>) => Promise<boolean>;
  readonly pause: (ms: number) => Promise<void>;
  readonly newId: () => string;
}

/** Bytes that a running download shows are at most so old. */
const countMs = 2000;

interface Wanted {
  readonly dataset: string;
  readonly boxes: readonly ChunkBox[];
}

/** Downloads of pins: those of this page run here, and those of other tabs are only shown. */
export class Downloads {
  readonly #options: DownloadsOptions;
  readonly #running = new Map<string, Download>();
  readonly #states = new Map<string, DownloadState>();
  /** Completed since the page was loaded: these stay to be seen. */
  readonly #finished = new Set<string>();
  #isCounting = false;
  #tell: ((downloads: readonly DownloadState[]) => void) | undefined;

  constructor(options: DownloadsOptions) {
    this.#options = options;
  }

  watch(tell: (downloads: readonly DownloadState[]) => void): void {
    this.#tell = tell;
    this.#publish();
  }

  /** How all downloads stand, those of other tabs included. */
  async all(): Promise<readonly DownloadState[]> {
    await this.#read();
    return [...this.#states.values()];
  }

  /** Reads what stands in the database, and goes on with what was running when its page was closed. */
  async restore(): Promise<void> {
    await this.#read();
    for (const { id, state } of [...this.#states.values()])
      if (state === 'running' && !this.#running.has(id)) void this.resume(id);
  }

  /** Pins boxes of what a layer shows, and begins to fetch them. Resolves with the pin's id once it is written down. */
  async start({ dataset, boxes, layer }: Wanted & { readonly layer: Layer }): Promise<string> {
    const id = this.#options.newId();
    const totalChunks = boxes.reduce((sum, box) => sum + boxChunkCount(box), 0);
    await this.#options.client.ask({ type: 'pin', pin: { id, dataset, boxes }, totalChunks });
    await this.#read();
    void this.#run(id, { dataset, boxes }, layer.source.dataset.location);
    return id;
  }

  pause(id: string): void {
    this.#running.get(id)?.stop();
  }

  async resume(id: string): Promise<void> {
    if (this.#running.has(id)) return;
    const state = this.#states.get(id);
    const pins = (await this.#options.client.ask({ type: 'pins' })) as readonly (Wanted & { id: string })[];
    const library = (await this.#options.client.ask({ type: 'library' })) as readonly KeptDataset[];
    const pin = pins.find((each) => each.id === id);
    const kept = library.find((each) => each.id === state?.dataset);
    if (pin && kept) await this.#run(id, pin, kept.location);
  }

  /** Lets a pin go, whatever its download does. */
  async cancel(id: string): Promise<void> {
    this.pause(id);
    this.#states.delete(id);
    await this.#options.client.ask({ type: 'unpin', id });
    await this.#read();
  }

  async unpin(dataset: string): Promise<void> {
    for (const { id, dataset: own } of [...this.#states.values()]) if (own === dataset) await this.cancel(id);
  }

  forget(dataset: string): void {
    for (const { id, dataset: own } of [...this.#states.values()]) {
      if (own !== dataset) continue;
      this.pause(id);
      this.#states.delete(id);
    }
    this.#publish();
  }

  async #run(id: string, wanted: Wanted, location: string): Promise<void> {
    const isOurs = await this.#options.withLock(`download-${id}`, async () => {
      const sources = await this.#options.open(location).catch((error: unknown) => {
        this.#note(id, 'paused', { reason: error instanceof Error ? error.message : String(error) });
        return [];
      });
      const [source] = sources;
      if (!source) return;
      const download = this.#download(id, wanted, source);
      this.#running.set(id, download);
      await download.run();
      this.#running.delete(id);
      for (const each of sources) this.#options.close(each);
    });
    if (!isOurs) await this.#read();
  }

  #download(id: string, { dataset, boxes }: Wanted, source: ChunkSource): Download {
    const { client, pause, maxEncodedBytes } = this.#options;
    return new Download({
      pieces: () => piecesOf(boxes, source),
      missing: async (paths) => (await client.ask({ type: 'missing', dataset, paths })) as string[],
      verify: async (paths) => (await client.ask({ type: 'verify', dataset, paths })) as string[],
      fetch: async ({ key }, signal) => {
        const array = await source.openLevel(key.level, signal);
        const voxels = array.chunks.reduce((product, size) => product * size, 1);
        await source.read(key, { signal, maxEncodedBytes: maxEncodedBytes(8 * voxels) });
      },
      note: (state, doneChunks, reason) =>
        this.#note(id, state, { doneChunks, ...(reason !== undefined && { reason }) }),
      pause,
    });
  }

  #note(id: string, state: DownloadState['state'], more: { doneChunks?: number; reason?: string }): void {
    const before = this.#states.get(id);
    if (!before) return;
    const { reason: _, ...rest } = before;
    const next = { ...rest, state, ...more };
    this.#states.set(id, next);
    if (state === 'complete') this.#finished.add(id);
    const { doneChunks, reason } = next as DownloadState;
    const kept = state === 'verifying' ? 'running' : state;
    const note = { type: 'note-download' as const, id, state: kept, doneChunks };
    void this.#options.client
      .ask({ ...note, ...(reason !== undefined && { reason }) })
      .then(() => (state === 'running' ? this.#countSoon() : this.#read()))
      .catch(() => undefined);
    this.#publish();
  }

  async #read(): Promise<void> {
    const all = (await this.#options.client.ask({ type: 'downloads' })) as readonly DownloadState[];
    for (const state of all) this.#states.set(state.id, this.#merged(state));
    for (const id of this.#states.keys()) if (!all.some((each) => each.id === id)) this.#states.delete(id);
    this.#publish();
  }

  /** Of a download that runs here, only the keeper knows how many bytes it has brought; the rest is known here first. */
  #merged(state: DownloadState): DownloadState {
    const own = this.#running.has(state.id) ? this.#states.get(state.id) : undefined;
    return own ? { ...own, bytes: state.bytes } : state;
  }

  /** Reads how many bytes there are, not too often: to count them takes the longer the more there are. */
  async #countSoon(): Promise<void> {
    if (this.#isCounting) return;
    this.#isCounting = true;
    await this.#options.pause(countMs);
    this.#isCounting = false;
    await this.#read();
  }

  #publish(): void {
    const shown = [...this.#states.values()].filter(
      ({ id, state }) => state !== 'complete' || this.#finished.has(id),
    );
    this.#tell?.(shown);
  }
}

function* piecesOf(boxes: readonly ChunkBox[], source: ChunkSource): Iterable<Piece> {
  const { id: dataset } = source.dataset;
  for (const { level, index } of chunksOf(boxes))
    yield { path: entryPath({ kind: 'chunk', level, index }), key: { dataset, level, index } };
}
