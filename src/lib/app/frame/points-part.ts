import type { PointsFrame, Renderer } from '../../render';
import type { PointsPlan } from '../../view';
import type { Layer } from '../scene/layers/layer';
import type { ValueAt } from '../scene/read/value-at';
import type { ChunkStore } from '../../chunks';
import type { Scene } from '../scene/scene';
import type { PlanSources } from './plan/plan-layer';

/** What shows points: fetched when the first layer of them opens. */
export interface PointsPart {
  /** Plans what a layer wants of the view, with `share` of the memory, of a renderer that can draw points from then on. `undefined` when it lacks a displayed axis. */
  plan(
    layer: Layer,
    sources: Omit<PlanSources, 'capacity' | 'hasFailed'>,
    limits: { readonly share: number; readonly renderer: Renderer },
  ): PointsPlan | undefined;
  /** A layer as it is to be drawn, above so many other layers; `undefined` before it was planned. */
  frame(scene: Scene, layer: Layer, below: number): PointsFrame | undefined;
  /** The points under a place of the canvas, CSS pixels from its top left: of each layer the nearest. */
  valuesAt(
    sources: { readonly scene: Scene; readonly store: ChunkStore },
    at: readonly [number, number],
  ): ValueAt[];
}
