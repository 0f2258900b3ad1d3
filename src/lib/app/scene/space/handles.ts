import { worldToScreen3D, type Vec3, type WorldBox } from '../../../view';
import type { Scene } from '../scene';

/** Something to drag over the 3D view. */
export interface Handle {
  /** 'plane', or the axis and the side of the clip box, such as 'z low'. */
  readonly id: string;
  /** CSS pixels from the canvas' top left. */
  readonly x: number;
  readonly y: number;
  /** CSS pixels that one world unit along its direction is on the screen. */
  readonly step: readonly [number, number];
}

/** Handles are no nearer to each other along their direction than this part of the data. */
const LEAST_PART = 1e-3;

/**
 * The handles of the slice plane and, while `isClipping`, of the clip box; of a grid, in its first cell. Those behind the
 * eye are left out.
 */
export function handlesOf(scene: Scene, isClipping: boolean): Handle[] {
  const bounds = scene.mode === '3d' ? scene.bounds() : undefined;
  if (!bounds) return [];
  const { plane } = scene.space;
  const handles = isClipping ? clipHandles(scene, bounds) : [];
  const own = plane && handleAt(scene, 'plane', { at: plane.position, along: unit(plane.normal) });
  const [cell] = scene.arrangement.isGrid ? [...scene.panes().values()] : [];
  const [dx, dy] = cell?.shift ?? [0, 0];
  return (own ? [...handles, own] : handles).map((each) => ({ ...each, x: each.x + dx, y: each.y + dy }));
}

/** Moves what a handle holds by a drag in CSS pixels, along the handle's direction. */
export function moveHandle(scene: Scene, handle: Handle, [dx, dy]: readonly [number, number]): void {
  const length = handle.step[0] ** 2 + handle.step[1] ** 2;
  const bounds = scene.bounds();
  if (!bounds || length === 0) return;
  const distance = (dx * handle.step[0] + dy * handle.step[1]) / length;
  const { plane } = scene.space;
  if (handle.id === 'plane') {
    if (plane)
      scene.space.plane = { ...plane, position: moved(plane.position, unit(plane.normal), distance) };
    return;
  }
  const [axis = '', side] = handle.id.split(' ');
  const at = axesOf(scene).indexOf(axis);
  if (at < 0) return;
  const extent = [bounds.low[at] ?? 0, bounds.high[at] ?? 0] as const;
  const [low, high] = scene.space.clip.get(axis) ?? extent;
  setClip(scene, axis, side === 'low' ? [low + distance, high] : [low, high + distance]);
}

/** Cuts an axis to a range of the data; the whole of it takes the cut away. */
export function setClip(scene: Scene, axis: string, range: readonly [number, number]): void {
  const bounds = scene.bounds();
  const at = axesOf(scene).indexOf(axis);
  if (!bounds || at < 0) return;
  const [least, most] = [bounds.low[at] ?? 0, bounds.high[at] ?? 0];
  const gap = (most - least) * LEAST_PART;
  const low = Math.min(Math.max(range[0], least), most - gap);
  const high = Math.max(Math.min(range[1], most), low + gap);
  const clip = new Map(scene.space.clip);
  if (low <= least && high >= most) clip.delete(axis);
  else clip.set(axis, [low, high]);
  scene.space.clip = clip;
}

/** Names of x, y and z. */
export function axesOf(scene: Scene): string[] {
  return [scene.axes[1], scene.axes[0], scene.space.depth];
}

function clipHandles(scene: Scene, bounds: WorldBox): Handle[] {
  const axes = axesOf(scene);
  const [low, high] = [[...bounds.low], [...bounds.high]];
  axes.forEach((axis, at) => {
    const range = scene.space.clip.get(axis);
    low[at] = range?.[0] ?? low[at] ?? 0;
    high[at] = range?.[1] ?? high[at] ?? 0;
  });
  return axes.flatMap((axis, at) =>
    (['low', 'high'] as const).flatMap((side) => {
      const center = low.map((value, other) =>
        other === at ? ((side === 'low' ? low : high)[other] ?? 0) : (value + (high[other] ?? 0)) / 2,
      );
      const along = [0, 1, 2].map((other) => Number(other === at));
      return handleAt(scene, `${axis} ${side}`, { at: vector(center), along: vector(along) }) ?? [];
    }),
  );
}

function handleAt(
  scene: Scene,
  id: string,
  { at, along }: { readonly at: Vec3; readonly along: Vec3 },
): Handle | undefined {
  const camera = scene.camera3D;
  const distance = 1 / camera.zoom;
  const from = worldToScreen3D(camera, at);
  const to = worldToScreen3D(camera, moved(at, along, distance));
  if (!from || !to) return undefined;
  return { id, x: from[0], y: from[1], step: [(to[0] - from[0]) / distance, (to[1] - from[1]) / distance] };
}

function moved(from: Vec3, along: Vec3, distance: number): Vec3 {
  return [from[0] + along[0] * distance, from[1] + along[1] * distance, from[2] + along[2] * distance];
}

function unit(v: Vec3): Vec3 {
  const length = Math.hypot(...v);
  return [v[0] / length, v[1] / length, v[2] / length];
}

function vector([x = 0, y = 0, z = 0]: readonly number[]): Vec3 {
  return [x, y, z];
}
