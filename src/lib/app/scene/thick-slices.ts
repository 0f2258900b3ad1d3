import type { Dataset } from '../../core';
import { makeProjection, type Projection, type ThickAxis } from '../projection/projection';
import type { Layer } from './layers/layer';
import type { AxisOwner } from './positions';

/** How far slices reach from their sliders, in world units, towards smaller and larger positions. */
export type Reach = readonly [left: number, right: number];

/** Where sliders stand, and which axes have one. */
interface SliderPlaces {
  readonly mode: '2d' | '3d';
  readonly displayed: readonly string[];
  readonly owner: (axis: string) => AxisOwner | undefined;
}

/** How thick slices are, by axis, and what layers become that are projected along them. */
export class ThickSlices {
  #reach: ReadonlyMap<string, Reach> = new Map();
  readonly #projections = new WeakMap<Layer, { from: Dataset; projection: Projection }>();

  /** Only of axes that slices are thick on. */
  get reach(): ReadonlyMap<string, Reach> {
    return this.#reach;
  }

  /** Sets how far slices reach along an axis; [0, 0] makes them thin again. */
  set(axis: string, [left, right]: Reach): void {
    const next = new Map(this.#reach);
    if (left > 0 || right > 0) next.set(axis, [left, right]);
    else next.delete(axis);
    this.#reach = next;
  }

  clear(): void {
    this.#reach = new Map();
  }

  /** World units have changed; `ratio` converts them. */
  rescale(ratio: (axis: string) => number): void {
    const entries = [...this.#reach].map(([axis, [left, right]]): [string, Reach] => {
      return [axis, [left * ratio(axis), right * ratio(axis)]];
    });
    this.#reach = new Map(entries);
  }

  /** What a layer is projected to, from its dataset in world units; `undefined` when it shows single voxels. */
  of(layer: Layer, stored: Dataset, sliders: SliderPlaces): Projection | undefined {
    const { projection: mode } = layer.look;
    if (mode === 'none' || this.#reach.size === 0 || sliders.mode === '3d') return undefined;
    const axes = this.#thickAxes(stored, sliders);
    if (axes.length === 0) return undefined;
    const next = makeProjection(stored, mode, axes);
    const known = this.#projections.get(layer);
    if (known?.from === stored && known.projection.made.id === next.made.id) return known.projection;
    this.#projections.set(layer, { from: stored, projection: next });
    return next;
  }

  #thickAxes({ axes, channelAxis }: Dataset, { displayed, owner }: SliderPlaces): ThickAxis[] {
    return axes.flatMap(({ name }, axis) => {
      const reach = this.#reach.get(name);
      const slider = owner(name);
      if (!reach || !slider || axis === channelAxis || displayed.includes(name)) return [];
      const [left, right] = reach;
      return [{ axis, steps: { ...slider.transform, count: slider.count }, left, right }];
    });
  }
}
