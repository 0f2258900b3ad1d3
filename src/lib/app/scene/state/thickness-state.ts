import type { LayerState, PartialViewState, ViewState } from '../../../share';
import { projectionsOf, type ProjectionMode } from '../../projection/projection-mode';
import type { Layer } from '../layers/layer';
import type { Scene } from '../scene';
import type { Reach } from '../thick-slices';

/** How thick slices are, as plain JSON; empty when they are thin. */
export function thicknessState({ thick }: Scene): Pick<ViewState, 'thickness'> {
  if (thick.reach.size === 0) return {};
  const entries = [...thick.reach].map(([axis, [left, right]]): [string, [number, number]] => [
    axis,
    [left, right],
  ]);
  return { thickness: Object.fromEntries(entries) };
}

/** Replaces how thick slices are, where the view says so. */
export function applyThickness(scene: Scene, { thickness }: PartialViewState): void {
  if (!thickness) return;
  for (const axis of scene.thick.reach.keys())
    if (!Object.hasOwn(thickness, axis)) setReach(scene, axis, [0, 0]);
  for (const [axis, reach] of Object.entries<Reach>(thickness as Record<string, Reach>))
    setReach(scene, axis, reach);
}

/** Sets how far slices reach along an axis from its slider. */
export function setReach(scene: Scene, axis: string, reach: Reach): void {
  scene.thick.set(axis, reach);
  for (const layer of scene.layers) layer.thicknessChanged();
}

/** Throws an Error that names what of a script's patch the scene cannot do. */
export function checkThickness(scene: Scene, { thickness }: PartialViewState): void {
  const known = scene.layers.flatMap(({ source: { dataset } }) =>
    dataset.axes.filter((_, at) => at !== dataset.channelAxis).map(({ name }) => name),
  );
  for (const axis of Object.keys(thickness ?? {}))
    if (!known.includes(axis)) throw new Error(`thickness: there is no axis ${axis}.`);
}

/** What a layer's state says of its projection, as far as the layer can do it. */
export function projectionPatch(
  { kind }: Layer,
  { projection }: Partial<LayerState>,
): { projection?: ProjectionMode } {
  const mode = projectionsOf(kind).find((name) => name === projection);
  return mode ? { projection: mode } : {};
}
