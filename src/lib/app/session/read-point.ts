import type { ChunkStore } from '../../chunks';
import { screenToWorld, type Vec3 } from '../../view';
import type { Engine } from '../frame/engine';
import { readValues } from '../scene/read/read-values';
import { readVolumes, seenAt } from '../scene/read/read-volume';
import type { Scene } from '../scene/scene';
import type { ValueAt } from '../scene/read/value-at';

interface Sources {
  readonly scene: Scene;
  readonly store: ChunkStore;
  readonly engine: Engine;
}

/** CSS pixels from the canvas' top left. */
type Point = readonly [number, number];

/** What stands at a point of the picture, bottom layer first. */
export function valuesUnder({ scene, store, engine }: Sources, point: Point): ValueAt[] {
  const request = engine.frameRequest(false);
  const voxels =
    request.view !== '3d'
      ? readValues({ scene, store }, point)
      : engine.renderer
        ? readVolumes(engine.renderer, request, point)
        : [];
  const points = engine.points.part?.valuesAt({ scene, store }, point) ?? [];
  const place = ({ layer }: ValueAt): number => scene.layers.findIndex(({ id }) => id === layer);
  return inWorldUnits(
    scene,
    [...voxels, ...points].sort((a, b) => place(a) - place(b)),
  );
}

/** Takes back the stretch of displayed axes. */
function inWorldUnits(scene: Scene, values: ValueAt[]): ValueAt[] {
  if (scene.stretch.size === 0) return values;
  return values.map((value) => {
    const axes = scene.layers.find(({ id }) => id === value.layer)?.source.dataset.axes ?? [];
    const world = value.world.map((at, axis) => at / (scene.stretch.get(axes[axis]?.name ?? '') ?? 1));
    return { ...value, world };
  });
}

/** World position of what 3D shows at a point; `undefined` for the background. */
export function hitUnder({ engine }: Sources, point: Point): Vec3 | undefined {
  const request = engine.frameRequest(false);
  return request.view === '3d' && engine.renderer ? seenAt(engine.renderer, request, point) : undefined;
}

/** World position at a point, on x, y and in 3D on z; `undefined` where 3D shows nothing. */
export function worldUnder(sources: Sources, point: Point): readonly number[] | undefined {
  const { scene } = sources;
  if (scene.mode === '3d') return hitUnder(sources, point);
  const [dx, dy] = scene.arrangement.shiftAt(scene, point);
  return screenToWorld(scene.camera, [point[0] - dx, point[1] - dy]);
}
