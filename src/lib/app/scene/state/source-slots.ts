import type { Layer } from '../layers/layer';

/** One source of the view: a location, and the layers that it gave. */
export interface SourceSlot {
  readonly location: string;
  layers: readonly Layer[];
  /** It stays in the address though it has no layers: it waits for a click, or a link names it and it failed to open. */
  isKept: boolean;
  isOpening: boolean;
}

export function makeSlot(location: string, state: { isKept?: boolean; isOpening?: boolean }): SourceSlot {
  return { location, layers: [], isKept: false, isOpening: false, ...state };
}

/**
 * The sources in the order in which they were opened. Layer ids follow from it, so that they are the same after a reload:
 * a source that failed keeps its place.
 */
export class SourceSlots {
  #slots: readonly SourceSlot[];

  constructor(slots: readonly SourceSlot[] = []) {
    this.#slots = slots;
  }

  get locations(): string[] {
    return this.#slots.map(({ location }) => location);
  }

  /** Those that have layers. */
  get openSlots(): readonly SourceSlot[] {
    return this.#slots.filter(({ layers }) => layers.length > 0);
  }

  has(slot: SourceSlot): boolean {
    return this.#slots.includes(slot);
  }

  /** Returns the place of a location that is to be opened: one that was reserved or failed, else a new one at the end. */
  claim(location: string): SourceSlot {
    const waiting = this.#slots.find((slot) => slot.location === location && isWaiting(slot));
    const slot = waiting ?? makeSlot(location, {});
    slot.isOpening = true;
    if (!waiting) this.#slots = [...this.#slots, slot];
    return slot;
  }

  /** Gives the place of what could not be opened back, unless a link keeps it. */
  fail(slot: SourceSlot): void {
    slot.isOpening = false;
    if (!slot.isKept) this.#remove(slot);
  }

  /** Forgets a location that waits to be opened. */
  drop(location: string): void {
    for (const slot of this.#slots) if (slot.location === location && isWaiting(slot)) this.#remove(slot);
  }

  /** Forgets a layer, and its source with the last one. */
  release(layer: Layer): void {
    for (const slot of this.#slots) {
      if (!slot.layers.includes(layer)) continue;
      slot.layers = slot.layers.filter((other) => other !== layer);
      if (slot.layers.length === 0) this.#remove(slot);
    }
  }

  /** Takes these in the place of all. */
  arrange(slots: readonly SourceSlot[]): void {
    this.#slots = slots;
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

  #remove(slot: SourceSlot): void {
    this.#slots = this.#slots.filter((other) => other !== slot);
  }
}

function isWaiting({ layers, isOpening }: SourceSlot): boolean {
  return layers.length === 0 && !isOpening;
}

/** `layer2` is the first image of the second source, `layer2.2` its second. */
function idOf(source: number, image: number): string {
  return image === 0 ? `layer${String(source)}` : `layer${String(source)}.${String(image + 1)}`;
}
