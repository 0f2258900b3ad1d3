import type { Scene, SceneDimension } from '../scene/scene';
import type { DimensionModel } from './dimensions-model';
import { Playback } from './playback';

export interface DimensionsOptions {
  readonly scene: Scene;
  /** The picture shows the slices that the sliders stand at, and all that the view wants of them. */
  readonly isShown: () => boolean;
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
    const { scene, isShown } = options;
    this.playback = new Playback({
      range: (axis) =>
        scene.dimensions().find((dimension) => dimension.axis === axis) ?? { index: 0, count: 1 },
      isShown,
      setPosition: (axis, index) => this.setPosition(axis, index),
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

  /** Steps the focused axis. */
  step(delta: number): void {
    const dimension = this.focused;
    if (dimension) this.setPosition(dimension.axis, dimension.index + delta);
  }

  models(): DimensionModel[] {
    const { scene } = this.#options;
    return scene.dimensions().map((dimension) => ({
      ...dimension,
      ...this.playback.settings(dimension.axis),
      shownIndex: scene.shownIndex(dimension.axis),
    }));
  }
}
