import type { Layer } from './layer';

/** One source of the view: a location, and the layers that it gave. */
export interface SourceSlot {
  readonly location: string;
  layers: readonly Layer[];
  /** It stays in the address though it has no layers: it waits for a click, or a link names it and it failed to open. */
  isKept: boolean;
}

/**
 * The sources in the order in which they were opened. Layer ids follow from it, so that they are the same after a reload:
 * a source that failed keeps its place.
 */
export class SourceSlots {
  #slots: readonly SourceSlot[] = [];

  get locations(): string[] {
    return this.#slots.map(({ location }) => location);
  }

  /** Those that have layers. */
  get openSlots(): readonly SourceSlot[] {
    return this.#slots.filter(({ layers }) => layers.length > 0);
  }

  /** Reserves a place for each location of a link, before any is opened. */
  reserve(locations: readonly string[]): void {
    this.#slots = [...this.#slots, ...locations.map((location) => ({ location, layers: [], isKept: true }))];
  }

  /** Returns the place of a location that is not open yet: one that was reserved or failed, else a new one at the end. */
  claim(location: string): SourceSlot {
    const waiting = this.#slots.find((slot) => slot.location === location && slot.layers.length === 0);
    if (waiting) return waiting;
    const slot: SourceSlot = { location, layers: [], isKept: false };
    this.#slots = [...this.#slots, slot];
    return slot;
  }

  /** Gives the place of what could not be opened back, unless a link keeps it. */
  fail(slot: SourceSlot): void {
    if (!slot.isKept) this.#slots = this.#slots.filter((other) => other !== slot);
  }

  /** Forgets a location that nothing was opened from. */
  drop(location: string): void {
    this.#slots = this.#slots.filter((slot) => slot.location !== location || slot.layers.length > 0);
  }

  /** Forgets a layer, and its source with the last one. */
  release(layer: Layer): void {
    for (const slot of this.#slots) slot.layers = slot.layers.filter((other) => other !== layer);
    this.#slots = this.#slots.filter((slot) => slot.layers.length > 0 || slot.isKept);
    for (const slot of this.#slots) if (slot.layers.length > 0) slot.isKept = false;
  }

  clear(): void {
    this.#slots = [];
  }

  /** Puts the sources into the order of `locations`, each named once for each time that it is open. */
  order(locations: readonly string[]): void {
    const left = [...this.#slots];
    const ordered = locations.flatMap((location) => {
      const at = left.findIndex((slot) => slot.location === location);
      return at < 0 ? [] : left.splice(at, 1);
    });
    this.#slots = [...ordered, ...left];
  }

  /** Id for the next layer of a source: what {@link linkIds} will call it, unless a layer has that id from earlier. */
  nextId(slot: SourceSlot): string {
    const taken = new Set(this.#slots.flatMap(({ layers }) => layers.map(({ id }) => id)));
    let number = this.#slots.indexOf(slot) + 1;
    while (taken.has(idOf(number, slot.layers.length))) number++;
    return idOf(number, slot.layers.length);
  }

  /** What each layer will be called when the sources are opened anew, by its id now. */
  linkIds(): ReadonlyMap<string, string> {
    return new Map(
      this.#slots.flatMap(({ layers }, at) =>
        layers.map(({ id }, image) => [id, idOf(at + 1, image)] as [string, string]),
      ),
    );
  }
}

/** `layer2` is the first image of the second source, `layer2.2` its second. */
function idOf(source: number, image: number): string {
  return image === 0 ? `layer${String(source)}` : `layer${String(source)}.${String(image + 1)}`;
}
