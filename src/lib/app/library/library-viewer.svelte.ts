import { isAbort, type AppError } from '../../core';
import type { DownloadState, KeepUsage, KeptDataset } from '../../offline';
import { keepEqual } from '../viewer/keep-equal';
import type { KeepChoice, KeepEstimate, KeepOptions, LibraryDataset, LibraryViewer } from './library-model';
import { ThumbnailUrls, type UrlMaker } from './thumbnail-urls';
import { toAppError } from '../viewer/to-app-error';

/** What keeps data on this device. All that may fail rejects with an AppError. */
export interface LibraryEffects {
  list(): Promise<readonly KeptDataset[]>;
  usage(): Promise<KeepUsage>;
  /** Tells how the downloads stand, now and whenever one moves on; see {@link LibraryViewer.downloads} for which. */
  watchDownloads(tell: (downloads: readonly DownloadState[]) => void): void;
  forget(id: string): Promise<void>;
  forgetAll(): Promise<void>;
  clearLevel(id: string, level: number): Promise<void>;
  unpin(id: string): Promise<void>;
  setLimit(bytes: number): Promise<void>;
  /** Resolves with whether the browser has promised it. */
  askToPersist(): Promise<boolean>;
  /** Id of the dataset that a layer shows; absent when it can never be kept. */
  datasetIdOf(layerId: string): string | undefined;
  keepOptions(layerId: string): KeepOptions | undefined;
  estimate(layerId: string, choice: KeepChoice): Promise<KeepEstimate>;
  /** Resolves with the id of the pin, once it is written down. */
  keep(layerId: string, choice: KeepChoice): Promise<string>;
  pause(id: string): Promise<void>;
  resume(id: string): Promise<void>;
  cancel(id: string): Promise<void>;
  readonly isOffline: boolean;
  readonly offlineMisses: number;
}

/** What the library does to the page around it. */
export interface LibraryPage {
  readonly urls: UrlMaker;
  /** Shows a location alone, with the view of a link's fragment. */
  readonly show: (location: string, fragment: string) => Promise<void>;
  readonly fail: (error: AppError) => void;
}

const nothingYet: KeepUsage = { bytes: 0, pinnedBytes: 0, limitBytes: 0 };

/** The interface's view of what is kept on this device. */
export class AppLibraryViewer implements LibraryViewer {
  datasets = $state.raw<readonly LibraryDataset[]>([]);
  usage = $state.raw<KeepUsage>(nothingYet);
  downloads = $state.raw<readonly DownloadState[]>([]);
  isRead = $state(false);
  isOffline = $state(false);
  offlineMisses = $state(0);
  readonly #effects: LibraryEffects;
  readonly #page: LibraryPage;
  readonly #thumbnails: ThumbnailUrls;
  /** Counts readings: of two at once, only the later one counts. */
  #turn = 0;

  constructor(effects: LibraryEffects, page: LibraryPage) {
    this.#effects = effects;
    this.#page = page;
    this.#thumbnails = new ThumbnailUrls(page.urls);
    effects.watchDownloads((downloads) => {
      this.#setDownloads(downloads);
    });
  }

  async refresh(): Promise<void> {
    const turn = ++this.#turn;
    try {
      const [datasets, usage] = await Promise.all([this.#effects.list(), this.#effects.usage()]);
      if (turn !== this.#turn) return;
      const lastFirst = [...datasets].sort((a, b) => b.viewedAtMs - a.viewedAtMs);
      this.datasets = keepEqual(this.datasets, this.#thumbnails.replace(lastFirst));
      this.usage = keepEqual(this.usage, usage);
      this.isRead = true;
      this.publish();
    } catch (error) {
      this.#fail(error);
    }
  }

  datasetOf(layerId: string): LibraryDataset | undefined {
    const id = this.#effects.datasetIdOf(layerId);
    return id === undefined ? undefined : this.#find(id);
  }

  async open(id: string): Promise<void> {
    const dataset = this.#find(id);
    if (dataset) await this.#page.show(dataset.location, dataset.view ?? '');
  }

  forget(id: string): Promise<void> {
    return this.#change(this.#effects.forget(id));
  }

  forgetAll(): Promise<void> {
    return this.#change(this.#effects.forgetAll());
  }

  clearLevel(id: string, level: number): Promise<void> {
    return this.#change(this.#effects.clearLevel(id, level));
  }

  unpin(id: string): Promise<void> {
    return this.#change(this.#effects.unpin(id));
  }

  setLimit(bytes: number): Promise<void> {
    return this.#change(this.#effects.setLimit(bytes));
  }

  askToPersist(): Promise<void> {
    return this.#change(this.#effects.askToPersist());
  }

  keepChoice(layerId: string): KeepOptions | undefined {
    return this.#effects.keepOptions(layerId);
  }

  estimate(layerId: string, choice: KeepChoice): Promise<KeepEstimate> {
    return this.#effects.estimate(layerId, choice);
  }

  /** Whoever keeps something means it to stay: the browser is asked at once, while it still knows of the click. */
  async keep(layerId: string, choice: KeepChoice): Promise<string | undefined> {
    if (this.usage.isPersistent === false) void this.askToPersist();
    let id: string | undefined;
    const keep = async (): Promise<void> => {
      id = await this.#effects.keep(layerId, choice);
    };
    await this.#change(keep());
    return id;
  }

  pause(id: string): Promise<void> {
    return this.#change(this.#effects.pause(id));
  }

  resume(id: string): Promise<void> {
    return this.#change(this.#effects.resume(id));
  }

  cancel(id: string): Promise<void> {
    return this.#change(this.#effects.cancel(id));
  }

  /** Called once a frame; where nothing is drawn, reading anew does it. */
  publish(): void {
    this.isOffline = this.#effects.isOffline;
    this.offlineMisses = this.#effects.offlineMisses;
  }

  /** What a download has done shows in the lists once it stops. */
  #setDownloads(downloads: readonly DownloadState[]): void {
    const states = (all: readonly DownloadState[]) => all.map(({ id, state }) => `${id} ${state}`).join();
    const hasTurned = states(downloads) !== states(this.downloads);
    this.downloads = keepEqual(this.downloads, downloads);
    if (hasTurned) void this.refresh();
  }

  /** Waits for something that changes what is kept, and reads it anew. */
  async #change(work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.#fail(error);
    }
    await this.refresh();
  }

  #fail(error: unknown): void {
    if (!isAbort(error)) this.#page.fail(toAppError(error));
  }

  #find(id: string): LibraryDataset | undefined {
    return this.datasets.find((dataset) => dataset.id === id);
  }
}
