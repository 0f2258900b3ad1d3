import { AppError, type ChunkSource, type OpenHints } from '../../core';
import { viewer as t } from '../../messages';
import type { DecodePool } from '../../decode';
import { Layer } from '../scene/layers/layer';
import { previewScene } from '../scene/layers/preview-scene';
import type { Scene } from '../scene/scene';
import {
  besideId,
  isSameSource,
  layersOf,
  makeSlot,
  SourceSlots,
  type OpenRequest,
  type SourceSlot,
  type SourceSpec,
} from '../scene/state/source-slots';
import { inOrder, missingFrom, takeFirst, takeOnce, wholeSlots } from '../scene/state/slot-lists';
import type { Sources } from './sources';

export interface OpeningOptions {
  readonly scene: Scene;
  readonly sources: Sources;
  readonly pool: Pick<DecodePool, 'open' | 'close'>;
  /** Relative locations resolve against it. */
  readonly pageUrl: string;
  /** Something began or ended. */
  readonly onChange: () => void;
  /** No layer shows the dataset any more: what is held of it can go. */
  readonly onUnused: (dataset: string) => void;
}

/** A layer that was open before, and is to be called again what it was called. */
export interface RestoredLayer extends SourceSpec {
  readonly id: string;
}

export interface ReplaceOptions {
  /** Throws at what the scene would be, to leave everything as it was. */
  readonly check?: ((next: Scene) => void) | undefined;
  /** Layers to bring back. Of a location that is open with others of its layers, all are opened anew. */
  readonly restored?: readonly RestoredLayer[];
}

/** A source of the view that is read, before the view knows of it. */
interface Opened {
  readonly slot: SourceSlot;
  readonly sources: readonly ChunkSource[];
}

interface ReadingOptions {
  readonly hints: OpenHints;
  readonly signal?: AbortSignal;
  /** It is not part of what is pending. */
  readonly isQuiet?: boolean;
  /** What is open of it already will not do. */
  readonly isAnew?: boolean;
}

/** Which label image is opened beside an image. */
export interface BesideOptions extends Omit<ReadingOptions, 'hints' | 'isAnew'> {
  /** Path below the image's `labels`. */
  readonly name: string;
  readonly location: string;
  /** Of Zarr, where it is known. */
  readonly format?: 2 | 3;
}

/** Opens and closes sources, and keeps their order. */
export class Opening {
  readonly slots = new SourceSlots();
  readonly #options: OpeningOptions;
  #age = 0;
  #pending = 0;
  /** Counts what changes all sources at once: what was being opened for an earlier one comes too late. */
  #turn = 0;

  constructor(options: OpeningOptions) {
    this.#options = options;
  }

  get isPending(): boolean {
    return this.#pending > 0;
  }

