import { voxelAt, type ChunkKey, type Dataset, type Rect } from '../../../core';
import type { DrawnBrick } from '../../../render';
import { BRICK_SIZE, TILE_SIZE, type TileKey, type Vec3 } from '../../../view';
import type { CellState } from './cell';
import type { FlatScene } from './flat-cells';
import { drawnBrickState, type SolidScene } from './solid-cells';

/** What a point of the picture shows: the tile or the brick, and the chunk of it. */
export interface PointedCell {
  /** Column and row of a tile, or place of a brick on x, y and z. */
  readonly cell: readonly number[];
  readonly level: number;
  readonly chunk: ChunkKey;
}

/** What of a layer in 2D is shown at a place, on x and y, and what is wanted there. */
export function tilesAt(
  { dataset, plan, quads, slice }: FlatScene,
  world: readonly number[],
): { readonly shown?: PointedCell; readonly wanted?: PointedCell } {
  const point: readonly [number, number] = [world[0] ?? 0, world[1] ?? 0];
  const quad = quads.find((candidate) => isIn(candidate.world, point));
  const { horizontal, vertical } = slice;
  const { level } = plan;
  const column = Math.floor(voxelOf(dataset, { level, axis: horizontal }, point[0]) / TILE_SIZE);
  const row = Math.floor(voxelOf(dataset, { level, axis: vertical }, point[1]) / TILE_SIZE);
  const key = plan.tiles.find((tile) => tile.level === level && tile.column === column && tile.row === row);
  const shown = quad && pointedTile(dataset, quad.key, point);
  const wanted = key && pointedTile(dataset, key, point);
  return { ...(shown && { shown }), ...(wanted && { wanted }) };
}

/** What of a layer in 3D is drawn at a place: the finest brick that holds it, in the state that its outline shows. */
export function brickAt(
  scene: SolidScene,
  world: Vec3,
): (PointedCell & { readonly state: CellState }) | undefined {
  const { dataset, view, drawn } = scene;
  let best: DrawnBrick | undefined;
  for (const brick of drawn) if (isInBox(brick, world) && (!best || brick.level < best.level)) best = brick;
  if (!best) return undefined;
  const { key } = best;
  const array = dataset.levels[key.level]?.array;
  if (!array) return undefined;
  const index = [...key.slice];
  [view.x, view.y, view.z].forEach((axis, a) => {
    const from = (key.brick[a] ?? 0) * BRICK_SIZE;
    const voxel = voxelOf(dataset, { level: key.level, axis }, world[a] ?? 0);
    index[axis] = Math.min(Math.max(voxel, from), from + BRICK_SIZE - 1);
  });
  const state = drawnBrickState(scene)(key);
  return { cell: key.brick, level: key.level, chunk: chunkOf(dataset, key, index), state };
}

function pointedTile(dataset: Dataset, key: TileKey, [x, y]: readonly [number, number]): PointedCell {
  const index = [...key.slice];
  index[key.horizontal] = within(voxelOf(dataset, { level: key.level, axis: key.horizontal }, x), key.column);
  index[key.vertical] = within(voxelOf(dataset, { level: key.level, axis: key.vertical }, y), key.row);
  return { cell: [key.column, key.row], level: key.level, chunk: chunkOf(dataset, key, index) };
}

/** A voxel of a tile, also where a place on its edge was rounded to the next one. */
function within(voxel: number, tile: number): number {
  return Math.min(Math.max(voxel, tile * TILE_SIZE), (tile + 1) * TILE_SIZE - 1);
}

function voxelOf(
  { levels }: Dataset,
  { level, axis }: { readonly level: number; readonly axis: number },
  world: number,
): number {
  const transform = {
    scale: levels[level]?.scale[axis] ?? 1,
    translation: levels[level]?.translation[axis] ?? 0,
  };
  return voxelAt(world, transform);
}

function chunkOf(
  { levels }: Dataset,
  { dataset, level }: { readonly dataset: string; readonly level: number },
  voxel: readonly number[],
): ChunkKey {
  const chunks = levels[level]?.array?.chunks ?? [];
  return { dataset, level, index: voxel.map((at, axis) => Math.floor(at / (chunks[axis] ?? 1))) };
}

function isIn({ x0, y0, x1, y1 }: Rect, [x, y]: readonly [number, number]): boolean {
  return x >= x0 && x < x1 && y >= y0 && y < y1;
}

/** A hit lies on the surface of what it hit, so a little beyond a box counts as well. */
function isInBox({ box: { low, high } }: DrawnBrick, world: Vec3): boolean {
  return world.every((at, a) => {
    const slack = ((high[a] ?? 0) - (low[a] ?? 0)) * 1e-3;
    return at >= (low[a] ?? 0) - slack && at <= (high[a] ?? 0) + slack;
  });
}
