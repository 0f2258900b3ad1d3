import { voxelAt, type AxisTransform } from '../../../core';
import type { PartialViewState } from '../../view-state';
import type { ForeignPlace } from './read-camera';

/** What is known of the world once the data are open. */
export interface OpenWorld {
  /** Level 0 of the first layer that has the axis; `undefined` where none has. */
  readonly axis: (name: string) => (AxisTransform & { readonly unit?: string | undefined }) | undefined;
  /** What one of a unit is in another; `undefined` when they cannot be converted. */
  readonly unitFactor: (from: string, to: string) => number | undefined;
  readonly heightPx: number;
}

type Axis = ForeignPlace['axes'][number];

/** Returns the place in coordinates of the data. Axes that none of these have are passed over. */
export function placeView(
  place: ForeignPlace,
  mode: '2d' | '3d' | undefined,
  world: OpenWorld,
): PartialViewState {
  const center: Record<string, number> = {};
  const position: Record<string, number> = {};
  for (const axis of place.axes) {
    const transform = world.axis(axis.name);
    if (axis.at === undefined || !transform) continue;
    const at = worldAt(axis, axis.at, world);
    center[axis.name] = at;
    position[axis.name] = voxelAt(at, transform);
  }
  const zoom = zoomOf(place, mode, world);
  return {
    ...(Object.keys(center).length > 0 && { center, position }),
    ...(zoom !== undefined && { zoom }),
  };
}

/**
 * In Neuroglancer a voxel of a plain array starts where its number says, and one of an OME-Zarr image lies around it: there
 * the place in units is the same as here.
 */
function worldAt(axis: Axis, at: number, world: OpenWorld): number {
  const { scale = 1, translation = 0, unit } = world.axis(axis.name) ?? {};
  const isPlain = unit === undefined && scale === 1 && translation === 0;
  return at * stepOf(axis, world) - (isPlain ? 0.5 : 0);
}

/** Length of one step in world units. */
function stepOf({ name, scale, unit }: Axis, world: OpenWorld): number {
  const { unit: own, scale: voxel = 1 } = world.axis(name) ?? {};
  if (own === undefined) return unit === '' ? scale : voxel;
  return scale * (world.unitFactor(unit, own) ?? 1);
}

function zoomOf(
  { axes, shown, stepsPerPx, stepsPerHeight }: ForeignPlace,
  mode: '2d' | '3d' | undefined,
  world: OpenWorld,
): number | undefined {
  const displayed = axes.filter(({ name }) => shown.includes(name) && world.axis(name));
  const step = Math.min(...displayed.map((axis) => stepOf(axis, world)));
  const steps = mode === '3d' ? stepsPerHeight && stepsPerHeight / world.heightPx : stepsPerPx;
  const zoom = steps === undefined ? NaN : 1 / (steps * step);
  return Number.isFinite(zoom) && zoom > 0 ? zoom : undefined;
}
