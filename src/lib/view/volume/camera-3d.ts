import type { Quaternion, Vec3 } from './vec3';

/** The 3D camera. World coordinates are float64, in the units of the first layer. */
export interface Camera3D {
  /** World position at the middle of the viewport. */
  readonly center: Vec3;
  /** CSS pixels per world unit at the centre. */
  readonly zoom: number;
  /** `v_view = q · v_world · q⁻¹`; the identity looks along +z, with x to the right and y down, as 2D does. */
  readonly rotation: Quaternion;
  /** Vertical field of view in degrees; 0 = orthographic. */
  readonly perspective: number;
  /** Size of the viewport in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly pixelRatio: number;
}
