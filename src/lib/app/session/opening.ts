import { AppError, type ChunkSource } from '../../core';
import type { DecodePool } from '../../decode';
import { Layer } from '../scene/layers/layer';
import { previewScene } from '../scene/layers/preview-scene';
import type { Scene } from '../scene/scene';
import { makeSlot, SourceSlots, type SourceSlot } from '../scene/state/source-slots';
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
export interface RestoredLayer {
  readonly location: string;
  readonly id: string;
  readonly name: string;
}

export interface ReplaceOptions {
  /** Throws at what the scene would be, to leave everything as it was. */
  readonly check?: (next: Scene) => void;
  /** Layers to bring back. Of a location that is open with others of its layers, all are opened anew. */
  readonly restored?: readonly RestoredLayer[];
}

/** A source of the view that is read, before the view knows of it. */
interface Opened {
  readonly slot: SourceSlot;
  readonly sources: readonly ChunkSource[];
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
  async open(location: string, name?: string): Promise<Layer[]> {
    const { scene, onChange } = this.#options;
    const slot = this.slots.claim(location);
    try {
      const opened = { slot, sources: await this.#read(location) };
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

  /** Reads anew what these layers show, which has changed since, and puts it in its place in one step: looks and ids stay. */
  async renew(layers: readonly Layer[]): Promise<void> {
    const { scene, sources, pool, pageUrl, onChange } = this.#options;
    const [first] = layers;
    if (!first) return;
    const found = await pool.open(first.source.dataset.location, pageUrl);
    const [source] = found;
    if (!source) return;
    for (const layer of layers) {
      if (!scene.layers.includes(layer)) continue;
      const before = layer.source;
      sources.use(source);
      layer.renew(source);
      this.#release([before]);
    }
    onChange();
  }

  close(layer: Layer): void {
    const { scene, onChange } = this.#options;
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
  reserve(locations: readonly string[]): string[] {
    this.#turn++;
    const kept = takeOnce(this.slots.openSlots, locations);
    this.#closeBut(kept);
    this.slots.arrange(inOrder(kept, locations, (location) => makeSlot(location, { isKept: true })));
    return missingFrom(kept, locations);
  }

  /**
   * Opens what `locations` names and is not open, closes what it does not name, and takes its order. Rejects, with
   * everything as it was, when one cannot be opened, when the check throws, and with an AbortError when all sources were
   * replaced meanwhile.
   */
  async replace(locations: readonly string[], options: ReplaceOptions = {}): Promise<void> {
    const turn = ++this.#turn;
    const opened: Opened[] = [];
    const whole = () => this.#wholeSlots(locations, options.restored);
    try {
      for (const location of missingFrom(whole(), locations)) {
        const isInPart = this.slots.openSlots.some((slot) => slot.location === location);
        opened.push({ slot: makeSlot(location, {}), sources: await this.#read(location, isInPart) });
      }
      if (turn !== this.#turn) throw tooLate();
      this.#swap(opened, takeOnce(whole(), locations), { ...options, locations });
    } catch (error) {
      for (const { sources } of opened) this.#release(sources);
      throw error;
    } finally {
      this.#options.onChange();
    }
  }

  /** Open slots that may stay: not those that lack a layer which is to come back. */
  #wholeSlots(locations: readonly string[], restored: readonly RestoredLayer[] = []): SourceSlot[] {
    const { openSlots } = this.slots;
    const countOf = (all: readonly string[], location: string) =>
      all.filter((one) => one === location).length;
    const open = openSlots.map(({ location }) => location);
    const lacking = restored.filter(
      ({ location }) => countOf(open, location) >= countOf(locations, location),
    );
    return openSlots.filter((slot) => !lacking.some(({ location }) => location === slot.location));
  }

  #swap(
    opened: readonly Opened[],
    kept: readonly SourceSlot[],
    { locations, check, restored = [] }: ReplaceOptions & { readonly locations: readonly string[] },
  ): void {
    const { scene } = this.#options;
    const left = opened.map(({ slot }) => slot);
    const slots = inOrder(kept, locations, (location) => takeFirst(left, location));
    const next = new SourceSlots(slots);
    const waiting = [...restored];
    const layers = opened.flatMap((each) => this.#makeLayers(each, next, { restored: waiting }));
    check?.(previewScene(scene, [...kept.flatMap((slot) => slot.layers), ...layers]));
    this.#closeBut(kept);
    this.slots.arrange(slots);
    for (const layer of layers) scene.add(layer);
  }

  #closeBut(kept: readonly SourceSlot[]): void {
    for (const layer of this.#options.scene.layers)
      if (!kept.some(({ layers }) => layers.includes(layer))) this.close(layer);
  }

  /** Reads what a location holds, unless it is open already and all of it will do, and counts as a user of it. */
  async #read(location: string, isAnew = false): Promise<readonly ChunkSource[]> {
    const { sources, pool, pageUrl, onChange } = this.#options;
    this.#pending++;
    onChange();
    try {
      const known = isAnew ? [] : sources.openAt(location);
      const found = known.length > 0 ? known : await pool.open(location, pageUrl);
      if (found.length === 0) throw new AppError('not-a-dataset', 'There is no image to show.', {});
      for (const source of found) sources.use(source);
      return found;
    } finally {
      this.#pending--;
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
    for (const source of sources) {
      const known = takeFirst(restored, slot.location);
      const id = known?.id ?? slots.nextId(slot);
      const layer = new Layer(id, source, { age: ++this.#age, name: known?.name ?? name });
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

/** Takes the first of a location out of a list. */
function takeFirst<T extends { readonly location: string }>(slots: T[], location: string): T | undefined {
  const at = slots.findIndex((slot) => slot.location === location);
  return at < 0 ? undefined : slots.splice(at, 1)[0];
}

/** Slots that stay: each location takes one slot of its own. */
function takeOnce(slots: readonly SourceSlot[], locations: readonly string[]): SourceSlot[] {
  return inOrder(slots, locations, () => undefined);
}

/** Locations that no slot stands for, each slot standing for one. */
function missingFrom(slots: readonly SourceSlot[], locations: readonly string[]): string[] {
  const left = [...slots];
  return locations.filter((location) => !takeFirst(left, location));
}

/** One slot for each location, those of `slots` first, else what `make` gives. */
function inOrder(
  slots: readonly SourceSlot[],
  locations: readonly string[],
  make: (location: string) => SourceSlot | undefined,
): SourceSlot[] {
  const left = [...slots];
  return locations.flatMap((location) => takeFirst(left, location) ?? make(location) ?? []);
}
