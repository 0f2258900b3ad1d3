import { voxelAt, type Dataset } from '../../../core';
import type { Renderer, VolumeLayerFrame, VolumePick, VolumeRequest } from '../../../render';
import { isInPane, type Vec3, type VolumeView } from '../../../view';
import type { ValueAt } from './value-at';

/** What picks in a volume. */
export type Picker = Pick<Renderer, 'pick'>;

/** World position of what is seen at a point, CSS pixels: of the topmost layer that shows something there. */
export function seenAt(
  renderer: Picker,
  { layers, camera }: VolumeRequest,
  point: readonly [number, number],
): Vec3 | undefined {
  for (const layer of layers.toReversed()) {
    const local = layer.visible ? pointIn(layer, point) : undefined;
    const pick = local && renderer.pick(layer, camera, local);
    if (pick) return pick.position;
  }
  return undefined;
}

/** Returns what is seen at a point in each channel of each visible layer, bottom layer first. */
export function readVolumes(
  renderer: Picker,
  { layers, camera }: VolumeRequest,
  point: readonly [number, number],
): ValueAt[] {
  return layers.flatMap((layer) => {
    const local = layer.visible ? pointIn(layer, point) : undefined;
    if (!local) return [];
    return layer.channels.flatMap((channel) => {
      const pick = renderer.pick({ ...layer, channels: [channel] }, camera, local);
      return pick ? [valueOf(layer, pick)] : [];
    });
  });
}

/** Where a point is in the picture of a layer as the camera sees it; `undefined` where the layer is not shown. */
function pointIn(
  { pane }: VolumeLayerFrame,
  point: readonly [number, number],
): readonly [number, number] | undefined {
  if (!pane) return point;
  return isInPane(pane, point) ? [point[0] - pane.shift[0], point[1] - pane.shift[1]] : undefined;
}

function valueOf({ id, dataset, view }: VolumeLayerFrame, pick: VolumePick): ValueAt {
  const { level, channel, value } = pick;
  const world = worldOf(dataset, { view, channel, position: pick.position });
  const grid = dataset.levels[level];
  const index = world.map((at, axis) => {
    if (axis === dataset.channelAxis) return channel;
    const transform = { scale: grid?.scale[axis] ?? 1, translation: grid?.translation[axis] ?? 0 };
    const size = grid?.array?.shape[axis] ?? 1;
    return Math.min(Math.max(voxelAt(at, transform), 0), size - 1);
  });
  return {
    layer: id,
    level,
    index,
    world,
    value: typeof value === 'bigint' ? String(value) : (value ?? null),
  };
}

/** Store axis order. */
function worldOf(
  dataset: Dataset,
  {
    view,
    channel,
    position,
  }: { readonly view: VolumeView; readonly channel: number; readonly position: Vec3 },
): number[] {
  return dataset.axes.map((_, axis) => {
    if (axis === view.x) return position[0];
    if (axis === view.y) return position[1];
    if (axis === view.z) return position[2];
    return axis === dataset.channelAxis ? channel : (view.position[axis] ?? 0);
  });
}
