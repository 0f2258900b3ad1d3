import {
  keepInSight,
  orbitBy,
  panBy,
  panBy3D,
  rollBy,
  screenToWorld3D,
  turnAbout2D,
  worldToView,
  zoomAbout,
  zoomAbout3D,
  type Vec3,
} from '../../view';
import type { GrabOptions, Hand, Point } from './hand';
import type { HandTool } from './hand-tool';
import type { Scene } from '../scene/scene';
import { boundedFactor } from '../scene/zoom-bounds';

/** A picture that was turned by fingers to within this of upright stands upright, radians. */
const UPRIGHT = 0.12;

export interface CameraMoverOptions {
  readonly scene: Scene;
  /** World position of what is seen at a place of the 3D view, CSS pixels; `undefined` for the background. */
  readonly hitAt: (at: Point) => Vec3 | undefined;
  readonly onMove: () => void;
}

/** Moves the camera as hands ask: in 2D a drag pans, in 3D it turns the volume about what was grabbed, and Shift pans. */
export class CameraMover implements Hand {
  readonly #options: CameraMoverOptions;
  /** What the drag in progress turns about; the centre when nothing was hit. */
  #pivot: Vec3 | undefined;
  /** What takes presses, and drags that it wants, in place of the camera. */
  tool: HandTool | undefined;
  /** The drag in progress is the tool's. */
  #isTaken = false;
  /** What the drag that was let go has left: another one has been put there by something else. */
  #left: readonly unknown[] = [];

  constructor(options: CameraMoverOptions) {
    this.#options = options;
  }

  get takesPresses(): boolean {
    return this.tool?.isActive ?? false;
  }

  get movesPicture(): boolean {
    return !this.#isTaken;
  }

  grab(at: Point, { shift, isRest = false }: GrabOptions): void {
    const { scene, hitAt } = this.#options;
    this.#isTaken = !isRest && (this.tool?.grab(at, { shift }) ?? false);
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
    this.#left = this.#stand();
  }

  glide(from: Point, to: Point): boolean {
    if (this.#stand().some((part, n) => part !== this.#left[n])) return false;
    this.drag(from, to, { shift: false });
    this.#left = this.#stand();
    return true;
  }

  giveUp(): void {
    this.#isTaken = false;
    this.tool?.giveUp();
  }

  hold(middle: Point): void {
    if (this.#options.scene.mode === '3d') this.#pivot = this.#under(middle);
  }

  /** Two fingers: their middle pans, their distance zooms, and their turn turns the picture. */
  pinch(from: Point, to: Point, { factor, turn }: { readonly factor: number; readonly turn: number }): void {
    const { scene } = this.#options;
    this.pan(to[0] - from[0], to[1] - from[1]);
    if (turn !== 0) this.#turn(turn, to);
    if (scene.mode === '2d') this.zoom(factor, to);
    else {
      scene.space.place(zoomAbout3D(scene.camera3D, boundedFactor(scene, factor), this.#pivot));
      this.#options.onMove();
    }
  }

  /** In 2D what is nearly upright is meant to be. */
  loosen(middle: Point): void {
    const { scene } = this.#options;
    const turn = Math.atan2(Math.sin(scene.camera.turn), Math.cos(scene.camera.turn));
    if (turn !== 0 && Math.abs(turn) < UPRIGHT) this.straighten(middle);
  }

  /** Turns a 2D picture upright about a point. */
  straighten(about: Point): void {
    const { scene } = this.#options;
    if (scene.mode === '3d') return;
    this.#turn(-scene.camera.turn, about);
    scene.camera = { ...scene.camera, turn: 0 };
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

  #turn(turn: number, about: Point): void {
    const { scene, onMove } = this.#options;
    if (scene.mode === '3d') scene.space.place(rollBy(scene.camera3D, turn, this.#pivot));
    else scene.camera = turnAbout2D(scene.camera, turn, this.#inPane(about));
    onMove();
  }

  /** What hands move; it is made anew with each move. */
  #stand(): readonly unknown[] {
    const { mode, camera, space } = this.#options.scene;
    return mode === '3d' ? [mode, space.pose] : [mode, camera];
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
