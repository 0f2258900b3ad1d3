import {
  keepInSight,
  orbitBy,
  panBy,
  panBy3D,
  rollBy,
  screenToWorld3D,
  worldToView,
  zoomAbout,
  zoomAbout3D,
  type Vec3,
} from '../../view';
import type { HandTool } from './hand-tool';
import type { Scene } from '../scene/scene';
import { boundedFactor } from '../scene/zoom-bounds';
import type { Point } from './pointer-input';

export interface CameraMoverOptions {
  readonly scene: Scene;
  /** World position of what is seen at a place of the 3D view, CSS pixels; `undefined` for the background. */
  readonly hitAt: (at: Point) => Vec3 | undefined;
  readonly onMove: () => void;
}

/** Moves the camera as hands ask: in 2D a drag pans, in 3D it turns the volume about what was grabbed, and Shift pans. */
export class CameraMover {
  readonly #options: CameraMoverOptions;
  /** What the drag in progress turns about; the centre when nothing was hit. */
  #pivot: Vec3 | undefined;
  /** What takes presses, and drags that it wants, in place of the camera. */
  tool: HandTool | undefined;
  /** The drag in progress is the tool's. */
  #isTaken = false;

  constructor(options: CameraMoverOptions) {
    this.#options = options;
  }

  get takesPresses(): boolean {
    return this.tool?.isActive ?? false;
  }

  grab(at: Point, options: { readonly shift: boolean }): void {
    const { scene, hitAt } = this.#options;
    this.#isTaken = this.tool?.grab(at, options) ?? false;
    this.#pivot = scene.mode === '3d' ? hitAt(at) : undefined;
  }

  drag(from: Point, to: Point, { shift }: { readonly shift: boolean }): void {
    if (this.#isTaken) {
      this.tool?.drag(to);
      return;
    }
    const step = [to[0] - from[0], to[1] - from[1]] as const;
    const { scene, onMove } = this.#options;
    if (scene.mode === '2d' || shift) {
      this.pan(...step);
      return;
    }
    scene.space.place(orbitBy(scene.camera3D, step, this.#pivot));
    onMove();
  }

  release(at: Point, options: { readonly isStill: boolean }): void {
    this.#isTaken = false;
    this.tool?.release(at, options);
  }

  giveUp(): void {
    this.#isTaken = false;
    this.tool?.giveUp();
  }

  /** Two fingers: their middle pans, their distance zooms, and in 3D their turn turns the picture. */
  pinch(from: Point, to: Point, { factor, turn }: { readonly factor: number; readonly turn: number }): void {
    const { scene } = this.#options;
    this.pan(to[0] - from[0], to[1] - from[1]);
    if (scene.mode === '3d') scene.space.place(rollBy(scene.camera3D, turn, this.#under(to)));
    this.zoom(factor, to);
  }

  pan(deltaX: number, deltaY: number): void {
    const { scene, onMove } = this.#options;
    if (scene.mode === '2d') {
      scene.camera = panBy(scene.camera, deltaX, deltaY);
      this.#keepInSight();
    } else {
      const camera = scene.camera3D;
      const depth = this.#pivot ? worldToView(camera, this.#pivot)[2] : 0;
      scene.space.place(panBy3D(camera, [deltaX, deltaY], depth));
    }
    onMove();
  }

  /** Zooms about a point in CSS pixels, or about the middle. */
  zoom(factor: number, at?: Point): void {
    const { scene, onMove } = this.#options;
    const { camera } = scene;
    const point = at ? this.#inPane(at) : ([camera.width / 2, camera.height / 2] as const);
    const bounded = boundedFactor(scene, factor);
    if (scene.mode === '2d') {
      scene.camera = zoomAbout(camera, bounded, point);
      this.#keepInSight();
    } else scene.space.place(zoomAbout3D(scene.camera3D, bounded, this.#under(at ?? point)));
    onMove();
  }

  /** In a grid, where the same place of the data would be without one. */
  #inPane(at: Point): Point {
    const { scene } = this.#options;
    const [dx, dy] = scene.arrangement.shiftAt(scene, at);
    return [at[0] - dx, at[1] - dy];
  }

  /** What is seen at a point, else what the plane through the centre has there. */
  #under(at: Point): Vec3 {
    const { scene, hitAt } = this.#options;
    return hitAt(at) ?? screenToWorld3D(scene.camera3D, this.#inPane(at));
  }

  /** By hand nobody gets lost: a strip of the data stays on the screen. */
  #keepInSight(): void {
    const { scene } = this.#options;
    const extent = scene.extent();
    if (!extent) return;
    const { insets, ...size } = scene.arrangement.viewport(scene);
    const { center } = keepInSight({ ...scene.camera, ...size }, extent, insets);
    scene.camera = { ...scene.camera, center };
  }
}
