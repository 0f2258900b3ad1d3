import type { MeasurementState } from '../../share';
import { measurePoints, type MeasureKind } from '../../view';
import type { HandTool } from '../input/hand-tool';
import type { Scene } from '../scene/scene';
import { measurementOf, type Place, type Point } from './measured-places';

export interface MeasureHandOptions {
  readonly scene: Scene;
  /** The place that is seen at a point; `undefined` where there is nothing. */
  readonly placeAt: (point: Point) => Place | undefined;
  /** A measurement is complete. */
  readonly onMeasured: (measurement: MeasurementState) => void;
  readonly onChange: () => void;
}

/**
 * Draws measurements with the pointer. In 2D a drag draws from where it began to where it ends; in 2D and 3D each press
 * sets a point, and a drag in 3D turns the picture between them.
 */
export class MeasureHand implements HandTool {
  readonly #options: MeasureHandOptions;
  #kind: MeasureKind | undefined;
  /** Points that are set, on `#axes`. */
  #places: readonly Place[] = [];
  #axes = '';
  /** Where a drag that draws began, and where it is. */
  #drag: { readonly from: Point; to: Point } | undefined;
  /** The last press met nothing. */
  hasMissed = false;

  constructor(options: MeasureHandOptions) {
    this.#options = options;
  }

  get kind(): MeasureKind | undefined {
    return this.#kind;
  }

  set kind(kind: MeasureKind | undefined) {
    this.#kind = kind;
    this.cancel();
  }

  get isActive(): boolean {
    return this.#kind !== undefined;
  }

  /** How many points are set of the measurement that is being drawn. */
  get count(): number {
    return this.#isStale() ? 0 : this.#places.length;
  }

  grab(at: Point, { shift }: { readonly shift: boolean }): boolean {
    if (!this.isActive || shift || this.#options.scene.mode === '3d') return false;
    this.#drag = { from: at, to: at };
    return true;
  }

  drag(to: Point): void {
    if (this.#drag) this.#drag.to = to;
    this.#options.onChange();
  }

  release(at: Point, { isStill }: { readonly isStill: boolean }): void {
    const drag = this.#drag;
    this.#drag = undefined;
    if (!this.isActive || (!isStill && !drag)) return;
    if (!isStill && drag && this.count === 0) this.#set(drag.from);
    this.#set(at);
    this.#options.onChange();
  }

  giveUp(): void {
    this.#drag = undefined;
  }

  /** Forgets the points that are set. */
  cancel(): void {
    this.#places = [];
    this.#drag = undefined;
    this.hasMissed = false;
    this.#options.onChange();
  }

  /** What is being drawn, as far as it goes, with the pointer at `hover`. */
  preview(hover: Point | undefined): MeasurementState | undefined {
    const { scene, placeAt } = this.#options;
    if (!this.#kind || this.#isStale()) return undefined;
    const pointer = this.#drag?.to ?? hover;
    const begun = this.#drag && this.#places.length === 0 ? [placeAt(this.#drag.from)] : this.#places;
    const places = [...begun, pointer && placeAt(pointer)].flatMap((place) => (place ? [place] : []));
    return begun.length > 0 && places.length > 1 ? measurementOf(scene, this.#kind, places) : undefined;
  }

  #set(at: Point): void {
    const { scene, placeAt, onMeasured } = this.#options;
    if (!this.#kind) return;
    if (this.#isStale()) this.#places = [];
    const place = placeAt(at);
    this.hasMissed = place === undefined;
    if (!place) return;
    this.#axes = scene.displayed.join();
    this.#places = [...this.#places, place];
    if (this.#places.length < measurePoints[this.#kind]) return;
    const measurement = measurementOf(scene, this.#kind, this.#places);
    this.#places = [];
    onMeasured(measurement);
  }

  /** Other axes are displayed than those that the points were set on. */
  #isStale(): boolean {
    return this.#places.length > 0 && this.#axes !== this.#options.scene.displayed.join();
  }
}
