import {
  orbitBy,
  panBy3D,
  rollBy,
  screenToWorld3D,
  zoomAbout3D,
  type Camera3D,
  type Quaternion,
  type Vec3,
  type WorldBox,
} from '../../../view';
import type { GrabOptions, Hand, Point } from '../../input/hand';

/** Vertical field of view in degrees: enough to tell near from far. */
const PERSPECTIVE = 30;
/** Part of the shorter side of the canvas that what is framed takes, however it is turned. */
const FRAMED_PART = 0.85;
/** A step of a key turns by 15 degrees; a drag over the shorter side of the canvas is half a turn. */
const TURN_PART = 1 / 12;
const PAN_PART = 1 / 10;
const ZOOMS = { least: 0.1, most: 1000 };

/** From the front, a little from the right and from above. */
const OBLIQUE: Quaternion = [-0.2053, 0.2853, 0.0629, 0.934];
/** From above and before a picture that lies on a table, turned by 30 degrees. */
const OVER_TABLE: Quaternion = [-0.482963, 0.12941, 0.224144, 0.836516];

export interface CanvasSize {
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
}

/** A camera that goes round what it is pointed at, as hands and keys ask. It sees all of it, however that changes, until it is brought nearer. */
export class SecondCamera implements Hand {
  readonly movesPicture = true;
  readonly takesPresses = false;
  readonly #onMove: () => void;
  #isFlat = false;
  #rotation: Quaternion = OBLIQUE;
  /** How much nearer than what frames all. */
  #factor = 1;
  /** Where its centre is, from the middle of what is framed, in parts of the radius around that. */
  #offset: Vec3 = [0, 0, 0];
  #framed: WorldBox = { low: [0, 0, 0], high: [1, 1, 1] };
  #size: CanvasSize = { width: 1, height: 1, pixelRatio: 1 };

  constructor(onMove: () => void) {
    this.#onMove = onMove;
  }

  /** What it looks at from now on, on a canvas of a size; flat things are seen from elsewhere than solid ones to begin with. */
  see(framed: WorldBox, { isFlat, size }: { readonly isFlat: boolean; readonly size: CanvasSize }): void {
    this.#framed = framed;
    this.#size = size;
    if (isFlat === this.#isFlat) return;
    this.#isFlat = isFlat;
    this.#begin();
  }

  get camera(): Camera3D {
    const { middle, radius } = sphereAround(this.#framed);
    const [x, y, z] = this.#offset;
    return {
      center: [middle[0] + x * radius, middle[1] + y * radius, middle[2] + z * radius],
      zoom: this.#fitZoom(radius) * this.#factor,
      ...{ rotation: this.#rotation, perspective: PERSPECTIVE, ...this.#size },
    };
  }

  reset(): void {
    this.#begin();
    this.#onMove();
  }

  /** Looks at the middle from as far as shows all; how it is turned stays. */
  recenter(): void {
    this.#factor = 1;
    this.#offset = [0, 0, 0];
    this.#onMove();
  }

  turnBySteps(right: number, down: number): void {
    const step = this.#shorterSide * TURN_PART;
    this.#place(orbitBy(this.camera, [right * step, down * step]));
  }

  panBySteps(right: number, down: number): void {
    const step = this.#shorterSide * PAN_PART;
    this.#place(panBy3D(this.camera, [right * step, down * step]));
  }

  zoom(factor: number, at?: Point): void {
    const { camera } = this;
    const bounded = Math.min(ZOOMS.most, Math.max(ZOOMS.least, this.#factor * factor)) / this.#factor;
    this.#place(zoomAbout3D(camera, bounded, at ? screenToWorld3D(camera, at) : camera.center));
  }

  drag(from: Point, to: Point, { shift }: Pick<GrabOptions, 'shift'>): void {
    const step = [to[0] - from[0], to[1] - from[1]] as const;
    this.#place(shift ? panBy3D(this.camera, step) : orbitBy(this.camera, step));
  }

  pinch(from: Point, to: Point, { factor, turn }: { readonly factor: number; readonly turn: number }): void {
    this.#place(rollBy(panBy3D(this.camera, [to[0] - from[0], to[1] - from[1]]), turn));
    this.zoom(factor, to);
  }

  glide(from: Point, to: Point): boolean {
    this.drag(from, to, { shift: false });
    return true;
  }

  grab(): void {}
  hold(): void {}
  loosen(): void {}
  release(): void {}
  giveUp(): void {}

  get #shorterSide(): number {
    return Math.min(this.#size.width, this.#size.height);
  }

  #fitZoom(radius: number): number {
    return (this.#shorterSide * FRAMED_PART) / 2 / radius;
  }

  #begin(): void {
    this.#rotation = this.#isFlat ? OVER_TABLE : OBLIQUE;
    this.#factor = 1;
    this.#offset = [0, 0, 0];
  }

  #place({ center, zoom, rotation }: Camera3D): void {
    const { middle, radius } = sphereAround(this.#framed);
    const part = (axis: 0 | 1 | 2) => (center[axis] - middle[axis]) / radius;
    this.#rotation = rotation;
    this.#factor = zoom / this.#fitZoom(radius);
    this.#offset = [part(0), part(1), part(2)];
    this.#onMove();
  }
}

function sphereAround({ low, high }: WorldBox): { readonly middle: Vec3; readonly radius: number } {
  const middle = [0, 1, 2].map((a) => ((low[a] ?? 0) + (high[a] ?? 0)) / 2) as unknown as Vec3;
  const radius = Math.hypot(high[0] - low[0], high[1] - low[1], high[2] - low[2]) / 2;
  return { middle, radius: radius > 0 ? radius : 1 };
}
