import type { Vec3 } from '../../view';
import type { Scene } from './scene';

/**
 * Displays two axes in 2D, or three in 3D, the one across the screen last, where some layer has them; returns whether that
 * changed anything. The sliders of axes that leave the screen stand at the middle of what was seen. Where only the order
 * changed, the view stays at its place; else all of it is fitted.
 */
export function displayAxes(scene: Scene, names: readonly string[]): boolean {
  const before = scene.displayed;
  if (names.length !== before.length || names.join('\n') === before.join('\n')) return false;
  if (!scene.canShow(names)) return false;
  const center = centerByAxis(scene);
  const isOrder = names.every((name) => before.includes(name));
  for (const [axis, world] of center) if (!names.includes(axis)) scene.setWorldPosition(axis, world);
  const [horizontal = 'x', vertical = 'y', depth] = names.toReversed();
  scene.setAxes([vertical, horizontal], depth);
  if (!isOrder) {
    scene.space.plane = undefined;
    scene.fit();
    return true;
  }
  const at = (name: string) => center.get(name) ?? 0;
  scene.camera = { ...scene.camera, center: [at(horizontal), at(vertical)] };
  if (depth === undefined) return true;
  const pose = { ...scene.space.pose, center: [at(horizontal), at(vertical), at(depth)] as Vec3 };
  scene.space.pose = pose;
  scene.space.plane = undefined;
  return true;
}

/** World position of the middle of the view on the displayed axes. */
function centerByAxis({ mode, camera, space, displayed }: Scene): Map<string, number> {
  const center = mode === '3d' ? space.pose.center : camera.center;
  return new Map(displayed.toReversed().map((name, at) => [name, center[at] ?? 0]));
}
