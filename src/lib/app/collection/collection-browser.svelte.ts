import type { MemoryBudget } from '../../chunks';
import { AppError, type Collection, type ImageList, type Plate, type PlateWell } from '../../core';
import { namedColor } from '../scene/layers/channel-colors';
import { toAppError } from '../viewer/to-app-error';
import type { CollectionChannel, CollectionPlace, OpenImagesOptions } from './collection-model';
import type { OpenBrowser } from './collection-viewer.svelte';
import { paintThumbnail, plainLook, withChannel } from './thumbnail/paint-thumbnail';
import { sharedContrast } from './thumbnail/shared-contrast';
import type { Thumbnail, ThumbnailLook, ThumbnailState } from './thumbnail/thumbnail';
import { Thumbnails } from './thumbnail/thumbnails';
import { WellLists } from './well-lists';

/** What a browser needs of the page. Paths are below the collection. */
export interface BrowserPage {
  readonly budget: MemoryBudget;
  readonly readWell: (path: string) => Promise<Collection>;
  readonly loadThumbnail: (path: string, signal: AbortSignal) => Promise<Thumbnail>;
  /** Opens an image alone or on top, called so where it has no name of its own. Resolves with whether it is open. */
  readonly openImage: (
    path: string,
    options: { readonly add: boolean; readonly name: string },
  ) => Promise<boolean>;
  /** Gives the layers of an image the contrast of all images. */
  readonly useContrast: (path: string, look: ThumbnailLook) => void;
  readonly hasLayers: () => boolean;
  readonly later: (ms: number, run: () => void) => void;
  /** It is to be in the address, or not any more. */
  readonly onOpen: () => void;
  readonly onClose: () => void;
}

const atOnce = 6;
const maxThumbnailBytes = 32 * 2 ** 20;
/** Part of what is on its way that thumbnails may hold. */
const thumbnailShare = 1 / 8;
/** The contrast of all follows what came in steps, so that pictures are not painted over and over. */
const contrastPauseMs = 300;
const emptyWell = 'empty-well';

/** Looks through a plate, a well or a list of series. */
export class AppCollectionBrowser implements OpenBrowser {
  readonly location: string;
  readonly name: string;
  readonly plate: Plate | undefined;
  well = $state.raw<PlateWell | undefined>();
  list = $state.raw<ImageList | undefined>();
  acquisition = $state<number | undefined>();
  channels = $state.raw<readonly CollectionChannel[]>([]);
  look = $state.raw<ThumbnailLook>(plainLook());
  failure = $state.raw<AppError | undefined>();
  isBusy = $state(false);
  /** Changes with the pictures. */
  #version = $state(0);
  #changes = 0;
  readonly #warnings: readonly string[];
  readonly #page: BrowserPage;
  readonly #thumbnails: Thumbnails;
  readonly #wells: WellLists;
  #isContrastDue = false;

