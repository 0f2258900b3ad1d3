import type { Dataset } from '../../core';
import type { PointsFrame } from '../../render';
import type { PointsView, WorldBox } from '../../view';
import { namedColor } from '../scene/layers/channel-colors';
import type { Layer } from '../scene/layers/layer';
import type { Scene } from '../scene/scene';
import { pointSize } from '../scene/layers/point-size';

/**
 * What of a layer of points is displayed: on other axes those within half a step of the slider, or within the range of a thick
 * slice. `undefined` when it lacks a displayed axis.
 */
export function pointsView(scene: Scene, layer: Layer): PointsView | undefined {
  const dataset = scene.storedOf(layer);
  const at = scene.displayed.map((name) => dataset.axes.findIndex((axis) => axis.name === name));
  if (at.includes(-1)) return undefined;
  const [x = 0, y = 0, z] = at.toReversed();
  const within = dataset.axes.map(({ name }, axis): readonly [number, number] | undefined =>
    at.includes(axis) ? undefined : rangeOn(scene, name),
  );
  return { x, y, ...(z !== undefined && { z }), within };
}

function rangeOn(scene: Scene, axis: string): readonly [number, number] {
  const owner = scene.positionOwner(axis);
  const position = scene.worldOf(axis, scene.position(axis)) ?? 0;
  const half = Math.abs(owner?.transform.scale ?? 1) / 2;
  const [before, after] = (scene.mode === '2d' && scene.thick.reach.get(axis)) || [0, 0];
  return [position - half - before, position + half + after];
}

/** A layer of points as it is to be drawn; `undefined` before it was planned. */
export function pointsFrame(scene: Scene, layer: Layer, below: number): PointsFrame | undefined {
  const { points } = layer.frame;
  if (!points) return undefined;
  const { visible, opacity, blending } = layer.look;
  const dataset: Dataset = scene.storedOf(layer);
  const pane = scene.panes().get(layer.id);
  const clip = clipOf(scene);
  return {
    ...{ id: layer.id, dataset, view: points.view, plan: points.plan },
    size: pointSize(layer, dataset),
    color: colorOf(layer.channels[0]?.colormap ?? '#ffffff'),
    ...{ visible, opacity, blending, below },
    ...(clip && { clip }),
    ...(pane && { pane }),
  };
}

/** What is left of the 3D view where parts of it are cut away. */
export function clipOf(scene: Scene): WorldBox | undefined {
  return scene.mode === '3d' ? scene.space.clipBox(scene.displayed) : undefined;
}

/** Each part 0–1. */
function colorOf(colormap: string): [number, number, number] {
  const hex = namedColor(colormap);
  const part = (from: number): number => Number.parseInt(hex.slice(from, from + 2), 16) / 255;
  return [part(1), part(3), part(5)];
}
