import { voxelAt, type Tuning } from '../../core';
import type { Scene } from '../scene/scene';
import type { SceneDimension } from '../scene/scene-dimension';
import type { DimensionModel, PlaybackPatch, ReachPatch } from './dimensions-model';
import { setReach } from '../scene/state/thickness-state';
import { Playback, type PlaybackOptions } from './playback';
import { indexByKey } from './step-keys';

export interface DimensionsOptions {
  readonly scene: Scene;
  /** See `PlaybackOptions`. */
  readonly isDrawn: PlaybackOptions['isDrawn'];
  readonly tuning: () => Tuning;
  /** What the picture on the canvas shows of a layer; `undefined` before it shows something. */
  readonly drawnPosition: (layerId: string) => readonly number[] | undefined;
  /** The scene changed: it must be planned anew. */
  readonly onMove: () => void;
  /** Something that only the interface shows changed. */
  readonly onChange: () => void;
}

/** The axes that are not on the screen: where each stands, which one the wheel and the arrow keys step, and play. */
export class Dimensions {
  readonly playback: Playback;
  readonly #options: DimensionsOptions;
  #focusedAxis: string | undefined;

  constructor(options: DimensionsOptions) {
    this.#options = options;
    const { scene, isDrawn } = options;
    this.playback = new Playback({
      range: (axis) =>
        scene.dimensions().find((dimension) => dimension.axis === axis) ?? { index: 0, count: 1 },
      isDrawn,
      setPosition: (axis, index) => this.setPosition(axis, index),
      tuning: options.tuning,
    });
  }

  /** The one that the wheel and the arrow keys step; `undefined` when there is none. */
  get focused(): SceneDimension | undefined {
    const dimensions = this.#options.scene.dimensions();
    return dimensions.find(({ axis }) => axis === this.#focusedAxis) ?? dimensions[0];
  }

  focus(axis: string): void {
    this.#focusedAxis = axis;
    this.#options.onChange();
  }

  setPosition(axis: string, index: number): void {
    if (this.#options.scene.setPosition(axis, index)) this.#options.onMove();
  }

  /** Goes to the step that holds a world position, or to the end nearest to it. */
  setWorld(axis: string, world: number): void {
    const owner = this.#options.scene.positionOwner(axis);
    if (owner) this.setPosition(axis, voxelAt(world, owner.transform));
  }

  /** Sets how far slices reach from the slider of an axis. */
  setReach(axis: string, patch: ReachPatch): void {
    const { scene } = this.#options;
    const [left, right] = scene.thick.reach.get(axis) ?? [0, 0];
    setReach(scene, axis, [Math.max(0, patch.left ?? left), Math.max(0, patch.right ?? right)]);
    this.#options.onMove();
  }

  /** Steps an axis as a key asks for; returns false when it is no key for that. */
  stepByKey(axis: string, press: Pick<KeyboardEvent, 'key' | 'shiftKey'>): boolean {
    const dimension = this.#options.scene.dimensions().find((each) => each.axis === axis);
    const index = dimension && indexByKey(press, dimension);
    if (index === undefined) return false;
    this.setPosition(axis, index);
    return true;
  }

  /** Steps the focused axis. */
  step(delta: number): void {
    const dimension = this.focused;
    if (dimension) this.setPosition(dimension.axis, dimension.index + delta);
  }

  /** Plays an axis, or stops. */
  togglePlay(axis: string, nowMs: number): void {
    this.playback.toggle(axis, nowMs);
    this.#options.onMove();
  }

  setPlayback(axis: string, patch: PlaybackPatch): void {
    this.playback.patch(axis, patch);
    this.#options.onMove();
  }

  /** Index that the picture on the canvas shows, which trails the slider until the new slice has something to show. */
  shownIndex(axis: string): number {
    const { scene, drawnPosition } = this.#options;
    const owner = scene.positionOwner(axis);
    const world = owner?.layer && drawnPosition(owner.layer.id)?.[owner.at];
    return owner && world !== undefined ? voxelAt(world, owner.transform) : scene.position(axis);
  }

  models(): DimensionModel[] {
    const { scene } = this.#options;
    return scene.dimensions().map((dimension) => ({
      ...dimension,
      ...this.playback.settings(dimension.axis),
      shownIndex: this.shownIndex(dimension.axis),
      reach: scene.thick.reach.get(dimension.axis) ?? [0, 0],
    }));
  }
}
