import { AppError, type ChunkSource } from '../core';
import type { DecodePool } from '../decode';
import { Layer } from './scene/layer';
import type { Scene } from './scene/scene';
import { SourceSlots, type SourceSlot } from './scene/source-slots';
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

/** Opens and closes sources, and keeps their order. */
export class Opening {
  readonly slots = new SourceSlots();
  readonly #options: OpeningOptions;
  #age = 0;
  #pending = 0;

  constructor(options: OpeningOptions) {
    this.#options = options;
  }

  get isPending(): boolean {
    return this.#pending > 0;
  }

  /** Opens a location on top. Rejects with an AppError; what is open stays. */
  async open(location: string, name?: string): Promise<Layer[]> {
    const { scene, onChange } = this.#options;
    const slot = this.slots.claim(location);
    this.#pending++;
    onChange();
    try {
      const sources = await this.#sourcesOf(location);
      const layers = sources.map((source) => this.#makeLayer(slot, source, name));
      for (const layer of layers) scene.add(layer);
      return layers;
    } catch (error) {
      this.slots.fail(slot);
      throw error;
    } finally {
      this.#pending--;
      onChange();
    }
  }

  close(layer: Layer): void {
    const { scene, sources, pool, onUnused, onChange } = this.#options;
    const { id } = layer.source.dataset;
    scene.remove(layer);
    this.slots.release(layer);
    if (sources.release(id)) {
      pool.close(id);
      onUnused(id);
    }
    onChange();
  }

  closeAll(): void {
    for (const layer of this.#options.scene.layers) this.close(layer);
    this.slots.clear();
  }

  /**
   * Opens what `locations` names and is not open, then closes what it does not name, and takes its order.
   * Rejects, with everything as it was, when one cannot be opened. `nameOf` names what is opened.
   */
  async replace(
    locations: readonly string[],
    nameOf: (location: string) => string | undefined = () => undefined,
  ): Promise<void> {
    const kept = new Set(takeOnce(this.slots.openSlots, locations));
    const missing = missingFrom(
      [...kept].map(({ location }) => location),
      locations,
    );
    const opened: Layer[] = [];
    try {
      for (const location of missing) opened.push(...(await this.open(location, nameOf(location))));
    } catch (error) {
      for (const layer of opened) this.close(layer);
      throw error;
    }
    for (const layer of this.#options.scene.layers)
      if (!opened.includes(layer) && ![...kept].some((slot) => slot.layers.includes(layer)))
        this.close(layer);
    this.slots.order(locations);
  }

  async #sourcesOf(location: string): Promise<ChunkSource[]> {
    const { sources, pool, pageUrl } = this.#options;
    const known = sources.openAt(location);
    if (known.length > 0) return known;
    const opened = await pool.open(location, pageUrl);
    if (opened.length === 0) throw new AppError('not-a-dataset', 'There is no image to show.', {});
    return opened;
  }

  #makeLayer(slot: SourceSlot, source: ChunkSource, name: string | undefined): Layer {
    this.#options.sources.use(source);
    const layer = new Layer(this.slots.nextId(slot), source, { age: ++this.#age, name });
    slot.layers = [...slot.layers, layer];
    return layer;
  }
}

/** Slots that stay: each location takes one slot of its own. */
function takeOnce(slots: readonly SourceSlot[], locations: readonly string[]): SourceSlot[] {
  const left = [...slots];
  return locations.flatMap((location) => {
    const at = left.findIndex((slot) => slot.location === location);
    return at < 0 ? [] : left.splice(at, 1);
  });
}

/** Locations that none of `open` stands for, each of those standing for one. */
function missingFrom(open: readonly string[], locations: readonly string[]): string[] {
  const left = [...open];
  return locations.filter((location) => {
    const at = left.indexOf(location);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
