import type { ChunkStore } from '../../chunks';
import { coordinateTransforms, maxShownPoints, type ChunkArray, type Dataset } from '../../core';
import { LEAST_POINT_PX, type PointsFrame } from '../../render';
import {
  focalPx,
  isInPane,
  worldToScreen,
  worldToScreen3D,
  type Camera2D,
  type Camera3D,
  type PointsCell,
} from '../../view';
import type { ValueAt } from '../scene/read/value-at';
import type { Scene } from '../scene/scene';

/** How far a pointer may be from the edge of a disc and still mean it, in CSS pixels. */
const NEAR_PX = 3;

interface Found {
  readonly cell: PointsCell;
  readonly chunk: ChunkArray;
  readonly row: number;
  readonly rank: Rank;
}

/** What is pointed at comes before what is beside it; then what is nearer: to the eye in 3D, to the pointer in 2D. */
interface Rank {
  readonly isBeside: boolean;
  readonly away: number;
}

function isBefore(a: Rank, b: Rank | undefined): boolean {
  if (!b) return true;
  return a.isBeside === b.isBeside ? a.away < b.away : b.isBeside;
}

/** Returns the nearest point under a place of the canvas in each visible layer of points. */
export function pointsUnder(
  frames: readonly PointsFrame[],
  { scene, store }: { readonly scene: Scene; readonly store: ChunkStore },
  [x, y]: readonly [number, number],
): ValueAt[] {
  return frames.flatMap((frame) => {
    if (!frame.visible || (frame.pane && !isInPane(frame.pane, [x, y]))) return [];
    const [dx, dy] = frame.pane?.shift ?? [0, 0];
    const camera = scene.mode === '3d' ? scene.camera3D : scene.camera;
    const seek = new Seek(frame, camera, [x - dx, y - dy]);
    for (const cell of frame.plan.cells) {
      const chunk = store.get(cell.key);
      if (chunk && seek.mayBeIn(cell)) seek.look(cell, chunk);
    }
    return seek.found ? [valueOf(frame, seek.found)] : [];
  });
}

/** Looks for the point that is nearest to a place of the canvas. */
class Seek {
  found: Found | undefined;
  readonly #frame: PointsFrame;
  readonly #camera: Camera2D | Camera3D;
  readonly #at: readonly [number, number];
  readonly #world: number[];

  constructor(frame: PointsFrame, camera: Camera2D | Camera3D, at: readonly [number, number]) {
    this.#frame = frame;
    this.#camera = camera;
    this.#at = at;
    this.#world = frame.dataset.axes.map(() => 0);
  }

  /** Of cells in 2D only those count that the pointer is over: there are many, and it moves often. */
  mayBeIn({ low, high }: PointsCell): boolean {
    const camera = this.#camera;
    if ('rotation' in camera || camera.turn !== 0) return true;
    const { x, y } = this.#frame.view;
    const reach = this.#radius(camera.zoom) + NEAR_PX;
    const [left, top] = worldToScreen(camera, [low[x] ?? 0, low[y] ?? 0]);
    const [right, bottom] = worldToScreen(camera, [high[x] ?? 0, high[y] ?? 0]);
    const [px, py] = this.#at;
    return px > left - reach && px < right + reach && py > top - reach && py < bottom + reach;
  }

  look(cell: PointsCell, chunk: ChunkArray): void {
    const { dataset } = this.#frame;
    const { points } = dataset;
    const level = dataset.levels[cell.key.level];
    if (!points || !level) return;
    const transforms = coordinateTransforms(points, level);
    const [down = 1, across = 1] = chunk.stride.slice(-2);
    const held = chunk.shape.at(-2) ?? 0;
    const isList = points.parts !== undefined;
    const inList = isList ? points.count - (cell.key.index[0] ?? 0) * points.rows : held;
    const rows = Math.min(held, inList, maxShownPoints);
    for (let row = 0; row < rows; row++) {
      for (const [axis, { factor, offset }] of transforms.entries())
        this.#world[axis] = Number(chunk.data[row * down + axis * across]) * factor + offset;
      const rank = this.#rank();
      if (rank && isBefore(rank, this.found?.rank)) this.found = { cell, chunk, row, rank };
    }
  }

  /** `undefined` where the point in hand is not under the pointer. */
  #rank(): Rank | undefined {
    const { view, clip } = this.#frame;
    const isShown = view.within.every((range, axis) => {
      const at = this.#world[axis] ?? NaN;
      return range ? at >= range[0] && at <= range[1] : Number.isFinite(at);
    });
    if (!isShown) return undefined;
    const place = [view.x, view.y, view.z].map((axis) => this.#world[axis ?? -1] ?? 0);
    const [x = 0, y = 0, z = 0] = place;
    const camera = this.#camera;
    if (!('rotation' in camera)) {
      return this.#ranked(this.#distance(worldToScreen(camera, [x, y])), camera.zoom);
    }
    if (clip && place.some((at, axis) => at < (clip.low[axis] ?? at) || at > (clip.high[axis] ?? at)))
      return undefined;
    const seen = worldToScreen3D(camera, [x, y, z]);
    if (!seen) return undefined;
    const focal = focalPx(camera);
    const zoom = focal === Infinity ? camera.zoom : focal / (focal / camera.zoom + seen[2]);
    return this.#ranked(this.#distance(seen), zoom, seen[2]);
  }

  /** `away`: from the eye; from the pointer where absent. */
  #ranked(distance: number, zoom: number, away = distance): Rank | undefined {
    const radius = this.#radius(zoom);
    return distance <= radius + NEAR_PX ? { isBeside: distance > radius, away } : undefined;
  }

  #radius(zoom: number): number {
    return Math.max(this.#frame.size * zoom, LEAST_POINT_PX) / 2;
  }

  #distance([x, y]: readonly number[]): number {
    return Math.hypot((x ?? 0) - this.#at[0], (y ?? 0) - this.#at[1]);
  }
}

/** `index` is where the point stands in the array of its level, and `value` its first property, else its number in the list. */
function valueOf({ id, dataset }: PointsFrame, { cell, chunk, row }: Found): ValueAt {
  const { level, index } = cell.key;
  const { points } = dataset;
  const isList = points?.parts !== undefined;
  const number = isList ? (index[0] ?? 0) * points.rows + row : row;
  const [down = 1, across = 1] = chunk.stride.slice(-2);
  const stored = (at: number) => chunk.data[row * down + at * across] ?? NaN;
  const column = (at: number) => Number(stored(at));
  const hasValue = (points?.properties.length ?? 0) > 0;
  return {
    layer: id,
    level,
    index: isList ? [number] : [...index.slice(0, -2), number],
    world: worldOf(dataset, level, column),
    value: hasValue ? plainValue(stored(dataset.axes.length)) : number,
  };
}

/** Integers of 64 bits as decimal text, as everywhere. */
function plainValue(value: number | bigint): number | string {
  return typeof value === 'bigint' ? String(value) : value;
}

function worldOf(dataset: Dataset, level: number, column: (at: number) => number): number[] {
  const grid = dataset.levels[level];
  if (!dataset.points || !grid) return [];
  return coordinateTransforms(dataset.points, grid).map(
    ({ factor, offset }, axis) => column(axis) * factor + offset,
  );
}
