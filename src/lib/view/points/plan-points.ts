import { cellCounts, decodedBytesPerVoxel, type Dataset } from '../../core';
import { priorityOf } from '../plan/priority';
import type { ChunkWant, LimitReason } from '../plan/tile-plan';
import { cellRegion, type CellRegion } from './cell-region';
import type { PointsCell, PointsLimits, PointsPlan, PointsRequest } from './points-view';

/** A cell smaller than this, in device pixels, has nothing to add: its points would lie side by side. */
const LEAST_CELL_PX = 48;
/** Chunks in one plan, whatever their size: beyond it, listing and requesting them takes longer than a frame. */
const MAX_CELLS = 4096;
/** Area of the screen for each point at most, in CSS pixels. */
const POINT_AREA_PX = 6;
/** More detail than before is shown where it takes no more than this part of the limits, so that a pan does not flicker. */
const SPARE_PART = 0.75;
const MAX_STEPS = 64;
const TIER = 1;

/**
 * Plans which cells of points a view shows: all coarse ones in it, and finer ones while they are large on the screen. Where they
 * are more than fits, cells must be larger to count. Lists that nothing sorts are shown from their beginning, as far as they fit.
 */
export function planPoints(request: PointsRequest, limits: PointsLimits, previous?: PointsPlan): PointsPlan {
  const { dataset, camera } = request;
  const { points } = dataset;
  if (!points) throw new Error(`${dataset.id} has no points.`);
  const decodedBytes = points.rows * points.columns * decodedBytesPerVoxel(dataset.dtype);
  const byBytes = Math.floor(limits.maxChunkBytes / decodedBytes);
  const byPoints = Math.floor(mostPoints(request, limits) / points.rows);
  const maxCells = Math.max(1, Math.min(MAX_CELLS, byBytes, byPoints));
  const shown =
    points.parts === undefined
      ? chooseCells(request, limits, { maxCells, previous })
      : firstParts(dataset, points.parts, {
          maxCells,
          isCut: byPoints < 1 && points.count > limits.maxPoints,
        });
  const { cells, limitedBy } = shown;
  const scale = dataset.levels[0]?.scale[request.view.x] ?? 1;
  return {
    level: Math.min(dataset.levels.length - 1, ...cells.map(({ key }) => key.level)),
    threshold: shown.threshold,
    voxelPx: scale * camera.zoom * camera.pixelRatio,
    ...(limitedBy && { limitedBy }),
    cells,
    want: wantsOf(request, cells, decodedBytes),
    open: [],
  };
}

/** Points that a view is given: no more than there is room for on the screen, where cells tell where they are. */
function mostPoints({ dataset, camera }: PointsRequest, { maxPoints, bias }: PointsLimits): number {
  if (dataset.points?.parts !== undefined) return maxPoints;
  return Math.min(maxPoints, (camera.width * camera.height) / (POINT_AREA_PX * bias));
}

interface Shown {
  readonly cells: readonly PointsCell[];
  readonly threshold: number;
  readonly limitedBy?: LimitReason | undefined;
}

/** `isCut`: not even the first of them fits whole. */
function firstParts(
  dataset: Dataset,
  parts: number,
  { maxCells, isCut }: { readonly maxCells: number; readonly isCut: boolean },
): Shown {
  const count = Math.min(parts, maxCells);
  const box = cellBox(
    dataset,
    0,
    dataset.axes.map(() => 0),
  );
  const cells = Array.from({ length: count }, (_, part) => ({
    key: { dataset: dataset.id, level: 0, index: [part, 0] },
    ...box,
  }));
  return { cells, threshold: 0, ...((isCut || count < parts) && { limitedBy: 'memory' }) };
}

function chooseCells(
  request: PointsRequest,
  { level, bias }: PointsLimits,
  { maxCells, previous }: { readonly maxCells: number; readonly previous: PointsPlan | undefined },
): Shown {
  const region = cellRegion(request);
  const finest = level === 'auto' ? 0 : level;
  const at = (threshold: number, most: number) =>
    cellsIn(request.dataset, region, { threshold, finest, most });
  let threshold = LEAST_CELL_PX * bias;
  for (let step = 0; step < MAX_STEPS; step++, threshold *= Math.SQRT2) {
    const mustSpare = previous !== undefined && threshold < previous.threshold * 0.999;
    const cells = at(threshold, mustSpare ? Math.floor(maxCells * SPARE_PART) : maxCells);
    if (cells) {
      const isLocked = finest > 0 && cells.some(({ key }) => key.level === finest);
      return { cells, threshold, ...(isLocked && { limitedBy: 'level-locked' }) };
    }
  }
  const nearest = coarsestIn(request.dataset, region).sort((a, b) => region.distance(a) - region.distance(b));
  return { cells: nearest.slice(0, maxCells), threshold, limitedBy: 'memory' };
}