  constructor(
    collection: Collection,
    { location, name }: { readonly location: string; readonly name: string },
    page: BrowserPage,
  ) {
    this.location = location;
    this.name = name;
    this.#page = page;
    this.#wells = new WellLists(page.readWell);
    this.#warnings = collection.warnings;
    if (collection.kind === 'plate') this.plate = collection;
    else this.list = collection;
    this.#thumbnails = new Thumbnails({
      budget: page.budget,
      maxBytes: Math.min(maxThumbnailBytes, page.budget.tier('inFlight').maxBytes * thumbnailShare),
      atOnce,
      load: (key, signal) => this.#load(key, signal),
      onChange: () => this.#changed(),
    });
  }

  get warnings(): readonly string[] {
    return this.well ? (this.list?.warnings ?? []) : this.#warnings;
  }

  get canAdd(): boolean {
    return this.#version >= 0 && this.#page.hasLayers();
  }

  want(places: readonly CollectionPlace[]): void {
    this.#thumbnails.want(places.map((place) => this.#keyOf(place)));
    this.#version = ++this.#changes;
  }

  pictureOf(place: CollectionPlace): ThumbnailState {
    return this.#version >= 0 ? this.#thumbnails.stateOf(this.#keyOf(place)) : { kind: 'waiting' };
  }

  setAcquisition(id: number | undefined): void {
    this.acquisition = id;
  }

  setVisible(channel: number, isVisible: boolean): void {
    this.look = withChannel(this.look, channel, isVisible);
    this.channels = this.channels.map((each) =>
      each.index === channel ? { ...each, visible: isVisible } : each,
    );
  }

  openWell(well: PlateWell, options: OpenImagesOptions = {}): Promise<boolean> {
    return this.#busy(async () => {
      const list = await this.#wells.fieldsOf(well.path);
      const paths = this.#shownFields(list).map(({ path }) => `${well.path}/${path}`);
      const [only] = paths;
      if (only !== undefined && paths.length === 1) return this.#openAll([only], { ...options, well });
      this.well = well;
      this.list = list;
      return false;
    });
  }

  leaveWell(): void {
    this.well = undefined;
    this.failure = undefined;
    if (this.plate) this.list = undefined;
  }

  openImages(paths: readonly string[], options: OpenImagesOptions = {}): Promise<boolean> {
    const { well } = this;
    const below = well ? paths.map((path) => `${well.path}/${path}`) : paths;
    return this.#busy(() => this.#openAll(below, { ...options, ...(well && { well }) }));
  }

  paint(thumbnail: Thumbnail): Uint8ClampedArray<ArrayBuffer> {
    return paintThumbnail(thumbnail, this.look);
  }

  retry(): void {
    this.failure = undefined;
    this.#thumbnails.retry();
  }

  begin(): void {
    this.#page.onOpen();
  }

  close(): void {
    this.#thumbnails.close();
    this.#page.onClose();
  }

  async #openAll(
    paths: readonly string[],
    { add = false, well }: OpenImagesOptions & { readonly well?: PlateWell },
  ): Promise<boolean> {
    let isOpen = add;
    let count = 0;
    for (const path of paths) {
      const name = this.#nameOf(path, well);
      if (!(await this.#page.openImage(path, { add: isOpen, name }))) continue;
      isOpen = true;
      count++;
      if (this.plate) this.#page.useContrast(path, this.look);
    }
    return count > 0;
  }

  /** What an image is called that has no name of its own: 'B7 · 2' is the second field of a well. */
  #nameOf(path: string, well: PlateWell | undefined): string {
    const { images = [] } = this.list ?? {};
    const at = images.findIndex((image) => (well ? `${well.path}/${image.path}` : image.path) === path);
    const named = images[at]?.name;
    if (named !== undefined) return named;
    const base = well && this.plate ? this.#wellName(well, this.plate) : this.name;
    return images.length > 1 ? `${base} · ${at + 1}` : base;
  }

  #wellName({ row, column }: PlateWell, { rows, columns }: Plate): string {
    return `${rows[row] ?? ''}${columns[column] ?? ''}`;
  }

  #keyOf(place: CollectionPlace): string {
    if ('well' in place) return `well ${this.acquisition ?? ''} ${place.well.path}`;
    return `image ${this.well ? `${this.well.path}/` : ''}${place.image}`;
  }

  async #load(key: string, signal: AbortSignal): Promise<Thumbnail> {
    const [, kind, acquisition = '', path = ''] = /^(well) (-?\d*) (.*)$|^image (.*)$/s.exec(key) ?? [];
    if (kind !== 'well') return this.#page.loadThumbnail(key.slice('image '.length), signal);
    const list = await this.#wells.fieldsOf(path);
    signal.throwIfAborted();
    const [first] = shownFields(list, acquisition === '' ? undefined : Number(acquisition));
    if (!first)
      throw new AppError('not-found', 'The well has no field of this acquisition.', { reason: emptyWell });
    return this.#page.loadThumbnail(`${path}/${first.path}`, signal);
  }

  #shownFields(list: ImageList) {
    return shownFields(list, this.acquisition);
  }

  async #busy(work: () => Promise<boolean>): Promise<boolean> {
    this.isBusy = true;
    this.failure = undefined;
    try {
      return await work();
    } catch (error) {
      this.failure = toAppError(error);
      return false;
    } finally {
      this.isBusy = false;
    }
  }

  #changed(): void {
    this.#version = ++this.#changes;
    if (this.#isContrastDue) return;
    this.#isContrastDue = true;
    const isFirst = this.channels.length === 0;
    this.#page.later(isFirst ? 0 : contrastPauseMs, () => {
      this.#isContrastDue = false;
      this.#findContrast();
    });
  }

  #findContrast(): void {
    const all = this.#thumbnails.all;
    const contrast = sharedContrast(all);
    if (String([...contrast]) !== String([...this.look.contrast])) this.look = { ...this.look, contrast };
    const widest = all.reduce<Thumbnail | undefined>(
      (most, each) => ((most?.planes.size ?? 0) >= each.planes.size ? most : each),
      undefined,
    );
    if (!widest || widest.planes.size <= this.channels.length) return;
    this.channels = [...widest.planes.keys()].map((index) => {
      const { name = '', colormap = '' } = widest.channels[index] ?? {};
      return { index, name, color: namedColor(colormap), visible: !this.look.hidden.has(index) };
    });
  }
}

function shownFields({ images }: ImageList, acquisition: number | undefined): ImageList['images'] {
  if (acquisition === undefined) return images;
  return images.filter((image) => image.acquisition === undefined || image.acquisition === acquisition);
}
