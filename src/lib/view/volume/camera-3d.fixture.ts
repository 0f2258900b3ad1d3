import fc from 'fast-check';
import type { Camera3D } from './camera-3d';
import { compose, turnAbout, type Quaternion } from './vec3';

/** Cameras for tests: 1024×768 with one device pixel per CSS pixel, orthographic, looking along +z. */
export function makeCamera(options: Partial<Camera3D> = {}): Camera3D {
  return {
    center: [0, 0, 0],
    zoom: 1,
    rotation: [0, 0, 0, 1],
    perspective: 0,
    width: 1024,
    height: 768,
    pixelRatio: 1,
    ...options,
  };
}

const angles = fc.double({ min: -Math.PI, max: Math.PI, noNaN: true });

/** Any rotation. */
export const rotations = fc
  .tuple(angles, angles, angles)
  .map(([a, b, c]): Quaternion =>
    compose(turnAbout([0, 0, 1], c), compose(turnAbout([1, 0, 0], b), turnAbout([0, 1, 0], a))),
  );
