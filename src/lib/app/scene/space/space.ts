import type { Dataset } from '../../../core';
import {
  fitCamera3D,
  toCamera2D,
  toCamera3D,
  volumeBounds,
  type Camera2D,
  type Camera3D,
  type Insets,
  type Quaternion,
  type SlicePlane,
  type Vec3,
  type VolumeView,
  type WorldBox,
} from '../../../view';

/** Where the 3D camera is, without the size of the viewport. */
export type Pose = Pick<Camera3D, 'center' | 'zoom' | 'rotation' | 'perspective'>;

/** The free slice plane. */
export interface ScenePlane extends SlicePlane {
  /** Nothing but the plane is shown. */
  readonly alone: boolean;
}

/** From the front, a little from the right and from above: all three axes are seen. */
export const OBLIQUE: Quaternion = [-0.2053, 0.2853, 0.0629, 0.934];

/** How the scene is looked at in 3D: kept while 2D is shown. */
export class Space {
  /** The displayed axis that goes into the depth; the other two are those of 2D. */
  depth = 'z';
  pose: Pose = { center: [0, 0, 0], zoom: 1, rotation: [0, 0, 0, 1], perspective: 0 };
  /** What is shown of the world, by axis name; axes that are not cut are absent. */
  clip: ReadonlyMap<string, readonly [number, number]> = new Map();
  plane: ScenePlane | undefined;

  /** The camera on a viewport. */
  camera({ width, height, pixelRatio }: Pick<Camera2D, 'width' | 'height' | 'pixelRatio'>): Camera3D {
    return { ...this.pose, width, height, pixelRatio };
  }

  place({ center, zoom, rotation, perspective }: Camera3D): void {
    this.pose = { center, zoom, rotation, perspective };
  }

  /** Takes over centre and zoom of 2D, where the third axis stands at `z`; how it is turned stays. */
  enter(camera: Camera2D, z: number): void {
    const { center, zoom } = toCamera3D(camera, z);
    this.pose = { ...this.pose, center, zoom };
  }

  /** The 2D camera with the same centre and zoom, and where the third axis stands. */
  leave(camera: Camera2D): { camera: Camera2D; z: number } {
    return { camera: { ...toCamera2D(this.camera(camera)), turn: 0 }, z: this.pose.center[2] };
  }

  /** Points the camera at all of a box, turned as it is. */
  fit(bounds: WorldBox, viewport: Camera2D, insets: Insets): void {
    const { rotation, perspective } = this.pose;
    const { width, height, pixelRatio } = viewport;
    this.place(fitCamera3D(bounds, { width, height, pixelRatio, insets, rotation, perspective }));
  }

  /** Converts to other world units, `ratios` on x, y and z. */
  rescale(ratios: Vec3): void {
    const times = (v: Vec3): Vec3 => [v[0] * ratios[0], v[1] * ratios[1], v[2] * ratios[2]];
    this.pose = { ...this.pose, center: times(this.pose.center), zoom: this.pose.zoom / ratios[0] };
    if (this.plane) this.plane = { ...this.plane, position: times(this.plane.position) };
  }

  /** Shows all of the world again. */
  uncut(): void {
    this.clip = new Map();
  }

  /** The box that the clip leaves of the world, on three axes; absent when nothing is cut. */
  clipBox(axes: readonly string[]): WorldBox | undefined {
    const [z = '', y = '', x = ''] = axes;
    const ranges = [x, y, z].map((axis) => this.clip.get(axis) ?? ([-Infinity, Infinity] as const));
    if (ranges.every(([low, high]) => low === -Infinity && high === Infinity)) return undefined;
    const end = (side: 0 | 1): Vec3 => [
      ranges[0]?.[side] ?? 0,
      ranges[1]?.[side] ?? 0,
      ranges[2]?.[side] ?? 0,
    ];
    return { low: end(0), high: end(1) };
  }
}

/** The smallest box around several volumes; `undefined` for none. */
export function unionBounds(
  volumes: readonly { dataset: Dataset; view: VolumeView }[],
): WorldBox | undefined {
  const boxes = volumes.map(({ dataset, view }) => volumeBounds(dataset, view));
  if (boxes.length === 0) return undefined;
  const edge = (side: 'low' | 'high', pick: (...values: number[]) => number): Vec3 => [
    pick(...boxes.map((box) => box[side][0])),
    pick(...boxes.map((box) => box[side][1])),
    pick(...boxes.map((box) => box[side][2])),
  ];
  return { low: edge('low', Math.min), high: edge('high', Math.max) };
}
