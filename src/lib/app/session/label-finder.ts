import { AppError, isAbort, type LabelList } from '../../core';
import type { LayerState } from '../../share';
import type { Layer } from '../scene/layers/layer';
import { placed } from '../scene/layers/stacked';
import type { Scene } from '../scene/scene';
import { besideId, type SourceSlots } from '../scene/state/source-slots';
import type { BesideOptions } from './opening';

/** What a view says of one layer. */
export type SharedLayer = Partial<LayerState> & Pick<LayerState, 'id'>;

export interface LabelFinderOptions {
  readonly scene: Scene;
  readonly slots: SourceSlots;
  /** Which label images the group beside an image lists. */
  readonly find: (image: Layer, signal: AbortSignal) => Promise<LabelList>;
  /** Opens one of them; see `Opening.openBeside`. */
  readonly open: (image: Layer, options: BesideOptions) => Promise<Layer | undefined>;
  /** Address of what lies at a path below an image. */
  readonly locationOf: (image: Layer, path: string) => string | Promise<string>;
  /** The picture has all that it is to have. */
  readonly isSettled: () => boolean;
  readonly later: (ms: number, run: () => void) => void;
  /** Gives a layer the look that a view says. */
  readonly applyState: (state: SharedLayer) => void;
  /** A layer was added. */
  readonly onFound: () => void;
  /** What a link shows could not be opened. */
  readonly onError: (error: unknown) => void;
}

/** The first picture has to stand for so long: what a person does first is not to wait for requests on suspicion. */
const QUIET_MS = 1000;

/**
 * Offers the label images beside each image as layers that are switched off: looked for once the picture is there, and opened
 * one after the other. Their metadata are read at once, some small documents for each, so that a layer in the list says what
 * it is and can be switched on like any other; their chunks are not. A link that shows one has it opened with the image.
 */
export class LabelFinder {
  readonly #options: LabelFinderOptions;
  readonly #searched = new WeakSet<Layer>();
  readonly #running = new Map<Layer, AbortController>();
  /** What a link or a script said of label images that were not there yet, by the ids of their layers. */
  readonly #expected = new Map<string, SharedLayer>();
  /** Layers of that view from the bottom up. */
  #order: readonly string[] = [];
  #isWaiting = false;

  constructor(options: LabelFinderOptions) {
    this.#options = options;
  }

