import { orbitBy, rollBy } from '../../view';
import type { Session } from '../session/session';
import type { CameraViewer } from './camera-model';

/** The interface's view of a session's camera. */
export class AppCameraViewer implements CameraViewer {
  isReading = $state(false);
  readonly #session: Session;
  /** Where the middle was put as the place to read. */
  #middle: readonly [number, number] | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  turnBy(right: number, down: number): void {
    const { scene } = this.#session;
    if (scene.mode !== '3d') return;
    const camera = scene.camera3D;
    // A drag over the shorter side is half a turn.
    const pxPerDegree = Math.min(camera.width, camera.height) / 180;
    scene.space.place(orbitBy(camera, [right * pxPerDegree, down * pxPerDegree]));
    this.#moved();
  }

  rollBy(degrees: number): void {
    const { scene } = this.#session;
    const angle = (degrees * Math.PI) / 180;
    if (scene.mode === '3d') scene.space.place(rollBy(scene.camera3D, angle));
    else scene.camera = { ...scene.camera, turn: scene.camera.turn + angle };
    this.#moved();
  }

  readMiddle(): void {
    this.#middle = undefined;
    this.isReading = true;
    this.#aim();
    this.#session.engine.redraw();
  }

  stopReading(): boolean {
    const wasReading = this.isReading;
    this.isReading = false;
    if (wasReading && this.#session.hover === this.#middle) this.#session.hover = undefined;
    this.#session.engine.redraw();
    return wasReading;
  }

  /** Called once a frame, before what is under the pointer is read: a pointer that came takes over. */
  publish(): void {
    if (!this.isReading) return;
    if (this.#session.hover !== this.#middle) this.isReading = false;
    else this.#aim();
  }

  /** Points at the middle, which moves when the window changes its size. */
  #aim(): void {
    const { scene } = this.#session;
    const [x, y] = [scene.camera.width / 2, scene.camera.height / 2];
    if (this.#middle?.[0] === x && this.#middle[1] === y) return;
    this.#middle = [x, y];
    this.#session.hover = this.#middle;
  }

  #moved(): void {
    const { scene, engine } = this.#session;
    scene.mustFit = scene.isFirstPicture = false;
    engine.noteInput(performance.now());
    engine.changed();
  }
}
