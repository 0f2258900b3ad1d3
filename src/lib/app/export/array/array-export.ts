import { AppError, storedBytesPerVoxel, type Dataset, type LevelArray } from '../../../core';
import { arrays as t } from '../../../messages';
import { shareableLocation } from '../../../share';
import { paneCamera, screenToWorld } from '../../../view';
import type { Layer } from '../../scene/layers/layer';
import type { Scene } from '../../scene/scene';
import type { Session } from '../../session/session';
import type { ArrayChoice, ArrayEstimate } from './array-model';
import { volumeOf } from './copy-box';
import { npyHeader } from './npy';
import { planBox, shapeOf, type ArrayBox, type AxisWish } from './plan-array';
import { readArray, readBytes } from './read-array';

/** More than a browser hands over at once without trouble, and more than most readers want in one array. */
const MAX_BYTES = 2 ** 31;

/** What a choice is made of. */
export interface PlannedArray {
  readonly layer: Layer;
  /** In world units, axes not stretched. */
  readonly dataset: Dataset;
  readonly level: number;
  readonly array: LevelArray;
  /** All axes of the store. */
  readonly box: ArrayBox;
  /** Axes of the array that is saved, as indices of the store's; the others have one voxel. */
  readonly kept: readonly number[];
  readonly shape: readonly number[];
}

/** Rejects with an AppError when the level cannot be read; `undefined` where it has no voxels there. */
export async function planArray(
  { scene }: Session,
  choice: ArrayChoice,
  signal?: AbortSignal,
): Promise<PlannedArray | undefined> {
  const { layerId, level } = choice;
  const layer = scene.layers.find(({ id }) => id === layerId);
  if (!layer) throw new AppError('not-found', 'The layer is no longer open.', {});
  const array = await layer.source.openLevel(level, signal);
  const placed = scene.datasetOf(layer);
  const grid = placed.levels[level];
  if (!grid) throw new Error(`There is no level ${String(level)} of ${layerId}.`);
  const { wishes, kept } = axisWishes(scene, layer, choice.part);
  const box = planBox({ array, scale: grid.scale, translation: grid.translation }, wishes);
  if (!box) return undefined;
  const shape = kept.map((axis) => shapeOf(box)[axis] ?? 1);
  return { layer, dataset: layer.dataset(scene.units), level, array, box, kept, shape };
}

/** What is wanted of each axis: displayed ones and channels stay axes of the array, others stand where their slider does. */
function axisWishes(scene: Scene, layer: Layer, part: ArrayChoice['part']) {
  const { axes, channelAxis } = scene.datasetOf(layer);
  const ranges = part === 'whole' ? new Map() : shownRanges(scene, layer);
  const position = (scene.mode === '3d' ? scene.volumeOf(layer) : scene.sliceOf(layer))?.position ?? [];
  const kept: number[] = [];
  const wishes = axes.map(({ name }, axis): AxisWish => {
    const isKept = axis === channelAxis || scene.displayed.includes(name);
    if (isKept) kept.push(axis);
    if (!isKept) return position[axis] ?? 0;
    return axis === channelAxis ? 'all' : ((ranges.get(name) as [number, number] | undefined) ?? 'all');
  });
  return { wishes, kept };
}

/** World ranges of what is seen: the screen in 2D, the clip box in 3D. */
function shownRanges(scene: Scene, layer: Layer): Map<string, readonly [number, number]> {
  if (scene.mode === '3d') return new Map(scene.space.clip);
  const pane = scene.panes().get(layer.id);
  const camera = pane ? paneCamera(scene.camera, pane) : scene.camera;
  const { width, height } = camera;
  const corners = [0, width].flatMap((x) => [0, height].map((y) => screenToWorld(camera, [x, y])));
  const [vertical, horizontal] = scene.axes;
  const span = (at: 0 | 1): readonly [number, number] => [
    Math.min(...corners.map((corner) => corner[at])),
    Math.max(...corners.map((corner) => corner[at])),
  ];
  return new Map([
    [horizontal, span(0)],
    [vertical, span(1)],
  ]);
}

