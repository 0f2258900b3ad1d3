import type { OpenAs, OpenHints } from '../../../core';
import type { SourceKind } from '../../../share';
import type { Layer } from '../layers/layer';

/** What a source of the view is: where, and as what it is opened where that is not left to its metadata. */
export interface SourceSpec {
  readonly location: string;
  readonly as?: OpenAs | undefined;
}

/** A source that is to be opened; `name` replaces what its metadata call it. */
export interface OpenRequest extends SourceSpec {
  readonly name?: string | undefined;
}

/** A label image that was found beside an image. */
export interface BesideLayer {
  readonly image: Layer;
  /** Path below the image's `labels`. */
  readonly name: string;
  readonly layer: Layer;
}

/** One source of the view: a location, and the layers that it gave. */
export interface SourceSlot extends SourceSpec {
  layers: readonly Layer[];
  beside: readonly BesideLayer[];
  /** Names of label images that were closed by hand: they are not offered again. */
  declined: ReadonlySet<string>;
  /** It stays in the address though it has no layers: it waits for a click, or a link names it and it failed to open. */
  isKept: boolean;
  isOpening: boolean;
}

export function makeSlot(
  { location, as }: SourceSpec,
  state: { isKept?: boolean; isOpening?: boolean },
): SourceSlot {
  const nothing = { layers: [], beside: [], declined: new Set<string>(), isKept: false, isOpening: false };
  return { location, ...(as && { as }), ...nothing, ...state };
}

export function isSameSource(a: SourceSpec, b: SourceSpec): boolean {
  return a.location === b.location && a.as === b.as;
}

/** All layers of a source, those of its label images last. */
export function layersOf({ layers, beside }: SourceSlot): Layer[] {
  return [...layers, ...beside.map(({ layer }) => layer)];
}

/** Id of the layer of a label image, from that of its image. */
export function besideId(imageId: string, name: string): string {
  return `${imageId}/${name}`;
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

  /** What each source is opened as; empty where that is left to the metadata of all. */
  get kinds(): { sourceKinds?: SourceKind[] } {
    const kinds = this.#slots.map(({ as }): SourceKind => as ?? 'auto');
    return kinds.every((kind) => kind === 'auto') ? {} : { sourceKinds: kinds };
  }

  /** The sources at these locations: what is there already stays what it was opened as, unless `kinds` say more. */
  specs(locations: readonly string[], kinds?: readonly SourceKind[]): SourceSpec[] {
    const left = [...this.#slots];
    return locations.map((location, at) => {
      if (kinds) return specOf(location, kinds[at]);
      const found = left.findIndex((slot) => slot.location === location);
      const [slot] = found < 0 ? [] : left.splice(found, 1);
      return { location, as: slot?.as };
    });
  }

  /** The source that a layer belongs to. */
  slotOf(layer: Layer): SourceSlot | undefined {
    return this.#slots.find((slot) => layersOf(slot).includes(layer));
  }

  /** How what a layer shows was opened. */
  hintsOf(layer: Layer): OpenHints {
    const slot = this.slotOf(layer);
    return slot?.layers.includes(layer) ? { as: slot.as } : { isListed: true };
  }

  /** Those that have layers. */
  get openSlots(): readonly SourceSlot[] {
    return this.#slots.filter(({ layers }) => layers.length > 0);
  }

  has(slot: SourceSlot): boolean {
    return this.#slots.includes(slot);
  }

  /** Returns the place of a location that is to be opened: one that was reserved or failed, else a new one at the end. */
  claim(spec: SourceSpec): SourceSlot {
    const { location, as } = spec;
    const waiting = this.#slots.find(
      (slot) => slot.location === location && (as === undefined || slot.as === as) && isWaiting(slot),
    );
    const slot = waiting ?? makeSlot(spec, {});
    slot.isOpening = true;
    if (!waiting) this.#slots = [...this.#slots, slot];
    return slot;
  }

  /** Gives the place of what could not be opened back, unless a link keeps it. */
  fail(slot: SourceSlot): void {
    slot.isOpening = false;
    if (!slot.isKept) this.#remove(slot);
  }

  /** Keeps a place for what is no image, such as a plate, so that the address names it. */
  keep(spec: SourceSpec): void {
    const isThere = this.#slots.some((slot) => slot.location === spec.location);
    if (!isThere) this.#slots = [...this.#slots, makeSlot(spec, { isKept: true })];
  }

  /** Puts a location in the place of one that waits, to be opened in its stead. */
  redirect(from: string, to: string): void {
    this.#slots = this.#slots.map((slot) =>
      slot.location === from && isWaiting(slot)
        ? makeSlot({ location: to, as: slot.as }, { isKept: true })
        : slot,
    );
  }

  /** Forgets a location that waits to be opened. */
  drop(location: string): void {
    for (const slot of this.#slots) if (slot.location === location && isWaiting(slot)) this.#remove(slot);
  }

  /** Forgets a layer, and its source with the last image of it. */
  release(layer: Layer): void {
    const slot = this.slotOf(layer);
    if (!slot) return;
    const gone = slot.beside.find((each) => each.layer === layer);
    if (gone) slot.declined = new Set([...slot.declined, gone.name]);
    slot.beside = slot.beside.filter((each) => each !== gone);
    slot.layers = slot.layers.filter((other) => other !== layer);
    if (slot.layers.length === 0) this.#remove(slot);
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
      this.#slots.flatMap(({ layers, beside }, at) => {
        const numbers = new Map(layers.map((layer, image) => [layer, idOf(at + 1, image)]));
        const labels = beside.map(({ image, name, layer }): [string, string] => [
          layer.id,
          besideId(numbers.get(image) ?? image.id, name),
        ]);
        return [...[...numbers].map(([{ id }, next]): [string, string] => [id, next]), ...labels];
      }),
    );
  }

  #remove(slot: SourceSlot): void {
    this.#slots = this.#slots.filter((other) => other !== slot);
  }
}

/** The source at a location, as a link says what it is. */
export function specOf(location: string, kind: SourceKind = 'auto'): SourceSpec {
  return { location, as: kind === 'auto' ? undefined : kind };
}

function isWaiting({ layers, isOpening }: SourceSlot): boolean {
  return layers.length === 0 && !isOpening;
}

/** `layer2` is the first image of the second source, `layer2.2` its second, `layer2/cells` labels beside the first. */
function idOf(source: number, image: number): string {
  return image === 0 ? `layer${String(source)}` : `layer${String(source)}.${String(image + 1)}`;
}
