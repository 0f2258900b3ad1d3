import { isEmptyRect, rectsOverlap, voxelEdge, type ChunkKey, type Dataset, type Rect } from '../../../core';
import {
  makeTileGrid,
  tileKeyString,
  type Pane,
  type Quad,
  type SliceView,
  type TileKey,
  type TilePlan,
} from '../../../view';
import type { Arrival } from './arrival';
import type { CellFlag, CellState, FlatCell } from './cell';
import { chunkStanding, tileStanding, type ChunkStandings } from './standing';

/** What is on the screen of a layer in 2D, and what is wanted there. */
export interface FlatScene {
  readonly layer: string;
  readonly dataset: Dataset;
  readonly slice: SliceView;
  readonly plan: Pick<TilePlan, 'level' | 'tiles' | 'view'>;
  /** What is drawn: of one channel, the first that is shown. */
  readonly quads: readonly Quad[];
  readonly chunks: ChunkStandings;
  readonly flagOf: (key: TileKey) => CellFlag | undefined;
  readonly arrivalOf: (key: TileKey) => Arrival | undefined;
  /** Where the layer is shown; absent: all over the picture. */
  readonly pane?: Pane | undefined;
}

/** The cells of a layer in 2D: what is drawn, and over it what is wanted and not drawn yet. */
export function flatCells(scene: FlatScene): FlatCell[] {
  return [...drawnCells(scene), ...missingCells(scene)];
}

/** Each part of a tile that is drawn; the largest bears its name. */
function drawnCells(scene: FlatScene): FlatCell[] {
  const { layer, quads, pane, flagOf, arrivalOf } = scene;
  const largest = new Map<string, Quad>();
  for (const quad of quads) {
    const id = tileKeyString(quad.key);
    const known = largest.get(id);
    if (!known || area(quad.world) > area(known.world)) largest.set(id, quad);
  }
  return quads.map((quad) => {
    const { key, world } = quad;
    const [flag, arrival] = [flagOf(key), arrivalOf(key)];
    return {
      ...{ layer, level: key.level, world, state: drawnState(scene, key) },
      isNamed: largest.get(tileKeyString(key)) === quad,
      ...(pane && { pane }),
      ...(flag && { flag }),
      ...(arrival && { arrival }),
    };
  });
}

/** How one chunk of a tile stands that is drawn, or that is still missing. */
export function flatCellState({ plan, chunks }: FlatScene, chunk: ChunkKey, isDrawn: boolean): CellState {
  const standing = chunkStanding(chunk, chunks);
  if (!isDrawn) return standing === 'here' ? 'loading' : standing;
  if (chunk.level !== plan.level) return chunk.level > plan.level ? 'coarser' : 'finer';
  return standing === 'empty' ? 'empty' : 'exact';
}

/** How a tile stands that is drawn. */
export function drawnState({ dataset, plan, chunks }: FlatScene, key: TileKey): CellState {
  if (key.level > plan.level) return 'coarser';
  if (key.level < plan.level) return 'finer';
  const array = dataset.levels[key.level]?.array;
  return array && tileStanding(key, array, chunks) === 'empty' ? 'empty' : 'exact';
}

/** Wanted tiles of the level that the view aims for which are in view, and not drawn in full. */
function missingCells(scene: FlatScene): FlatCell[] {
  const { layer, dataset, slice, plan, pane, quads, chunks, flagOf } = scene;
  const { channelAxis } = dataset;
  const drawn = new Set(quads.map(({ key }) => tileKeyString(key)));
  return plan.tiles.flatMap((key): FlatCell[] => {
    const isFirst = channelAxis === undefined || key.slice[channelAxis] === slice.channels[0];
    const array = dataset.levels[key.level]?.array;
    if (key.level !== plan.level || !isFirst || !array) return [];
    const world = tileRect(dataset, key);
    if (!world || !rectsOverlap(world, plan.view)) return [];
    const standing = tileStanding(key, array, chunks);
    const isDone = standing === 'here' || standing === 'empty';
    if (isDone && drawn.has(tileKeyString(key))) return [];
    const state = isDone ? 'loading' : standing;
    const flag = flagOf(key);
    return [
      {
        ...{ layer, level: key.level, world, state, isNamed: true },
        ...(pane && { pane }),
        ...(flag && { flag }),
      },
    ];
  });
}

/** Where a tile lies, world coordinates; `undefined` while its level is not open. */
export function tileRect(dataset: Dataset, key: TileKey): Rect | undefined {
  const level = dataset.levels[key.level];
  if (!level?.array) return undefined;
  const { interior } = makeTileGrid(level.array, key);
  const transformOf = (axis: number) => ({
    scale: level.scale[axis] ?? 1,
    translation: level.translation[axis] ?? 0,
  });
  const [x, y] = [transformOf(key.horizontal), transformOf(key.vertical)];
  const rect = {
    x0: voxelEdge(interior.x0, x),
    y0: voxelEdge(interior.y0, y),
    x1: voxelEdge(interior.x1, x),
    y1: voxelEdge(interior.y1, y),
  };
  return isEmptyRect(rect) ? undefined : rect;
}

function area({ x0, y0, x1, y1 }: Rect): number {
  return (x1 - x0) * (y1 - y0);
}