  /**
   * Opens a location on top. Rejects with an AppError, or with an AbortError when all sources were replaced meanwhile;
   * what is open stays.
   */
  async open({ name, ...spec }: OpenRequest): Promise<Layer[]> {
    const { scene, onChange } = this.#options;
    const slot = this.slots.claim(spec);
    try {
      const opened = { slot, sources: await this.#readSlot(slot) };
      if (!this.slots.has(slot)) {
        this.#release(opened.sources);
        throw tooLate();
      }
      const layers = this.#makeLayers(opened, this.slots, { name });
      for (const layer of layers) scene.add(layer);
      return layers;
    } catch (error) {
      this.slots.fail(slot);
      throw error;
    } finally {
      onChange();
    }
  }

  /**
   * Opens a label image beside an image, switched off and on top of nothing yet; `undefined` when the image was closed
   * meanwhile, or has it already. Fails as {@link open} does. `isQuiet`: nobody waits for it.
   */
  async openBeside(
    image: Layer,
    { name, location, format, signal, isQuiet = false }: BesideOptions,
  ): Promise<Layer | undefined> {
    const { scene, onChange } = this.#options;
    const slot = this.slots.slotOf(image);
    const hints = { isListed: true, ...(format && { format }) };
    const sources = await this.#read(location, { hints, isQuiet, ...(signal && { signal }) });
    const [source] = sources;
    const isWanted = slot?.layers.includes(image) === true && !slot.beside.some((each) => each.name === name);
    if (!slot || !isWanted || !source) {
      this.#release(sources);
      return undefined;
    }
    const layer = new Layer(besideId(image.id, name), source, { age: ++this.#age, name });
    layer.patch({ visible: false });
    slot.beside = [...slot.beside, { image, name, layer }];
    slot.declined = new Set([...slot.declined].filter((other) => other !== name));
    scene.add(layer);
    onChange();
    return layer;
  }

  /** Reads anew what these layers show, which has changed since, and puts it in its place in one step: looks and ids stay. */
  async renew(layers: readonly Layer[]): Promise<void> {
    const { scene, sources, pool, pageUrl, onChange } = this.#options;
    const [first] = layers;
    if (!first) return;
    const hints = this.slots.hintsOf(first);
    const found = await pool.open(first.source.dataset.location, pageUrl, { hints });
    const [source] = found;
    if (!source) return;
    for (const layer of layers) {
      if (!scene.layers.includes(layer)) continue;
      const before = layer.source;
      sources.use(source, hints);
      layer.renew(source);
      this.#release([before]);
    }
    onChange();
  }

  /** Opens once more what a layer shows, as a source of its own, right above it and with its look. Rejects as {@link open} does. */
  async duplicate(layer: Layer): Promise<Layer | undefined> {
    const { scene } = this.#options;
    const { id, location, labels } = layer.source.dataset;
    const hints = this.slots.hintsOf(layer);
    const isListed = hints.isListed === true;
    // What a list made labels is a source of its own now, which has to say so itself.
    const as = isListed && labels ? 'labels' : hints.as;
    const opened = await this.open({ location, as, name: t.copyOf({ layer: layer.name }) });
    const copy = opened.find(({ source }) => isListed || source.dataset.id === id);
    for (const other of opened) if (other !== copy) this.close(other);
    copy?.lookLike(layer);
    if (copy) scene.move(copy, scene.layers.indexOf(layer) + 1);
    return copy;
  }

  /** Closes a layer, and the label images beside it. */
  close(layer: Layer): void {
    const { scene, onChange } = this.#options;
    if (!scene.layers.includes(layer)) return;
    for (const { image, layer: labels } of this.slots.slotOf(layer)?.beside ?? [])
      if (image === layer) this.close(labels);
    scene.remove(layer);
    this.slots.release(layer);
    this.#release([layer.source]);
    onChange();
  }

  closeAll(): void {
    this.reserve([]);
  }

  /**
   * Makes the sources of a link those of the view: closes what it does not name, and keeps a place for each in its order.
   * Returns the locations that are to be opened.
   */
  reserve(specs: readonly SourceSpec[]): string[] {
    this.#turn++;
    const kept = takeOnce(this.slots.openSlots, specs);
    this.#closeBut(kept);
    this.slots.arrange(inOrder(kept, specs, (spec) => makeSlot(spec, { isKept: true })));
    return missingFrom(kept, specs).map(({ location }) => location);
  }

  /**
   * Opens what `specs` name and is not open, closes what they do not name, and takes their order. Rejects, with
   * everything as it was, when one cannot be opened, when the check throws, and with an AbortError when all sources were
   * replaced meanwhile.
   */
  async replace(specs: readonly SourceSpec[], { check, restored = [] }: ReplaceOptions = {}): Promise<void> {
    const turn = ++this.#turn;
    const opened: Opened[] = [];
    const whole = () => wholeSlots(this.slots.openSlots, specs, restored);
    try {
      for (const spec of missingFrom(whole(), specs)) {
        const isInPart = this.slots.openSlots.some((slot) => isSameSource(slot, spec));
        opened.push({ slot: makeSlot(spec, {}), sources: await this.#readSlot(spec, isInPart) });
      }
      if (turn !== this.#turn) throw tooLate();
      this.#swap(opened, takeOnce(whole(), specs), { specs, check, restored });
    } catch (error) {
      for (const { sources } of opened) this.#release(sources);
      throw error;
    } finally {
      this.#options.onChange();
    }
  }

  #swap(
    opened: readonly Opened[],
    kept: readonly SourceSlot[],
    { specs, check, restored }: ReplaceOptions & { readonly specs: readonly SourceSpec[] },
  ): void {
    const { scene } = this.#options;
    const left = opened.map(({ slot }) => slot);
    const slots = inOrder(kept, specs, (spec) => takeFirst(left, spec));
    const next = new SourceSlots(slots);
    const waiting = [...(restored ?? [])];
    const layers = opened.flatMap((each) => this.#makeLayers(each, next, { restored: waiting }));
    check?.(previewScene(scene, [...kept.flatMap(layersOf), ...layers]));
    this.#closeBut(kept);
    this.slots.arrange(slots);
    for (const layer of layers) scene.add(layer);
  }

  #closeBut(kept: readonly SourceSlot[]): void {
    for (const layer of this.#options.scene.layers)
      if (!kept.some((slot) => layersOf(slot).includes(layer))) this.close(layer);
  }

  #readSlot({ location, as }: SourceSpec, isAnew = false): Promise<readonly ChunkSource[]> {
    return this.#read(location, { hints: { as }, isAnew });
  }

  /** Reads what a location holds, unless it is open already and all of it will do, and counts as a user of it. */
  async #read(
    location: string,
    { hints, signal, isQuiet = false, isAnew = false }: ReadingOptions,
  ): Promise<readonly ChunkSource[]> {
    const { sources, pool, pageUrl, onChange } = this.#options;
    const weight = isQuiet ? 0 : 1;
    this.#pending += weight;
    onChange();
    try {
      const known = isAnew ? [] : sources.openAt(location, hints);
      const options = { hints, ...(signal && { signal }) };
      const found = known.length > 0 ? known : await pool.open(location, pageUrl, options);
      if (found.length === 0) throw new AppError('not-a-dataset', 'There is no image to show.', {});
      for (const source of found) sources.use(source, hints);
      return found;
    } finally {
      this.#pending -= weight;
    }
  }

  #release(used: readonly ChunkSource[]): void {
    const { sources, pool, onUnused } = this.#options;
    for (const { dataset } of used) {
      if (!sources.release(dataset.id)) continue;
      pool.close(dataset.id);
      onUnused(dataset.id);
    }
  }

  /** Takes what it makes of `restored` out of it. */
  #makeLayers(
    { slot, sources }: Opened,
    slots: SourceSlots,
    { name, restored = [] }: { readonly name?: string | undefined; readonly restored?: RestoredLayer[] },
  ): Layer[] {
    for (const [at, source] of sources.entries()) {
      const id = takeFirst(restored, slot)?.id ?? slots.nextId(slot);
      const layer = new Layer(id, source, { age: ++this.#age, name: at === 0 ? name : undefined });
      // Of several images of one group the first is shown.
      if (at > 0) layer.patch({ visible: false });
      slot.layers = [...slot.layers, layer];
    }
    slot.isKept = false;
    slot.isOpening = false;
    return [...slot.layers];
  }
}

function tooLate(): DOMException {
  return new DOMException('Other sources took the place of all.', 'AbortError');
}