  /** Called after each frame. */
  afterFrame(): void {
    const { scene, isSettled, later } = this.#options;
    for (const [image, controller] of this.#running) if (!scene.layers.includes(image)) controller.abort();
    if (this.#isWaiting || this.#unsearched().length === 0 || !isSettled()) return;
    this.#isWaiting = true;
    later(QUIET_MS, () => {
      this.#isWaiting = false;
      if (isSettled()) for (const image of this.#unsearched()) void this.#search(image);
    });
  }

  /**
   * Follows what a link says of label images: opens those that it shows, keeps in mind what it says of others for when they
   * are found, and switches off those that it does not name. All this beside `images` alone, where they are given.
   */
  async follow(states: readonly SharedLayer[], images?: readonly Layer[]): Promise<void> {
    if (states.length === 0) return;
    const named = new Set(states.map(({ id }) => id));
    const isTheirs = (image: Layer | undefined) => !images || (image !== undefined && images.includes(image));
    for (const { image, layer } of this.#beside())
      if (isTheirs(image) && !named.has(layer.id)) layer.patch({ visible: false });
    const isWanted = ({ id, visible = false }: SharedLayer) => visible && isTheirs(this.imageOf(id));
    await this.#openMissing(states, isWanted).catch(this.#options.onError);
  }

  /** Opens the label images that a view shows and that are not there yet. Rejects where one of them cannot be opened. */
  async show(states: readonly SharedLayer[]): Promise<void> {
    await this.#openMissing(states, ({ visible = false }) => visible);
  }

  /** Opens those that a view has, shown or not, and that are not there. Rejects where one of them cannot be opened. */
  async bringBack(states: readonly SharedLayer[]): Promise<void> {
    await this.#openMissing(states, () => true);
  }

  async #openMissing(
    states: readonly SharedLayer[],
    isWanted: (state: SharedLayer) => boolean,
  ): Promise<void> {
    const missing = states.filter(({ id }) => this.imageOf(id) && !this.#has(id));
    if (missing.length === 0) return;
    this.#order = states.map(({ id }) => id);
    for (const state of missing) this.#expected.set(state.id, state);
    for (const state of missing) {
      const { id } = state;
      const image = isWanted(state) ? this.imageOf(id) : undefined;
      if (image && !this.#has(id))
        await this.#open(image, { name: id.slice(image.id.length + 1) }).catch(ignoreAbsence);
    }
  }

  /** The open image of which `id` names a label image, there or not. */
  imageOf(id: string): Layer | undefined {
    const { scene } = this.#options;
    return scene.layers.find((layer) => layer.id !== id && id.startsWith(besideId(layer.id, '')));
  }

  async #search(image: Layer): Promise<void> {
    const { find, slots } = this.#options;
    const controller = new AbortController();
    const { signal } = controller;
    this.#searched.add(image);
    this.#running.set(image, controller);
    try {
      const { names, format } = await find(image, signal);
      for (const [at, name] of names.entries()) {
        if (signal.aborted || slots.slotOf(image)?.declined.has(name)) continue;
        const isQuiet = true;
        await this.#open(image, { name, format, signal, isQuiet }, names.slice(0, at)).catch(ignoreFailure);
      }
    } catch (error) {
      ignoreFailure(error);
    } finally {
      this.#running.delete(image);
    }
  }

  /** `before`: names of those that it stands above, as far as they are open. */
  async #open(
    image: Layer,
    options: Omit<BesideOptions, 'location'>,
    before: readonly string[] = [],
  ): Promise<void> {
    const { open, locationOf, applyState, onFound } = this.#options;
    const id = besideId(image.id, options.name);
    if (this.#has(id)) return;
    const location = await locationOf(image, `labels/${options.name}`);
    const layer = await open(image, { ...options, location });
    if (!layer) return;
    const state = this.#expected.get(id);
    this.#expected.delete(id);
    this.#place(layer, [image.id, ...before.map((name) => besideId(image.id, name)), id]);
    if (state) this.#place(layer, this.#order);
    if (state) applyState(state);
    onFound();
  }

  #place(layer: Layer, order: readonly string[]): void {
    const { scene } = this.#options;
    scene.layers = placed(scene.layers, layer, order);
  }

  /** Images whose label images nobody has looked for. Of several layers that show one image, the first has its labels. */
  #unsearched(): Layer[] {
    const { scene } = this.#options;
    const images = scene.layers.filter(({ source }) => mayHaveLabels(source.dataset));
    const byAge = images.toSorted((a, b) => a.age - b.age);
    return byAge.filter((layer, at) => {
      const isFirst = byAge.findIndex(({ source }) => source.dataset.id === layer.source.dataset.id) === at;
      return isFirst && !this.#searched.has(layer) && !this.#isBeside(layer);
    });
  }

  #has(id: string): boolean {
    return this.#options.scene.layers.some((layer) => layer.id === id);
  }

  #isBeside(layer: Layer): boolean {
    return this.#beside().some((each) => each.layer === layer);
  }

  #beside() {
    return this.#options.slots.openSlots.flatMap((slot) => slot.beside);
  }
}

function mayHaveLabels({ generated, labels }: Layer['source']['dataset']): boolean {
  return !generated && labels === undefined;
}

/** A label image that is only offered may be anything: what cannot be opened is not offered. */
function ignoreFailure(error: unknown): void {
  if (!(error instanceof AppError) && !isAbort(error)) throw error;
}

/** A link is followed as far as what it names is there. */
function ignoreAbsence(error: unknown): void {
  if (!(error instanceof AppError && error.code === 'not-found') && !isAbort(error)) throw error;
}