interface CellLimits {
  readonly threshold: number;
  readonly finest: number;
  readonly most: number;
}

/** Cells in view whose size is at least the threshold, level by level, coarsest first; `undefined` when they are too many. */
function cellsIn(
  dataset: Dataset,
  region: CellRegion,
  { threshold, finest, most }: CellLimits,
): PointsCell[] | undefined {
  let cells = coarsestIn(dataset, region);
  const found: PointsCell[] = [];
  for (;;) {
    if (found.length + cells.length > most) return undefined;
    found.push(...cells.sort((a, b) => region.distance(a) - region.distance(b)));
    const [first] = cells;
    if (!first || first.key.level <= finest) return found;
    const room = most - found.length;
    cells = finerIn(dataset, cells, (child) => region.sees(child) && region.sizePx(child) >= threshold, room);
  }
}

/** Cells of the next finer level that are wanted, up to one more than there is room for. */
function finerIn(
  dataset: Dataset,
  cells: readonly PointsCell[],
  isWanted: (cell: PointsCell) => boolean,
  room: number,
): PointsCell[] {
  const found: PointsCell[] = [];
  for (const cell of cells) {
    found.push(...childrenOf(dataset, cell).filter(isWanted));
    if (found.length > room) break;
  }
  return found;
}

/** The coarsest cells in view: there are few, or the grid is refused when it opens. */
function coarsestIn(dataset: Dataset, region: CellRegion): PointsCell[] {
  const level = dataset.levels.length - 1;
  const counts = cellCounts(dataset.levels[level]?.array ?? { shape: [], chunks: [] });
  const found: PointsCell[] = [];
  for (const index of indices(counts.map((count) => [0, count]))) {
    const cell = makeCell(dataset, level, index);
    if (region.sees(cell)) found.push(cell);
  }
  return found;
}

/** Cells of the next finer level that begin in a cell. */
function childrenOf(dataset: Dataset, { key: { level, index } }: PointsCell): PointsCell[] {
  const [coarse, fine] = [dataset.levels[level]?.array, dataset.levels[level - 1]?.array];
  if (!coarse || !fine) return [];
  const counts = cellCounts(fine);
  const ranges = dataset.axes.map((_, axis): [number, number] => {
    const [from, ratio] = [index[axis] ?? 0, (coarse.chunks[axis] ?? 1) / (fine.chunks[axis] ?? 1)];
    return [Math.ceil(from * ratio), Math.min(counts[axis] ?? 1, Math.ceil((from + 1) * ratio))];
  });
  return [...indices(ranges)].map((child) => makeCell(dataset, level - 1, child));
}

function* indices(ranges: readonly (readonly [number, number])[]): Generator<number[]> {
  const [first, ...rest] = ranges;
  if (!first) return;
  for (let at = first[0]; at < first[1]; at++)
    if (rest.length === 0) yield [at];
    else for (const others of indices(rest)) yield [at, ...others];
}

function makeCell(dataset: Dataset, level: number, index: readonly number[]): PointsCell {
  // The chunk holds all points of the cell, and all their columns.
  return { key: { dataset: dataset.id, level, index: [...index, 0, 0] }, ...cellBox(dataset, level, index) };
}

function cellBox(
  { levels, axes }: Dataset,
  level: number,
  index: readonly number[],
): Pick<PointsCell, 'low' | 'high'> {
  const { scale = [], translation = [], array } = levels[level] ?? {};
  const edge = (axis: number, end: number): number => {
    const voxels = Math.min(
      ((index[axis] ?? 0) + end) * (array?.chunks[axis] ?? 1),
      array?.shape[axis] ?? Infinity,
    );
    return (voxels - 0.5) * (scale[axis] ?? 1) + (translation[axis] ?? 0);
  };
  return { low: axes.map((_, axis) => edge(axis, 0)), high: axes.map((_, axis) => edge(axis, 1)) };
}

function wantsOf(request: PointsRequest, cells: readonly PointsCell[], decodedBytes: number): ChunkWant[] {
  const region = cellRegion(request);
  const isSorted = request.dataset.points?.parts === undefined;
  const last = request.dataset.levels.length - 1;
  return cells.map((cell, at) => ({
    key: cell.key,
    priority: isSorted
      ? priorityOf(TIER, last - cell.key.level, region.distance(cell))
      : priorityOf(TIER, 0, at),
    decodedBytes,
  }));
}