export function estimateOf(session: Session, planned: PlannedArray | undefined): ArrayEstimate {
  if (!planned)
    return {
      ...{ axes: [], shape: [], dtype: '', bytes: 0 },
      refusal: t.noVoxelsThere,
    };
  const { dataset, kept, shape } = planned;
  const { dtype } = dataset;
  const bytes = volumeOf(shape) * storedBytesPerVoxel(dtype);
  const refusal = refusalOf(session, planned, bytes);
  const axes = kept.map((axis) => dataset.axes[axis]?.name ?? '');
  return { ...{ axes, shape, dtype, bytes }, ...(refusal !== undefined && { refusal }) };
}

function refusalOf({ budget }: Session, { array, dataset }: PlannedArray, bytes: number): string | undefined {
  if (bytes > MAX_BYTES) return t.moreThanAFileHolds;
  // A block of one row of chunks lies beside the chunk that is read into it.
  if (readBytes(array, dataset.dtype) * (4 / 3) > budget.tier('inFlight').maxBytes)
    return t.chunkNeedsTooMuch;
  return undefined;
}

/** Reads an array, and returns the file and what it means. */
export async function exportArray(
  session: Session,
  planned: PlannedArray,
  options: { readonly signal: AbortSignal; readonly progress: (fraction: number) => void },
): Promise<{ npy: Blob; description: Blob; name: string }> {
  const { layer, dataset, level, array, box, shape } = planned;
  const { store, budget } = session;
  const total = volumeOf(shape);
  const name = fileName(planned);
  const parts = await readArray({
    ...{ box, array, dtype: dataset.dtype, budget, signal: options.signal },
    peek: (index) => {
      const key = { dataset: dataset.id, level, index };
      return store.get(key) ?? (store.stateOf(key) === 'empty' ? 'empty' : undefined);
    },
    read: (index, { signal, maxEncodedBytes }) =>
      layer.source.read({ dataset: dataset.id, level, index }, { signal, maxEncodedBytes }),
    progress: (done) => options.progress(done / total),
    pause: () => new Promise((resolve) => setTimeout(resolve)),
  });
  const npy = new Blob([npyHeader(dataset.dtype, shape), ...parts], { type: 'application/octet-stream' });
  const text = JSON.stringify(describeArray(session.scene, planned, name), undefined, 2);
  return { npy, description: new Blob([text], { type: 'application/json' }), name };
}

function fileName({ layer, level }: PlannedArray): string {
  const plain = layer.name.replace(/[^\p{L}\p{N}._-]+/gu, '_').slice(0, 80) || 'array';
  return `${plain}_level${String(level)}.npy`;
}

/** What an array means: along each axis the world position of a voxel's centre is `index * scale + translation`. */
function describeArray(
  scene: Scene,
  { layer, dataset, level, box, kept, shape }: PlannedArray,
  file: string,
) {
  const grid = dataset.levels[level];
  const describe = (axis: number) => {
    const [scale, origin] = [grid?.scale[axis] ?? 1, grid?.translation[axis] ?? 0];
    const { name = '', type } = dataset.axes[axis] ?? {};
    const unit = scene.units.get(name) ?? dataset.axes[axis]?.unit;
    const start = box.start[axis] ?? 0;
    return {
      name,
      type,
      ...(unit !== undefined && { unit }),
      start,
      scale,
      translation: origin + start * scale,
    };
  };
  const others = dataset.axes.flatMap((_, axis) => (kept.includes(axis) ? [] : [describe(axis)]));
  return {
    file,
    formula: 'world = index * scale + translation, at voxel centres; start is the index in the level',
    name: layer.name,
    location: shareableLocation(dataset.location).location,
    level,
    dtype: dataset.dtype,
    shape,
    axes: kept.map(describe),
    position: others.map(({ start, translation, name, type, ...rest }) => {
      const { unit } = rest as { unit?: string };
      return { name, type, ...(unit !== undefined && { unit }), index: start, world: translation };
    }),
    ...(dataset.channelAxis !== undefined && { channels: layer.channels.map((channel) => channel.name) }),
  };
}
