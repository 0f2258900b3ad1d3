import type { SeenView } from '../../telemetry';
import { cameraState } from '../scene/state/camera-state';
import type { Session } from '../session/session';

/** What of the view ends tasks. */
export function seenView({ scene, engine }: Session): SeenView {
  const { mode, zoom, center } = cameraState(scene);
  const coarsest = scene.layers.flatMap(({ id }) => {
    const drawn = Object.keys(engine.renderer?.drawnByLevel(id) ?? {}).map(Number);
    return drawn.length > 0 ? [Math.max(...drawn)] : [];
  });
  const slices = scene.dimensions().map(({ axis, value }): [string, number] => [axis, value]);
  return {
    ...{ mode, zoom },
    ...(coarsest.length > 0 && { level: Math.min(...coarsest) }),
    at: { ...center, ...Object.fromEntries(slices) },
  };
}
