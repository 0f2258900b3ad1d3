import type { PartialViewState, PlaneState, ViewState } from '../../../share';
import { clampZoom, type Quaternion, type Vec3 } from '../../../view';
import { displayAxes } from '../display-axes';
import type { Scene } from '../scene';
import type { ScenePlane } from '../space/space';

type CameraState = Omit<ViewState, 'sources' | 'position' | 'layers'>;

/** Where the scene is looked at from, as plain JSON. */
export function cameraState(scene: Scene): CameraState {
  const { camera, axes, mode, space } = scene;
  if (mode === '2d')
    return {
      mode,
      axes: [...axes],
      center: placeByAxis(scene, [camera.center[0], camera.center[1], 0]),
      zoom: camera.zoom,
      rotation: [0, 0, Math.sin(camera.turn / 2), Math.cos(camera.turn / 2)],
      perspective: 0,
    };
  const { pose, clip, plane } = space;
  return {
    mode,
    axes: [...scene.displayed],
    center: placeByAxis(scene, pose.center),
    zoom: pose.zoom,
    rotation: [...pose.rotation],
    perspective: pose.perspective,
    ...(clip.size > 0 && { clip: clipState(scene) }),
    ...(plane && { plane: planeState(scene, plane) }),
  };
}

/** Applies the parts of a view that say from where it is looked at. Axes and a mode that no layer has are passed over. */
export function applyCamera(scene: Scene, patch: PartialViewState): void {
  const { axes, mode, center, zoom, position } = patch;
  const depth = axes?.length === 3 ? axes[0] : undefined;
  const [vertical, horizontal] = axes?.slice(-2) ?? [];
  if (mode === '2d') scene.setMode('2d');
  if (vertical !== undefined && horizontal !== undefined && depth !== undefined && scene.mode === '3d')
    displayAxes(scene, [depth, vertical, horizontal]);
  else if (vertical !== undefined && horizontal !== undefined) displayAxes(scene, [vertical, horizontal]);
  for (const [axis, index] of Object.entries(position ?? {})) scene.setPosition(axis, index);
  if (mode === '3d' && (depth === undefined || scene.canShow([depth, ...scene.axes])))
    scene.setMode('3d', depth);
  if (scene.mode === '3d') applySpace(scene, patch);
  else applyPlane(scene, patch);
  if (center || zoom !== undefined) scene.mustFit = scene.isFirstPicture = false;
}

function applyPlane(scene: Scene, { center, zoom, rotation }: PartialViewState): void {
  const { camera } = scene;
  const [x, y] = placeOf(scene, center ?? {}, [...camera.center, 0]);
  scene.camera = {
    ...camera,
    center: center ? [x, y] : camera.center,
    zoom: zoom === undefined ? camera.zoom : clampZoom(zoom),
    turn: rotation ? 2 * Math.atan2(rotation[2], rotation[3]) : camera.turn,
  };
}

function applySpace(scene: Scene, patch: PartialViewState): void {
  const { center, zoom, rotation, perspective, clip, plane } = patch;
  const { space } = scene;
  const { pose } = space;
  space.pose = {
    center: center ? placeOf(scene, center, pose.center) : pose.center,
    zoom: zoom === undefined ? pose.zoom : clampZoom(zoom),
    rotation: rotation ? unit(rotation) : pose.rotation,
    perspective: perspective ?? pose.perspective,
  };
  if (clip)
    space.clip = new Map(
      Object.entries(clip).map(([axis, [low, high]]) => {
        const factor = scene.stretch.get(axis) ?? 1;
        return [axis, [low * factor, high * factor]];
      }),
    );
  if (plane)
    space.plane = {
      position: placeOf(scene, plane.position, pose.center),
      normal: vectorOf(scene, plane.normal, [0, 0, 0]),
      alone: plane.alone,
    };
  else if (plane === null) space.plane = undefined;
}

