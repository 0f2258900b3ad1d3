import { gridPanes, isInPane, swipePane, type Camera2D, type Insets, type Pane } from '../../../view';
import type { Layer } from '../layers/layer';

/** Two layers side by side at a divider: each shows only on its side, in its place. */
export interface Swipe {
  /** Ids of layers. */
  readonly left: string;
  readonly right: string;
  /** Where the divider stands, 0 at the left edge of the picture and 1 at the right. */
  readonly at: number;
}

/** What of the scene decides where its layers are shown. */
export interface ArrangedScene {
  readonly layers: readonly Layer[];
  readonly camera: Camera2D;
  readonly insets: Insets;
  /** Whether a layer has the displayed axes. */
  hasDisplayed(layer: Layer): boolean;
}

/** How layers share the screen: on top of each other, each in a cell of its own, or two of them at a divider. */
export class Arrangement {
  isGrid = false;
  /** Without effect in a grid, and while one of its layers is gone or hidden. */
  swipe: Swipe | undefined;

  /** Where each layer is shown, by id; those that are shown all over the screen are absent. */
  panes(scene: ArrangedScene): ReadonlyMap<string, Pane> {
    const shown = scene.layers.filter((layer) => layer.look.visible && scene.hasDisplayed(layer));
    if (this.isGrid) return cells(shown, scene);
    const { swipe } = this;
    const isWhole =
      swipe !== undefined && [swipe.left, swipe.right].every((id) => shown.some((own) => own.id === id));
    if (!isWhole) return new Map();
    return new Map([
      [swipe.left, swipePane('left', swipe.at, scene.camera)],
      [swipe.right, swipePane('right', swipe.at, scene.camera)],
    ]);
  }

  /** The place that the camera is fitted into: a cell, or what panels leave free. */
  viewport(scene: ArrangedScene): { width: number; height: number; insets: Insets } {
    const [cell] = this.isGrid ? [...this.panes(scene).values()] : [];
    const { width, height } = scene.camera;
    if (!cell) return { width, height, insets: scene.insets };
    const insets = { left: 0, right: 0, top: 0, bottom: 0 };
    return { width: cell.clip.x1 - cell.clip.x0, height: cell.clip.y1 - cell.clip.y0, insets };
  }

  /** How far the picture under a point of the screen is moved: in a grid each cell shows the same place. */
  shiftAt(scene: ArrangedScene, point: readonly [number, number]): readonly [number, number] {
    if (!this.isGrid) return [0, 0];
    return [...this.panes(scene).values()].find((pane) => isInPane(pane, point))?.shift ?? [0, 0];
  }
}

/** Bottom layer first. */
function cells(layers: readonly Layer[], { camera, insets }: ArrangedScene): ReadonlyMap<string, Pane> {
  if (layers.length < 2) return new Map();
  const panes = gridPanes(layers.length, camera, insets);
  return new Map(layers.flatMap(({ id }, at) => (panes[at] ? [[id, panes[at]] as const] : [])));
}
