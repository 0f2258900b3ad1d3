import { focalPx, rotateBack, type Vec3 } from '../../view';
import { type HeldCell, SLOT_POINTS } from './points-slots';
import {
  GREATEST_POINT_PX,
  LEAST_POINT_PX,
  type PointsBlock,
  type PointsFrame,
  type PointsPlace,
} from './points-frame';

/** Texels along a row of the texture that holds points. */
export const TEXTURE_WIDTH = 1024;
/** Slots of one draw: as many as fit the smallest uniform block that WebGL2 allows (16 KiB). */
export const SLOTS_PER_BLOCK = 512;
const SLOT_FLOATS = 8;
/** Floats of the block that says how points look. */
const LOOK_FLOATS = 40;
/** Taken for endless in the shader. */
const ENDLESS = 3e38;
const [COLUMNS, LOW, HIGH, MORE] = [24, 28, 32, 36];

/** What is looked at: the middle of the view on displayed axes, of what is shown on others. Store axis order. */
export function focusOf(
  { view }: Pick<PointsFrame, 'view'>,
  { camera }: Pick<PointsPlace, 'camera'>,
): number[] {
  return view.within.map((range, axis) => {
    if (range) return (range[0] + range[1]) / 2;
    const at = axis === view.x ? 0 : axis === view.y ? 1 : 2;
    return camera.center[at] ?? 0;
  });
}

/** Returns the blocks of a layer's points: {@link SLOTS_PER_BLOCK} slots each. */
export function pointsBlocks(
  frame: PointsFrame,
  place: PointsPlace,
  cells: readonly HeldCell[],
): PointsBlock[] {
  const look = lookOf(frame, place);
  const slots = slotsOf(cells, focusOf(frame, place));
  const blocks: PointsBlock[] = [];
  const area = SLOTS_PER_BLOCK * SLOT_FLOATS;
  for (let from = 0; from < slots.length; from += area) {
    const part = Float32Array.from(slots.slice(from, from + area));
    blocks.push({ look, slots: part, slotCount: part.length / SLOT_FLOATS });
  }
  return blocks;
}

function slotsOf(cells: readonly HeldCell[], focus: readonly number[]): number[] {
  const floats: number[] = [];
  for (const { slots, more, anchor, points } of cells) {
    const offset = [0, 1, 2, 3, 4].map((axis) => (anchor[axis] ?? 0) - (focus[axis] ?? 0));
    slots.forEach((slot, at) => {
      const count = Math.min(SLOT_POINTS, points - at * SLOT_POINTS);
      floats.push(...offset, slot, more[at] ?? 0, count);
    });
  }
  return floats;
}

function lookOf(frame: PointsFrame, { camera, viewport }: PointsPlace): Float32Array {
  const { view, size, color, dataset } = frame;
  const { width, height, middle, zoom } = viewport;
  const perCss = zoom / camera.zoom;
  const isDeep = 'rotation' in camera;
  const [right, down, forward] = basisOf(camera);
  const eye = isDeep && camera.perspective > 0 ? focalPx(camera) / camera.zoom : 0;
  const floats = new Float32Array(LOOK_FLOATS);
  floats.set([width, height, middle[0], height - middle[1]]);
  floats.set([...right, zoom, ...down, eye, ...forward, 1 / perCss], 4);
  floats.set([size, LEAST_POINT_PX * perCss, GREATEST_POINT_PX * perCss, 0, ...color, 1], 16);
  new Int32Array(floats.buffer).set([view.x, view.y, view.z ?? -1, isDeep ? 1 : 0], COLUMNS);
  const ranges = rangesOf(frame, focusOf(frame, { camera }));
  for (let axis = 0; axis < 4; axis++) {
    floats[LOW + axis] = ranges[axis]?.[0] ?? -ENDLESS;
    floats[HIGH + axis] = ranges[axis]?.[1] ?? ENDLESS;
  }
  floats.set([...(ranges[4] ?? [-ENDLESS, ENDLESS]), dataset.axes.length > 4 ? 1 : 0], MORE);
  return floats;
}

/** What is shown along each axis, relative to what is looked at; `undefined` where that is everything. */
function rangesOf(
  { view, clip }: PointsFrame,
  focus: readonly number[],
): (readonly [number, number] | undefined)[] {
  return view.within.map((range, axis) => {
    const at = axis === view.x ? 0 : axis === view.y ? 1 : 2;
    const shown = range ?? (clip && ([clip.low[at], clip.high[at]] as const));
    return shown && [shown[0] - (focus[axis] ?? 0), shown[1] - (focus[axis] ?? 0)];
  });
}

/** World directions of right, down and away on the screen. */
function basisOf(camera: PointsPlace['camera']): readonly [Vec3, Vec3, Vec3] {
  if ('rotation' in camera) {
    const along = (axis: Vec3): Vec3 => rotateBack(camera.rotation, axis);
    return [along([1, 0, 0]), along([0, 1, 0]), along([0, 0, 1])];
  }
  const [cosine, sine] = [Math.cos(camera.turn), Math.sin(camera.turn)];
  return [
    [cosine, -sine, 0],
    [sine, cosine, 0],
    [0, 0, 1],
  ];
}
