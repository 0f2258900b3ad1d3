import { viewer as t } from '../../messages';
import { lookAlong, rayThrough, type AxisDirection, type Vec3 } from '../../view';
import { keepEqual } from './keep-equal';
import { axesOf, handlesOf, moveHandle, setClip } from '../scene/space/handles';
import type { ScenePlane } from '../scene/space/space';
import type { Session } from '../session/session';
import type { ClipModel, HandleModel, PlaneChoice, SpaceViewer } from './space-model';

/** A normal this near to an axis counts as along it. */
const ALONG = 0.9999;

/** The interface's view of the 3D side of a session. */
export class AppSpaceViewer implements SpaceViewer {
  mode = $state<'2d' | '3d'>('2d');
  isPossible = $state(false);
  perspective = $state(0);
  plane = $state<PlaneChoice>('none');
  planeAxis = $state<string | undefined>(undefined);
  axes = $state.raw<readonly string[]>(['x', 'y', 'z']);
  clips = $state.raw<readonly ClipModel[]>([]);
  isClipping = $state(false);
  handles = $state.raw<readonly HandleModel[]>([]);
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  setMode(mode: '2d' | '3d'): void {
    this.#session.setMode(mode);
  }

  setPerspective(degrees: number): void {
    const { space } = this.#session.scene;
    space.pose = { ...space.pose, perspective: degrees };
    this.#session.engine.changed();
  }

  lookAlong(axis: number, from: 'low' | 'high'): void {
    const { scene, engine } = this.#session;
    const direction = `${from === 'low' ? '+' : '-'}${'xyz'[axis] ?? 'z'}` as AxisDirection;
    scene.space.place(lookAlong(scene.camera3D, direction));
    engine.changed();
  }

  setPlane(choice: PlaneChoice): void {
    const { scene, engine } = this.#session;
    const { space } = scene;
    const before = space.plane ?? this.#newPlane();
    space.plane = choice === 'none' ? undefined : { ...before, alone: choice === 'alone' };
    engine.changed();
  }

  turnPlane(axis: string | undefined): void {
    const { scene, engine } = this.#session;
    const at = axis === undefined ? -1 : axesOf(scene).indexOf(axis);
    const normal = at < 0 ? this.#towardsEye() : ([0, 1, 2].map((a) => Number(a === at)) as never as Vec3);
    scene.space.plane = { ...(scene.space.plane ?? this.#newPlane()), normal };
    engine.changed();
  }

  setClip(axis: string, range: readonly [number, number]): void {
    setClip(this.#session.scene, axis, range);
    this.#session.engine.changed();
  }

  resetClip(): void {
    this.#session.scene.space.uncut();
    this.#session.engine.changed();
  }

  toggleClipping(): void {
    this.isClipping = !this.isClipping;
    this.#session.engine.redraw();
  }

  moveHandle(id: string, drag: readonly [number, number]): void {
    const { scene, engine } = this.#session;
    const handle = handlesOf(scene, this.isClipping).find((candidate) => candidate.id === id);
    if (!handle) return;
    moveHandle(scene, handle, drag);
    engine.noteInput(performance.now());
    engine.changed();
  }

  /** Called once a frame: what says the same as before stays the same object. */
  publish(): void {
    const { scene } = this.#session;
    const { pose, plane } = scene.space;
    this.mode = scene.mode;
    this.isPossible = scene.mode === '3d' || scene.depthAxis() !== undefined;
    this.perspective = pose.perspective;
    this.plane = plane ? (plane.alone ? 'alone' : 'inside') : 'none';
    this.axes = keepEqual(this.axes, axesOf(scene));
    this.planeAxis = plane && this.#axisOf(plane);
    this.clips = keepEqual(this.clips, this.#clips());
    const handles = handlesOf(scene, this.isClipping).map(({ id, x, y }) => ({
      id,
      x: Math.round(x * 2) / 2,
      y: Math.round(y * 2) / 2,
      label: handleText(id),
    }));
    this.handles = keepEqual(this.handles, handles);
  }

  #clips(): ClipModel[] {
    const { scene } = this.#session;
    const bounds = scene.mode === '3d' ? scene.bounds() : undefined;
    if (!bounds) return [];
    return axesOf(scene).map((axis, at) => {
      const extent = [bounds.low[at] ?? 0, bounds.high[at] ?? 0] as const;
      return { axis, extent, range: scene.space.clip.get(axis) ?? extent };
    });
  }

  #axisOf({ normal }: ScenePlane): string | undefined {
    const length = Math.hypot(...normal);
    const at = normal.findIndex((part) => Math.abs(part) > ALONG * length);
    return at < 0 ? undefined : axesOf(this.#session.scene)[at];
  }

  /** Through the middle of the data, across the depth. */
  #newPlane(): ScenePlane {
    const { scene } = this.#session;
    const bounds = scene.bounds();
    const middle = (at: number) => ((bounds?.low[at] ?? 0) + (bounds?.high[at] ?? 0)) / 2;
    return { position: [middle(0), middle(1), middle(2)], normal: [0, 0, 1], alone: false };
  }

  #towardsEye(): Vec3 {
    const { camera3D } = this.#session.scene;
    const [x, y, z] = rayThrough(camera3D, [camera3D.width / 2, camera3D.height / 2]).direction;
    return [-x, -y, -z];
  }
}

/** An axis' name may have spaces; the side comes last. */
function handleText(id: string): string {
  if (id === 'plane') return t.slicePlane;
  const at = id.lastIndexOf(' ');
  return t.clipHandle({ axis: id.slice(0, at), isLow: id.slice(at + 1) === 'low' });
}
