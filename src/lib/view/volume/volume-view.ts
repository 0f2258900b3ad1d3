import { at, vec3, type Vec3 } from './vec3';

/** How one layer is shown as a volume. */
export interface VolumeView {
  /** Indices into `dataset.axes` of the three displayed axes. */
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** World position on every axis, store order; not read at the displayed axes and the channel axis. */
  readonly position: readonly number[];
  /** Indices on the channel axis that are shown; `[0]` when there is no channel axis. */
  readonly channels: readonly number[];
}

/** Cuts away the half space where `dot(normal, p) < offset`, world coordinates. */
export interface ClipPlane {
  readonly normal: Vec3;
  readonly offset: number;
}

/** The free slice plane: through `position`, seen from both sides. */
export interface SlicePlane {
  readonly position: Vec3;
  readonly normal: Vec3;
}

/** A box of world coordinates, `low ≤ high`. */
export interface WorldBox {
  readonly low: Vec3;
  readonly high: Vec3;
}

/** The eight corners of a box. Bit `a` of an index says on which side of axis `a` a corner lies. */
export function cornersOf({ low, high }: WorldBox): Vec3[] {
  return Array.from({ length: 8 }, (_, n) => vec3((a) => at(n & (1 << a) ? high : low, a)));
}