/** Throws an Error that names what of a script's patch the scene cannot show. */
export function checkCamera(scene: Scene, patch: PartialViewState): void {
  const mode = patch.mode ?? scene.mode;
  const axes = patch.axes ?? axesIn(scene, mode);
  if (!axes) throw new Error('mode: no layer has three axes to show in 3d.');
  const isAsked = patch.axes !== undefined || patch.mode === '3d';
  if (isAsked && (axes.length !== (mode === '3d' ? 3 : 2) || !scene.canShow(axes)))
    throw new Error(`axes: no layer can show ${axes.join(' and ')} in ${mode}.`);
  for (const field of ['center', 'clip'] as const)
    for (const axis of Object.keys(patch[field] ?? {}))
      if (!axes.includes(axis))
        throw new Error(`${field}: ${axis} is not displayed; ${axes.join(', ')} are.`);
  const { plane, rotation } = patch;
  if (plane && !(Math.hypot(...vectorOf(scene, plane.normal, [0, 0, 0])) > 0))
    throw new Error('plane: the normal has no length.');
  if (rotation && !(Math.hypot(...rotation) > 0)) throw new Error('rotation: the quaternion has no length.');
  checkPosition(scene, patch, axes);
}

function checkPosition(scene: Scene, { position }: PartialViewState, axes: readonly string[]): void {
  const known = scene.layers.flatMap(({ source: { dataset } }) =>
    dataset.axes.filter((_, at) => at !== dataset.channelAxis).map(({ name }) => name),
  );
  for (const axis of Object.keys(position ?? {})) {
    if (axes.includes(axis)) throw new Error(`position: ${axis} is displayed, and has no position.`);
    if (!known.includes(axis)) throw new Error(`position: there is no axis ${axis}.`);
  }
}

/** The axes that a mode displays; `undefined` where no layer has enough. */
function axesIn(scene: Scene, mode: '2d' | '3d'): readonly string[] | undefined {
  if (mode === '2d') return scene.axes;
  const depth = scene.mode === '3d' ? scene.space.depth : scene.depthAxis();
  return depth === undefined ? undefined : [depth, ...scene.axes];
}

/** A place in world units, by axis; on the axes of 2D alone in 2D. */
function placeByAxis(scene: Scene, at: Vec3): Record<string, number> {
  const names = scene.displayed;
  const entries = names.toReversed().map((axis, i): [string, number] => {
    return [axis, (at[i] ?? 0) / (scene.stretch.get(axis) ?? 1)];
  });
  return Object.fromEntries(entries.toReversed());
}

/** The inverse of {@link placeByAxis}; `rest` for axes that are not named. */
function placeOf(scene: Scene, values: Readonly<Record<string, number>>, rest: Vec3): Vec3 {
  const stretched = Object.entries(values).map(([axis, value]): [string, number] => {
    return [axis, value * (scene.stretch.get(axis) ?? 1)];
  });
  return vectorOf(scene, Object.fromEntries(stretched), rest);
}

function clipState({ space, stretch }: Scene): Record<string, [number, number]> {
  const entries = [...space.clip].map(([axis, [low, high]]): [string, [number, number]] => {
    const factor = stretch.get(axis) ?? 1;
    return [axis, [low / factor, high / factor]];
  });
  return Object.fromEntries(entries);
}

function byAxis(scene: Scene, [x, y, z]: Vec3): Record<string, number> {
  return { [scene.space.depth]: z, [scene.axes[0]]: y, [scene.axes[1]]: x };
}

function vectorOf(scene: Scene, values: Readonly<Record<string, number>>, rest: Vec3): Vec3 {
  const { axes, space } = scene;
  return [values[axes[1]] ?? rest[0], values[axes[0]] ?? rest[1], values[space.depth] ?? rest[2]];
}

function planeState(scene: Scene, { position, normal, alone }: ScenePlane): PlaneState {
  return { position: placeByAxis(scene, position), normal: byAxis(scene, normal), alone };
}

function unit(rotation: readonly [number, number, number, number]): Quaternion {
  const length = Math.hypot(...rotation);
  const [x, y, z, w] = rotation;
  return length > 0 ? [x / length, y / length, z / length, w / length] : [0, 0, 0, 1];
}
