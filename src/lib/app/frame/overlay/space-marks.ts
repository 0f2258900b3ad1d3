import { axisTriad, boxEdges, worldToScreen3D } from '../../../view';
import { axesOf } from '../../scene/space/handles';
import { planeOutline } from '../../scene/space/plane-outline';
import type { Scene } from '../../scene/scene';
import type { SpaceMarks } from './overlay-3d';

/** What the overlay shows of 3D; `undefined` in 2D, and where there is nothing. */
export function spaceMarks(scene: Scene): SpaceMarks | undefined {
  const bounds = scene.mode === '3d' ? scene.bounds() : undefined;
  if (!bounds) return undefined;
  const camera = scene.camera3D;
  const { plane } = scene.space;
  const outline = plane ? planeOutline(bounds, plane).map((point) => worldToScreen3D(camera, point)) : [];
  const isBeforeEye = outline.every((point) => point !== undefined);
  const directions = axisTriad(camera);
  return {
    box: boxEdges(bounds, camera),
    plane: isBeforeEye ? outline.map((point) => [point?.[0] ?? 0, point?.[1] ?? 0] as const) : [],
    triad: axesOf(scene).map((axis, at) => ({ axis, direction: directions[at as 0 | 1 | 2] })),
    panes: scene.arrangement.isGrid ? [...scene.panes().values()] : [],
    inset: scene.insets,
  };
}
