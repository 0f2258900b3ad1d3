import { voxelAt, type AxisTransform, type Dataset } from '../../core';
import { visibleWorldRect } from '../../view';
import type { KeepAxis, KeepOptions } from './library-model';
import { planOf, type Layer } from '../scene/layers/layer';
import type { Scene } from '../scene/scene';

/** Returns what can be kept of the dataset that a layer shows; `undefined` of one that is made on demand. */
export function keepOptions(scene: Scene, layer: Layer): KeepOptions | undefined {
  const dataset = layer.dataset(scene.units);
  if (dataset.generated) return undefined;
  const across = dataset.axes.findIndex(({ name }) => name === scene.axes[1]);
  const unit = scene.units.get(scene.axes[1]);
  return {
    layerId: layer.id,
    name: layer.name,
    levels: dataset.levels.map(({ scale }, level) => ({
      level,
      voxelSize: Math.abs(scale[across] ?? 1),
      ...(unit !== undefined && { unit }),
    })),
    axes: dataset.axes.map((_, at) => axisOption(scene, layer, at)),
    targetLevel: planOf(layer.frame)?.level ?? 0,
  };
}

function axisOption(scene: Scene, layer: Layer, at: number): KeepAxis {
  const dataset = layer.dataset(scene.units);
  const { name = '', type = 'space' } = dataset.axes[at] ?? {};
  const [finest] = dataset.levels;
  const count = finest?.array?.shape[at] ?? 1;
  const transform = { scale: finest?.scale[at] ?? 1, translation: finest?.translation[at] ?? 0 };
  const unit = scene.units.get(name);
  const isChannels = at === dataset.channelAxis;
  const world = worldShown(scene, name);
  return {
    ...{ axis: name, type, count, start: transform.translation, step: transform.scale },
    part: partOf(dataset, at, { count, isDisplayed: scene.displayed.includes(name) }),
    ...(unit !== undefined && { unit }),
    shown: isChannels ? channelsShown(layer) : indicesIn(world, { count, transform }),
    ...(isChannels && { names: layer.channels.map((channel) => channel.name) }),
  };
}

function partOf(
  { channelAxis, color }: Dataset,
  at: number,
  { count, isDisplayed }: { readonly count: number; readonly isDisplayed: boolean },
): KeepAxis['part'] {
  if (count === 1 || (at === channelAxis && color !== undefined)) return 'all';
  return isDisplayed ? 'view' : 'range';
}

/** World positions on the screen in 2D, inside the clip box in 3D, and on other axes where the slider stands. */
function worldShown(scene: Scene, axis: string): readonly [number, number] {
  if (!scene.displayed.includes(axis)) {
    const here = scene.worldOf(axis, scene.position(axis)) ?? 0;
    return [here, here];
  }
  const [low, high] = stretchedRange(scene, axis);
  const stretch = scene.stretch.get(axis) ?? 1;
  return [low / stretch, high / stretch];
}

function stretchedRange(scene: Scene, axis: string): readonly [number, number] {
  if (scene.mode === '3d') return scene.space.clip.get(axis) ?? [-Infinity, Infinity];
  const { x0, x1, y0, y1 } = visibleWorldRect(scene.camera);
  return axis === scene.axes[1] ? [x0, x1] : [y0, y1];
}

/** Indices of the voxels that a world range meets; all of them when it meets none, and nothing of them is on the screen. */
function indicesIn(
  world: readonly [number, number],
  { count, transform }: { readonly count: number; readonly transform: AxisTransform },
): readonly [number, number] {
  const [a, b] = [voxelAt(world[0], transform), voxelAt(world[1], transform)];
  const low = Math.max(0, Math.min(a, b));
  const high = Math.min(count - 1, Math.max(a, b));
  return low > high ? [0, count - 1] : [low, high];
}

/** From the first to the last channel that is on; all when none is. */
function channelsShown(layer: Layer): readonly [number, number] {
  const shown = layer.drawnChannels().map(({ index }) => index);
  return shown.length > 0
    ? [Math.min(...shown), Math.max(...shown)]
    : [0, Math.max(0, layer.channels.length - 1)];
}
